import fc from 'fast-check'
import { addDays, calendarDay, daysBetween, type CalendarDay } from '../../server/domain/calendar'

/** Days from one to another, both included. */
export const dayBetween = (from: CalendarDay, to: CalendarDay): fc.Arbitrary<CalendarDay> =>
  fc.integer({ min: 0, max: daysBetween(from, to) }).map(days => addDays(from, days))

/** Any day that facts may hold. */
export const anyDay = dayBetween(calendarDay('1900-01-01'), calendarDay('2199-12-31'))
