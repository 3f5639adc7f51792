import { z } from 'zod'
import type { CalendarDay } from '../../server/domain/calendar'
import { parseTypedDay } from '../../server/domain/typed-day'

/**
 * A date that staff type in one field, such as 23/11/2026 or 23 November 2026. Problems: `nothing-written`, `not-a-day`, and `in-future`
 * when it is after the latest.
 *
 * @param latest a function if the schema outlives the day, such as `today`
 */
export function dayField(latest?: CalendarDay | (() => CalendarDay)) {
  return z.unknown().transform((value, context): CalendarDay => {
    const day = read(value)
    const isDay = day !== 'nothing-written' && day !== 'not-a-day'
    const last = typeof latest === 'function' ? latest() : latest
    if (isDay && (last === undefined || day <= last)) return day
    context.addIssue({ code: 'custom', message: isDay ? 'in-future' : day })
    return z.NEVER
  })
}

/** An optional {@link dayField}; null when empty. */
export const dayFieldOrNone = z.unknown().transform((value, context): CalendarDay | null => {
  const day = read(value)
  if (day !== 'not-a-day') return day === 'nothing-written' ? null : day
  context.addIssue({ code: 'custom', message: day })
  return z.NEVER
})

function read(value: unknown): CalendarDay | 'nothing-written' | 'not-a-day' {
  const text = typeof value === 'string' ? value.trim() : ''
  if (text === '') return 'nothing-written'
  return parseTypedDay(text) ?? 'not-a-day'
}

/** Formats a day for such a field. */
export function dayInField(day: CalendarDay): string {
  return day.split('-').reverse().join('/')
}
