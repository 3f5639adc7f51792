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
  readonly Plans?: readonly PlanNode[]
}

/** The tables that a query would read from end to end. */
export async function tablesReadWhole(knex: Knex, { sql, bindings }: Query): Promise<readonly string[]> {
  const client = knex.client as {
    acquireConnection(): Promise<Client>
    releaseConnection(connection: Client): Promise<void>
  }
  const connection = await client.acquireConnection()
  try {
    const explained = await connection.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(`explain (format json) ${sql}`, [
      ...bindings,
    ])
    return wholeReadsIn(explained.rows[0]!['QUERY PLAN'][0].Plan)
  } finally {
    await client.releaseConnection(connection)
  }
}

function wholeReadsIn(node: PlanNode): readonly string[] {
  const own = node['Node Type'].includes('Seq Scan') ? [node['Relation Name'] ?? 'unknown'] : []
  return [...own, ...(node.Plans ?? []).flatMap(wholeReadsIn)]
}
