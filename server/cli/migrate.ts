import { readConfig } from '../config'
import { runCommand, UsageError, withDatabase } from './run-command'

const usage = 'Usage: npm run --silent migrate'

/** Migrates the database without serving, for deployments that migrate before they replace any process. */
async function main(args: readonly string[]): Promise<void> {
  if (args.length > 0) throw new UsageError(usage)
  const names = await withDatabase(readConfig(process.env), (_knex, migrated) => Promise.resolve(migrated))
  console.log(names.length === 0 ? 'The database was up to date' : `Migrated: ${names.join(', ')}`)
}

void runCommand(() => main(process.argv.slice(2)))
