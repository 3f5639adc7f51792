import type { IncomingMessage, ServerResponse } from 'node:http'
import type { BuiltAssets } from '../../web/responses/built-assets'
import { pathOf } from '../../web/responses/ready-bytes'
import { publicSecurityHeaders } from './ready-page'

export interface ServiceWorkerOptions {
  assets: BuiltAssets
  production: boolean
  isKiosk: (req: IncomingMessage) => boolean
}

/**
 * Serves `/service-worker.js`. Its address must be stable and at the root, so that its scope covers every public page.
 * Kiosks get one that unregisters an earlier one.
 */
export function serveServiceWorker({ assets, production, isKiosk }: ServiceWorkerOptions) {
  const keeps = Buffer.from(assets.text('service-worker.js'))
  const leaves = Buffer.from(assets.text('no-service-worker.js'))
  const headers = {
    ...publicSecurityHeaders('', production),
    'Content-Security-Policy': "default-src 'none'; connect-src 'self'; frame-ancestors 'none'",
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': 'no-cache',
    Vary: 'Host',
  }
  return (req: IncomingMessage, res: ServerResponse, next: () => void): void => {
    if (pathOf(req.url) !== '/service-worker.js') return next()
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.writeHead(405, { ...headers, Allow: 'GET, HEAD', 'Content-Length': '0' }).end()
      return
    }
    const script = isKiosk(req) ? leaves : keeps
    res.writeHead(200, { ...headers, 'Content-Length': String(script.length) })
    if (req.method === 'HEAD') res.end()
    else res.end(script)
  }
}
