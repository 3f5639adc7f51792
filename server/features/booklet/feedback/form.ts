import type { Request } from 'express'
import { pageAnswers, type PageAnswer } from '../../../database'

/** What a form of our own says: a page that we ask about, and one of the answers; null for anything else. */
export function readFeedback(body: unknown, pages: ReadonlySet<string>): { page: string; answer: PageAnswer } | null {
  const { page, answer } = (body ?? {}) as Record<string, unknown>
  const known = pageAnswers.find(each => each === answer)
  return typeof page === 'string' && pages.has(page) && known ? { page, answer: known } : null
}

/**
 * Whether the browser says that another site sent the form.
 *
 * The form has no token against forging, since there is nothing to forge: no cookie comes with it, it needs no right
 * that another site could borrow, and whoever sends it could as well have pressed the button. This only keeps other
 * sites from filling the counts with their readers' browsers. Our own pages send `Origin: null`, since they send no
 * referrer, and browsers without Sec-Fetch-Site are believed.
 */
export function isFromAnotherSite(req: Request): boolean {
  const site = req.get('sec-fetch-site')
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const origin = req.get('origin')
  if (origin === undefined || origin === 'null') return false
  return !URL.canParse(origin) || new URL(origin).host !== req.get('host')
}
