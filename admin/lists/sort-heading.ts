import { z } from 'zod'

/** The heading of a column, for `stackingTable` and `columnHeading`. */
export interface TableHeading {
  readonly text: string
  /** Where a press on it sorts; null for columns that a list is not sorted by. */
  readonly href: string | null
  readonly sort: 'ascending' | 'descending' | null
  /** Only read aloud. */
  readonly hidden: boolean
  /** Left out where the page has one line a row and is not wide enough for every column. */
  readonly isWide: boolean
}

/** The heading of a column that the list cannot be sorted by. */
export function plainHeading(text: string, hidden = false): TableHeading {
  return { text, href: null, sort: null, hidden, isWide: false }
}

/** The order of a list as its address says it: the name of a column, after `-` the other way round. */
export type SortBy<Name extends string> = Name | `-${Name}`

/**
 * Presents a heading that sorts: ascending first, and the other way round where the list is sorted so already.
 *
 * @param address the first page of the list in an order
 */
export function sortHeading<Name extends string>(
  text: string,
  name: Name,
  current: string,
  address: (sort: SortBy<Name>) => string,
): TableHeading {
  const sort = current === name ? 'ascending' : current === `-${name}` ? 'descending' : null
  return { text, sort, hidden: false, isWide: false, href: address(sort === 'ascending' ? `-${name}` : name) }
}

/** The heading of a column that a list is sorted by in one direction only. */
export function oneWayHeading(text: string, isSorted: boolean, href: string): TableHeading {
  return { text, href, sort: isSorted ? 'ascending' : null, hidden: false, isWide: false }
}

/** The order in an address; anything else is the usual one. */
export function sortField<const Names extends readonly [string, ...string[]]>(names: Names, usual: Names[number]) {
  const orders = names.flatMap(name => [name, `-${name}`])
  return z.custom<SortBy<Names[number]>>(text => orders.includes(String(text))).catch(usual)
}
