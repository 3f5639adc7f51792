import { join } from 'node:path'
import type { Store } from 'express-session'
import type { Knex } from 'knex'
import type { Logger } from 'pino'
import type { Config } from './config'
import { loadContent } from './content/load-content'
import { loadPolicyTexts, type PolicyTexts } from './content/texts/policy-texts'
import { loadWords, type Words } from './content/words/words'
import { createDatabase, type Database } from './database'
import { sessionStore } from './database/connection/sessions'
import type { SiteReads } from './database/reads'
import type { CalendarDay } from './domain/calendar'
import { name, root, version } from './package'
import { scanFiles, type ScanFiles } from './scans/scan-files'
import { Published } from './use-cases/content/published-content'
import { contextFrom, type Context } from './use-cases/context'
import { createViews, type Views } from './web/pages/views'
import type { About } from './web/process/health'
import { builtAssets, type BuiltAssets } from './web/responses/built-assets'
import { SingleSignOn } from './web/sessions/single-sign-on'

export const contentDir = join(root, 'content')
const viewsDir = join(root, 'views')
const assetsDir = join(root, 'dist/assets')

/** Minutes without a request after which a member of staff is signed out. */
export const staffIdleMinutes = 60

/** Everything that the sites are composed from. */
export interface Dependencies {
  readonly config: Config
  readonly sessionSecret: string
  readonly log: Logger
  readonly database: Database
  readonly words: Words
  readonly policyTexts: PolicyTexts
  /** The published content and service notices. */
  readonly published: Published
  /** Storage of scans of paper, and the virus scanner. */
  readonly scanFiles: ScanFiles
  readonly views: Views
  readonly assets: BuiltAssets
  /** Session stores, one per site. */
  readonly inCellSessions: Store
  readonly staffSessions: Store
  /** Seconds until a session of the console ends; 0 for one that has ended. Asking does not prolong it. */
  readonly secondsLeftOfStaff: (sessionId: string) => Promise<number>
  /** Undefined when no issuer is configured. */
  readonly singleSignOn: SingleSignOn | undefined
  readonly now: () => Date
  /** Today in London, or the day that TODAY sets. */
  readonly today: () => CalendarDay
  readonly context: () => Context
  /** Closes the session stores' connections; the caller closes the pool it passed in. */
  readonly close: () => Promise<void>
}

/** What pages of the public and in-cell sites are made from: everything but writes, which `perform` hands to use cases. */
export type SiteDependencies = Omit<Dependencies, 'database'> & { readonly database: SiteReads }

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
    policyTexts: loadPolicyTexts(contentDir),
    published: new Published(
      changes => loadContent(contentDir, { production, settings: config, changes }),
      database,
      log,
      now,
    ),
    scanFiles: scanFiles(config, database),
    assets,
    views: createViews({
      root: viewsDir,
      branding: config.branding,
      asset: name => assets.address(name),
      assetText: name => assets.text(name),
      words: language => words.in(language),
      cache: cacheTemplates,
      strict: !production,
    }),
    inCellSessions: inCellSessions.store,
    staffSessions: staffSessions.store,
    secondsLeftOfStaff: id => staffSessions.secondsLeft(id),
    singleSignOn: config.singleSignOn && new SingleSignOn(config.singleSignOn, !production),
    now,
    today: () => contextFrom(config, now()).today,
    context: () => contextFrom(config, now()),
    async close() {
      await Promise.all([inCellSessions.close(), staffSessions.close()])
    },
  }
}

/** The content of /info on both sites. */
export function about({ config, database }: Dependencies): About {
  return {
    name,
    version,
    policy: config.policy,
    activePrisons: () => database.prisons.inUse(),
  }
}
