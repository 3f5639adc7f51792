import type { dueWords } from '../presenting/due'
import type { CsvRow } from './csv'
import type { Share } from './share'
import { plainHeading, sortHeading, type SortBy } from './sort-heading'

/** A number in a cell, and the list that it counts. */
export interface CountLink {
  readonly text: string
  readonly href: string
  /** Only read aloud: whose count it is. */
  readonly label: string
  readonly isLate: boolean
}

/** A tick box before a row. */
export interface RowTick {
  readonly id: string
  readonly name: string
  readonly value: string
  readonly label: string
  readonly checked: boolean
  /** The id of what is wrong with it. */
  readonly describedBy: string | null
}

/** A select in a row, which the form around the list posts. */
export interface RowSelect {
  readonly name: string
  /** Only read aloud. */
  readonly label: string
  readonly items: readonly { readonly value: string; readonly text: string; readonly selected: boolean }[]
}

/** A cell: how soon, numbers that lead to lists, a share, a select, or words with quiet ones beside them. */
export type ListCell =
  | { readonly kind: 'counts'; readonly counts: readonly CountLink[] }
  | { readonly kind: 'share'; readonly share: Share }
  | { readonly kind: 'select'; readonly select: RowSelect }
  | { readonly kind: 'due'; readonly due: ReturnType<typeof dueWords> }
  | {
      readonly kind: 'words'
      readonly text: string
      readonly beside: string | null
      /** What stands beside may take several lines. */
      readonly isBesideLong: boolean
      /** Said before the words where the heading of the column is hidden. */
      readonly before: string | null
      readonly isStrong: boolean
      /** At the right where a row takes two lines. */
      readonly isLast: boolean
      /** Short, and never broken: a cell is read as one. */
      readonly isWhole: boolean
      /** Somebody's own words: no more of them than two lines; the page that the row leads to has all. */
      readonly isLong: boolean
    }

/** A column of a list: its heading, its cell in a row, and what a file has of it. */
export interface ListColumn<Row, Sort extends string> {
  readonly heading: string
  /** What the list is sorted by at its heading; null for none. */
  readonly sort: Sort | null
  /** Left out where the rows would not differ. */
  readonly isShown?: (rows: readonly Row[]) => boolean
  readonly cell: (row: Row) => ListCell
  /** Its columns in a file; none for what another column has already. */
  readonly file: readonly FileColumn<Row>[]
}

/** The link of a row, with quiet words beside it. */
export interface RowLink {
  readonly text: string
  /** Null where the row leads nowhere. */
  readonly href: string | null
  readonly beside: string | null
  /** Only read aloud, after the text: what tells the link from others with the same text. */
  readonly about?: string
}

/** The column that is the header of its row. */
export interface LinkColumn<Row, Sort extends string> extends Omit<ListColumn<Row, Sort>, 'cell' | 'isShown'> {
  readonly link: (row: Row) => RowLink
}

interface FileColumn<Row> {
  readonly heading: string
  readonly value: (row: Row) => string | number | null
}

/** All columns of a list, in their order. */
export interface ListColumns<Row, Sort extends string> {
  readonly before: readonly ListColumn<Row, Sort>[]
  readonly link: LinkColumn<Row, Sort>
  readonly after: readonly ListColumn<Row, Sort>[]
}

/** Words in a cell. */
export function wordsCell(
  text: string,
  more: Partial<Omit<Extract<ListCell, { readonly kind: 'words' }>, 'kind' | 'text'>> = {},
): ListCell {
  return {
    kind: 'words',
    text,
    beside: null,
    isBesideLong: false,
    before: null,
    isStrong: false,
    isLast: false,
    isWhole: false,
    isLong: false,
    ...more,
  }
}

/**
 * Presents a list for `listTable`.
 *
 * @param sort    the order of the list; null where it has an order of its own
 * @param address the first page of the list in an order
 * @param ticks   the heading of the tick boxes, only read aloud, and the tick box of a row
 */
export function presentListTable<Row, Sort extends string>(
  columns: ListColumns<Row, Sort>,
  rows: readonly Row[],
  sort: string | null,
  address: (sort: SortBy<Sort>) => string,
  ticks: { readonly heading: string; readonly tick: (row: Row, index: number) => RowTick | null } | null = null,
) {
  const shown = (all: readonly ListColumn<Row, Sort>[]) => all.filter(({ isShown }) => isShown?.(rows) ?? true)
  const [before, after] = [shown(columns.before), shown(columns.after)]
  const headingOf = (column: { readonly heading: string; readonly sort: Sort | null }) =>
    column.sort === null || sort === null
      ? plainHeading(column.heading)
      : sortHeading(column.heading, column.sort, sort, address)
  const cellsOf = (all: readonly ListColumn<Row, Sort>[], row: Row) =>
    all.map(({ heading, cell }) => ({ heading, ...cell(row) }))
  return {
    hasTicks: ticks !== null,
    headings: [
      ...(ticks === null ? [] : [plainHeading(ticks.heading, true)]),
      ...[...before, columns.link, ...after].map(headingOf),
    ],
    rows: rows.map((row, index) => ({
      about: null,
      tick: ticks === null ? null : ticks.tick(row, index),
      ...columns.link.link(row),
      before: cellsOf(before, row),
      after: cellsOf(after, row),
    })),
  }
}

/** The same list as the rows of a file, its headings first: all columns, whether or not the rows differ. */
export function listInFile<Row>(columns: ListColumns<Row, string>, rows: readonly Row[]): readonly CsvRow[] {
  const all = [...columns.before, columns.link, ...columns.after].flatMap(({ file }) => file)
  return [all.map(({ heading }) => heading), ...rows.map(row => all.map(({ value }) => value(row)))]
}
