import { ConfigError, readConfig } from '../config'
import { createDatabase } from '../database'
import { DatabaseUnavailable, migrate } from '../database/connection/connect'
import { openDatabase } from '../database/connection/open'
import { createLog } from '../web/log'
import { contentDir } from '../dependencies'
import { addStaff } from '../use-cases/accounts/add-staff'
import { makeCodeFromTerminal } from '../use-cases/accounts/manage-accounts'
import { keepPrisonsRegister, RegisterError } from '../use-cases/people/prisons-register'

const usage =
  'Usage: npm run --silent staff -- add EMAIL ROLE "NAME" [PRISON,PRISON], or npm run --silent staff -- reset EMAIL'

/** The command line is invalid. The message is one line. */
class UsageError extends Error {
  override name = 'UsageError'
}

/**
 * Creates the first accounts of a new installation, and reset codes when no account manager can help. The password or
 * code is printed once, on standard output.
 */
async function main([verb, email, role, name, prisons = '', ...others]: readonly string[]): Promise<void> {
  try {
    const isAdding = verb === 'add' && email && role && name && others.length === 0
    const isResetting = verb === 'reset' && email && role === undefined
    if (!isAdding && !isResetting) throw new UsageError(usage)
    const config = readConfig(process.env)
    const connected = await openDatabase(config, createLog(config.logLevel), { mayJoin: true })
    try {
      await migrate(connected.knex)
      const database = createDatabase(connected.knex)
      if (!isAdding) {
        const made = await makeCodeFromTerminal(database, { now: new Date() }, email)
        if (!made) throw new UsageError('EMAIL has no account, or it is ended')
        return console.log(made.code)
      }
      await keepPrisonsRegister(database, contentDir)
      const ids = prisons.split(',').flatMap(id => (id.trim() === '' ? [] : [id.trim().toUpperCase()]))
      const added = await addStaff(database, { email, role, name, prisons: ids })
      if (!added.ok) throw new UsageError(added.why)
      console.log(added.password)
    } finally {
      await connected.close()
    }
  } catch (error) {
    if (!isForTheReader(error)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}

function isForTheReader(error: unknown): error is Error {
  return [UsageError, ConfigError, DatabaseUnavailable, RegisterError].some(kind => error instanceof kind)
}

if (require.main === module) void main(process.argv.slice(2))
