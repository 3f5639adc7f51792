import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import type { RequestHandler } from 'express'
import { makeReadyBodies, pathOf, sendReadyBodies, type ReadyBodies } from './ready-bytes'

export interface BuiltAssets {
  /** The URL of a built asset by its plain name; it contains a content hash. */
  address(name: string): string
  /** The text of a built asset, for pages that inline it. */
  text(name: string): string
  /** Serves `/assets`, compressed on first request. */
  serve: RequestHandler
}

/** The content types of built files, and whether each can be compressed. */
const types: Readonly<Record<string, { contentType: string; packed?: true }>> = {
  '.css': { contentType: 'text/css; charset=utf-8' },
  '.js': { contentType: 'text/javascript; charset=utf-8' },
  '.svg': { contentType: 'image/svg+xml' },
  '.ico': { contentType: 'image/x-icon' },
  '.png': { contentType: 'image/png', packed: true },
  '.ttf': { contentType: 'font/ttf' },
  '.woff': { contentType: 'font/woff', packed: true },
  '.woff2': { contentType: 'font/woff2', packed: true },
}

/**
 * @param dir the build's assets folder, with manifest.json
 * @throws when the build has not run, or when a page uses an asset that was not built
 */
export function builtAssets(dir: string): BuiltAssets {
  const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as Record<string, string>
  const texts = new Map<string, string>()
  const fileOf = (name: string) => {
    const file = manifest[name]
    if (!file) throw new Error(`No built asset ${name} in ${dir}`)
    return file
  }
  return {
    address: name => `/assets/${fileOf(name)}`,
    text(name) {
      const text = texts.get(name) ?? readFileSync(join(dir, fileOf(name)), 'utf8')
      texts.set(name, text)
      return text
    },
    serve: serveFiles(dir, new Set(Object.values(manifest))),
  }
}

/** @param hashed names with a content hash, which caches may keep for ever; others are cached for a day */
function serveFiles(dir: string, hashed: ReadonlySet<string>): RequestHandler {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && extname(entry.name) in types)
    .map(entry => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'))
  const ready = new Map<string, ReadyBodies | undefined>(files.map(file => [file, undefined]))

  function make(file: string): ReadyBodies {
    const { contentType = '', packed = false } = types[extname(file)] ?? {}
    const cacheControl = hashed.has(file) ? 'public, max-age=31536000, immutable' : 'public, max-age=86400'
    const bodies = makeReadyBodies(
      readFileSync(join(dir, file)),
      contentType,
      { 'Cache-Control': cacheControl },
      { packed },
    )
    ready.set(file, bodies)
    return bodies
  }

  return (req, res, next) => {
    const file = pathOf(req.url).slice(1)
    if (!ready.has(file) || (req.method !== 'GET' && req.method !== 'HEAD')) return next()
    sendReadyBodies(ready.get(file) ?? make(file), req, res)
  }
}
