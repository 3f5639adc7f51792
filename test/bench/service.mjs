import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** The service as production would make it from what was built, with no database behind it: public pages need none. */
export function createService() {
  const { readConfig } = require('../../dist/server/config.js')
  const { createDependencies } = require('../../dist/server/dependencies.js')
  const { pino } = require('pino')
  const databaseUrl = 'postgres://nobody@127.0.0.1:9/nothing'
  const sessionSecret = 'a secret for measuring alone, long enough'
  const config = readConfig({ NODE_ENV: 'production', DATABASE_URL: databaseUrl, SESSION_SECRET: sessionSecret })
  const knex = require('knex')({ client: 'pg', connection: databaseUrl })
  return createDependencies(config, { knex, databaseUrl, sessionSecret }, pino({ level: 'silent' }))
}

/** Tells the bench where a server listens and, whenever it asks, how much processor time was used; ends with it. */
export function listen(server) {
  process.on('disconnect', () => process.exit())
  process.on('message', () => process.send({ cpu: process.cpuUsage() }))
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
}
