import type { Knex } from 'knex'
import type { Client } from 'pg'

export interface Query {
  readonly sql: string
  readonly bindings: readonly unknown[]
}

/** What some work asks the database, beside what sessions ask on connections of their own. */
export async function queriesDuring(knex: Knex, work: () => Promise<unknown>): Promise<readonly Query[]> {
  const queries: Query[] = []
  const note = ({ sql, bindings }: Query) => queries.push({ sql, bindings })
  knex.on('query', note)
  try {
    await work()
  } finally {
    knex.removeListener('query', note)
  }
  return queries
}

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Index Cond'?: string
  readonly Plans?: readonly PlanNode[]
}

/**
 * The tables that a query has to read from end to end, or by the whole of an index that holds every row and not just its
 * beginning, since no index fits. Where one does, PostgreSQL may still rightly read a table whole of which a test has few
 * rows, or many of one prison: so it is asked what it would do if it could not.
 */
export async function tablesReadWhole(knex: Knex, query: Query): Promise<readonly string[]> {
  const client = knex.client as {
    acquireConnection(): Promise<Client>
    releaseConnection(connection: Client): Promise<void>
  }
  const connection = await client.acquireConnection()
  try {
    const partial = await connection.query<{ name: string }>(
      'select relname as name from pg_index join pg_class on pg_class.oid = indexrelid where indpred is not null',
    )
    const partialIndexes = new Set(partial.rows.map(({ name }) => name))
    const chosen = wholeReadsIn(await planOf(connection, query), partialIndexes)
    if (chosen.length === 0) return []
    await connection.query('set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off')
    return wholeReadsIn(await planOf(connection, query), partialIndexes)
  } finally {
    await connection.query('reset enable_seqscan; reset enable_hashjoin; reset enable_mergejoin')
    await client.releaseConnection(connection)
  }
}

async function planOf(connection: Client, { sql, bindings }: Query): Promise<PlanNode> {
  const explained = await connection.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(`explain (format json) ${sql}`, [
    ...bindings,
  ])
  return explained.rows[0]!['QUERY PLAN'][0].Plan
}

function wholeReadsIn(node: PlanNode, partialIndexes: ReadonlySet<string>, stopsEarly = false): readonly string[] {
  const type = node['Node Type']
  const index = node['Index Name']
  const isWholeIndex = index !== undefined && node['Index Cond'] === undefined && !partialIndexes.has(index)
  const isWhole = type.includes('Seq Scan') || (isWholeIndex && !stopsEarly)
  // A sort, a hash and an aggregate take all that they are given before they give anything.
  const passesOn = ['Limit', 'Nested Loop', 'Append', 'Subquery Scan', 'Incremental Sort', 'Result'].includes(type)
  const stops = type === 'Limit' || (stopsEarly && passesOn)
  return [
    ...(isWhole ? [node['Relation Name'] ?? index ?? 'unknown'] : []),
    ...(node.Plans ?? []).flatMap(each => wholeReadsIn(each, partialIndexes, stops)),
  ]
}
