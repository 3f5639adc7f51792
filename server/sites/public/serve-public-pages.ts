import type { IncomingMessage, ServerResponse } from 'node:http'
import { pathOf, sendReadyBodies } from '../../web/responses/ready-bytes'
import { publicSecurityHeaders, type ReadyPage } from './ready-page'

type Handler = (req: IncomingMessage, res: ServerResponse, next: () => void) => void

/**
 * Serves the public pages from memory. Mounted before sessions, body parsers and the database, so that the pages work
 * when those fail; all other addresses are passed on.
 *
 * @param latest returns the pages by path, as renderPublicPages makes them; called for every request, because they can
 *   change
 */
export function servePublicPages(
  latest: () => ReadonlyMap<string, ReadyPage>,
  { production }: { production: boolean },
): Handler {
  const bareHeaders = publicSecurityHeaders('', production)
  return (req, res, next) => {
    const pages = latest()
    const path = pathOf(req.url)
    const page = pages.get(path)
    if (page) {
      if (req.method === 'GET' || req.method === 'HEAD') sendReadyBodies(page.bodies, req, res)
      else res.writeHead(405, { ...bareHeaders, Allow: 'GET, HEAD', 'Content-Length': '0' }).end()
      return
    }
    next()
  }
}
