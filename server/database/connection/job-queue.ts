import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'

/** The schema of graphile-worker. Its tables and functions are described in its documentation. */
export const jobQueueSchema = 'graphile_worker'

const tryAgainAfterMs = 5_000

/** Options that every use of graphile-worker shares. Unnamed statements work behind a transaction pooler. */
export const jobQueueOptions = { schema: jobQueueSchema, noPreparedStatements: true } as const

const silent = new Logger(() => () => {})

/**
 * Brings the tables of the job queue up to date, in transactions of its own. Only one process may do it at a time.
 *
 * @param url of an account that may create a schema, where there is something to do
 */
export async function migrateJobQueue(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 5_000 })
  try {
    await runMigrations({ ...jobQueueOptions, pgPool: pool, logger: silent })
  } finally {
    await pool.end()
  }
}

/**
 * The connections of the job queue. `query` waits until the database is back instead of failing: only the cron of
 * graphile-worker calls it, and leaves a rejection unhandled, which would end the process.
 */
export class JobQueuePool extends pg.Pool {
  /** @param until aborted when the service ends: `query` then gives no rows and stops waiting */
  constructor(
    url: string,
    size: number,
    private readonly until: AbortSignal,
  ) {
    super({
      connectionString: url,
      application_name: 'resettlement-service jobs',
      max: size,
      connectionTimeoutMillis: 5_000,
      query_timeout: 20_000,
      keepAlive: true,
    })
    this.query = this.queryPatiently.bind(this) as typeof this.query
  }

  private async queryPatiently(text: string, values: unknown[]): Promise<{ rows: unknown[] }> {
    while (!this.until.aborted) {
      try {
        return await super.query<Record<string, unknown>>(text, values)
      } catch (error) {
        this.emit('error', error)
        await pause(tryAgainAfterMs, this.until)
      }
    }
    return { rows: [] }
  }
}

/** Waits, but no longer than until the signal. */
export function pause(milliseconds: number, until: AbortSignal): Promise<void> {
  if (until.aborted) return Promise.resolve()
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer)
      until.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    until.addEventListener('abort', done)
  })
}
