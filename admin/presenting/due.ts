import type { Translate } from '../../server/content/words/words'
import { addWorkingDays, type CalendarDay, type ExtraBankHolidays } from '../../server/domain/calendar'

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
