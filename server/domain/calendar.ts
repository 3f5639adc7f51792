import Holidays, { type HolidayTable } from 'date-holidays-parser'

declare const brand: unique symbol

/** A day in London in the format YYYY-MM-DD. Days compare as strings: `a < b` means that a is earlier. */
export type CalendarDay = string & { readonly [brand]: 'CalendarDay' }

/** ISO numbering: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** One-off bank holidays proclaimed in addition to the yearly ones. */
export type ExtraBankHolidays = ReadonlySet<CalendarDay>

const noExtraBankHolidays: ExtraBankHolidays = new Set()

const firstYear = 1900
const lastYear = 2199
const millisecondsInADay = 86_400_000

/**
 * Bank holidays in England and Wales, in the notation of date-holidays. A fixed day on a weekend moves to the next
 * weekday that is not already a holiday.
 */
const bankHolidayTable: HolidayTable = {
  holidays: {
    GB: {
      names: { en: 'England and Wales' },
      langs: ['en'],
      zones: ['Europe/London'],
      days: {
        '01-01': { name: { en: '1 January' } },
        'substitutes 01-01 if saturday,sunday then next monday': { name: { en: '1 January, moved' } },
        'easter -2': { name: { en: 'Good Friday' } },
        'easter 1': { name: { en: 'Easter Monday' } },
        '1st monday in May': { name: { en: 'First Monday of May' } },
        '1st monday before 06-01': { name: { en: 'Last Monday of May' } },
        '1st monday before 09-01': { name: { en: 'Last Monday of August' } },
        '12-25': { name: { en: '25 December' } },
        'substitutes 12-25 if saturday then next monday if sunday then next tuesday': {
          name: { en: '25 December, moved' },
        },
        '12-26': { name: { en: '26 December' } },
        'substitutes 12-26 if saturday then next monday if sunday then next tuesday': {
          name: { en: '26 December, moved' },
        },
      },
    },
  },
}

const bankHolidayRules = new Holidays(bankHolidayTable, 'GB')
const bankHolidaysByYear = new Map<number, ReadonlySet<number>>()

// Decisions ask about the same few thousand days again and again.
const isUsuallyWorking = new Map<number, boolean>()
const written = new Map<number, CalendarDay>()

/**
 * Parses a day from external input.
 *
 * @param text anything; only a real day from 1900-01-01 to 2199-12-31 in the format YYYY-MM-DD is valid
 * @returns the day, or undefined if it is not valid (routing.md, Errors)
 */
export function parseCalendarDay(text: unknown): CalendarDay | undefined {
  if (typeof text !== 'string' || !isWritten(text)) return undefined
  const { year, month, day } = parts(text)
  if (year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1) return undefined
  return day <= 28 || day <= lastDayOfMonth(year, month) ? (text as CalendarDay) : undefined
}

/**
 * Converts a day from our own code or database.
 *
 * @throws RangeError when the text is not a real day between 1900 and 2199 in the format YYYY-MM-DD
 */
export function calendarDay(text: string): CalendarDay {
  const day = parseCalendarDay(text)
  if (day === undefined) throw new RangeError(`Not a day written YYYY-MM-DD between 1900 and 2199: ${text}`)
  return day
}

/** Adds a number of days, which may be negative. */
export function addDays(day: CalendarDay, count: number): CalendarDay {
  return count === 0 ? day : fromEpochDay(toEpochDay(day) + count)
}

/** Adds whole months, keeping the day of the month or using the month's last day where it is shorter (PF 3.12). */
export function addMonths(day: CalendarDay, count: number): CalendarDay {
  const from = parts(day)
  const monthsSinceYearNought = from.year * 12 + from.month - 1 + count
  const year = Math.floor(monthsSinceYearNought / 12)
  const month = monthsSinceYearNought - year * 12 + 1
  return write(year, month, from.day <= 28 ? from.day : Math.min(from.day, lastDayOfMonth(year, month)))
}

/** Subtracts whole months, as addMonths adds them: 31 October minus 8 months is 28 or 29 February (PF 3.8). */
export function subtractMonths(day: CalendarDay, count: number): CalendarDay {
  return addMonths(day, -count)
}

/** The number of days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return toEpochDay(to) - toEpochDay(from)
}

/**
 * The number of whole years between two days, such as a person's age from their date of birth. Someone born on 29
 * February turns a year older on 1 March in common years. Negative when `to` is before `from`.
 */
export function wholeYearsBetween(from: CalendarDay, to: CalendarDay): number {
  const years = parts(to).year - parts(from).year
  return to.slice(5) < from.slice(5) ? years - 1 : years
}

/** The ISO day of the week, 1 for Monday to 7 for Sunday. */
export function weekday(day: CalendarDay): Weekday {
  return weekdayOf(toEpochDay(day))
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** Formats a day in English, such as 1 May 2026. */
export function dayInWords(day: CalendarDay): string {
  const { year, month, day: dayOfMonth } = parts(day)
  return `${dayOfMonth} ${months[month - 1] ?? ''} ${year}`
}

/** The same in short for tables, such as 1 May; with the year where it is not this one. */
export function shortDay(day: CalendarDay, today: CalendarDay): string {
  const { year, month, day: dayOfMonth } = parts(day)
  const inYear = `${dayOfMonth} ${(months[month - 1] ?? '').slice(0, 3)}`
  return year === parts(today).year ? inYear : `${inYear} ${year}`
}

const londonParts = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
})

/**
 * The day in London at an instant.
 *
 * @throws RangeError when the instant is an invalid Date
 */
export function londonToday(instant: Date): CalendarDay {
  const found = new Map(londonParts.formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
  return write(found.get('year') ?? NaN, found.get('month') ?? NaN, found.get('day') ?? NaN)
}

const londonClock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
})

const londonStamp = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'longOffset',
})

/** An instant as London's clocks showed it, with their offset: 2026-07-01T14:05:09+01:00. */
export function londonTimestamp(instant: Date): string {
  const found = new Map(londonStamp.formatToParts(instant).map(({ type, value }) => [type, value]))
  const time = (['hour', 'minute', 'second'] as const).map(part => found.get(part)).join(':')
  const offset = found.get('timeZoneName')?.slice('GMT'.length)
  return `${londonToday(instant)}T${time}${offset === undefined || offset === '' ? '+00:00' : offset}`
}

/**
 * The instant of a local time in London. When clocks go back and a time occurs twice, the first counts; when they go
 * forward and a time is skipped, the one an hour later does.
 */
export function londonMoment(day: CalendarDay, hour: number, minute: number): Date {
  const { year, month, day: dayOfMonth } = parts(day)
  const inWinter = new Date(Date.UTC(year, month - 1, dayOfMonth, hour, minute))
  const inSummer = new Date(inWinter.getTime() - 60 * 60 * 1000)
  const written = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  return londonClock.format(inSummer) === written ? inSummer : inWinter
}

/** Whether a day is a working day: not a Saturday, Sunday, bank holiday in England and Wales, or extra holiday. */
export function isWorkingDay(day: CalendarDay, extra: ExtraBankHolidays = noExtraBankHolidays): boolean {
  return isWorking(toEpochDay(day), extra)
}

/**
 * Adds n working days, counting from the following day; negative n counts backwards. Zero returns the day itself, even
 * if it is not a working day.
 */
export function addWorkingDays(
  day: CalendarDay,
  workingDays: number,
  extra: ExtraBankHolidays = noExtraBankHolidays,
): CalendarDay {
  const step = Math.sign(workingDays)
  let at = toEpochDay(day)
  for (let left = Math.abs(workingDays); left > 0; left -= 1) at = nearestWorking(at + step, step, extra)
  return fromEpochDay(at)
}

/** The day itself if it is a working day, otherwise the next one. */
export function workingDayOnOrAfter(day: CalendarDay, extra: ExtraBankHolidays = noExtraBankHolidays): CalendarDay {
  return fromEpochDay(nearestWorking(toEpochDay(day), 1, extra))
}

/** The day itself if it is a working day, otherwise the previous one. */
export function workingDayOnOrBefore(day: CalendarDay, extra: ExtraBankHolidays = noExtraBankHolidays): CalendarDay {
  return fromEpochDay(nearestWorking(toEpochDay(day), -1, extra))
}

function nearestWorking(from: number, step: number, extra: ExtraBankHolidays): number {
  let at = from
  while (!isWorking(at, extra)) at += step
  return at
}

function isWorking(epochDay: number, extra: ExtraBankHolidays): boolean {
  let isUsual = isUsuallyWorking.get(epochDay)
  if (isUsual === undefined) {
    const year = new Date(epochDay * millisecondsInADay).getUTCFullYear()
    isUsual = weekdayOf(epochDay) < 6 && !bankHolidaysIn(year).has(epochDay)
    isUsuallyWorking.set(epochDay, isUsual)
  }
  return isUsual && !(extra.size > 0 && extra.has(fromEpochDay(epochDay)))
}

function bankHolidaysIn(year: number): ReadonlySet<number> {
  const known = bankHolidaysByYear.get(year)
  if (known !== undefined) return known
  const found = new Set(bankHolidayRules.getHolidays(year).map(({ date }) => toEpochDay(date.slice(0, 10))))
  bankHolidaysByYear.set(year, found)
  return found
}

function weekdayOf(epochDay: number): Weekday {
  const daysSinceAMonday = epochDay + 3
  return ((((daysSinceAMonday % 7) + 7) % 7) + 1) as Weekday
}

const digit0 = 48
const digit9 = 57
const hyphen = 45

function isWritten(text: string): boolean {
  if (text.length !== 10) return false
  for (let at = 0; at < 10; at += 1) {
    const code = text.charCodeAt(at)
    if (at === 4 || at === 7 ? code !== hyphen : code < digit0 || code > digit9) return false
  }
  return true
}

function parts(day: string): { year: number; month: number; day: number } {
  return { year: twoDigitsAt(day, 0) * 100 + twoDigitsAt(day, 2), month: twoDigitsAt(day, 5), day: twoDigitsAt(day, 8) }
}

function twoDigitsAt(day: string, at: number): number {
  return (day.charCodeAt(at) - digit0) * 10 + day.charCodeAt(at + 1) - digit0
}

function toEpochDay(text: string): number {
  const { year, month, day } = parts(text)
  return firstEpochDay(year, month) + day - 1
}

function fromEpochDay(epochDay: number): CalendarDay {
  let day = written.get(epochDay)
  if (day === undefined) {
    const date = new Date(epochDay * millisecondsInADay)
    day = write(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
    written.set(epochDay, day)
  }
  return day
}

const firstEpochDays = new Map<number, number>()

/** The first day of a month, which may be of another year: month 13 is next January. */
function firstEpochDay(year: number, month: number): number {
  const key = year * 12 + month
  let first = firstEpochDays.get(key)
  if (first === undefined) {
    first = Date.UTC(year, month - 1, 1) / millisecondsInADay
    firstEpochDays.set(key, first)
  }
  return first
}

function lastDayOfMonth(year: number, month: number): number {
  return firstEpochDay(year, month + 1) - firstEpochDay(year, month)
}

function write(year: number, month: number, day: number): CalendarDay {
  return `${year}-${twoDigits(month)}-${twoDigits(day)}` as CalendarDay
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : `${number}`
}
