import { type Router, urlencoded, type Request, type Response } from 'express'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { addressIn, inLargePrint } from '../../../content/addresses'
import { contentLanguages } from '../../../content/files/language'
import { hardAnswers } from '../../../database'
import type { SiteDependencies } from '../../../dependencies'
import { recordPageFeedback } from '../../../use-cases/content/page-feedback'
import type { Perform } from '../../../use-cases/perform'
import { createRouter } from '../../../web/addresses/routers'
import { PageError } from '../../../web/pages/errors'
import { isFromAnotherSite } from '../../../web/sessions/other-site'
import { answerPublicPage } from '../answer-public-page'
import { plainNumbers } from '../plain-numbers'
import { keepToLargePrint, pagesAskedAbout, publicPageContext } from '../public-pages'
import { readFeedback } from './form'

/** The rate limit per address is generous, because all kiosks of a prison may share one. */
const mostAnswers = { points: 120, duration: 10 * 60 }

export interface FeedbackOptions {
  dependencies: SiteDependencies
  perform: Perform
  isKiosk: (req: Request) => boolean
}

/**
 * "Was this page hard to understand?": asked on every public page and answered without scripts, cookies or free text.
 */
export function feedbackRoutes({ dependencies, perform, isKiosk }: FeedbackOptions): Router {
  const { published, views, words, log, config } = dependencies
  const { content } = published
  const production = config.environment === 'production'
  const pages = pagesAskedAbout({ content, views, words, production })
  const limiter = new RateLimiterMemory(mostAnswers)
  const readForm = urlencoded({ extended: false, limit: '1kb', parameterLimit: 5 })

  const router = createRouter()
  for (const language of contentLanguages) {
    const inLarge = keepToLargePrint(language, { content, views, words, production })
    for (const isLarge of [false, true]) {
      const sized = (path: string) => addressIn(language, isLarge ? inLargePrint(path) : path)

      const show = (req: Request, res: Response, name: string, address: string, context: object) => {
        const kiosk = isKiosk(req)
        const rendered = views.render(`public/${name}.njk`, language, {
          ...publicPageContext(language, address, published, { kiosk, isLarge }),
          ...context,
        })
        const html = isLarge ? inLarge(rendered) : rendered
        answerPublicPage(req, res, {
          html: kiosk ? plainNumbers(html) : html,
          language,
          production,
          status: res.statusCode,
        })
      }

      router.get(sized('/feedback'), (req, res) => {
        const { page } = req.query
        if (typeof page !== 'string' || !pages.has(page)) throw new PageError(404, 'not-found')
        show(req, res, 'feedback', `/feedback?page=${encodeURIComponent(page)}`, { page, hardAnswers })
      })

      router.post(sized('/feedback'), readForm, async (req, res) => {
        // No CSRF token is needed, because there is no session to abuse. The check only stops other sites from
        // inflating the counts through their readers' browsers.
        if (isFromAnotherSite(req)) throw new PageError(403, 'bad-request')
        const answer = readFeedback(req.body, pages)
        if (!answer) throw new PageError(400, 'bad-request')
        const isAllowed = await limiter.consume(req.ip ?? '').then(
          () => true,
          () => false,
        )
        const notSaved = (why: 'busy' | 'down', status: number) =>
          show(req, res.status(status), 'feedback-not-kept', '/feedback', { why, languageLinks: null, otherSize: null })
        if (!isAllowed) return notSaved('busy', 429)
        try {
          await perform(recordPageFeedback, { ...answer, language })
        } catch (error) {
          log.error({ err: error }, 'an answer about a page was not saved')
          return notSaved('down', 503)
        }
        res.redirect(303, sized('/feedback/thanks'))
      })
    }
  }
  return router
}
