import { createServer, type RequestListener, type Server } from 'node:http'

/** A proxy keeps connections open for a minute as a rule: whichever side closes first must not be the service. */
const KEPT_OPEN_MS = 75_000

/**
 * The server of a site, not listening yet. It keeps connections that wait open for longer than a proxy does: Node.js
 * closes them after five seconds, and a request that is on its way at that moment would be answered by nobody.
 */
export function createSiteServer(site: RequestListener): Server {
  return createServer({ keepAliveTimeout: KEPT_OPEN_MS }, site)
}
