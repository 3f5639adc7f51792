import { createServer, type RequestListener, type Server } from 'node:http'

/** Proxies usually keep idle connections open for a minute; the service must not close them first. */
const KEPT_OPEN_MS = 75_000

/** What a request line in absolute form, as proxies send it, has before the path (RFC 9112, 3.2.2). */
const origin = /^https?:\/\/[^/?#]*/i

/**
 * The HTTP server of a site, not listening yet. Its keep-alive timeout is longer than a proxy's: Node.js's default of
 * five seconds would close connections while the proxy sends a request on them, and the request would fail.
 */
export function createSiteServer(site: RequestListener): Server {
  return createServer({ keepAliveTimeout: KEPT_OPEN_MS }, (req, res) => {
    if (req.url !== undefined && origin.test(req.url)) req.url = req.url.replace(origin, '') || '/'
    site(req, res)
  })
}
