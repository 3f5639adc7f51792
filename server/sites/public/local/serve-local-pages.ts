import type { IncomingMessage, ServerResponse } from 'node:http'
import { addressIn, inLargePrint } from '../../../content/addresses'
import type { Content } from '../../../content/load-content'
import type { SiteDependencies } from '../../../dependencies'
import type { ServiceNotice } from '../../../domain/content/service-notices'
import { memoizeLatest } from '../../../use-cases/content/published-content'
import { pathOf, sendReadyBodies } from '../../../web/responses/ready-bytes'
import { answerPublicPage } from '../answer-public-page'
import { makeReady, publicSecurityHeaders, type ReadyPage } from '../ready-page'
import { findLocalPage, type Asked } from './find-local-page'
import { keepLocalSupplement, type LocalSupplement } from './local-supplement'
import { renderLocalPage, renderNotThere } from './render-local-page'

type Handler = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void

export interface LocalPagesOptions {
  dependencies: Pick<SiteDependencies, 'published' | 'views' | 'words' | 'database' | 'log' | 'config'>
  isKiosk: (req: IncomingMessage) => boolean
}

const addresses = /^(\/cy)?(\/large-print)?\/local(?:\/([a-z]+)(?:\/([a-z-]+))?)?$/

/** The maximum number of cached pages, at about 60 kB each. */
const mostReady = 400

/**
 * Serves the local pages: `/local`, each prison's page, and chapters with a prison's local services. A page is rendered
 * on the first request and cached until the services change. Without the database, the last services read are shown.
 */
export function serveLocalPages({ dependencies, isKiosk }: LocalPagesOptions): Handler {
  const { published, database, log, config } = dependencies
  const production = config.environment === 'production'
  const latest = keepLocalSupplement(database, log)
  const bareHeaders = { ...publicSecurityHeaders('', production), 'Content-Length': '0' }
  const readyOf = memoizeLatest<[LocalSupplement, Content, readonly ServiceNotice[]], Map<string, ReadyPage>>(
    () => new Map(),
  )

  return (req, res, next) => {
    const path = pathOf(req.url)
    const match = addresses.exec(path)
    if (!match) return next()
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.writeHead(405, { ...bareHeaders, Allow: 'GET, HEAD' }).end()
      return
    }
    const [, cy, large, prison, chapter] = match
    const request = {
      language: cy ? 'cy' : 'en',
      isLarge: large !== undefined,
      kiosk: isKiosk(req),
      prison,
      chapter,
    } as const
    latest()
      .then(supplement => answer(req, res, next, path, request, supplement))
      .catch(next)
  }

  function answer(
    req: IncomingMessage,
    res: ServerResponse,
    next: () => void,
    path: string,
    request: Asked,
    supplement: LocalSupplement | undefined,
  ): void {
    if (!supplement) return sayNotThere(req, res, request)
    const ready = readyOf(supplement, published.content, published.notices)
    const key = `${request.kiosk ? 'kiosk ' : ''}${path}`
    const made = ready.get(key)
    if (made) return sendReadyBodies(made.bodies, req, res)
    const found = findLocalPage(request, supplement, published.content)
    if (found.kind === 'nothing') return next()
    if (found.kind === 'elsewhere') return go(res, 302, inSize(request, found.path))
    const page = makeReady(path, request.language, renderLocalPage(dependencies, request, found, supplement), {
      production,
      // Short, so that a corrected telephone number shows up soon.
      cacheControl: 'public, max-age=60',
    })
    if (ready.size >= mostReady) ready.delete(ready.keys().next().value ?? '')
    ready.set(key, page)
    sendReadyBodies(page.bodies, req, res)
  }

  function sayNotThere(req: IncomingMessage, res: ServerResponse, request: Asked): void {
    const { language, chapter } = request
    if (published.content.chapters[language].some(({ id }) => id === chapter)) {
      return go(res, 302, inSize(request, `/booklet/${chapter}`))
    }
    answerPublicPage(req, res, { html: renderNotThere(dependencies, request), language, production, status: 503 })
  }

  function go(res: ServerResponse, status: 302, path: string): void {
    res.writeHead(status, { ...bareHeaders, Location: path }).end()
  }
}

function inSize({ language, isLarge }: Asked, path: string): string {
  return addressIn(language, isLarge ? inLargePrint(path) : path)
}
