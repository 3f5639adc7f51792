import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import type { Logger } from 'pino'

/**
 * One line a request: the route's pattern, never the address itself, since an address can hold a prison number.
 */
export function requestLog(log: Logger): RequestHandler {
  return (req, res, next) => {
    const began = performance.now()
    const id = randomUUID()
    res.setHeader('X-Request-Id', id)
    res.on('finish', () => {
      const pattern = (req.route as { path?: unknown } | undefined)?.path
      log.info(
        {
          id,
          method: req.method,
          route: typeof pattern === 'string' ? `${req.baseUrl}${pattern}` : undefined,
          status: res.statusCode,
          ms: Math.round(performance.now() - began),
        },
        'request',
      )
    })
    next()
  }
}
