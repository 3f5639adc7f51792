import type { IncomingMessage, RequestListener } from 'node:http'
import type { Express } from 'express'
import type { Content } from './content/load-content'
import { pictureAsset } from './content/texts/pictures'
import { about, type Dependencies } from './dependencies'
import { noticesOn, type ServiceNotice } from './domain/content/service-notices'
import { drawElsewhere } from './pdf/draw-elsewhere'
import { aboutMeRoutes } from './sites/in-cell/about-me/routes'
import {
  applicationRoutes,
  expiredHelpRoutes,
  helpRoutes,
  openHelpRoutes,
  redirectWhenSent,
} from './sites/in-cell/applications'
import { checklistRoutes } from './sites/in-cell/checklist/routes'
import { consentRoutes } from './sites/in-cell/consents/routes'
import { expiredFormRoutes, leaveOutRoutes } from './sites/in-cell/expired-forms/routes'
import { firstQuestionRoutes } from './sites/in-cell/first-questions/routes'
import { goalRoutes } from './sites/in-cell/goals/routes'
import { planRoutes } from './sites/in-cell/leaving-plan/routes'
import { messageRoutes } from './sites/in-cell/messages/routes'
import { readingRoutes } from './sites/in-cell/reading/routes'
import { releaseDayRoutes } from './sites/in-cell/release-day/routes'
import { leaveRoutes } from './sites/in-cell/sign-in/leave'
import { signInRoutes } from './sites/in-cell/sign-in/routes'
import { singleSignOnRoutes } from './sites/in-cell/sign-in/single-sign-on'
import {
  bookletFor,
  explainEndedSession,
  followLanguage,
  idleSeconds,
  readsBy,
  languageOf,
  noteActivity,
  requirePerson,
  takeWrongTries,
} from './sites/in-cell/signed-in'
import { hideDetails } from './sites/in-cell/start/hide-details'
import { startRoutes } from './sites/in-cell/start/routes'
import { feedbackRoutes } from './sites/public/feedback/routes'
import { serveLocalPages } from './sites/public/local/serve-local-pages'
import { pagesInSession } from './sites/public/pages-in-session'
import { createPdfShelf } from './sites/public/pdf/pdf-shelf'
import { servePdfs } from './sites/public/pdf/serve-pdfs'
import { renderPublicPages } from './sites/public/public-pages'
import { serveSearch } from './sites/public/search/serve-search'
import { servePublicPages } from './sites/public/serve-public-pages'
import { serveServiceWorker } from './sites/public/serve-service-worker'
import { memoizeLatest } from './use-cases/content/published-content'
import { performWith } from './use-cases/perform'
import { canonicalAddresses, ownPathOf, spellAsRouted, type Spell } from './web/addresses/canonical-address'
import { leadFromPostedAddresses } from './web/addresses/posted-addresses'
import { createRouter, createSite } from './web/addresses/routers'
import { errorPages, notFound } from './web/pages/errors'
import { readForms } from './web/pages/form-body'
import { languages } from './web/pages/language'
import { pages, renderer } from './web/pages/pages'
import { health, info } from './web/process/health'
import { requestLog } from './web/process/request-log'
import { noStore } from './web/responses/no-store'
import { securityHeaders } from './web/responses/security-headers'
import { csrfToken, refuseForgedForms } from './web/sessions/csrf'
import { deviceOf } from './web/sessions/devices'
import { sessions } from './web/sessions/session'

/**
 * The public site and, under /my, the in-cell site. Pre-rendered pages are answered before Express sees the request.
 *
 * @param whenAsked renders each public page on first request, for tests and development. The service renders all pages
 *   at start, so that a page that fails to render stops the start.
 */
export function createPortal(dependencies: Dependencies, { whenAsked = false } = {}): RequestListener {
  const { published, views, words, config } = dependencies
  const production = config.environment === 'production'
  const { portalUrl } = config
  const ready = (kiosk: boolean) => {
    let isLater = whenAsked
    const pagesOf = memoizeLatest((content: Content, notices: readonly ServiceNotice[]) => {
      const options = { content, notices, views, words, production, portalUrl, kiosk, whenAsked: isLater }
      isLater = true
      return renderPublicPages(options)
    })
    const latest = () => pagesOf(published.content, published.notices)
    // Render now, so that a page that fails to render stops the start.
    latest()
    return servePublicPages(latest, { production })
  }
  const answerReadyPages = ready(false)
  const answerKiosks = config.kioskHosts.size > 0 ? ready(true) : answerReadyPages
  const answerTheRest = createApp(dependencies)
  return (req, res) => {
    const answer = deviceOf(req, config) === 'kiosk' ? answerKiosks : answerReadyPages
    answer(req, res, () => answerTheRest(req, res))
  }
}

/** Everything answered per request: search, PDFs, feedback and everything below /my. */
export function createApp(dependencies: Dependencies): RequestListener {
  const { config, database, log, assets } = dependencies
  const production = config.environment === 'production'
  const isKiosk = (req: IncomingMessage) => deviceOf(req, config) === 'kiosk'
  const render = renderer(dependencies.views, (req, res) => ({
    language: languageOf(req),
    largePrint: readsBy(res, 'large-print'),
    easyRead: readsBy(res, 'easy-read'),
    listens: readsBy(res, 'listening'),
    signedIn: req.session?.personId !== undefined,
    csrfToken: req.session && csrfToken(req),
    languageLinks: languages.map(language => ({
      text: language === 'cy' ? 'Cymraeg' : 'English',
      lang: language,
      href: `${ownPathOf(req)}?lang=${language}`,
      current: language === languageOf(req),
    })),
    unreadMessages: (res.locals.unreadMessages as number | undefined) ?? 0,
    idle: idleSeconds(req, config),
    booklet: bookletFor(req),
    wrongTries: takeWrongTries(req),
    serviceNotices: noticesOn('in-cell', dependencies.published.notices, languageOf(req)),
  }))
  const show = pages(render)
  const perform = performWith(dependencies)
  const feature = { dependencies, show, perform }

  const portal = createSite(config.trustProxy)
  const { published, views, words } = dependencies
  const picture = (name: string) => assets.text(pictureAsset(name))
  const draw = drawElsewhere()
  const shelfOf = memoizeLatest((content: Content) =>
    createPdfShelf({ content, words, portalUrl: config.portalUrl, picture }, draw, { production }),
  )
  portal.use(servePdfs(() => shelfOf(published.content), { production }))
  portal.use(serveSearch({ published, views, words, production, isKiosk }))
  portal.use(serveLocalPages({ dependencies, isKiosk }))
  portal.use(serveServiceWorker({ assets, production, isKiosk }))
  portal.use(securityHeaders(production))
  portal.use(requestLog(log))
  portal.use('/assets', assets.serve)
  portal.use(canonicalAddresses(spellingOf(portal)))
  portal.get(
    '/health',
    health(() => database.isReachable()),
  )
  portal.get('/info', info(about(dependencies)))

  portal.use(feedbackRoutes({ dependencies, perform, isKiosk }))

  const my = createRouter()
  my.use(noStore)
  my.use(
    sessions({
      name: 'my',
      path: '/my',
      secret: dependencies.sessionSecret,
      store: dependencies.inCellSessions,
      secure: production,
    }),
  )
  my.use(leaveRoutes(feature))
  my.use(singleSignOnRoutes(feature))
  my.use(readForms)
  my.use(expiredFormRoutes(feature))
  my.use(expiredHelpRoutes(feature))
  my.use(explainEndedSession)
  my.use(refuseForgedForms)
  my.use(followLanguage(feature))
  my.use(openHelpRoutes(feature))
  my.use(signInRoutes(feature))
  my.use(requirePerson(feature), noteActivity(feature))
  my.use(leadFromPostedAddresses(my))
  my.use(hideDetails(feature))
  my.use(readingRoutes({ publicPages: pagesInSession(dependencies), render, isKiosk }))
  my.use('/', startRoutes(feature))
  my.use('/first-questions', firstQuestionRoutes(feature))
  my.use(helpRoutes(feature), redirectWhenSent)
  my.use('/checklist', checklistRoutes(feature))
  my.use(planRoutes({ ...feature, draw }))
  my.use('/release-day', releaseDayRoutes(feature))
  my.use('/goals', goalRoutes(feature))
  my.use('/applications', applicationRoutes(feature), redirectWhenSent)
  // The second address is that of pages which the version before rendered; remove it in the next version.
  my.use(['/expired-forms', '/late-words'], leaveOutRoutes(feature))
  my.use('/consents', consentRoutes(feature))
  my.use('/messages', messageRoutes(feature))
  my.use('/about-me', aboutMeRoutes(feature))
  portal.use('/my', my)

  portal.use(notFound)
  portal.use(errorPages(show, 'in-cell/error.njk', log))
  return portal
}

/** Public addresses have no capital letters; in-cell ones may name an application by its reference. */
function spellingOf(portal: Express): Spell {
  const asRouted = spellAsRouted(portal)
  return parts => (parts[0]?.toLowerCase() === 'my' ? asRouted(parts) : parts.map(part => part.toLowerCase()))
}
