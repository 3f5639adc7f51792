import type { IncomingMessage, ServerResponse } from 'node:http'
import { chooseCoding } from './choose-coding'
import { publicSecurityHeaders, type ReadyPage } from './ready-page'

type Handler = (req: IncomingMessage, res: ServerResponse, next: () => void) => void

/**
 * Answers the public pages from their ready bytes. It stands before sessions, body parsers and the database, so
 * that the pages are there when those are not; every other address goes on to what follows.
 *
 * @param pages by path, as renderPublicPages gives them
 */
export function servePublicPages(
  pages: ReadonlyMap<string, ReadyPage>,
  { production }: { production: boolean },
): Handler {
  const bareHeaders = publicSecurityHeaders('', production)
  return (req, res, next) => {
    const path = pathOf(req.url)
    const page = pages.get(path)
    if (page) {
      if (req.method === 'GET' || req.method === 'HEAD') sendPage(page, req, res)
      else res.writeHead(405, { ...bareHeaders, Allow: 'GET, HEAD', 'Content-Length': '0' }).end()
      return
    }
    const canonical = withoutTrailingSlashes(path)
    if (canonical !== path && pages.has(canonical)) {
      res.writeHead(301, { ...bareHeaders, Location: canonical, 'Content-Length': '0' }).end()
      return
    }
    next()
  }
}

/** A request's path, without what stands in the query. */
export function pathOf(url = '/'): string {
  const end = url.indexOf('?')
  return end === -1 ? url : url.slice(0, end)
}

/** Only ever compared with the paths of pages, so `//evil.example/` can never become an address to go to. */
function withoutTrailingSlashes(path: string): string {
  let end = path.length
  while (end > 1 && path[end - 1] === '/') end -= 1
  return path.slice(0, end)
}

/** Sends a page's ready bytes, or says that the reader's copy still holds. */
export function sendPage(page: ReadyPage, req: IncomingMessage, res: ServerResponse): void {
  const accepted = req.headers['accept-encoding']
  const body = page.bodies[chooseCoding(typeof accepted === 'string' ? accepted : undefined)]
  if (isHeld(req.headers['if-none-match'], body.etag)) {
    res.writeHead(304, body.notModifiedHeaders).end()
    return
  }
  res.writeHead(200, body.headers)
  if (req.method === 'HEAD') res.end()
  else res.end(body.bytes)
}

/** Whether the reader's If-None-Match names what we would send; the comparison is the weak one of RFC 9110. */
export function isHeld(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header.split(',').some(item => {
    const tag = item.trim()
    return tag === '*' || tag === etag || tag === `W/${etag}`
  })
}
