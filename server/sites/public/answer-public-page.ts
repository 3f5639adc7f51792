import type { IncomingMessage, ServerResponse } from 'node:http'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { ContentLanguage } from '../../content/language'
import { chooseCoding, type Coding } from '../../web/choose-encoding'
import { publicSecurityHeaders } from './ready-page'

/** Quick, since somebody waits for it: a ready page is packed once and as tightly as it goes, this one each time. */
const pack: Readonly<Record<Coding, (plain: Buffer) => Buffer>> = {
  br: plain => brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: plain => gzipSync(plain),
  identity: plain => plain,
}

/** Sends a page of the public site that is made for one request: kept by no cache, and listed by no search engine. */
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
