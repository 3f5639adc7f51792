import type { RequestHandler } from 'express'

/**
 * No browser keeps the answer. Lynx keeps it in memory all the same; it asks again when a link leads there, if `no-cache`
 * stands last.
 */
export const nothingKept = 'no-store, no-cache'

/** Every answer of a private site, pages, redirects and refusals alike, is for this moment alone. */
export const noStore: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', nothingKept)
  next()
}
