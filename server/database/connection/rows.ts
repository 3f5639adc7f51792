import type { Knex } from 'knex'

export type Parameters = Record<string, unknown>

/** A part of a statement that brings its own parameters. As a parameter of a statement it stands where that is named. */
export class Condition {
  constructor(
    readonly sql: string,
    readonly parameters: Parameters,
  ) {}
}

interface Result {
  readonly fields: readonly { readonly name: string }[]
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}

/** A count that is read together with others, with its own parameters. */
export interface Count {
  readonly from: string
  readonly where: string
  readonly parameters: Parameters
}

/** Runs a statement with `:named` parameters and returns its rows, with camel-case column names. */
export async function rows<T>(knex: Knex, sql: string, parameters: Parameters = {}): Promise<T[]> {
  const result = (await withParameters(knex, sql, parameters)) as unknown as Result
  // Convert names once per statement, not once per row: a prison's people have hundreds of thousands of values.
  const names = result.fields.map(({ name }) => [name, camelCased(name)] as const)
  return result.rows.map(record => Object.fromEntries(names.map(([column, name]) => [name, record[column]]))) as T[]
}

/** Runs a statement like {@link rows}. @returns its first row, if any */
export async function row<T>(knex: Knex, sql: string, parameters: Parameters = {}): Promise<T | undefined> {
  const [first] = await rows<T>(knex, sql, parameters)
  return first
}

/**
 * Counts the rows that meet each of several conditions in one statement, reading no other rows.
 *
 * @param names the conditions to count, at least one
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

/** A count as a value in a statement. @param most it counts to just over so many, so that it reads no long list to its end */
export function counted({ from, where, parameters }: Count, most: number): Condition {
  return new Condition(
    `(select count(*) from (select 1 from ${from} where ${where} limit ${most + 1}) counted)`,
    parameters,
  )
}

/** Reads several values, of whatever tables, in one statement. */
export async function readTogether<Name extends string>(
  knex: Knex,
  values: Readonly<Partial<Record<Name, Condition>>>,
): Promise<Readonly<Partial<Record<Name, number>>>> {
  const names = Object.keys(values) as Name[]
  const found = await row<Readonly<Record<string, number>>>(
    knex,
    `select ${names.map((name, index) => `:${name} as value${index}`).join(', ')}`,
    values,
  )
  return Object.fromEntries(names.map((name, index) => [name, found![`value${index}`]])) as Partial<
    Record<Name, number>
  >
}

/** A statement, or a part of one, with its parameters and those of the conditions among them. */
function withParameters(knex: Knex, sql: string, parameters: Parameters): Knex.Raw {
  const bindings = Object.entries(parameters).map(([name, value]) => [
    name,
    value instanceof Condition ? withParameters(knex, value.sql, value.parameters) : value,
  ])
  return knex.raw(sql, Object.fromEntries(bindings) as never)
}

/** SQL for the start of a London day. @param day an SQL expression of type date */
export function londonDay(day: string): string {
  return `(${day}::date::timestamp at time zone 'Europe/London')`
}

/** SQL for the London day of an instant. @param instant an SQL expression of type timestamptz */
export function londonDayOf(instant: string): string {
  return `(${instant} at time zone 'Europe/London')::date`
}

function camelCased(column: string): string {
  return column.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase())
}

/** Converts a record's names to column names. */
export function snakeCased(record: object): Parameters {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`),
      value,
    ]),
  )
}

/**
 * Inserts a row, unless one with its idempotency key is there.
 *
 * @param record by camel-case column names @returns the row's id, or undefined when the idempotency key was used before
 */
export async function insertOnce(
  knex: Knex,
  table: string,
  record: Parameters & { readonly idempotencyKey: string | null },
): Promise<number | undefined> {
  const [added] = await knex(table)
    .insert(snakeCased(record))
    .onConflict('idempotency_key')
    .ignore()
    .returning<{ id: number }[]>('id')
  return added?.id
}

/** Whether an error is a violation of this unique constraint. */
export function isDuplicate(error: unknown, constraint: string): boolean {
  const { code, constraint: broken } = error as { code?: string; constraint?: string }
  return code === '23505' && broken === constraint
}
