import type { Request } from 'express'

/**
 * Whether the browser says that another site sent the form; for forms without a token against forging, or whose token
 * ended with its session. Our own pages send `Origin: null`, since they send no referrer, and browsers without
 * Sec-Fetch-Site are believed.
 */
export function isFromAnotherSite(req: Request): boolean {
  const site = req.get('sec-fetch-site')
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const origin = req.get('origin')
  if (origin === undefined || origin === 'null') return false
  return !URL.canParse(origin) || new URL(origin).host !== req.get('host')
}
