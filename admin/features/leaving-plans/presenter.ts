import type { Translate } from '../../../server/content/words/words'
import type { Prison } from '../../../server/database'
import { plansAtOnce, printAddressOf, weeksToChoose, type WingQuery } from './wing-query'

/** The form that picks a part of a prison, and how many people it found; null when it was not asked yet. */
export function presentWing(query: WingQuery, prisons: readonly Prison[], people: number | null, t: Translate) {
  const isTooMany = people !== null && people > plansAtOnce
  return {
    pageName: t('console/leaving-plans:title'),
    prisons: prisons.map(({ id, name }) => ({ value: id, text: name, selected: id === query.prison })),
    location: query.location,
    weeks: [
      { value: '', text: t('console/leaving-plans:weeks.any'), selected: query.weeks === null },
      ...weeksToChoose.map(weeks => ({
        value: weeks,
        text: t('console/leaving-plans:weeks.within', { count: weeks }),
        selected: query.weeks === weeks,
      })),
    ],
    large: [{ value: 'yes', text: t('console/leaving-plans:large.all'), checked: query.large }],
    found:
      people === null
        ? null
        : people === 0
          ? t('console/leaving-plans:nobody')
          : isTooMany
            ? t('console/leaving-plans:too-many', { limit: plansAtOnce })
            : t('console/leaving-plans:found', { count: people }),
    print:
      people === null || people === 0 || isTooMany
        ? null
        : { address: printAddressOf(query), text: t('console/leaving-plans:print', { count: people }) },
  }
}
