import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Store } from 'express-session'
import type { Knex } from 'knex'
import type { Logger } from 'pino'
import type { Config } from './config'
import { loadContent } from './content/load-content'
import { loadWords, type Words } from './content/words'
import { createDatabase, type Database } from './database'
import { sessionStore } from './database/connection/sessions'
import { Published } from './use-cases/content/published-content'
import { SingleSignOn } from './web/single-sign-on'
import type { CalendarDay } from './domain/calendar'
import { contextFrom, type Context } from './use-cases/context'
import { builtAssets, type BuiltAssets } from './web/built-assets'
import type { About } from './web/health'
import { createViews, type Views } from './web/views'

/** The project's folder, from the source as from `dist`. */
const root = __dirname.endsWith(join('dist', 'server')) ? join(__dirname, '../..') : join(__dirname, '..')
export const contentDir = join(root, 'content')
const viewsDir = join(root, 'views')
const assetsDir = join(root, 'dist/assets')

/** A member of staff who has done nothing for this long is signed out. */
export const staffIdleMinutes = 60

/** What the sites are made from. */
export interface Dependencies {
  readonly config: Config
  readonly sessionSecret: string
  readonly log: Logger
  readonly database: Database
  readonly words: Words
  /** What the public pages say, and what the service owner says on every page. */
  readonly published: Published
  readonly views: Views
  readonly assets: BuiltAssets
  /** Each site keeps its own sessions. */
  readonly inCellSessions: Store
  readonly staffSessions: Store
  /** Undefined when the settings name no issuer. */
  readonly singleSignOn: SingleSignOn | undefined
  readonly now: () => Date
  /** The day that it is in London, or that TODAY says it is. */
  readonly today: () => CalendarDay
  readonly context: () => Context
  /** Lets go of the connections that sessions hold; the pool that was handed in stays. */
  readonly close: () => Promise<void>
}

export interface Connected {
  readonly knex: Knex
  readonly databaseUrl: string
  readonly sessionSecret: string
}

/**
 * @param now            the clock; tests give their own
 * @param cacheTemplates false for `npm run dev`: a changed template then shows without a restart
 */
export function createDependencies(
  config: Config,
  connected: Connected,
  log: Logger,
  { now = () => new Date(), cacheTemplates = true } = {},
): Dependencies {
  const { knex, databaseUrl, sessionSecret } = connected
  const production = config.environment === 'production'
  const words = loadWords(contentDir, !production)
  const assets = builtAssets(assetsDir)
  const inCellSessions = sessionStore(databaseUrl, 'in_cell_session', config.idleMinutes * 60)
  const staffSessions = sessionStore(databaseUrl, 'staff_session', staffIdleMinutes * 60)
  const database = createDatabase(knex)
  return {
    config,
    sessionSecret,
    log,
    database,
    words,
    published: new Published(
      changes => loadContent(contentDir, { production, settings: config, changes }),
      database,
      log,
      now,
    ),
    assets,
    views: createViews({
      root: viewsDir,
      branding: config.branding,
      asset: name => assets.address(name),
      assetText: name => assets.text(name),
      words: language => words.in(language),
      cache: cacheTemplates,
    }),
    inCellSessions: inCellSessions.store,
    staffSessions: staffSessions.store,
    singleSignOn: config.singleSignOn && new SingleSignOn(config.singleSignOn, !production),
    now,
    today: () => contextFrom(config, now()).today,
    context: () => contextFrom(config, now()),
    async close() {
      await Promise.all([inCellSessions.close(), staffSessions.close()])
    },
  }
}

const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  name: string
  version: string
}

/** What /info says on both sites. */
export function about({ config, database }: Dependencies): About {
  return {
    name,
    version,
    policy: config.policy,
    activePrisons: () => database.prisons.inUse(),
  }
}
