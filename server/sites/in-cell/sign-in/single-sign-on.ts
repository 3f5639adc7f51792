import { parseCookie } from 'cookie'
import { type Router, urlencoded, type Request, type Response } from 'express'
import { z } from 'zod'
import type { Config } from '../../../config'
import type { WordingPart } from '../../../content/words/words'
import type { SiteDependencies } from '../../../dependencies'
import { asPrisonNumber } from '../../../domain/people/prison-number'
import { endSingleSignOn, signInWithSingleSignOn } from '../../../use-cases/people/in-cell/in-cell-sessions'
import { createSeal } from '../../../use-cases/seal'
import { createRouter } from '../../../web/addresses/routers'
import { PageError } from '../../../web/pages/errors'
import { languages, type Language } from '../../../web/pages/language'
import { deviceOf, deviceRules, hostIn } from '../../../web/sessions/devices'
import { saveSession } from '../../../web/sessions/session'
import { IssuerUnreachable, type PendingSignIn } from '../../../web/sessions/single-sign-on'
import { languageOf, type InCellFeature } from '../signed-in'
import { beginSession } from './begin-session'
import { freshSignIn } from './fresh-sign-in'

const root = '/my/single-sign-on'
const cookieName = 'single-sign-on'

const pendingRequest = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  notBefore: z.number().nullable(),
  language: z.enum(languages),
}) satisfies z.ZodType<PendingSignIn & { language: Language }>

const logoutForm = z.object({ logout_token: z.string().max(10_000) })

/**
 * Signing in at the prison service's own issuer. A separate cookie holds the pending request: the session cookie is
 * strict, so browsers do not send it when another site redirects here.
 */
export function singleSignOnRoutes({ dependencies, show, perform }: InCellFeature): Router {
  const { config, singleSignOn } = dependencies
  const router = createRouter()
  if (!singleSignOn || !config.singleSignOn) return router
  const { portalUrl } = config.singleSignOn
  const seal = createSeal(dependencies.sessionSecret, 'single sign-on')
  const cookie = {
    path: root,
    httpOnly: true,
    sameSite: 'lax',
    secure: config.environment === 'production',
  } as const

  router.get('/single-sign-on', async (req, res) => {
    try {
      const { address, pending } = await singleSignOn.begin({
        backTo: `${originFor(req, config, portalUrl)}${root}/back`,
        language: languageOf(req),
        again: deviceRules[deviceOf(req, config)].signsInAgain,
        now: dependencies.now(),
      })
      res.cookie(cookieName, await seal.close({ ...pending, language: languageOf(req) }, root), cookie)
      res.redirect(303, address.href)
    } catch (error) {
      if (!(error instanceof IssuerUnreachable)) throw error
      refuse(req, res, 'issuer-away', 503, error)
    }
  })

  router.get('/single-sign-on/back', async (req, res) => {
    const request = await pendingIn(req)
    res.clearCookie(cookieName, cookie)
    if (!request) return refuse(req, res, 'not-signed-in', 422)
    req.session.language = request.language
    let signedIn
    try {
      signedIn = await singleSignOn.finish(new URL(req.originalUrl, originFor(req, config, portalUrl)), request)
    } catch (error) {
      const away = error instanceof IssuerUnreachable
      return refuse(req, res, away ? 'issuer-away' : 'not-signed-in', away ? 503 : 422, error)
    }
    const { subject, sessionId } = signedIn
    const { prisonNumber: given } = signedIn
    const prisonNumber = given ? asPrisonNumber(given).slice(0, 40) : undefined
    const person = await perform(signInWithSingleSignOn, { prisonNumber, fromAddress: req.ip })
    if (!person) return refuse(req, res, 'not-known', 403)
    await beginSession(req, { dependencies, perform }, person, { singleSignOn: { subject, sessionId } })
    await saveSession(req.session)
    // Show a page: a redirect would still count as the issuer's, and browsers would not send the strict cookie.
    show(req, res, 'in-cell/sign-in/signed-in.njk', { signedIn: false })
  })

  // The issuer calls this without a browser: the token that it signs replaces the session and the CSRF token.
  router.post('/single-sign-on/ended', urlencoded({ extended: false, limit: '16kb' }), async (req, res) => {
    try {
      const { logout_token: token } = logoutForm.parse(req.body ?? {})
      await perform(endSingleSignOn, await singleSignOn.readLogout(token))
    } catch (error) {
      logReason(dependencies, error)
      throw new PageError(400, 'bad-request')
    }
    res.status(200).end()
  })

  function refuse(
    req: Request,
    res: Response,
    problem: WordingPart<'in-cell/sign-in:errors.'>,
    status: number,
    why?: unknown,
  ): void {
    if (why) logReason(dependencies, why)
    const context = { ...freshSignIn(dependencies), problem }
    show(req, res, 'in-cell/sign-in/sign-in.njk', context, status)
  }

  /** What this device asked for; the seal keeps it from being changed on the device. */
  async function pendingIn(req: Request): Promise<z.infer<typeof pendingRequest> | undefined> {
    const sealed = parseCookie(req.headers.cookie ?? '')[cookieName]
    return pendingRequest.safeParse(sealed && (await seal.open(sealed, root))).data
  }

  return router
}

/** Logs only the names of what went wrong, because a message can quote a token. */
function logReason({ log }: SiteDependencies, error: unknown): void {
  const { name, code, cause } = error as Error & { code?: unknown }
  const { name: causeName, code: causeCode } = (cause ?? {}) as { name?: unknown; code?: unknown }
  log.warn({ why: [name, code, causeName, causeCode].filter(each => typeof each === 'string') }, 'single sign-on')
}

/** The origin that the browser comes back to: the host of its request, if the settings name it. */
function originFor(req: Request, config: Config, portalUrl: string): string {
  const name = hostIn(req)
  const isNamed = name !== undefined && (config.kioskHosts.has(name) || config.privateHosts.has(name))
  return isNamed ? `${new URL(portalUrl).protocol}//${req.headers.host}` : new URL(portalUrl).origin
}
