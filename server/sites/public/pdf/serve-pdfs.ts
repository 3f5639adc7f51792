import type { IncomingMessage, ServerResponse } from 'node:http'
import { isHeld, pathOf } from '../../../web/responses/ready-bytes'
import { publicSecurityHeaders } from '../ready-page'
import type { PdfShelf, ReadyPdf } from './pdf-shelf'

type Handler = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void

/**
 * Serves the PDFs. Like the pages, they need no session, body parser or database.
 *
 * @param latest returns the current PDFs; called for every request, because they can change
 */
export function servePdfs(latest: () => PdfShelf, { production }: { production: boolean }): Handler {
  const refusal = { ...publicSecurityHeaders('', production), Allow: 'GET, HEAD', 'Content-Length': '0' }
  return (req, res, next) => {
    const path = pathOf(req.url)
    const shelf = latest()
    if (!shelf.has(path)) {
      next()
      return
    }
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.writeHead(405, refusal).end()
      return
    }
    shelf.take(path)?.then(pdf => send(pdf, req, res), next)
  }
}

function send(pdf: ReadyPdf, req: IncomingMessage, res: ServerResponse): void {
  if (isHeld(req.headers['if-none-match'], pdf.etag)) {
    res.writeHead(304, pdf.notModifiedHeaders).end()
    return
  }
  res.writeHead(200, pdf.headers)
  if (req.method === 'HEAD') res.end()
  else res.end(pdf.bytes)
}
