import type { IncomingMessage, ServerResponse } from 'node:http'
import { addressIn, inLargePrint, localPath } from '../../../content/addresses'
import type { ContentLanguage } from '../../../content/language'
import type { Content } from '../../../content/load-content'
import type { ServiceNotice } from '../../../domain/content/service-notices'
import { memoizeLatest } from '../../../use-cases/content/published-content'
import type { Dependencies } from '../../../dependencies'
import { pathOf, sendReadyBodies } from '../../../web/ready-bytes'
import { answerPublicPage } from '../answer-public-page'
import { easyReadAddress } from '../easy-read'
import { plainNumbers } from '../plain-numbers'
import { keepToLargePrint, presentDocument, publicPageContext } from '../public-pages'
import { makeReady, publicSecurityHeaders, type ReadyPage } from '../ready-page'
import { keepLocalSupplement, type LocalPrison, type LocalSupplement } from './local-supplement'
import { nameIn, presentPrison, presentPrisons, presentServices } from './present-local'

type Handler = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void

export interface LocalPagesOptions {
  dependencies: Pick<Dependencies, 'published' | 'views' | 'words' | 'database' | 'log' | 'config'>
  isKiosk: (req: IncomingMessage) => boolean
}

/** The page that an address refers to. */
interface Asked {
  language: ContentLanguage
  isLarge: boolean
  kiosk: boolean
  prison: string | undefined
  chapter: string | undefined
}

type Answer =
  | { kind: 'page'; template: 'prisons' | 'prison' | 'chapter'; path: string; context: object }
  | { kind: 'elsewhere'; path: string }
  | { kind: 'nothing' }

const addresses = /^(\/cy)?(\/large-print)?\/local(?:\/([a-z]+)(?:\/([a-z-]+))?)?$/

/** The maximum number of cached pages, at about 60 kB each. */
const mostReady = 400

/**
 * Serves the local pages: `/local`, each prison's page, and chapters with a prison's local services. A page is rendered
 * on the first request and cached until the services change. Without the database, the last services read are shown.
 */
export function serveLocalPages({ dependencies, isKiosk }: LocalPagesOptions): Handler {
  const { published, views, words, database, log, config } = dependencies
  const production = config.environment === 'production'
  const latest = keepLocalSupplement(database, log)
  const bareHeaders = { ...publicSecurityHeaders('', production), 'Content-Length': '0' }
  const readyOf = memoizeLatest<[LocalSupplement, Content, readonly ServiceNotice[]], Map<string, ReadyPage>>(
    () => new Map(),
  )

  return (req, res, next) => {
    const path = pathOf(req.url)
    const match = addresses.exec(path.length > 1 ? path.replace(/\/$/, '') : path)
    if (!match) return next()
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.writeHead(405, { ...bareHeaders, Allow: 'GET, HEAD' }).end()
      return
    }
    const [canonical, cy, large, prison, chapter] = match
    if (canonical !== path) return go(res, 301, canonical)
    const asked = {
      language: cy ? 'cy' : 'en',
      isLarge: large !== undefined,
      kiosk: isKiosk(req),
      prison,
      chapter,
    } as const
    latest()
      .then(supplement => answer(req, res, next, path, asked, supplement))
      .catch(next)
  }

  function answer(
    req: IncomingMessage,
    res: ServerResponse,
    next: () => void,
    path: string,
    asked: Asked,
    supplement: LocalSupplement | undefined,
  ): void {
    if (!supplement) return sayNotThere(req, res, asked)
    const ready = readyOf(supplement, published.content, published.notices)
    const key = `${asked.kiosk ? 'kiosk ' : ''}${path}`
    const made = ready.get(key)
    if (made) return sendReadyBodies(made.bodies, req, res)
    const found = find(asked, supplement, published.content)
    if (found.kind === 'nothing') return next()
    if (found.kind === 'elsewhere') return go(res, 302, inSize(asked, found.path))
    const page = makeReady(path, asked.language, render(asked, found, supplement), {
      production,
      // Short, so that a corrected telephone number shows up soon.
      cacheControl: 'public, max-age=60',
    })
    if (ready.size >= mostReady) ready.delete(ready.keys().next().value ?? '')
    ready.set(key, page)
    sendReadyBodies(page.bodies, req, res)
  }

  function render(
    { language, isLarge, kiosk, chapter }: Asked,
    { template, path, context }: Answer & { kind: 'page' },
    supplement: LocalSupplement,
  ): string {
    const html = views.render(`public/local/${template}.njk`, language, {
      ...publicPageContext(language, path, published, { kiosk, isLarge }),
      askAbout: chapter === undefined ? '/local' : `/booklet/${chapter}`,
      // PDFs contain only the national text.
      keep: { pdf: null },
      ...context,
    })
    const sized = isLarge
      ? keepToLargePrint(language, { content: published.content, views, words, production }, pathsOf(supplement))(html)
      : html
    return kiosk ? plainNumbers(sized) : sized
  }

  function sayNotThere(req: IncomingMessage, res: ServerResponse, asked: Asked): void {
    const { language, isLarge, kiosk, chapter } = asked
    if (published.content.chapters[language].some(({ id }) => id === chapter)) {
      return go(res, 302, inSize(asked, `/booklet/${chapter}`))
    }
    const html = views.render('public/local/not-there.njk', language, {
      ...publicPageContext(language, '/local', published, { kiosk, isLarge }),
      title: words.in(language)('local:not-there.title'),
    })
    answerPublicPage(req, res, { html: kiosk ? plainNumbers(html) : html, language, production, status: 503 })
  }

  function go(res: ServerResponse, status: 301 | 302, path: string): void {
    res.writeHead(status, { ...bareHeaders, Location: path }).end()
  }
}

/**
 * Finds a page. A chapter without local services redirects to the national chapter, and a prison without any to the
 * list.
 */
function find(
  { language, prison: id, chapter: chapterId }: Asked,
  supplement: LocalSupplement,
  content: Content,
): Answer {
  if (id === undefined) {
    const context = { prisons: presentPrisons(supplement, language) }
    return { kind: 'page', template: 'prisons', path: '/local', context }
  }
  const prison = supplement.prisons.get(id)
  if (!prison) return { kind: 'nothing' }
  if (chapterId !== undefined) return findChapter(language, prison, chapterId, content)
  if (prison.services.length === 0) return { kind: 'elsewhere', path: '/local' }
  const context = presentPrison(prison, content, language)
  return { kind: 'page', template: 'prison', path: localPath(prison.id), context }
}

function findChapter(language: ContentLanguage, prison: LocalPrison, chapterId: string, content: Content): Answer {
  const chapter = content.chapters[language].find(({ id }) => id === chapterId)
  if (!chapter) return { kind: 'nothing' }
  const local = presentServices(prison, chapterId, language)
  if (!local) return { kind: 'elsewhere', path: `/booklet/${chapterId}` }
  const context = {
    ...presentDocument(chapter),
    easyRead: easyReadAddress(chapterId, language, content),
    prison: nameIn(prison, language),
    local,
    back: { href: addressIn(language, localPath(prison.id)) },
  }
  return { kind: 'page', template: 'chapter', path: localPath(prison.id, chapterId), context }
}

/** The English addresses of all local pages. */
function pathsOf({ prisons }: LocalSupplement): string[] {
  return [...prisons.values()].flatMap(({ id, services }) => [
    ...(services.length > 0 ? [localPath(id)] : []),
    ...services.map(({ chapter }) => localPath(id, chapter)),
  ])
}

function inSize({ language, isLarge }: Asked, path: string): string {
  return addressIn(language, isLarge ? inLargePrint(path) : path)
}
