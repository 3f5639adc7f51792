import type { Knex } from 'knex'

export type Parameters = Record<string, unknown>

/** Runs a statement with `:named` parameters and gives its rows, their columns named as the code names them. */
export async function rows<T>(knex: Knex, sql: string, parameters: Parameters = {}): Promise<T[]> {
  const result = (await knex.raw(sql, parameters as never)) as unknown as { rows: Record<string, unknown>[] }
  return result.rows.map(camelCased) as T[]
}

export async function row<T>(knex: Knex, sql: string, parameters: Parameters = {}): Promise<T | undefined> {
  const [first] = await rows<T>(knex, sql, parameters)
  return first
}

/** The first moment of a London day, in a statement. @param day an expression that is a day */
export function londonDay(day: string): string {
  return `(${day}::date::timestamp at time zone 'Europe/London')`
}

function camelCased(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([column, value]) => [
      column.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase()),
      value,
    ]),
  )
}

/** True when the error says that a unique value is there already. */
export function isDuplicate(error: unknown, constraint: string): boolean {
  const { code, constraint: broken } = error as { code?: string; constraint?: string }
  return code === '23505' && broken === constraint
}
