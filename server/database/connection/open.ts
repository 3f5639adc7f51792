import type { Knex } from 'knex'
import type { Logger } from 'pino'
import { checkDatabase, connect } from './connect'

export interface DatabasePlace {
  /** Undefined to use the embedded PostgreSQL in `dataDir`. */
  databaseUrl: string | undefined
  dataDir: string
}

export interface OpenDatabase {
  knex: Knex
  url: string
  /** Closes the connections and stops the embedded PostgreSQL, if this process started it. */
  close(): Promise<void>
  /** For a process that must exit at once: stops the embedded PostgreSQL without waiting. */
  leave: () => void
}

/**
 * Opens the database named in the settings, or starts the embedded one.
 *
 * @param mayJoin whether to use the embedded PostgreSQL of another process of the service, for commands that run beside
 *   it
 * @param onLost called when the embedded PostgreSQL exits unexpectedly
 * @throws {DatabaseUnavailable}
 */
export async function openDatabase(
  { databaseUrl, dataDir }: DatabasePlace,
  log: Logger,
  { mayJoin = false, onLost = () => {} }: { mayJoin?: boolean; onLost?: (why: string) => void } = {},
): Promise<OpenDatabase> {
  // Production always sets a database URL, and its image is built without tools/.
  const embedded = databaseUrl
    ? undefined
    : await import('../../../tools/embedded-postgres/index.js').then(({ startEmbeddedPostgres }) =>
        startEmbeddedPostgres({ dataDir, log, mayJoin, onLost }),
      )
  const url = embedded?.url ?? databaseUrl ?? ''
  const knex = connect(url)
  const close = async () => {
    await knex.destroy()
    await embedded?.stop()
  }
  try {
    await checkDatabase(knex, url)
  } catch (error) {
    await close()
    throw error
  }
  return { knex, url, close, leave: () => void embedded?.stop() }
}
