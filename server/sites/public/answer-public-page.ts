import type { IncomingMessage, ServerResponse } from 'node:http'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { ContentLanguage } from '../../content/files/language'
import { chooseCoding, type Coding } from '../../web/responses/choose-encoding'
import { publicSecurityHeaders } from './ready-page'

/**
 * Fast compression, because the reader waits: ready pages are compressed once at the highest level, these on every
 * request.
 */
const pack: Readonly<Record<Coding, (plain: Buffer) => Buffer>> = {
  br: plain => brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: plain => gzipSync(plain),
  identity: plain => plain,
}

/** Sends a public page that is rendered per request: not cached and not indexed by search engines. */
export function answerPublicPage(
  req: IncomingMessage,
  res: ServerResponse,
  page: { html: string; language: ContentLanguage; production: boolean; status?: number },
): void {
  const accepted = req.headers['accept-encoding']
  const coding = chooseCoding(typeof accepted === 'string' ? accepted : undefined)
  const bytes = pack[coding](Buffer.from(page.html, 'utf8'))
  res.writeHead(page.status ?? 200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Language': page.language,
    'Content-Length': String(bytes.length),
    ...(coding === 'identity' ? {} : { 'Content-Encoding': coding }),
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex',
    Vary: 'Accept-Encoding',
    ...publicSecurityHeaders(page.html, page.production),
  })
  if (req.method === 'HEAD') res.end()
  else res.end(bytes)
}
