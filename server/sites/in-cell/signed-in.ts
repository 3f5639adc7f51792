import type { Request, RequestHandler, Response } from 'express'
import type { Person } from '../../database'
import type { Translate } from '../../content/words'
import type { Config } from '../../config'
import type { Dependencies } from '../../dependencies'
import { deviceOf, deviceRules } from '../../web/devices'
import { isLanguage, type Language } from '../../web/language'
import type { ShowPage } from '../../web/pages'
import { endSession } from '../../web/session'

declare module 'express-session' {
  interface SessionData {
    personId: number
    /** Signed in with a slip: nothing else is shown until the person has chosen a PIN. */
    mustChoosePin: boolean
    /** Epoch milliseconds of the last page that the person asked for. */
    lastSeen: number
    /** The page to go on from after the warning. */
    lastPage: string
    language: Language
    /** What is the person's own shows: they have asked for it on this device. */
    detailsShown: boolean
    /** What the issuer calls the person and its own session, so that it can end this one. */
    singleSignOn: { readonly subject: string; readonly sessionId: string | null }
  }
}

/** What every feature of the in-cell site is made from. */
export interface InCellFeature {
  readonly dependencies: Dependencies
  readonly show: ShowPage
}

/** Lets nobody but a signed-in person pass, and ends a session that was left alone. */
export function requirePerson({ dependencies }: InCellFeature): RequestHandler {
  return async (req, res, next) => {
    const { session } = req
    if (session.personId === undefined) return res.redirect(303, '/my/sign-in')
    if (isLeftAlone(req, dependencies)) {
      await endSession(session)
      return res.redirect(303, '/my/sign-in?ended=yes')
    }
    const person = await dependencies.database.people.find(session.personId)
    if (!person) {
      await endSession(session)
      return res.redirect(303, '/my/sign-in')
    }
    res.locals.person = person
    if (session.mustChoosePin && req.path !== '/pin') return res.redirect(303, '/my/pin')
    next()
  }
}

/** Whether somebody is signed in and was not away for too long. */
export function isSignedIn(req: Request, dependencies: Dependencies): boolean {
  return req.session.personId !== undefined && !isLeftAlone(req, dependencies)
}

const needNoSession = ['/sign-in', '/forgotten-pin']

/** A form posted after the session ended is told so, and not that it was forged. */
export const explainEndedSession: RequestHandler = (req, res, next) => {
  const isLate = req.method === 'POST' && req.session.personId === undefined && !needNoSession.includes(req.path)
  if (isLate) res.redirect(303, '/my/sign-in?ended=yes')
  else next()
}

/** Notes that the person is there; the warning page does not count, since a browser can ask for it alone. */
export function noteActivity({ dependencies }: InCellFeature): RequestHandler {
  return (req, _res, next) => {
    req.session.lastSeen = dependencies.now().getTime()
    if (req.method === 'GET') req.session.lastPage = req.originalUrl.split('?', 1)[0] ?? '/my'
    next()
  }
}

function isLeftAlone(req: Request, { config, now }: Dependencies): boolean {
  const { signOutAfterSeconds } = idleSeconds(req, config)
  return now().getTime() - (req.session.lastSeen ?? 0) > signOutAfterSeconds * 1000
}

/** Seconds after which the warning shows, and after which the session ends, on the device that asks. */
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
  { config, now }: Dependencies,
  isPrivate: boolean,
): { readonly until: Date; readonly goes: boolean } {
  const { signOutAfterSeconds } = idleSeconds(req, config)
  return {
    until: new Date(now().getTime() + signOutAfterSeconds * 1000),
    goes: isPrivate || !deviceRules[deviceOf(req, config)].formsStay,
  }
}

export function personOf(res: Response): Person {
  return res.locals.person as Person
}

/** Whether the page is for somebody who reads large print; before signing in nobody is known. */
export function isLargePrint(res: Response): boolean {
  return (res.locals.person as Person | undefined)?.readingHelp.includes('large-print') ?? false
}

export function languageOf(req: Request): Language {
  return req.session?.language ?? 'en'
}

/** Where whoever leaves the in-cell site finds themselves. */
export function bookletFor(req: Request): string {
  return languageOf(req) === 'cy' ? '/cy/booklet' : '/booklet'
}

/** Whether what is the person's own may show: at once on a device of their own, and elsewhere when they have asked. */
export function detailsShow(req: Request, { config }: Dependencies): boolean {
  return deviceRules[deviceOf(req, config)].showsDetailsAtOnce || req.session.detailsShown === true
}

export function wordsFor(req: Request, dependencies: Dependencies): Translate {
  return dependencies.words.in(languageOf(req))
}

/** `?lang=cy` on any page turns to that language, for this session and for the person's later ones. */
export function followLanguage({ dependencies }: InCellFeature): RequestHandler {
  return async (req, _res, next) => {
    const { lang } = req.query
    if (!isLanguage(lang)) return next()
    if (lang !== languageOf(req)) {
      req.session.language = lang
      if (req.session.personId !== undefined) await dependencies.database.people.speak(req.session.personId, lang)
    }
    next()
  }
}
