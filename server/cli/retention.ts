import { contextFrom } from '../use-cases/context'
import { ConfigError, readConfig } from '../config'
import { createDatabase } from '../database'
import { DatabaseUnavailable, migrate } from '../database/connection/connect'
import { openDatabase } from '../database/connection/open'
import { createLog } from '../web/log'
import { countWhatIsOver } from '../use-cases/people/person-records'

const usage = 'Usage: npm run --silent retention -- DAYS   (or set RETENTION_DAYS)'
const notDone = 2

/**
 * A dry run of the retention schedule: prints counts of what it would erase, without names, as JSON. Exits with 0, or
 * with 2 when it could not run.
 */
async function main([day, ...others]: readonly string[]): Promise<void> {
  let log = createLog('info')
  try {
    const config = readConfig({ ...process.env, ...(day !== undefined && { RETENTION_DAYS: day }) })
    if (config.retentionDays === undefined || others.length > 0) throw new ConfigError(usage)
    log = createLog(config.logLevel)
    const connected = await openDatabase(config, log, { mayJoin: true })
    try {
      await migrate(connected.knex)
      const database = createDatabase(connected.knex)
      const report = await countWhatIsOver(database, contextFrom(config), config.retentionDays)
      process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
    } finally {
      await connected.close()
    }
  } catch (error) {
    if (error instanceof ConfigError || error instanceof DatabaseUnavailable) console.error(error.message)
    else log.fatal({ err: error }, 'the dry run could not be done')
    process.exitCode = notDone
  }
}

if (require.main === module) void main(process.argv.slice(2))
