import type { RequestHandler } from 'express'

/**
 * Forbids caching. Lynx caches in memory regardless, but revalidates when a link is followed if `no-cache` comes last.
 */
export const noStoreHeader = 'no-store, no-cache'

/** Sets no-store on every response of a private site, including redirects and errors. */
export const noStore: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', noStoreHeader)
  next()
}
