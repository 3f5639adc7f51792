import { readConfig } from '../config'
import { createDatabase } from '../database'
import { contentDir } from '../dependencies'
import { addStaff } from '../use-cases/accounts/add-staff'
import { makeCodeFromTerminal } from '../use-cases/accounts/manage-accounts'
import { keepPrisonsRegister } from '../use-cases/people/prisons-register'
import { runCommand, UsageError, withDatabase } from './run-command'

const usage =
  'Usage: npm run --silent staff -- add EMAIL ROLE "NAME" [PRISON,PRISON], or npm run --silent staff -- reset EMAIL'

/**
 * Creates the first accounts of a new installation, and reset codes when no account manager can help. The password or
 * code is printed once, on standard output.
 */
async function main([verb, email, role, name, prisons = '', ...others]: readonly string[]): Promise<void> {
  const isAdding = verb === 'add' && email && role && name && others.length === 0
  const isResetting = verb === 'reset' && email && role === undefined
  if (!isAdding && !isResetting) throw new UsageError(usage)
  const secret = await withDatabase(readConfig(process.env), async knex => {
    const database = createDatabase(knex)
    if (!isAdding) {
      const made = await makeCodeFromTerminal(database, { now: new Date() }, email)
      if (!made) throw new UsageError('EMAIL has no account, or it is ended')
      return made.code
    }
    await keepPrisonsRegister(database, contentDir)
    const ids = prisons.split(',').flatMap(id => (id.trim() === '' ? [] : [id.trim().toUpperCase()]))
    const added = await addStaff(database, { email, role, name, prisons: ids })
    if (!added.ok) throw new UsageError(added.why)
    return added.password
  })
  console.log(secret)
}

if (require.main === module) void runCommand(() => main(process.argv.slice(2)))
