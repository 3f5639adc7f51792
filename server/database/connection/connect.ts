import { readdir } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import knexFor, { type Knex } from 'knex'
import pg from 'pg'

/** The database could not be reached or used. The message is one line, fit for a person, without the password. */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable'
}

const MIGRATIONS = join(__dirname, '../../../migrations')

/** Any number that no other program takes in the same database: who holds it migrates. */
const MIGRATION_LOCK = 7_202_206_051

/** How alike two names must be, of 1, for one to be found by the other: Smyth finds Smith when nothing is closer. */
const nameLikeness = 0.3

const DATE = 1082
const INT8 = 20

/** What goes wrong is thrown, and whoever catches it says so, once. */
const quiet: Knex.Logger = { error: () => {}, warn: () => {}, debug: () => {}, deprecate: () => {} }

/** Days stay the text that they are: a day has no time zone. Counts and identities are numbers. */
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
 * A pool of connections to PostgreSQL. Connecting happens at the first query, not here.
 *
 * `date` columns come as 'YYYY-MM-DD', `bigint` as numbers. A statement that takes over 15 seconds is ended, and so is
 * a transaction left idle for 30.
 *
 * @param url postgres://user:password@host:port/database
 */
export function connect(url: string): Knex {
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
    // Errors are logged, and the values in a statement may be about people.
    compileSqlOnError: false,
    log: quiet,
    pool: {
      min: 0,
      max: 10,
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
 * Asks the database whether it is there and of a version that the service can use.
 *
 * @param knex what `connect` gave
 * @param url  what it was given, to name the place in the message
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

/** Where a database URL leads, in words and without its user or password. */
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
 * Brings the database's tables up to this version, forward only. Safe to run from many processes at once: one does it
 * while the others wait. What a killed process left undone is done again; nothing that it left behind is in the way.
 *
 * A database that a later version has already migrated is left as it is, so that an older version can serve from it.
 *
 * @returns the names of the migrations that were run, in order
 * @throws the database's error, when a migration fails; each migration is then wholly done or not at all
 */
export async function migrate(knex: Knex): Promise<string[]> {
  return knex.transaction(async trx => {
    await trx.raw(`set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0`)
    await trx.raw('select pg_advisory_xact_lock(?)', [MIGRATION_LOCK])
    const config: Knex.MigratorConfig = { migrationSource, disableMigrationsListValidation: true }
    // Whoever holds the lock above is alone, so a mark in Knex's own table was left by a process that was killed.
    await knex.migrate.forceFreeMigrationsLock(config)
    const [, names] = (await knex.migrate.latest(config)) as [number, string[]]
    return names
  })
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

/** A migration may run long, but may not hold up the pages of the version that is still serving by waiting for a lock. */
async function withoutHaste(knex: Knex, migration: Knex.Migration): Promise<void> {
  if (knex.isTransaction) await knex.raw(`set local statement_timeout = 0; set local lock_timeout = '10s'`)
  await migration.up(knex)
}

function refuseToGoBack(): Promise<void> {
  return Promise.reject(new Error('Migrations go forward only'))
}
