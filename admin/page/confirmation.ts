import type { Request } from 'express'
import type { Translate, WordingPart } from '../../server/content/words/words'
import { takeOnce } from './take-once'

/** What was just done, for a banner on the next page: a key of `console/common:confirmations`. */
export type Confirmation = Exclude<WordingPart<'console/common:confirmations.'>, 'title'>

/** What a confirmation names, such as a reference or how many. */
export type Named = Readonly<Record<string, string | number>>

/** Those that say that nothing was done. */
const nothingDone: ReadonlySet<Confirmation> = new Set<Confirmation>([
  'assessment-recorded-before',
  'assessments-not-allocated',
  'fact-as-it-was',
  'hearing-added-before',
  'job-gone',
  'leaving-nothing-new',
  'plan-changed',
  'plan-completed-not-complete',
  'service-notice-over',
  'wrong-tries',
])

/** What the page before has to say, once; it is only said to be done where something was. */
export function takeConfirmation(req: Request, t: Translate) {
  const confirmation = takeOnce(req, 'confirmation')
  const named = takeOnce(req, 'confirmationNames')
  if (confirmation === undefined) return null
  return {
    text: t(`console/common:confirmations.${confirmation}`, named ?? {}),
    isDone: !nothingDone.has(confirmation),
  }
}

/** What was just done, in words of its own, with a link to it. */
export interface Done {
  readonly text: string
  readonly link: { readonly href: string; readonly text: string }
}

declare module 'express-session' {
  interface SessionData {
    /** Shown once, on the next page. */
    confirmation: Confirmation
    confirmationNames: Named
    /** Shown once, on the next page. */
    done: Done
    /** What others did while the page was open of a form that was taken all the same: shown once, on the next page. */
    meanwhile: readonly string[]
  }
}

/** What others did meanwhile is told in a few lines; all of it is in the history. */
const mostMeanwhile = 5

/** Tells on the next page what others did while the page was open of a form that was taken all the same. */
export function tellMeanwhile({ session }: Request, steps: readonly { readonly what: string; readonly by: string }[]) {
  if (steps.length > 0) session.meanwhile = steps.slice(0, mostMeanwhile).map(({ what, by }) => `${what}: ${by}`)
}
