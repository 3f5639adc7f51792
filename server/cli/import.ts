import { createReadStream } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { readConfig } from '../config'
import { createDatabase } from '../database'
import { contentDir } from '../dependencies'
import { importPdus } from '../use-cases/accounts/import-pdus'
import { contextFrom } from '../use-cases/context'
import { keepPrisonsRegister } from '../use-cases/people/prisons-register'
import { importDischarges, importReceptions } from '../use-cases/people/records/import-people'
import { mostBytes } from '../use-cases/people/records/read-csv'
import { runCommand, UsageError, withDatabase } from './run-command'

const usage = 'Usage: npm run --silent import -- receptions|discharges|pdus FILE.csv'

const refusedWhole = 1
const notDone = 2

/**
 * The console's imports from a terminal: the same code, the same report, as JSON on standard output. Exits with
 * 0 when the file was imported, 1 when the whole file was refused, and 2 when the command could not run.
 */
async function main(args: readonly string[]): Promise<void> {
  const { importFile, path } = readArguments(args)
  const config = readConfig(process.env)
  const content = await readStart(path)
  const result = await withDatabase(config, async knex => {
    const database = createDatabase(knex)
    await keepPrisonsRegister(database, contentDir)
    return importFile(database, contextFrom(config), { name: path, content }, { staff: null, fromAddress: undefined })
  })
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
  if (!result.taken) process.exitCode = refusedWhole
}

function readArguments(args: readonly string[]) {
  const [kind, path, ...others] = args
  if (path === undefined || others.length > 0) throw new UsageError(usage)
  if (kind === 'receptions') return { importFile: importReceptions, path }
  if (kind === 'discharges') return { importFile: importDischarges, path }
  if (kind === 'pdus') return { importFile: importPdus, path }
  throw new UsageError(usage)
}

/** Reads up to the size limit and one byte more, so that a file over the limit is recognised without reading all of it. */
async function readStart(path: string): Promise<Buffer> {
  try {
    return await buffer(createReadStream(path, { end: mostBytes }))
  } catch (error) {
    const why: Record<string, string> = {
      ENOENT: 'there is no such file',
      EACCES: 'this account may not read it',
      EISDIR: 'it is a folder',
    }
    const { code, message } = error as NodeJS.ErrnoException
    throw new UsageError(`${path}: ${why[code ?? ''] ?? message}`)
  }
}

if (require.main === module) void runCommand(() => main(process.argv.slice(2)), { failed: notDone })
