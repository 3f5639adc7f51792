import { clockTime, longDayOf } from '../../server/web/pages/days'

/** Formats an instant in London time: '3 November 2026 at 14:05'. */
export function momentInWords(instant: Date): string {
  return `${longDayOf(instant, 'en')} at ${clockTime(instant, 'en')}`
}
