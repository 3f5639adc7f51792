import type { Translate } from '../../server/content/words/words'
import {
  addDays,
  addWorkingDays,
  daysBetween,
  shortDay,
  type CalendarDay,
  type ExtraBankHolidays,
} from '../../server/domain/calendar'

/** How soon a reply is due. */
export type Due = 'overdue' | 'today' | 'next-working-day' | 'later'

/** Classifies a due date: due soon means today or by the end of the next working day. */
export function dueOf(respondBy: CalendarDay, today: CalendarDay, extra: ExtraBankHolidays): Due {
  if (respondBy < today) return 'overdue'
  if (respondBy === today) return 'today'
  return respondBy <= addWorkingDays(today, 1, extra) ? 'next-working-day' : 'later'
}

const tagClasses = {
  overdue: 'govuk-tag--red',
  today: 'govuk-tag--orange',
  'next-working-day': 'govuk-tag--yellow',
} as const

/** The tag for a due date; null when it is further away. */
export function dueTag(due: Due, t: Translate): { text: string; classes: string } | null {
  return due === 'later' ? null : { text: t(`console/common:due.${due}`), classes: tagClasses[due] }
}

/** A day of a table's cell; empty where there is none. */
export function shortDayOrNone(day: CalendarDay | null, today: CalendarDay): string {
  return day === null ? '' : shortDay(day, today)
}

/** A due date in a table, for `dueMark`: by how many days it is over, that it is today, or the day. */
export function dueWords(day: CalendarDay, today: CalendarDay, t: Translate) {
  const short = shortDay(day, today)
  if (day < today) {
    return { kind: 'overdue', text: t('console/common:due.over', { count: daysBetween(day, today) }), beside: short }
  }
  if (day === today) return { kind: 'today', text: t('console/common:due.is-today'), beside: null }
  return { kind: 'later', text: short, beside: day === addDays(today, 1) ? t('console/common:due.tomorrow') : null }
}
