import { parseArgs } from 'node:util'
import { runCommand, UsageError, withDatabase } from '../server/cli/run-command'
import { readConfig } from '../server/config'
import { createDatabase } from '../server/database'
import { contentDir } from '../server/dependencies'
import { contextFrom } from '../server/use-cases/context'
import { keepPrisonsRegister } from '../server/use-cases/people/prisons-register'
import { loadDemoData } from './load'
import { fillWithDemoData, type Filling } from './scale'

const usage = 'Usage: npm run demo-data -- --people N --applications N'
const most = 1_000_000

/**
 * Fills a database with generated people and applications, for scale tests. Loads the demo first into an empty
 * database, so that someone can sign in. Refuses to run in production.
 */
async function main(args: readonly string[]): Promise<void> {
  const filling = readArguments(args)
  if (process.env.NODE_ENV === 'production') {
    throw new UsageError('NODE_ENV: is production, where demo people are never added')
  }
  const config = readConfig(process.env)
  await withDatabase(config, async knex => {
    const loaded = await loadDemoData(knex, config)
    if (!loaded) await keepPrisonsRegister(createDatabase(knex), contentDir)
    const began = performance.now()
    const open = await fillWithDemoData(knex, contextFrom(config), filling)
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    console.log(
      `Added ${filling.people} demo people and ${filling.applications} applications, ${open} of them open, in ${seconds} seconds.`,
    )
  })
}

function readArguments(args: readonly string[]): Filling {
  try {
    const options = { people: { type: 'string' }, applications: { type: 'string' } } as const
    const { values } = parseArgs({ args: [...args], options })
    const filling = { people: wholeNumber(values.people), applications: wholeNumber(values.applications) }
    if (filling.people === 0 && filling.applications > 0) throw new UsageError('--people: applications need people')
    return filling
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(usage)
  }
}

function wholeNumber(text: string | undefined): number {
  if (text === undefined || !/^\d{1,7}$/.test(text) || Number(text) > most) {
    throw new UsageError(`${usage}, each a whole number up to ${most}`)
  }
  return Number(text)
}

if (require.main === module) void runCommand(() => main(process.argv.slice(2)))
