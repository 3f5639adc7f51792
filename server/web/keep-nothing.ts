import type { RequestHandler } from 'express'

/** Every answer of a private site, pages, redirects and refusals alike, is for this moment alone. */
export const keepNothing: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store')
  next()
}
