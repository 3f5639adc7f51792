import { isUtf8 } from 'node:buffer'
import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import type { CsvRecord } from '../../../domain/people'

export interface CsvRow {
  /** The line where the row starts, as in an editor: the header is line 1. */
  readonly line: number
  /** Undefined when the number of cells differs from the header's. */
  readonly record: CsvRecord | undefined
}

/** The reason why a whole file is refused. It may name requested columns, but never contents of the file. */
export interface CsvRefusal {
  readonly reason: 'too-big' | 'not-csv' | 'columns-missing' | 'columns-repeated' | 'too-many-rows'
  readonly why: string
}

export type ReadCsv =
  | { readonly ok: true; readonly rows: readonly CsvRow[]; readonly unknownColumns: readonly string[] }
  | ({ readonly ok: false } & CsvRefusal)

export const mostMegabytes = 20
/** Larger files are refused, so uploads can stop at this size. */
export const mostBytes = mostMegabytes * 1024 * 1024
const mostRows = 200_000
const mostUnknownColumns = 100

/** Files are parsed in chunks, so that other requests are served in between. */
const pieceBytes = 65_536

/**
 * Parses a CSV file: UTF-8 with or without a byte-order mark, commas, LF or CRLF, quotes as in RFC 4180. Column names
 * match regardless of case, spaces and underscores. Blank rows are skipped.
 *
 * @param columns the columns to read
 * @param required the columns that must be present
 */
export async function readCsv(
  content: Buffer,
  columns: readonly string[],
  required: readonly string[],
): Promise<ReadCsv> {
  if (content.length > mostBytes) return refused('too-big', `The file is larger than ${mostMegabytes} MB`)
  if (!isUtf8(content)) return refused('not-csv', 'The file is not a CSV file in UTF-8')
  if (content.includes(0)) return refused('not-csv', 'The file is not a CSV file: it is not text')
  // With only CR, as older Macs write it, all rows would be read as names of columns, and none imported.
  if (content.includes('\r') && !content.includes('\n'))
    return refused('not-csv', 'The file is not a CSV file: its lines end in CR, not in LF or CRLF')

  let header: Header | undefined
  const rows: CsvRow[] = []
  try {
    for await (const { cells, line } of recordsIn(content)) {
      if (!header) {
        header = readHeader(cells, columns)
        const { missing, repeated } = faultsOf(header, required)
        if (missing.length > 0) return refused('columns-missing', `The file has no column ${missing.join(', ')}`)
        if (repeated.length > 0)
          return refused('columns-repeated', `The file has more than one column ${repeated.join(', ')}`)
      } else if (cells.some(cell => cell.trim() !== '')) {
        if (rows.length === mostRows) return refused('too-many-rows', `The file has more than ${mostRows} rows`)
        rows.push({ line, record: recordOf(header, cells) })
      }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return refused('not-csv', `The file is not a CSV file: ${reasons[error.code] ?? 'it cannot be read'}`)
  }
  if (!header) return refused('columns-missing', `The file has no column ${required.join(', ')}`)
  return { ok: true, rows, unknownColumns: header.unknown }
}

const reasons: Partial<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
  INVALID_OPENING_QUOTE: 'there is a quote in the middle of a cell',
  CSV_INVALID_CLOSING_QUOTE: 'there is something between the end of a quote and the next comma',
}

function refused(reason: CsvRefusal['reason'], why: string): ReadCsv {
  return { ok: false, reason, why }
}

const newline = 0x0a
const carriageReturn = 0x0d

/** Counts lines from the end of each record, because the parser counts a CRLF within quotes twice. */
async function* recordsIn(content: Buffer): AsyncGenerator<{ cells: string[]; line: number }> {
  const parser = Readable.from(pieces(content)).pipe(
    parse({
      bom: true,
      info: true,
      skip_empty_lines: true,
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n'],
    }),
  )
  let line = 1
  let at = 0
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { bytes: number } }>) {
    for (; content[at] === newline || (content[at] === carriageReturn && content[at + 1] === newline); at += 1) {
      if (content[at] === newline) line += 1
    }
    yield { cells: record, line }
    for (; at < info.bytes; at += 1) if (content[at] === newline) line += 1
  }
}

function* pieces(content: Buffer): Generator<Buffer> {
  for (let from = 0; from < content.length; from += pieceBytes) yield content.subarray(from, from + pieceBytes)
}

interface Header {
  readonly width: number
  /** By position; undefined for columns that are not read. */
  readonly columns: readonly (string | undefined)[]
  readonly unknown: readonly string[]
}

function readHeader(cells: readonly string[], columns: readonly string[]): Header {
  const known = new Map(columns.map(column => [plain(column), column]))
  const found = cells.map(cell => known.get(plain(cell)))
  const unknown = cells.filter((cell, index) => found[index] === undefined && plain(cell) !== '')
  return {
    width: cells.length,
    columns: found,
    unknown: unknown.slice(0, mostUnknownColumns).map(name =>
      name
        .replace(/[\s\p{C}]+/gu, ' ')
        .trim()
        .slice(0, 60),
    ),
  }
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_]+/gu, '')
}

function faultsOf({ columns }: Header, required: readonly string[]) {
  return {
    missing: required.filter(column => !columns.includes(column)),
    repeated: [
      ...new Set(columns.filter((column, index) => column !== undefined && columns.indexOf(column) !== index)),
    ],
  }
}

function recordOf({ width, columns }: Header, cells: readonly string[]): CsvRecord | undefined {
  if (cells.length !== width) return undefined
  const record: Record<string, string> = {}
  columns.forEach((column, index) => {
    if (column !== undefined) record[column] = cells[index] ?? ''
  })
  return record
}
