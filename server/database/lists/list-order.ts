/** An order of a list: by the name of a column, after `-` the other way round. */
export type ListOrder<Column extends string> = Column | `-${Column}`

/** What lists of people, or of work about them, can be sorted by: expressions on `person`. */
export const personOrders = {
  person: ['lower(person.last_name)', 'lower(person.first_name)'],
  cell: ['lower(person.location)'],
  release: ['person.release_date'],
} as const

/**
 * SQL of an order. What is not known comes last in both directions.
 *
 * @param columns the expressions of each column
 * @param then what those come in that are equal in it
 */
export function orderBy<Column extends string>(
  columns: Readonly<Record<Column, readonly string[]>>,
  order: ListOrder<Column>,
  then: readonly string[],
): string {
  const isReversed = order.startsWith('-')
  const column = (isReversed ? order.slice(1) : order) as Column
  return [...columns[column].map(each => `${each} ${isReversed ? 'desc' : 'asc'} nulls last`), ...then].join(', ')
}

/** SQL of the order by a colleague's name. @param holder the column with their id */
export function nameOfHolder(holder: string): string {
  return `(select lower(name) from staff where staff.id = ${holder})`
}
