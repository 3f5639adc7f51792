import { z } from 'zod'
import { parseCalendarDay, type CalendarDay } from '../server/domain/calendar'

const shapes = [
  /^(?<day>\d{1,2})[/. -](?<month>\d{1,2})[/. -](?<year>\d{4})$/,
  /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})$/,
]

/**
 * A day that staff type in one field, such as 23/11/2026. Problems: `nothing-written`, `not-a-day`, and `in-future`
 * where it is after the latest.
 */
export function dayField(latest?: CalendarDay) {
  return z.unknown().transform((value, context): CalendarDay => {
    const text = typeof value === 'string' ? value.trim() : ''
    const read = shapes.map(shape => shape.exec(text)?.groups).find(groups => groups !== undefined)
    const day = read && parseCalendarDay(`${read.year}-${read.month?.padStart(2, '0')}-${read.day?.padStart(2, '0')}`)
    if (day !== undefined && !(latest !== undefined && day > latest)) return day
    const problem = text === '' ? 'nothing-written' : day === undefined ? 'not-a-day' : 'in-future'
    context.addIssue({ code: 'custom', message: problem })
    return z.NEVER
  })
}

/** A day as such a field shows it. */
export function dayInField(day: CalendarDay): string {
  return day.split('-').reverse().join('/')
}
