import type { ErrorRequestHandler, RequestHandler } from 'express'
import type { Logger } from 'pino'
import { isForgedForm } from '../sessions/csrf'
import type { ShowPage } from './pages'

/** The pages of errors, by the wording key of each. */
export const errorPageNames = [
  'bad-request',
  'busy',
  'form-too-old',
  'no-paragraph',
  'not-allowed',
  'not-found',
  'service-problem',
  'too-big',
] as const
export type ErrorPageName = (typeof errorPageNames)[number]

/** Seconds after which whoever was not taken is asked to try again. */
export const retryAfter = '5'

/** An error with a page of its own: throw it anywhere to show its status and wording. */
export class PageError extends Error {
  constructor(
    readonly status: 400 | 403 | 404 | 409 | 413,
    readonly page: ErrorPageName,
  ) {
    super(`${status}: ${page}`)
  }
}

/** Answers 404 where no route matched. */
export const notFound: RequestHandler = () => {
  throw new PageError(404, 'not-found')
}

/**
 * Shows every error as a page that explains what went wrong and where to go.
 *
 * @param template the site's error template; it receives `page`, the wording key
 */
export function errorPages(show: ShowPage<void | Promise<void>>, template: string, log: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    const { status, page } = describe(error)
    if (status === 503) res.set('Retry-After', retryAfter)
    else if (status >= 500) log.error({ err: error, route: routeOf(req) }, 'request failed')
    if (res.headersSent) return void res.destroy()
    return show(req, res, template, { page }, status)
  }
}

function describe(error: unknown): { status: number; page: ErrorPageName } {
  if (error instanceof PageError) return error
  if (isForgedForm(error)) return { status: 403, page: 'form-too-old' }
  const status = (error as { status?: unknown }).status
  if (status === 503) return { status: 503, page: 'busy' }
  if (status === 413) return { status: 413, page: 'too-big' }
  if (typeof status === 'number' && status >= 400 && status < 500) return { status, page: 'bad-request' }
  return { status: 500, page: 'service-problem' }
}

function routeOf(req: { baseUrl: string; route?: unknown; method: string }): string {
  const path = (req.route as { path?: unknown } | undefined)?.path
  return `${req.method} ${req.baseUrl}${typeof path === 'string' ? path : ''}`
}
