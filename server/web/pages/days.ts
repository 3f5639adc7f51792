import type { Language } from './language'

const locales: Record<Language, string> = { en: 'en-GB', cy: 'cy-GB' }
const london = 'Europe/London'

/** Formatters per language, created once because creating one is slow. */
function formats(options: Intl.DateTimeFormatOptions): Record<Language, Intl.DateTimeFormat> {
  return { en: new Intl.DateTimeFormat(locales.en, options), cy: new Intl.DateTimeFormat(locales.cy, options) }
}

const dayFormats = formats({ dateStyle: 'long', timeZone: 'UTC' })
const weekdayFormats = formats({ weekday: 'long', timeZone: 'UTC' })
const monthFormats = formats({ month: 'long', year: 'numeric', timeZone: 'UTC' })
const londonDayFormats = formats({ dateStyle: 'long', timeZone: london })
const londonTimeFormats = formats({ hour: '2-digit', minute: '2-digit', timeZone: london })

/** A day in words: '1 April 2026', '1 Ebrill 2026'. @param day 'YYYY-MM-DD' */
export function longDay(day: string, language: Language): string {
  return dayFormats[language].format(new Date(`${day}T00:00:00Z`))
}

/** A day in words with its weekday: 'Friday 5 February 2027', 'Dydd Gwener 5 Chwefror 2027'. @param day 'YYYY-MM-DD' */
export function longDayWithWeekday(day: string, language: Language): string {
  return `${weekdayFormats[language].format(new Date(`${day}T00:00:00Z`))} ${longDay(day, language)}`
}

/** A day or a month in words: 'April 2026'. @param text 'YYYY-MM-DD' or 'YYYY-MM' */
export function longDayOrMonth(text: string, language: Language): string {
  if (text.length > 'YYYY-MM'.length) return longDay(text, language)
  return monthFormats[language].format(new Date(`${text}-01T00:00:00Z`))
}

/** The London date of an instant, in words. */
export function longDayOf(instant: Date, language: Language): string {
  return londonDayFormats[language].format(instant)
}

/** The London time of an instant: '10:42'. */
export function clockTime(instant: Date, language: Language): string {
  return londonTimeFormats[language].format(instant)
}
