import type { Translate } from '../../../server/content/words/words'
import type { Person, WhereaboutsRecord } from '../../../server/database'
import { dayInWords } from '../../../server/domain/calendar'

/**
 * Where somebody is who is not in prison now, and who recorded it.
 *
 * @param latest the newest record about them
 * @returns null for somebody who is in prison
 */
export function whereaboutsInWords(
  { whereabouts, whereaboutsSince }: Person,
  latest: WhereaboutsRecord | undefined,
  t: Translate,
): string | null {
  if (whereabouts === 'in-prison' || whereaboutsSince === null) return null
  const words = { day: dayInWords(whereaboutsSince), name: latest?.staffName ?? t('console/whereabouts:by-receptions') }
  if (whereabouts !== 'left') return t(`console/whereabouts:now.${whereabouts}`, words)
  return latest?.way
    ? t('console/whereabouts:now.left', { ...words, way: t(`console/whereabouts:ways.${latest.way}`) })
    : leftOn(whereaboutsSince, t)
}

/** Where somebody is who is not in prison now, for the pages of their work. @returns null for somebody who is in prison */
export function outSince({ whereabouts, whereaboutsSince }: Person, t: Translate): string | null {
  if (whereabouts === 'in-prison' || whereaboutsSince === null) return null
  return t(`console/whereabouts:since.${whereabouts}`, { day: dayInWords(whereaboutsSince) })
}

/** That somebody has left, where there is no room for more. */
export function leftOn(day: NonNullable<Person['whereaboutsSince']>, t: Translate): string {
  return t('console/whereabouts:left-on', { day: dayInWords(day) })
}

/** A record of where a person went, or that they did not. */
export function recordInWords({ kind, whereabouts, happenedOn, way }: WhereaboutsRecord, t: Translate): string {
  const day = dayInWords(happenedOn)
  if (way !== null) return t('console/whereabouts:records.left', { day, way: t(`console/whereabouts:ways.${way}`) })
  if (kind !== 'moved') return t(`console/whereabouts:records.${kind}`, { day })
  return t('console/whereabouts:records.moved', { day, place: t(`console/whereabouts:places.${whereabouts}`) })
}
