import type { Knex } from 'knex'
import type { Logger } from 'pino'
import { checkDatabase, connect } from './connect'

export interface DatabasePlace {
  /** Undefined: the embedded PostgreSQL in `dataDir`. */
  databaseUrl: string | undefined
  dataDir: string
}

export interface OpenDatabase {
  knex: Knex
  url: string
  /** Closes the connections and stops the embedded PostgreSQL, if this process started it. */
  close(): Promise<void>
  /** For a process that must leave at once: tells the embedded PostgreSQL to stop, without waiting. */
  leave: () => void
}

/**
 * Opens the database that the settings name, starting the embedded one when they name none.
 *
 * @param mayJoin whether to use the embedded PostgreSQL that another process of the service has started, for commands
 *   that run beside it
 * @param onLost called when the embedded PostgreSQL ends by itself
 * @throws {DatabaseUnavailable}
 */
export async function openDatabase(
  { databaseUrl, dataDir }: DatabasePlace,
  log: Logger,
  { mayJoin = false, onLost = () => {} }: { mayJoin?: boolean; onLost?: (why: string) => void } = {},
): Promise<OpenDatabase> {
  // Production always names a database, and its image is built without tools/.
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
