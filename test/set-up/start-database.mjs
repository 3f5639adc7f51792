import { randomUUID } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const require = createRequire(import.meta.url)
const PREFIX = 'resettlement-tests-'

/** One PostgreSQL for all test files, with a migrated database that each of them copies (see database.ts). */
export default async function start() {
  // Two projects need it, and Jest calls the set-up of each.
  if (globalThis.stopTestDatabase) return
  const { startEmbeddedPostgres, removeEmbeddedPostgres } = require('../../tools/embedded-postgres/index.ts')
  const { connect, migrate } = require('../../server/database/connection/connect.ts')
  const log = require('pino')({ level: 'silent' })

  await removeLeftovers(dir => removeEmbeddedPostgres(dir, log))
  const dataDir = join(tmpdir(), `${PREFIX}${randomUUID()}`)
  const server = await startEmbeddedPostgres({ dataDir, log, durable: false })
  globalThis.stopTestDatabase = async () => {
    await server.stop()
    await removeEmbeddedPostgres(dataDir, log)
  }
  try {
    const knex = connect(server.url)
    await migrate(knex)
    await knex.destroy()
  } catch (error) {
    await globalThis.stopTestDatabase()
    throw error
  }
  process.env.TEST_DATABASE_URL = server.url
}

/** A test run that was killed leaves its PostgreSQL running; one that still runs, or is just beginning, keeps its own. */
async function removeLeftovers(remove) {
  const names = (await readdir(tmpdir())).filter(name => name.startsWith(PREFIX))
  const aMinuteAgo = Date.now() - 60_000
  const removals = names.map(async name => {
    const dir = join(tmpdir(), name)
    if ((await stat(dir)).mtimeMs < aMinuteAgo) await remove(dir)
  })
  await Promise.allSettled(removals)
}
