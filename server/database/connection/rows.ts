import type { Knex } from 'knex'

export type Parameters = Record<string, unknown>

interface Result {
  readonly fields: readonly { readonly name: string }[]
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}

/** Runs a statement with `:named` parameters and gives its rows, their columns named as the code names them. */
export async function rows<T>(knex: Knex, sql: string, parameters: Parameters = {}): Promise<T[]> {
  const result = (await knex.raw(sql, parameters as never)) as unknown as Result
  // Once a statement, not once a row: a prison's people have hundreds of thousands of values.
  const names = result.fields.map(({ name }) => [name, camelCased(name)] as const)
  return result.rows.map(record => Object.fromEntries(names.map(([column, name]) => [name, record[column]]))) as T[]
}

export async function row<T>(knex: Knex, sql: string, parameters: Parameters = {}): Promise<T | undefined> {
  const [first] = await rows<T>(knex, sql, parameters)
  return first
}

/**
 * How many rows fulfil each of some conditions, in one statement that reads no others.
 *
 * @param names the conditions that are asked for, one at least
 */
export async function countEach<Name extends string>(
  knex: Knex,
  conditions: Readonly<Record<NoInfer<Name>, string>>,
  names: readonly Name[],
  { from, where }: { readonly from: string; readonly where: string },
  parameters: Parameters,
): Promise<Readonly<Record<Name, number>>> {
  const columns = names.map(name => `count(*) filter (where ${conditions[name]}) as "${name}"`)
  const any = names.map(name => `(${conditions[name]})`)
  const counts = await row<Readonly<Record<Name, number>>>(
    knex,
    `select ${columns.join(', ')} from ${from} where ${where} and (${any.join(' or ')})`,
    parameters,
  )
  return counts!
}

/** The first moment of a London day, in a statement. @param day an expression that is a day */
export function londonDay(day: string): string {
  return `(${day}::date::timestamp at time zone 'Europe/London')`
}

/** The London day of a moment, in a statement. @param instant an expression that is a moment */
export function londonDayOf(instant: string): string {
  return `(${instant} at time zone 'Europe/London')::date`
}

function camelCased(column: string): string {
  return column.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase())
}

/** A record with its names as columns have them. */
export function snakeCased(record: object): Parameters {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`),
      value,
    ]),
  )
}

/** True when the error says that a unique value is there already. */
export function isDuplicate(error: unknown, constraint: string): boolean {
  const { code, constraint: broken } = error as { code?: string; constraint?: string }
  return code === '23505' && broken === constraint
}
