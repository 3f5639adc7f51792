import type { ContentLanguage } from '../../content/files/language'
import type { SiteDependencies } from '../../dependencies'
import { memoizeLatest } from '../../use-cases/content/published-content'
import { leadIntoSession } from './lead-into-session'
import { findLocalPage } from './local/find-local-page'
import { keepLocalSupplement } from './local/local-supplement'
import { plainNumbers } from './plain-numbers'
import { publicPageContext, publicPagesByPath } from './public-pages'

/** Which page is asked for: its address in English and in standard print, for whom, and on what. */
export interface AskedInSession {
  readonly path: string
  readonly language: ContentLanguage
  readonly kiosk: boolean
}

/** A public page for another frame, or the address where it is. */
export type PageInSession =
  { readonly template: string; readonly context: object } | { readonly elsewhere: string } | undefined

/** The public pages as somebody reads them who is signed in. */
export interface PagesInSession {
  readonly find: (asked: AskedInSession) => Promise<PageInSession>
  /** Points the links of a rendered page at the pages below /my; on a kiosk numbers are no links. */
  readonly finish: (html: string, asked: AskedInSession) => string
}

/** What has addresses of its own only in public: it is for printing. */
const notHere = new Set(['/', '/booklet/print', '/offline', '/feedback/thanks'])

/** What a page says that is for paper, and for another size. */
const left = { drafts: [], qr: null, otherSize: null }

/** The public pages for readers who are signed in: without what is printed, taken away or looked for. */
export function pagesInSession({
  published,
  database,
  log,
  words,
  views,
  config,
}: Pick<SiteDependencies, 'published' | 'database' | 'log' | 'words' | 'views' | 'config'>): PagesInSession {
  const production = config.environment === 'production'
  const latestLocal = keepLocalSupplement(database, log)
  const pagesOf = memoizeLatest((content: typeof published.content) => {
    const options = { content, words, views, production }
    return { en: publicPagesByPath('en', options), cy: publicPagesByPath('cy', options) }
  })
  const isRead = (path: string) =>
    /^\/local(?:\/|$)/.test(path) || (!notHere.has(path) && pagesOf(published.content).en.has(path))

  return {
    async find(asked) {
      const { path, language, kiosk } = asked
      const found = path.startsWith('/local') ? await findLocal(asked) : findNational(asked)
      if (!found || 'elsewhere' in found) return found
      const of = publicPageContext(language, path, published, { kiosk, isLarge: false })
      const { links, urgent, isLarge, translationUnchecked } = of
      const shared = { kiosk, links, urgent, isLarge, translationUnchecked, leadsToLocal: false, easyRead: null }
      return { ...found, context: { ...shared, ...found.context, ...left } }
    },
    finish(html, { kiosk }) {
      const led = leadIntoSession(html, isRead)
      return kiosk ? plainNumbers(led) : led
    },
  }

  function findNational({ path, language }: AskedInSession): PageInSession {
    const page = isRead(path) ? pagesOf(published.content)[language].get(path) : undefined
    return page && { template: `public/${page.template}.njk`, context: { ...page.context, ...page.whenAsked?.() } }
  }

  async function findLocal({ path, language, kiosk }: AskedInSession): Promise<PageInSession> {
    const [, , prison, chapter] = path.split('/')
    const supplement = await latestLocal()
    if (!supplement) return isRead(`/booklet/${chapter}`) ? { elsewhere: `/booklet/${chapter}` } : undefined
    const found = findLocalPage({ language, isLarge: false, kiosk, prison, chapter }, supplement, published.content)
    if (found.kind === 'nothing') return undefined
    if (found.kind === 'elsewhere') return { elsewhere: found.path }
    return { template: `public/local/${found.template}.njk`, context: found.context }
  }
}
