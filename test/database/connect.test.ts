import type { Knex } from 'knex'
import { checkDatabase, connect, DatabaseUnavailable, migrate } from '../../server/database/connection/connect'
import { freshDatabase, type FreshDatabase } from '../set-up/database'

let database: FreshDatabase

beforeAll(async () => {
  database = await freshDatabase()
})

afterAll(() => database.drop())

/** A database without any tables, and a way to connect to it as another process would. */
async function emptyDatabase(name: string): Promise<() => Knex> {
  await database.knex.raw('drop database if exists ?? with (force)', [name])
  await database.knex.raw('create database ?? template template0', [name])
  const url = new URL(database.url)
  url.pathname = `/${name}`
  return () => connect(url.href)
}

test('reads days as text and counts as numbers', async () => {
  const { rows } = await database.knex.raw<{ rows: unknown[] }>(
    `select date '2027-03-28' as day, 9007199254740991::bigint as most, count(*) as count from generate_series(1, 3)`,
  )
  expect(rows).toEqual([{ day: '2027-03-28', most: 9007199254740991, count: 3 }])
})

test('throws for an integer that is too large to be exact', async () => {
  await expect(database.knex.raw('select 9007199254740993::bigint')).rejects.toThrow(RangeError)
})

test('uses UTC and a statement timeout for connections', async () => {
  const settings = await database.knex.raw<{ rows: unknown[] }>(
    `select current_setting('timezone') as zone, current_setting('statement_timeout') as most`,
  )
  expect(settings.rows).toEqual([{ zone: 'UTC', most: '15s' }])
})

test('keeps parameter values out of error messages', async () => {
  const failure = database.knex.raw('select ?::date', ['A1234AA was here']).catch((error: Error) => error.message)
  expect(await failure).toMatch(/^select \$1::date/)
})

test('names an unreachable database without its password', async () => {
  const url = 'postgres://service:invented@127.0.0.1:1/resettlement'
  const knex = connect(url)
  const failure = checkDatabase(knex, url)
  await expect(failure).rejects.toThrow(DatabaseUnavailable)
  await expect(failure).rejects.toThrow(
    'The database at 127.0.0.1 port 1, database "resettlement" cannot be used: nothing listens there',
  )
  await knex.destroy()
})

test('runs each migration once when two processes migrate at the same time', async () => {
  const connectAgain = await emptyDatabase('migrated_at_once')
  const [one, other] = [connectAgain(), connectAgain()]
  const [first, second] = await Promise.all([migrate(one), migrate(other)])
  expect([first.length, second.length].sort()).toEqual([0, first.length + second.length])
  const names = await one<{ name: string }>('knex_migrations').pluck('name')
  expect(names).toEqual([...new Set(names)])
  expect(names[0]).toMatch(/^0001-[a-z-]+$/)
  await Promise.all([one.destroy(), other.destroy()])
})

test('ignores the migration lock of a killed process', async () => {
  const knex = (await emptyDatabase('migrated_after_a_kill'))()
  await migrate(knex)
  await knex('knex_migrations_lock').update({ is_locked: 1 })
  await expect(migrate(knex)).resolves.toEqual([])
  await knex.destroy()
})

test('lets an older version serve from a database that a newer one has migrated', async () => {
  const knex = (await emptyDatabase('migrated_further'))()
  await migrate(knex)
  await knex('knex_migrations').insert({ name: '9999-from-the-future', batch: 99, migration_time: new Date() })
  await expect(migrate(knex)).resolves.toEqual([])
  await knex.destroy()
})

test('names in one line the right that the account lacks, and changes nothing', async () => {
  await emptyDatabase('not_migrated')
  await database.knex.raw(`drop role if exists weak; create role weak login password 'hush'`)
  const url = new URL(database.url)
  Object.assign(url, { username: 'weak', password: 'hush', pathname: '/not_migrated' })
  const knex = connect(url.href)
  const failure = migrate(knex)
  await expect(failure).rejects.toThrow(DatabaseUnavailable)
  await expect(failure).rejects.toThrow(
    /^The database at 127\.0\.0\.1 port \d+, database "not_migrated" cannot be brought up to date: its account may not do this \(permission denied for .+\)$/,
  )
  await knex.destroy()
  await database.knex.raw('drop role weak')
})
