import type { Request } from 'express'
import type { WordingPart } from '../../server/content/words'

/** What was just done, for a banner on the next page: a key of `console/common:confirmations`. */
export type Confirmation = Exclude<WordingPart<'console/common:confirmations.'>, 'title'>

declare module 'express-session' {
  interface SessionData {
    confirmation: Confirmation
  }
}

/** Keeps a confirmation for the next page. */
export function confirmOnNextPage(req: Request, confirmation: Confirmation): void {
  req.session.confirmation = confirmation
}

/** The confirmation for this page, once. */
export function takeConfirmation(req: Request): Confirmation | undefined {
  const { confirmation } = req.session
  delete req.session.confirmation
  return confirmation
}
