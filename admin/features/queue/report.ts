import type { Translate } from '../../../server/content/words/words'
import type { Closed } from '../../../server/use-cases/work/close-applications'
import type { BulkAction } from './forms'

/** What became of the applications that were ticked. */
export interface Report extends Closed {
  readonly action: BulkAction
  /** Whose each application is, where those that were left are said by name. */
  readonly names?: Readonly<Record<string, string>>
  /** Whose they are now; null when they were handed back or written to. */
  readonly to: string | null
}

declare module 'express-session' {
  interface SessionData {
    /** Told once, on the list that is shown next. */
    report: Report
  }
}

/** The report in words: what was done, and what was not and why. */
export function presentReport({ action, to, done, left, names = {} }: Report, t: Translate) {
  return {
    done: t(`console/queue:report.${action}`, { count: done.length, name: to }),
    allDone: left.length === 0,
    left: left.map(({ reference, why }) => ({
      reference: names[reference] === undefined ? reference : `${names[reference]}, ${reference}`,
      href: why === 'not-found' ? null : `/applications/${reference}`,
      why: t(`console/queue:report.why.${why}`, { name: to }),
    })),
  }
}
