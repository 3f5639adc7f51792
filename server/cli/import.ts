import { createReadStream } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { contextFrom } from '../use-cases/context'
import { ConfigError, readConfig } from '../config'
import { createDatabase } from '../database'
import { DatabaseUnavailable, migrate } from '../database/connection/connect'
import { openDatabase } from '../database/connection/open'
import { createLog } from '../web/log'
import { contentDir } from '../dependencies'
import { importPdus } from '../use-cases/accounts/import-pdus'
import { importDischarges, importReceptions } from '../use-cases/people/import-people'
import { keepPrisonsRegister, RegisterError } from '../use-cases/people/prisons-register'
import { mostBytes } from '../use-cases/people/read-csv'

const usage = 'Usage: npm run --silent import -- receptions|discharges|pdus FILE.csv'

const refusedWhole = 1
const notDone = 2

/** The command line is invalid. The message is one line. */
class UsageError extends Error {
  override name = 'UsageError'
}

/**
 * The console's imports from a terminal: the same code, the same report, as JSON on standard output. Exits with
 * 0 when the file was imported, 1 when the whole file was refused, and 2 when the command could not run.
 */
async function main(args: readonly string[]): Promise<void> {
  let log = createLog('info')
  try {
    const { importFile, path } = readArguments(args)
    const config = readConfig(process.env)
    log = createLog(config.logLevel)
    const content = await readStart(path)
    const connected = await openDatabase(config, log, { mayJoin: true })
    try {
      await migrate(connected.knex)
      const database = createDatabase(connected.knex)
      await keepPrisonsRegister(database, contentDir)
      const by = { staff: null, fromAddress: undefined }
      const result = await importFile(database, contextFrom(config), { name: path, content }, by)
      process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
      if (!result.taken) process.exitCode = refusedWhole
    } finally {
      await connected.close()
    }
  } catch (error) {
    if (isForTheReader(error)) console.error(error.message)
    else log.fatal({ err: error }, 'the import could not be done')
    process.exitCode = notDone
  }
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

function isForTheReader(error: unknown): error is Error {
  return [UsageError, ConfigError, DatabaseUnavailable, RegisterError].some(kind => error instanceof kind)
}

if (require.main === module) void main(process.argv.slice(2))
