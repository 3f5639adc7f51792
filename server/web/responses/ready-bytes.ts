import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { chooseCoding, type Coding } from './choose-encoding'

/** A body in one content encoding with its headers, ready to write to a socket. */
interface ReadyBody {
  bytes: Buffer
  etag: string
  /** Headers of a 200 response. */
  headers: Readonly<Record<string, string>>
  /** Headers of a 304 response. */
  notModifiedHeaders: Readonly<Record<string, string>>
}

/** Bytes rendered once, and compressed in each encoding on first request. */
export type ReadyBodies = Readonly<Record<Coding, ReadyBody>>

/** The two higher levels save 500 bytes per page and take several times as long. */
const BROTLI_QUALITY = 9

/**
 * Prepares bytes in every encoding, each with a strong ETag.
 *
 * @param shared headers of every response, including those without a body
 * @param packed whether the bytes are compressed already, as fonts and photographs are
 */
export function makeReadyBodies(
  plain: Buffer,
  contentType: string,
  shared: Readonly<Record<string, string>>,
  { packed = false }: { packed?: boolean } = {},
): ReadyBodies {
  const body = (coding: Coding, bytes: Buffer): ReadyBody => {
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`
    const notModifiedHeaders = { ETag: etag, ...(packed ? {} : { Vary: 'Accept-Encoding' }), ...shared }
    return {
      bytes,
      etag,
      notModifiedHeaders,
      headers: {
        'Content-Type': contentType,
        'Content-Length': String(bytes.length),
        ...(coding === 'identity' ? {} : { 'Content-Encoding': coding }),
        ...notModifiedHeaders,
      },
    }
  }
  const identity = body('identity', plain)
  if (packed) return { br: identity, gzip: identity, identity }
  const brotli = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length }
  const made: Partial<Record<Coding, ReadyBody>> = {}
  return {
    get br() {
      return (made.br ??= body('br', brotliCompressSync(plain, { params: brotli })))
    },
    get gzip() {
      return (made.gzip ??= body('gzip', gzipSync(plain, { level: 9 })))
    },
    identity,
  }
}

/** Sends the bytes, or 304 when the client's copy is current. */
export function sendReadyBodies(bodies: ReadyBodies, req: IncomingMessage, res: ServerResponse): void {
  const accepted = req.headers['accept-encoding']
  const body = bodies[chooseCoding(typeof accepted === 'string' ? accepted : undefined)]
  if (isHeld(req.headers['if-none-match'], body.etag)) {
    res.writeHead(304, body.notModifiedHeaders).end()
    return
  }
  res.writeHead(200, body.headers)
  if (req.method === 'HEAD') res.end()
  else res.end(body.bytes)
}

/** Whether If-None-Match matches our ETag, by the weak comparison of RFC 9110. */
export function isHeld(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header.split(',').some(item => {
    const tag = item.trim()
    return tag === '*' || tag === etag || tag === `W/${etag}`
  })
}

/** The request's path without its query string. */
export function pathOf(url = '/'): string {
  const end = url.indexOf('?')
  return end === -1 ? url : url.slice(0, end)
}
