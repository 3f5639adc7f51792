import { readdir } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import knexFor, { type Knex } from 'knex'
import pg from 'pg'
import { migrateJobQueue } from './job-queue'

/**
 * The database could not be reached or used. The message is one line, fit to show to a person, without the password.
 */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable'
}

const MIGRATIONS = join(__dirname, '../../../migrations')

/** The advisory lock for migrations: any number that no other program uses in the same database. */
const MIGRATION_LOCK = 7_202_206_051

/** The codes of PostgreSQL for what it refuses. */
const INSUFFICIENT_PRIVILEGE = '42501'
const LOCK_NOT_AVAILABLE = '55P03'

/** The minimum similarity (0 to 1) at which a search matches a name: Smyth finds Smith when nothing is closer. */
const nameLikeness = 0.3

const DATE = 1082
const INT8 = 20

/** Silences Knex: errors are thrown, and logged once by whatever catches them. */
const quiet: Knex.Logger = { error: () => {}, warn: () => {}, debug: () => {}, deprecate: () => {} }

/** Parses `date` as text, because a day has no time zone, and counts and ids as numbers. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === DATE) return (value: string) => value
    if (oid === INT8) return wholeNumber
    return pg.types.getTypeParser(oid, format) as (value: string) => unknown
  },
}

function wholeNumber(value: string): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new RangeError('The database gave a whole number too large to be exact')
  return number
}

/**
 * Creates a pool of connections to PostgreSQL, which connects on the first query.
 *
 * `date` columns are read as 'YYYY-MM-DD' and `bigint` as numbers. Statements time out after 15 seconds, and idle
 * transactions after 30.
 *
 * @param url postgres://user:password@host:port/database
 * @param max how many connections at most
 */
export function connect(url: string, max = 10): Knex {
  return knexFor({
    client: 'pg',
    connection: {
      connectionString: url,
      application_name: 'resettlement-service',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      types,
    } as Knex.PgConnectionConfig,
    acquireConnectionTimeout: 10_000,
    // Errors are logged, and the values in a statement may be personal data.
    compileSqlOnError: false,
    log: quiet,
    pool: {
      min: 0,
      max,
      idleTimeoutMillis: 30_000,
      afterCreate(connection: pg.Client, done: (error: Error | null, connection: pg.Client) => void) {
        connection.query(
          `set time zone 'UTC'; set statement_timeout = '15s'; set idle_in_transaction_session_timeout = '30s';
            set random_page_cost = 1.1; set pg_trgm.word_similarity_threshold = ${nameLikeness}`,
          error => done(error ?? null, connection),
        )
      },
    },
  })
}

/**
 * Checks that the database is reachable and that its version is supported.
 *
 * @param knex the pool from `connect`
 * @param url the URL passed to `connect`, to name the place in the message
 * @throws {DatabaseUnavailable} naming host, port and database, never the password
 */
export async function checkDatabase(knex: Knex, url: string): Promise<void> {
  const place = placeOf(url)
  let version: number
  try {
    const answer = await knex.raw<{ rows: { server_version_num: string }[] }>('show server_version_num')
    version = Number(answer.rows[0]?.server_version_num)
  } catch (error) {
    throw new DatabaseUnavailable(`The database at ${place} cannot be used: ${reasonOf(error)}`)
  }
  if (version < 140_000) {
    throw new DatabaseUnavailable(
      `The database at ${place} is PostgreSQL ${Math.floor(version / 10_000)}; 14 is needed`,
    )
  }
}

/** Describes where a database URL points, without its user and password. */
export function placeOf(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url)
    return `${hostname || 'localhost'} port ${port || '5432'}, database "${decodeURIComponent(pathname.slice(1))}"`
  } catch {
    return 'DATABASE_URL'
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0])
  const { code, message } = error as { code?: string; message?: string }
  if (code === 'ECONNREFUSED') return 'nothing listens there'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'there is no such host'
  if (code === '28P01' || code === '28000') return 'the user or the password is wrong'
  if (code === '3D000') return 'there is no such database'
  return (message ?? String(error)).split('\n', 1)[0] ?? ''
}

/**
 * Migrates the database to this version, forward only, and the job queue in it. Safe to run from many processes at once: one migrates while the
 * others wait. A migration interrupted by a killed process is run again, and its stale lock is cleared.
 *
 * A database migrated by a later version is left unchanged, so that an older version can keep serving from it.
 *
 * @returns the names of the migrations that were run, in order
 * @throws {DatabaseUnavailable} when its account lacks a right, or a lock is held too long
 * @throws the database's error when a migration fails otherwise; each is applied completely or not at all
 */
export async function migrate(knex: Knex): Promise<string[]> {
  try {
    return await runMigrations(knex)
  } catch (error) {
    const why = whyNotMigrated(error)
    if (why === undefined) throw error
    throw new DatabaseUnavailable(`The database at ${placeOf(urlOf(knex))} cannot be brought up to date: ${why}`)
  }
}

/** What somebody can put right, without the statement that Knex quotes. */
function whyNotMigrated(error: unknown): string | undefined {
  const { code, message = '' } = error as { code?: string; message?: string }
  if (code === INSUFFICIENT_PRIVILEGE) return `its account may not do this (${message.split(' - ').at(-1)})`
  if (code === LOCK_NOT_AVAILABLE) return 'something else holds a lock that it waited 10 seconds for; start it again'
  return undefined
}

function runMigrations(knex: Knex): Promise<string[]> {
  return knex.transaction(async trx => {
    await trx.raw(`set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0`)
    await trx.raw('select pg_advisory_xact_lock(?)', [MIGRATION_LOCK])
    const config: Knex.MigratorConfig = { migrationSource, disableMigrationsListValidation: true }
    // Under the advisory lock above no other process migrates, so a lock in Knex's own table is left over from a killed
    // process.
    await knex.migrate.forceFreeMigrationsLock(config)
    const [, names] = (await knex.migrate.latest(config)) as [number, string[]]
    await migrateJobQueue(urlOf(knex))
    return names
  })
}

/** The URL that `connect` was given. */
function urlOf(knex: Knex): string {
  const { config } = knex.client as { config: { connection: { connectionString: string } } }
  return config.connection.connectionString
}

const migrationSource: Knex.MigrationSource<string> = {
  async getMigrations() {
    const files = await readdir(MIGRATIONS)
    return files.filter(file => /^\d.*(?<!\.d)\.(js|ts)$/.test(file)).sort()
  },
  getMigrationName(file) {
    return basename(file, extname(file))
  },
  async getMigration(file) {
    const migration = (await import(join(MIGRATIONS, file))) as Knex.Migration
    return { ...migration, up: knex => withoutHaste(knex, migration), down: refuseToGoBack }
  },
}

/**
 * Runs a migration without a statement timeout but with a lock timeout, so that waiting for a lock cannot block the
 * version still serving.
 */
async function withoutHaste(knex: Knex, migration: Knex.Migration): Promise<void> {
  if (knex.isTransaction) await knex.raw(`set local statement_timeout = 0; set local lock_timeout = '10s'`)
  await migration.up(knex)
}

function refuseToGoBack(): Promise<void> {
  return Promise.reject(new Error('Migrations go forward only'))
}
