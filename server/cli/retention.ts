import { readConfig } from '../config'
import { createDatabase } from '../database'
import { contextFrom } from '../use-cases/context'
import { countWhatIsOver } from '../use-cases/people/records/person-records'
import { runCommand, UsageError, withDatabase } from './run-command'

const usage = 'Usage: npm run --silent retention -- DAYS   (or set RETENTION_DAYS)'
const notDone = 2

/**
 * A dry run of the retention schedule: prints counts of what it would erase, without names, as JSON. Exits with 0, or
 * with 2 when it could not run.
 */
async function main([days, ...others]: readonly string[]): Promise<void> {
  if (others.length > 0) throw new UsageError(usage)
  const config = readConfig({ ...process.env, ...(days !== undefined && { RETENTION_DAYS: days }) })
  const { retentionDays } = config
  if (retentionDays === undefined) throw new UsageError(usage)
  const report = await withDatabase(config, knex =>
    countWhatIsOver(createDatabase(knex), contextFrom(config), retentionDays),
  )
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
}

if (require.main === module) void runCommand(() => main(process.argv.slice(2)), { failed: notDone })
