import { parseCalendarDay, type CalendarDay } from './calendar'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const
const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const

/** A year has four digits: 01/06/27 could be a birthday or a release date, and 01/02/03 any of three days. */
const shapes = [
  /^(?<day>\d{1,2})\s*[/. -]\s*(?<month>\d{1,2})\s*[/. -]\s*(?<year>\d{4})$/,
  /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})$/,
  /^(?<day>\d{1,2})(?:st|nd|rd|th)?[\s/.-]*(?<month>[a-z]{3,9})\.?,?[\s/.-]*(?<year>\d{4})$/,
]

/**
 * Reads a day as people write it: 1/6/2027, 1-6-2027, 1 June 2027, 1st jun 2027, 2027-06-01. The day comes before the
 * month, as in Britain.
 *
 * @returns undefined for what is no day, such as 31/9/2027
 */
export function parseTypedDay(text: string): CalendarDay | undefined {
  const typed = text.trim().toLowerCase()
  const groups = shapes.map(shape => shape.exec(typed)?.groups).find(each => each !== undefined)
  const { day = '', month = '', year = '' } = groups ?? {}
  const number = /^\d/.test(month) ? month : String(monthOf(month))
  return parseCalendarDay(`${year}-${number.padStart(2, '0')}-${day.padStart(2, '0')}`)
}

/** The number of a month that is written out or cut short, as Sept is; 0 for none. */
function monthOf(word: string): number {
  const index = months.findIndex(short => word.startsWith(short))
  return index >= 0 && monthNames[index]!.startsWith(word) ? index + 1 : 0
}
