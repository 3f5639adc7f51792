import type { Translate } from '../../../server/content/words/words'
import type { LeavingOfMany } from '../../../server/use-cases/people/custody/leaving'

declare module 'express-session' {
  interface SessionData {
    /** Told once, on the list that is shown next. */
    leavingReport: LeavingOfMany
  }
}

/**
 * The report in words.
 *
 * @param names of the people on the list, by id
 * @param editHref the address of the list with the fields of one row
 */
export function presentReport(
  report: LeavingOfMany,
  people: ReadonlyMap<number, { readonly name: string; readonly editHref: string }>,
  t: Translate,
) {
  const { conflicts, items } = report
  return {
    done:
      report.people === 0
        ? t('console/leaving:report.none')
        : t('console/leaving:report.done', {
            count: report.people,
            items: t('console/leaving:report.items', { count: items }),
          }),
    isDone: report.people > 0 && conflicts.length === 0,
    title: conflicts.length > 0 ? t('console/leaving:report.conflicts', { count: conflicts.length }) : null,
    conflicts: conflicts.map(({ personId, item, yours, theirs, staffName }) => ({
      text: t('console/leaving:report.conflict', {
        name: people.get(personId)?.name ?? '',
        item: t(`console/leaving:items.${item}`),
        yours: t(`console/leaving:short.${yours}`),
        theirs: t(`console/leaving:short.${theirs}`),
        staff: staffName,
      }),
      href: people.get(personId)?.editHref ?? null,
    })),
  }
}
