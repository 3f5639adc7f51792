import type { Request } from 'express'

/**
 * Whether the browser reports that the form came from another site, for forms without a CSRF token or whose token
 * expired with its session. Our own pages send `Origin: null` because of their referrer policy, and browsers without
 * Sec-Fetch-Site are trusted.
 */
export function isFromAnotherSite(req: Request): boolean {
  const site = req.get('sec-fetch-site')
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const origin = req.get('origin')
  if (origin === undefined || origin === 'null') return false
  return !URL.canParse(origin) || new URL(origin).host !== req.get('host')
}
