import { ConfigError, readConfig } from '../config'
import { DatabaseUnavailable, migrate } from '../database/connection/connect'
import { openDatabase } from '../database/connection/open'
import { createLog } from '../web/log'

/** Migrates the database without serving, for deployments that migrate before they replace any process. */
async function main(): Promise<void> {
  try {
    const config = readConfig(process.env)
    const database = await openDatabase(config, createLog(config.logLevel), { mayJoin: true })
    try {
      const names = await migrate(database.knex)
      console.log(names.length === 0 ? 'The database was up to date' : `Migrated: ${names.join(', ')}`)
    } finally {
      await database.close()
    }
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof DatabaseUnavailable)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}

void main()
