import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Request, RequestHandler } from 'express'
import type { Logger } from 'pino'
import { pinoHttp } from 'pino-http'

/**
 * Logs one line per request with the route's pattern, never the URL, which can hold a prison number.
 */
export function requestLog(log: Logger): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId(_req, res) {
      const id = randomUUID()
      res.setHeader('X-Request-Id', id)
      return id
    },
    // The package would add the address and all headers to every line.
    quietReqLogger: true,
    quietResLogger: true,
    wrapSerializers: false,
    serializers: { req: () => undefined },
    customAttributeKeys: { reqId: 'id' },
    customSuccessObject: (req, res, { responseTime }: { responseTime: number }) => describe(req, res, responseTime),
    customErrorObject: (req, res, _error, { responseTime }: { responseTime: number }) =>
      describe(req, res, responseTime),
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request',
  })
}

function describe(req: IncomingMessage, res: ServerResponse, ms: number): object {
  const { baseUrl } = req as Request
  const pattern = ((req as Request).route as { path?: unknown } | undefined)?.path
  return {
    method: req.method,
    route: typeof pattern === 'string' ? `${baseUrl}${pattern}` : undefined,
    status: res.statusCode,
    ms,
    ...(res.writableFinished ? {} : { aborted: true }),
  }
}
