import { canBeRead, lettersIn } from '../applications'
import { parseCalendarDay, type CalendarDay } from '../calendar'
import { parsePrisonNumber } from './prison-number'

/** A fault in a cell. The wording never repeats the cell's content, which may be personal data. */
export interface RowFault {
  /** The column, or `row` for the whole row. */
  readonly field: string
  readonly problem: string
}

export type ParsedRow<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly RowFault[] }

/** One record of a file, keyed by column name; columns missing from the file are absent. */
export type CsvRecord = Readonly<Partial<Record<string, string>>>

/** Why a cell is invalid. */
export class Problem {
  constructor(readonly words: string) {}
}

/** Parses a trimmed cell that is not blank. */
export type Cell<T> = (text: string) => T | Problem

export interface Column<T> {
  readonly name: string
  /** Parses the raw cell, including a blank one. */
  readonly read: Cell<T>
  /** A missing column says nothing about the fact, whereas a blank cell says that it is not known. */
  readonly mayBeAbsent: boolean
}

/** A column whose cells must not be blank. */
export function required<T>(name: string, cell: Cell<T>): Column<T> {
  const read: Cell<T> = text => (text.trim() === '' ? new Problem('is missing') : cell(text.trim()))
  return { name, read, mayBeAbsent: false }
}

/** A column whose blank cells mean "not known". */
export function optional<T>(name: string, cell: Cell<T>): Column<T | null> {
  return { name, read: text => (text.trim() === '' ? null : cell(text.trim())), mayBeAbsent: true }
}

/**
 * Parses a record by its columns into either a value or all its faults. Never throws.
 *
 * @returns facts keyed by their own names; facts whose column is missing from the file are absent
 */
export function readRecord<T extends object>(
  columns: { readonly [Fact in keyof T]: Column<T[Fact]> },
  record: CsvRecord,
): ParsedRow<T> {
  const value: Record<string, unknown> = {}
  const faults: RowFault[] = []
  for (const [fact, { name, read, mayBeAbsent }] of Object.entries<Column<unknown>>(columns)) {
    const text = record[name]
    if (text === undefined && mayBeAbsent) continue
    const found = read(text ?? '')
    if (found instanceof Problem) faults.push({ field: name, problem: found.words })
    else value[fact] = found
  }
  return faults.length === 0 ? { ok: true, value: value as T } : { ok: false, faults }
}

/** A prison number, such as A1234AA. */
export const prisonNumber: Cell<string> = text =>
  parsePrisonNumber(text) ?? new Problem('must be a letter, four digits and two letters')

/** The short name of a prison, such as LEI; whether the prison exists is checked against the register. */
export const prisonId: Cell<string> = text =>
  /^[A-Z]{3}$/i.test(text) ? text.toUpperCase() : new Problem('must be the three letters of a prison in the register')

const longestText = 100
/** Control characters and bidirectional overrides. */
const notPrintable = /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]/u

/**
 * Free text such as names, with each run of spaces and line breaks collapsed to one space. Markup and formulas are not
 * special, because pages escape what they show.
 */
export const words: Cell<string> = text => {
  const folded = text.normalize('NFC').replace(/\s+/gu, ' ').trim()
  if (notPrintable.test(folded)) return new Problem('has characters that cannot be printed')
  if (!canBeRead(folded)) return new Problem('has nothing in it that can be read')
  return isLong(folded) ? new Problem(`must be ${longestText} letters or fewer`) : folded
}

function isLong(text: string): boolean {
  return text.length > longestText && (text.length > longestText * 10 || lettersIn(text) > longestText)
}

/** A day, written DD/MM/YYYY or YYYY-MM-DD. */
export const date: Cell<CalendarDay> = text => {
  const [, day, month, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text) ?? []
  return (
    parseCalendarDay(year === undefined ? text : `${year}-${month}-${day}`) ??
    new Problem('must be a real day written DD/MM/YYYY or YYYY-MM-DD')
  )
}

/** Parses a date that is today or earlier. */
export function dateNotAfter(today: CalendarDay): Cell<CalendarDay> {
  return text => {
    const day = date(text)
    return !(day instanceof Problem) && day > today ? new Problem('must not be in the future') : day
  }
}

/** Parses a date that is today or later. */
export function dateNotBefore(today: CalendarDay): Cell<CalendarDay> {
  return text => {
    const day = date(text)
    return !(day instanceof Problem) && day < today ? new Problem('must not be in the past') : day
  }
}

/** Parses one of several codes, in any case. */
export function oneOf<const T extends string>(codes: readonly T[]): Cell<T> {
  const known = new Map<string, T>(codes.map(code => [code.toLowerCase(), code]))
  const problem = new Problem(`must be one of ${codes.join(', ')}`)
  return text => known.get(text.toLowerCase()) ?? problem
}

/** Y or N. */
export const yesOrNo: Cell<boolean> = text => {
  const letter = text.toUpperCase()
  return letter === 'Y' || letter === 'N' ? letter === 'Y' : new Problem('must be Y, N or blank')
}

const mostMonths = 9999

/** A number of months. */
export const months: Cell<number> = text =>
  /^\d{1,4}$/.test(text) ? Number(text) : new Problem(`must be a whole number from 0 to ${mostMonths}`)

const longestEmail = 254

/** An e-mail address, in small letters. */
export const email: Cell<string> = text =>
  text.length <= longestEmail && /^[^\s\p{C}@<>"(),;:\\]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/iu.test(text)
    ? text.toLowerCase()
    : new Problem('must be an e-mail address')
