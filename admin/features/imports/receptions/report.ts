import type { Translate } from '../../../../server/content/words/words'

/** What was just done from the list. */
export type ReceptionsReport =
  | {
      readonly kind: 'given'
      /** How many each officer was given. */
      readonly to: readonly { readonly name: string; readonly count: number }[]
      /** The prison numbers of those who had changed. */
      readonly changed: readonly string[]
    }
  | {
      readonly kind:
        'pins-none' | 'pins-made' | 'packs-none' | 'settled' | 'settled-before' | 'different' | 'different-before'
    }

declare module 'express-session' {
  interface SessionData {
    /** Told once, on the list that is shown next. */
    receptionsReport: ReceptionsReport
  }
}

/** The report in words: what was done with its number, and what was not. */
export function presentReport(report: ReceptionsReport, t: Translate) {
  if (report.kind !== 'given') {
    const isDone = report.kind === 'settled' || report.kind === 'different'
    return { done: t(`console/receptions:report.${report.kind}`), isDone, changed: null, numbers: [] }
  }
  const { to, changed } = report
  const count = to.reduce((sum, each) => sum + each.count, 0)
  const names = to.map(each => t('console/receptions:report.to', { ...each })).join(', ')
  return {
    done:
      count === 0
        ? t('console/receptions:report.given-none')
        : t('console/receptions:report.given', { count, to: names }),
    isDone: count > 0 && changed.length === 0,
    changed: changed.length > 0 ? t('console/receptions:report.changed', { count: changed.length }) : null,
    numbers: changed,
  }
}
