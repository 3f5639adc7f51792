import type { Knex } from 'knex'
import { ConfigError, type Config } from '../config'
import { ContentError } from '../content/files/content-error'
import { DatabaseUnavailable, migrate } from '../database/connection/connect'
import { openDatabase } from '../database/connection/open'
import { RegisterError } from '../use-cases/people/prisons-register'
import { createLog } from '../web/process/log'

/** The command line cannot be used. The message is one line. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** Errors whose one-line message says everything, so no stack is printed. */
const plainErrors = [UsageError, ConfigError, ContentError, DatabaseUnavailable, RegisterError]

/**
 * Runs a command of the terminal. When it fails, prints one line on standard error, and sets the exit status.
 *
 * @param failed the exit status when the command could not run
 */
export async function runCommand(command: () => Promise<void>, { failed = 1 } = {}): Promise<void> {
  try {
    await command()
  } catch (error) {
    process.exitCode = failed
    if (plainErrors.some(plain => error instanceof plain)) console.error((error as Error).message)
    // At any LOG_LEVEL: a command that fails and says nothing would be taken for done.
    else createLog('info').fatal({ err: error }, 'the command could not be done')
  }
}

/**
 * Opens and migrates the database of the settings, beside a service that is running or without one, and closes it after
 * the work.
 *
 * @param work is also given the names of the migrations that were run
 */
export async function withDatabase<Result>(
  config: Config,
  work: (knex: Knex, migrated: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase(config, createLog(config.logLevel), { mayJoin: true })
  try {
    return await work(database.knex, await migrate(database.knex))
  } finally {
    await database.close()
  }
}
