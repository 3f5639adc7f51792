import type { Language } from './language'

const locales: Record<Language, string> = { en: 'en-GB', cy: 'cy-GB' }
const london = 'Europe/London'

/** A day in words: '1 April 2026', '1 Ebrill 2026'. @param day 'YYYY-MM-DD' */
export function longDay(day: string, language: Language): string {
  const format = new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: 'UTC' })
  return format.format(new Date(`${day}T00:00:00Z`))
}

/** The same of a day or a month: 'April 2026'. @param text 'YYYY-MM-DD' or 'YYYY-MM' */
export function longDayOrMonth(text: string, language: Language): string {
  if (text.length > 'YYYY-MM'.length) return longDay(text, language)
  const format = new Intl.DateTimeFormat(locales[language], { month: 'long', year: 'numeric', timeZone: 'UTC' })
  return format.format(new Date(`${text}-01T00:00:00Z`))
}

/** The London day of an instant, in words. */
export function longDayOf(instant: Date, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: london }).format(instant)
}

/** The London time of an instant: '10:42'. */
export function clockTime(instant: Date, language: Language): string {
  const format = new Intl.DateTimeFormat(locales[language], { hour: '2-digit', minute: '2-digit', timeZone: london })
  return format.format(instant)
}
