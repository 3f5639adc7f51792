import { Readable } from 'node:stream'
import { stringify as stringifyStream, type Options } from 'csv-stringify'
import { stringify } from 'csv-stringify/sync'
import type { CalendarDay } from '../../server/domain/calendar'
import { dayInField } from '../forms/day-field'

/** The most rows of a list in a file: what a spreadsheet still opens at once. */
export const mostInFile = 20_000

/** How many of them are read at once. */
export const partOfFile = 1_000

export type CsvRow = readonly (string | number | null)[]

/** As spreadsheets in offices read it; what could be taken for a formula is made plain text. */
const options: Options = { bom: true, record_delimiter: 'windows', escape_formulas: true }

/** The text of a file. */
export function csvOf(rows: readonly CsvRow[]): string {
  return stringify([...rows], options)
}

/** The same as a stream, for lists of thousands of rows that are read a page at a time. */
export function csvStream(rows: AsyncIterable<CsvRow>): Readable {
  const written = stringifyStream(options)
  const read = Readable.from(rows).on('error', error => written.destroy(error))
  return read.pipe(written)
}

/** A day in a file: 23/11/2026; empty where it is not known. */
export function dayInFile(day: CalendarDay | null): string {
  return day === null ? '' : dayInField(day)
}
