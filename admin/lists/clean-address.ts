import type { RequestHandler } from 'express'

/**
 * Redirects an address with empty fields, which a form posts for every filter that is not used, to the same without
 * them: addresses are shared and saved. For lists in which an empty field means nothing.
 */
export const withoutEmptyFields: RequestHandler = (req, res, next) => {
  const start = req.originalUrl.indexOf('?')
  const all = [...new URLSearchParams(start < 0 ? '' : req.originalUrl.slice(start))]
  const filled = all.filter(([, value]) => value !== '')
  if (filled.length === all.length) {
    next()
    return
  }
  const query = new URLSearchParams(filled).toString()
  res.redirect(303, query === '' ? req.path : `${req.path}?${query}`)
}
