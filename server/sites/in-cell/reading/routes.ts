import type { IncomingMessage } from 'node:http'
import type { Router } from 'express'
import { createRouter } from '../../../web/addresses/routers'
import { PageError } from '../../../web/pages/errors'
import type { Language } from '../../../web/pages/language'
import { sendPage, type RenderedPage, type ShowPage } from '../../../web/pages/pages'
import { languageOf } from '../signed-in'

interface Asked {
  readonly path: string
  readonly language: Language
  readonly kiosk: boolean
}

/** What the public site hands over: its pages, without their frame. */
interface PublicPages {
  readonly find: (
    asked: Asked,
  ) => Promise<{ readonly template: string; readonly context: object } | { readonly elsewhere: string } | undefined>
  readonly finish: (html: string, asked: Asked) => string
}

export interface ReadingFeature {
  readonly publicPages: PublicPages
  readonly render: ShowPage<RenderedPage>
  readonly isKiosk: (req: IncomingMessage) => boolean
}

/** The public addresses that are below /my too. */
const addresses = [
  ...['/booklet', '/booklet/:page', '/easy-read/:page', '/leaflet', '/contacts', '/forms', '/forms/:page'],
  ...['/local', '/local/:prison', '/local/:prison/:chapter', '/accessibility-statement', '/cookies', '/privacy'],
]

/**
 * The booklet, the leaflet and the contacts in the frame of the in-cell site: with the buttons to leave, the warning
 * before the session ends, and a way back to where the person came from. The public addresses have no session.
 */
export function readingRoutes({ publicPages, render, isKiosk }: ReadingFeature): Router {
  const router = createRouter()
  router.get(addresses, async (req, res) => {
    const asked = { path: req.path, language: languageOf(req), kiosk: isKiosk(req) }
    const page = await publicPages.find(asked)
    if (!page) throw new PageError(404, 'not-found')
    if ('elsewhere' in page) return res.redirect(303, `/my${page.elsewhere}`)
    const frame = { frame: 'layouts/in-cell.njk', back: req.session.ownPage ?? '/my' }
    const rendered = render(req, res, page.template, { ...page.context, ...frame })
    sendPage(res, { ...rendered, html: publicPages.finish(rendered.html, asked) })
  })
  return router
}
