import { pageAnswers, type PageAnswer } from '../../../database'

/** Parses the feedback form: a known page and one of the answers; null for anything else. */
export function readFeedback(body: unknown, pages: ReadonlySet<string>): { page: string; answer: PageAnswer } | null {
  const { page, answer } = (body ?? {}) as Record<string, unknown>
  const known = pageAnswers.find(each => each === answer)
  return typeof page === 'string' && pages.has(page) && known ? { page, answer: known } : null
}
