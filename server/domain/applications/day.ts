import { addDays, type CalendarDay } from '../calendar'
import { parseTypedDay } from '../typed-day'

export type DateProblem = 'no-day' | 'not-a-day' | 'day-to-come' | 'day-gone'

type ParsedDay =
  | { readonly ok: true; readonly answer: { readonly day: CalendarDay } }
  | { readonly ok: false; readonly problem: DateProblem }

/** Between the three boxes of a day where they are posted, stored and shown as one text. */
const between = '/'

/** The three boxes as one text. */
export function joinDay(boxes: readonly [day: string, month: string, year: string]): string {
  return boxes.every(box => box.trim() === '') ? '' : boxes.map(box => box.trim()).join(between)
}

/** The text of three boxes, to show them again; a day that was written in one box stands in the first. */
export function splitDay(text: string): readonly [day: string, month: string, year: string] {
  const [day = '', month = '', year = '', ...more] = text.split(between)
  return more.length === 0 && (month !== '' || year !== '' || text.includes(between))
    ? [day, month, year]
    : [text.replace(/\/+$/, ''), '', '']
}

/** As typed, with a weekday and spaces. */
const longestDay = 60

/** Years that a day can be away from today: a letter is kept, and a sentence is long. */
const yearsAway = 40

/**
 * Reads a day as people write it: in three boxes, or all in the first; the month as a number or a word, in English or
 * Welsh; "Friday 4 December" without a year is the nearest such day on its side of today.
 */
export function parseDay(posted: string, side: 'past' | 'future', today: CalendarDay): ParsedDay {
  if (posted.replaceAll(between, '').trim() === '') return { ok: false, problem: 'no-day' }
  if (posted.length > longestDay) return { ok: false, problem: 'not-a-day' }
  const text = inEnglish(posted.trim().replace(/[/.,-]+$/, ''))
  const day = readDay(text, side, today)
  if (day === undefined || !isNear(day, today)) return { ok: false, problem: 'not-a-day' }
  if (side === 'past' && day > today) return { ok: false, problem: 'day-to-come' }
  if (side === 'future' && day < today) return { ok: false, problem: 'day-gone' }
  return { ok: true, answer: { day } }
}

function readDay(text: string, side: 'past' | 'future', today: CalendarDay): CalendarDay | undefined {
  const whole = parseTypedDay(
    text.replace(/([/ .-])(\d{2})$/, (_all, sign: string, year: string) => `${sign}20${year}`),
  )
  if (whole !== undefined || /\d{4}/.test(text)) return whole
  const year = Number(today.slice(0, 4))
  const years = side === 'past' ? [year, year - 1] : [year, year + 1]
  const days = years.map(each => parseTypedDay(`${text}/${each}`)).filter(each => each !== undefined)
  return days.find(day => (side === 'past' ? day <= today : day >= today)) ?? days[0]
}

function isNear(day: CalendarDay, today: CalendarDay): boolean {
  const limit = yearsAway * 366
  return day > addDays(today, -limit) && day < addDays(today, limit)
}

const welshMonths = 'ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr'.split('|')
const englishMonths = 'january|february|march|april|may|june|july|august|september|october|november|december'.split('|')
const weekday =
  /\b(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b|\bdydd (llun|mawrth|mercher|iau|gwener|sadwrn|sul)\b/g

function inEnglish(text: string): string {
  const lower = text
    .toLowerCase()
    .replace(weekday, ' ')
    .replace(/\b(of|the|ym mis|mis|o)\b/g, ' ')
  return welshMonths
    .reduce((words, month, index) => words.replace(new RegExp(`\\b${month}\\b`), englishMonths[index] ?? month), lower)
    .replace(/\s+/g, ' ')
    .replace(/^[\s,]+/, '')
    .trim()
}
