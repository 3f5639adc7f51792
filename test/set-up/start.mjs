import { randomUUID } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const require = createRequire(import.meta.url)
const PREFIX = 'resettlement-service-test-'

/** One PostgreSQL for all test files, with a migrated database that each of them copies (see database.ts). */
export default async function start() {
  const { startEmbeddedPostgres, removeEmbeddedPostgres } = require('../../dist/server/database/embedded-postgres.js')
  const { connect, migrate } = require('../../dist/server/database/connect.js')
  const log = require('pino')({ level: 'silent' })

  await removeLeftovers(dir => removeEmbeddedPostgres(dir, log))
  const dataDir = join(tmpdir(), `${PREFIX}${randomUUID()}`)
  const server = await startEmbeddedPostgres({ dataDir, log, durable: false })
  const knex = connect(server.url)
  await migrate(knex)
  await knex.destroy()
  process.env.TEST_DATABASE_URL = server.url
  globalThis.stopTestDatabase = async () => {
    await server.stop()
    await removeEmbeddedPostgres(dataDir, log)
  }
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
