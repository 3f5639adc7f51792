import type { SortBy } from './sort-heading'

/** What a row is compared by; null where it is not known. */
type Compared<Row> = (row: Row) => string | number | null

/**
 * Orders the rows of a list that SQL does not sort, by one of its columns. What is not known comes last both ways, as
 * `orderBy` of `server/database/lists/list-order.ts` has it.
 *
 * @param then what those come in that are equal in it
 */
export function inOrder<Row, Column extends string>(
  columns: Readonly<Record<Column, Compared<Row>>>,
  sort: SortBy<Column>,
  then: Compared<Row>,
): (one: Row, other: Row) => number {
  const isReversed = sort.startsWith('-')
  const first = columns[(isReversed ? sort.slice(1) : sort) as Column]
  return (one, other) => compare(first(one), first(other), isReversed ? -1 : 1) || compare(then(one), then(other), 1)
}

function compare(one: string | number | null, other: string | number | null, sign: number): number {
  if (one === other) return 0
  if (one === null || other === null) return one === null ? 1 : -1
  return one < other ? -sign : sign
}
