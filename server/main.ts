import { once } from 'node:events'
import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createConsole } from '../admin/console'
import { ConfigError, readConfig, type Config, type Site } from './config'
import { ContentError } from './content/files/content-error'
import { createDatabase } from './database'
import { DatabaseUnavailable, migrate } from './database/connection/connect'
import { openDatabase } from './database/connection/open'
import { contentDir, createDependencies, type Dependencies } from './dependencies'
import { createHealthSite } from './jobs/health-site'
import { runJobs } from './jobs/run-jobs'
import { createPortal } from './portal'
import { keepPrisonsRegister, RegisterError } from './use-cases/people/prisons-register'
import { Lifecycle, StoppedEarly } from './web/process/lifecycle'
import { createLog } from './web/process/log'
import { createSiteServer } from './web/process/site-server'
import { keepSessionSecret } from './web/sessions/session-secret'

/** The configured port cannot be used. The message is one line. */
class ListenError extends Error {}

interface ListeningSite {
  title: string
  address: string
}

interface SiteToServe {
  title: string
  setting: 'PORT' | 'STAFF_PORT'
  compose(dependencies: Dependencies, options: { whenAsked: boolean }): RequestListener
}

const sites: Record<Site, SiteToServe> = {
  portal: { title: 'Portal', compose: createPortal, setting: 'PORT' },
  staff: { title: 'Staff console', compose: createConsole, setting: 'STAFF_PORT' },
}

/** What a process serves that only does jobs. */
const jobsAlone: SiteToServe = { title: 'Jobs', compose: createHealthSite, setting: 'PORT' }

/** Errors whose one-line message says everything, so no stack is logged. */
const plainErrors = [ConfigError, ContentError, DatabaseUnavailable, ListenError, RegisterError]

const FINISH_REQUESTS_MS = 10_000

/**
 * Starts the service, and ends the process when it cannot.
 *
 * @param reloads for `npm run dev`, which starts it again at every change: renders public pages when they are asked
 *   for, since all of them take many seconds, and reads templates anew
 */
export async function run({ reloads = false } = {}): Promise<void> {
  const life = new Lifecycle()
  try {
    const config = readConfig(process.env)
    life.log = createLog(config.logLevel)
    await start(config, life, reloads)
  } catch (error) {
    if (error instanceof StoppedEarly) return life.end(0)
    if (plainErrors.some(plain => error instanceof plain)) {
      console.error((error as Error).message)
    } else {
      life.log.fatal({ err: error }, 'the service could not start')
    }
    return life.end(1)
  }
}

async function start(config: Config, life: Lifecycle, reloads: boolean): Promise<void> {
  const { log } = life
  const database = await openDatabase(config, log, {
    onLost: why => {
      log.fatal(why)
      void life.end(1)
    },
  })
  life.whenEnding(() => database.close(), database.leave)
  life.checkpoint()

  const migrated = await migrate(database.knex)
  if (migrated.length > 0) log.info({ migrated }, 'the database is up to date')
  life.checkpoint()

  await keepPrisonsRegister(createDatabase(database.knex), contentDir)
  // The image of production is built without demo/.
  const demo = config.environment === 'production' ? undefined : await import('../demo/load.js')
  await demo?.loadDemoData(database.knex, config)
  life.checkpoint()

  const { knex, url: databaseUrl } = database
  const sessionSecret = config.sessionSecret ?? (await keepSessionSecret(config.dataDir))
  const dependencies = createDependencies(config, { knex, databaseUrl, sessionSecret }, log, {
    cacheTemplates: !reloads,
  })
  life.whenEnding(() => dependencies.close())
  life.whenEnding(await dependencies.published.follow())
  const listening: ListeningSite[] = []
  for (const site of config.jobs === 'only' ? [jobsAlone] : config.sites.map(name => sites[name])) {
    const server = await listen(site, site.compose(dependencies, { whenAsked: reloads }), config)
    life.whenEnding(() => finishRequests(server))
    listening.push({ title: site.title, address: addressOf(site, server, config) })
  }
  life.checkpoint()
  // Start jobs last: rendering blocks the event loop, and database connections would time out. They are stopped first.
  if (config.jobs !== 'off') life.whenEnding(runJobs(dependencies, databaseUrl))
  life.markStarted()
  // `npm run dev` has printed the sign-ins, once: between restarts they would hide the faults.
  console.log(announcement(listening, (!reloads && demo?.signInsToPrint(config.sites)) || ''))
}

async function listen({ setting }: SiteToServe, app: RequestListener, config: Config): Promise<Server> {
  const port = setting === 'PORT' ? config.portalPort : config.staffPort
  const server = createSiteServer(app)
  server.listen({ port, host: config.host })
  try {
    await once(server, 'listening')
    return server
  } catch (error) {
    throw new ListenError(whyNotListening(error, setting, port, config.host))
  }
}

function whyNotListening(error: unknown, setting: string, port: number, host: string | undefined): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE')
    return `${setting}: port ${port} is taken by another program; set ${setting} to a free port`
  if (code === 'EACCES')
    return `${setting}: this account may not listen on port ${port}; set ${setting} to 1024 or more`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `HOST: this machine does not have the address ${host}`
  return `${setting}: cannot listen on port ${port}: ${message}`
}

function addressOf({ setting }: SiteToServe, server: Server, config: Config): string {
  const outside = setting === 'PORT' ? config.portalUrl : config.staffUrl
  return outside ?? `http://localhost:${(server.address() as AddressInfo).port}`
}

function announcement(listening: ListeningSite[], signIns: string): string {
  const lines = listening.map(({ title, address }) => `  ${title.padEnd(15)}${address}`)
  const signInLines = signIns === '' ? [] : [signIns]
  return ['', 'The resettlement service is ready.', '', ...lines, '', ...signInLines, 'Ctrl-C stops it.', ''].join('\n')
}

/** Stops accepting requests and waits, up to a limit, for those in progress. */
async function finishRequests(server: Server): Promise<void> {
  const closed = new Promise(resolve => server.close(resolve))
  const idle = setInterval(() => server.closeIdleConnections(), 50)
  const impatience = setTimeout(() => server.closeAllConnections(), FINISH_REQUESTS_MS)
  await closed
  clearInterval(idle)
  clearTimeout(impatience)
}

if (require.main === module) void run()
