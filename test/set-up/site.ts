import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Knex } from 'knex'
import { pino } from 'pino'
import { readConfig } from '../../server/config'
import { createDependencies, type Dependencies } from '../../server/dependencies'
import { createSiteServer } from '../../server/web/process/site-server'
import { freshDatabase } from './database'

export interface TestSite {
  readonly dependencies: Dependencies
  /** The database beside the service, for what no page does. */
  readonly knex: Knex
  /** What tests change to make time pass. */
  readonly clock: { now: Date }
  readonly passMinutes: (count: number) => void
  /** Serves a site until the test file is done. */
  readonly serve: (compose: (dependencies: Dependencies) => RequestListener) => Promise<string>
  readonly stop: () => Promise<void>
}

/** Real services on an empty database of their own, with a clock that stands still until a test moves it. */
export async function startTestSite(
  settings: NodeJS.ProcessEnv = {},
  now = new Date('2026-11-23T10:00:00Z'),
): Promise<TestSite> {
  const { knex, url, drop } = await freshDatabase()
  const clock = { now }
  const config = readConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', DATABASE_URL: url, ...settings })
  const connected = { knex, databaseUrl: url, sessionSecret: 'a secret for tests alone, long enough' }
  const dependencies = createDependencies(config, connected, pino({ level: 'silent' }), { now: () => clock.now })
  const servers: { close(): Promise<void> }[] = []
  return {
    dependencies,
    knex,
    clock,
    passMinutes(count) {
      clock.now = new Date(clock.now.getTime() + count * 60_000)
    },
    async serve(compose) {
      const server = createSiteServer(compose(dependencies))
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      servers.push({
        async close() {
          server.closeAllConnections()
          server.close()
          await once(server, 'close')
        },
      })
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    },
    async stop() {
      await Promise.all(servers.map(server => server.close()))
      await dependencies.close()
      await drop()
    },
  }
}
