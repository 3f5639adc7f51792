import { londonToday, shortDay, type CalendarDay } from '../../server/domain/calendar'
import { clockTime, longDayOf } from '../../server/web/pages/days'

/** Formats an instant in London time: '3 November 2026 at 14:05'. */
export function momentInWords(instant: Date): string {
  return `${longDayOf(instant, 'en')} at ${clockTime(instant, 'en')}`
}

/** The same in short, for tables: the time of an instant today, or '3 Nov, 14:05'. */
export function shortMoment(instant: Date, today: CalendarDay): string {
  const day = londonToday(instant)
  const time = clockTime(instant, 'en')
  return day === today ? time : `${shortDay(day, today)}, ${time}`
}
