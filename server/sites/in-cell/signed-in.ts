import type { Request, RequestHandler, Response } from 'express'
import type { Config } from '../../config'
import type { Translate } from '../../content/words/words'
import type { Person } from '../../database'
import type { SiteDependencies } from '../../dependencies'
import type { ReadingHelp } from '../../domain/people'
import { setLanguage } from '../../use-cases/people/in-cell/language'
import type { Perform } from '../../use-cases/perform'
import { isLanguage, type Language } from '../../web/pages/language'
import type { ShowPage } from '../../web/pages/pages'
import { deviceOf, deviceRules } from '../../web/sessions/devices'
import { endSession } from '../../web/sessions/session'

declare module 'express-session' {
  interface SessionData {
    personId: number
    /** Signed in with a slip: nothing else is shown until the person has chosen a PIN. */
    mustChoosePin: boolean
    /** How many wrong tries there were since the person last signed in: shown once. */
    wrongTries: number
    /** Epoch milliseconds of the last page that the person asked for. */
    lastSeen: number
    /** The page to go on from after the warning. */
    lastPage: string
    /** The last of the person's own pages, to go back to from what they read. */
    ownPage: string
    language: Language
    /** The person has asked on this device to see their details. */
    detailsShown: boolean
    /** What the issuer calls the person and its own session, so that it can end this one. */
    singleSignOn: { readonly subject: string; readonly sessionId: string | null }
  }
}

/** What every feature of the in-cell site needs. */
export interface InCellFeature {
  readonly dependencies: SiteDependencies
  readonly show: ShowPage
  readonly perform: Perform
}

/** Requires a person who is signed in, and ends a session that was idle for too long. */
export function requirePerson({ dependencies }: InCellFeature): RequestHandler {
  return async (req, res, next) => {
    const { session } = req
    if (session.personId === undefined) return res.redirect(303, '/my/sign-in')
    if (isIdle(req, dependencies)) {
      await endSession(session)
      return res.redirect(303, '/my/sign-in?ended=yes')
    }
    const person = await dependencies.database.people.find(session.personId)
    if (!person) {
      await endSession(session)
      return res.redirect(303, '/my/sign-in')
    }
    res.locals.person = person
    // Counted for the menu of a page, where the person's details show.
    const shows = req.method === 'GET' && detailsShow(req, dependencies)
    res.locals.unreadMessages = shows ? await dependencies.database.messages.unread(person.id) : 0
    if (session.mustChoosePin && req.path !== '/pin') return res.redirect(303, '/my/pin')
    next()
  }
}

/** How many wrong tries there were before this sign-in, once; 0 for none. */
export function takeWrongTries({ session }: Request): number {
  const wrongTries = session?.wrongTries ?? 0
  if (wrongTries > 0) session.wrongTries = 0
  return wrongTries
}

/** Whether somebody is signed in and the session was not idle for too long. */
export function isSignedIn(req: Request, dependencies: SiteDependencies): boolean {
  return req.session.personId !== undefined && !isIdle(req, dependencies)
}

const needNoSession = ['/sign-in', '/forgotten-pin']

/** Redirects a form that is posted after the session has expired to the sign-in page, instead of calling it forged. */
export const explainEndedSession: RequestHandler = (req, res, next) => {
  const isExpired = req.method === 'POST' && req.session.personId === undefined && !needNoSession.includes(req.path)
  if (isExpired) res.redirect(303, '/my/sign-in?ended=yes')
  else next()
}

/** The pages of reading/routes.ts. */
const isReading =
  /^\/(?:booklet|easy-read|leaflet|contacts|forms|local|accessibility-statement|cookies|privacy)(?:\/|$)/

/** Records activity. The warning page does not count, because a browser can load it by itself. */
export function noteActivity({ dependencies }: InCellFeature): RequestHandler {
  return (req, _res, next) => {
    req.session.lastSeen = dependencies.now().getTime()
    if (req.method === 'GET') {
      req.session.lastPage = req.originalUrl.split('?', 1)[0] ?? '/my'
      if (!isReading.test(req.path)) req.session.ownPage = req.session.lastPage
    }
    next()
  }
}

function isIdle(req: Request, { config, now }: SiteDependencies): boolean {
  const { signOutAfterSeconds } = idleSeconds(req, config)
  return now().getTime() - (req.session.lastSeen ?? 0) > signOutAfterSeconds * 1000
}

/** Seconds without activity until the warning is shown and until the session expires, on the device of the request. */
export function idleSeconds(
  req: Request,
  config: Config,
): { readonly warnAfterSeconds: number; readonly signOutAfterSeconds: number } {
  const signOutAfterSeconds = config.idleMinutes * 60 * deviceRules[deviceOf(req, config)].idleShare
  return { warnAfterSeconds: Math.max(signOutAfterSeconds - 120, signOutAfterSeconds / 2), signOutAfterSeconds }
}

/**
 * Until when somebody can write on a page, and whether the page then goes when no script is there to keep what they
 * typed: from a kiosk it does, where the next person stands, and so does what is private (decision 74).
 */
export function timeToWrite(
  req: Request,
  { config, now }: SiteDependencies,
  isPrivate: boolean,
): { readonly until: Date; readonly goes: boolean } {
  const { signOutAfterSeconds } = idleSeconds(req, config)
  return {
    until: new Date(now().getTime() + signOutAfterSeconds * 1000),
    goes: isPrivate || !deviceRules[deviceOf(req, config)].formsStay,
  }
}

/** The person who is signed in. */
export function personOf(res: Response): Person {
  return res.locals.person as Person
}

/** Whether the person has said that they read in this way; unknown before they sign in. */
export function readsBy(res: Response, help: ReadingHelp): boolean {
  return (res.locals.person as Person | undefined)?.readingHelp.includes(help) ?? false
}

/** The session's language. */
export function languageOf(req: Request): Language {
  return req.session?.language ?? 'en'
}

/** Where somebody goes who leaves the in-cell site. */
export function bookletFor(req: Request): string {
  return languageOf(req) === 'cy' ? '/cy/booklet' : '/booklet'
}

/** Whether personal details may be shown: always on the person's own device, elsewhere on request. */
export function detailsShow(req: Request, { config }: SiteDependencies): boolean {
  return deviceRules[deviceOf(req, config)].showsDetailsAtOnce || req.session.detailsShown === true
}

/** The wording in the session's language. */
export function wordsFor(req: Request, dependencies: SiteDependencies): Translate {
  return dependencies.words.in(languageOf(req))
}

/** Switches to the language in `?lang=`, for this session and the person's later ones. */
export function followLanguage({ perform }: InCellFeature): RequestHandler {
  return async (req, _res, next) => {
    const { lang } = req.query
    if (!isLanguage(lang)) return next()
    if (lang !== languageOf(req)) {
      req.session.language = lang
      if (req.session.personId !== undefined) await perform(setLanguage, req.session.personId, lang)
    }
    next()
  }
}
