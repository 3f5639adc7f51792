import { createHash } from 'node:crypto'
import type { TextLanguage } from '../../content/files/language'
import { makeReadyBodies, type ReadyBodies } from '../../web/responses/ready-bytes'

/** A public page, rendered once and sent as it is. */
export interface ReadyPage {
  path: string
  language: TextLanguage
  bodies: ReadyBodies
}

/** Browser features that public pages never use, so they are denied to the page and its frames. */
const permissionsPolicy = [
  'accelerometer',
  'autoplay',
  'bluetooth',
  'browsing-topics',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'web-share',
  'xr-spatial-tracking',
]
  .map(feature => `${feature}=()`)
  .join(', ')

/**
 * The security headers of every public response.
 *
 * @param html the page; only its own inline scripts and styles are allowed, by their hashes rather than nonces, so that
 *   the page can be cached
 * @param production whether to send HSTS
 */
export function publicSecurityHeaders(html: string, production: boolean): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(html),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Permissions-Policy': permissionsPolicy,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...(production ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } : {}),
  }
}

function contentSecurityPolicy(html: string): string {
  const scripts = new Set<string>()
  for (const [, attributes = '', code = ''] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)) {
    scripts.add(/\ssrc=/i.test(attributes) ? "'self'" : hashOf(code))
  }
  const styles = new Set<string>()
  for (const [, css = ''] of html.matchAll(/<style>([\s\S]*?)<\/style>/gi)) styles.add(hashOf(css))
  if (/<link\b[^>]*\srel="stylesheet"/i.test(html)) styles.add("'self'")
  return [
    "default-src 'none'",
    `style-src ${allowed(styles)}`,
    "img-src 'self'",
    "font-src 'self'",
    `script-src ${allowed(scripts)}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

function hashOf(code: string): string {
  return `'sha256-${createHash('sha256').update(code).digest('base64')}'`
}

function allowed(sources: ReadonlySet<string>): string {
  return sources.size > 0 ? [...sources].join(' ') : "'none'"
}

export interface ReadyPageOptions {
  production: boolean
  /** How long browsers and proxies may cache it. */
  cacheControl?: string
}

/** Compresses a page in every content encoding, each with a strong ETag. */
export function makeReady(
  path: string,
  language: TextLanguage,
  html: string,
  { production, cacheControl = 'public, max-age=60, stale-while-revalidate=600' }: ReadyPageOptions,
): ReadyPage {
  const bodies = makeReadyBodies(Buffer.from(html, 'utf8'), 'text/html; charset=utf-8', {
    'Cache-Control': cacheControl,
    'Content-Language': language,
    ...publicSecurityHeaders(html, production),
  })
  return { path, language, bodies }
}

/** A page that is rendered and cached on its first request. */
export function makeReadyWhenAsked(path: string, language: TextLanguage, make: () => ReadyPage): ReadyPage {
  let made: ReadyPage | undefined
  return {
    path,
    language,
    get bodies() {
      made ??= make()
      return made.bodies
    },
  }
}
