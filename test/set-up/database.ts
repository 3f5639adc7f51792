import { randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import { connect } from '../../server/database/connection/connect'

export interface FreshDatabase {
  knex: Knex
  url: string
  /** Closes the connections and removes the database. Call it in afterAll. */
  drop: () => Promise<void>
}

/** Few: what each begins with, reading what tables there are, takes longer than most tests' statements. */
const maxConnections = 4

/** An empty, migrated database for one test file. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const template = new URL(process.env.TEST_DATABASE_URL ?? '')
  const administration = new URL(template)
  administration.pathname = '/postgres'
  const fresh = new URL(template)
  fresh.pathname = `/test_${randomBytes(6).toString('hex')}`

  await inDatabase(administration, knex =>
    knex.raw('create database ?? template ?? strategy file_copy', [nameOf(fresh), nameOf(template)]),
  )
  const knex = connect(fresh.href, maxConnections)
  return {
    knex,
    url: fresh.href,
    async drop() {
      await knex.destroy()
      await inDatabase(administration, admin => admin.raw('drop database ?? with (force)', [nameOf(fresh)]))
    },
  }
}

function nameOf(url: URL): string {
  return url.pathname.slice(1)
}

async function inDatabase(url: URL, work: (knex: Knex) => Promise<unknown>): Promise<void> {
  const knex = connect(url.href)
  try {
    await work(knex)
  } finally {
    await knex.destroy()
  }
}
