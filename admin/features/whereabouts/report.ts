import type { Translate } from '../../../server/content/words/words'
import type { Confirmed, ConfirmResult } from '../../../server/use-cases/people/custody/whereabouts'

/** What became of the people who were ticked. */
export interface ConfirmReport extends ConfirmResult {
  readonly to: Confirmed
}

declare module 'express-session' {
  interface SessionData {
    /** Told once, on the list that is shown next. */
    confirmReport: ConfirmReport
  }
}

/** The report in words: how many were recorded, and who was not and why. */
export function presentReport({ to, done, toSettle, changed }: ConfirmReport, t: Translate) {
  return {
    done: t(`console/whereabouts:report.done.${to}`, { count: done }),
    isWhole: toSettle.length + changed.length === 0,
    others: [
      ...toSettle.map(prisonNumber => ({
        prisonNumber,
        href: `/people/${prisonNumber}/left`,
        why: t('console/whereabouts:report.to-settle'),
      })),
      ...changed.map(prisonNumber => ({
        prisonNumber,
        href: `/people/${prisonNumber}/whereabouts`,
        why: t('console/whereabouts:report.changed'),
      })),
    ],
  }
}
