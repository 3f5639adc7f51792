import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { deflateRaw, inflateRaw } from 'node:zlib'
import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import type { KeptAnswers } from '../../server/database'
import type { Dependencies } from '../../server/dependencies'
import { createSeal } from '../../server/use-cases/seal'
import { languages } from '../../server/web/pages/language'
import { sendPage, type RenderedPage } from '../../server/web/pages/pages'
import { isOwnForm } from '../../server/web/sessions/csrf'
import { staffIn } from '../access/signed-in-staff'

/** The name in the query of an address that shows the page which answered a form. */
const answerQuery = 'answer'

/** A shift: after it, the address leads to the page that the form stands on. */
const hoursKept = 12

const keptPage = z.object({
  /** Whoever it was shown to; null for a page to sign in. */
  reader: z.number().nullable(),
  status: z.number(),
  language: z.enum(languages),
  html: z.string(),
})
const answerId = z.uuid()
const deflate = promisify(deflateRaw)
const inflate = promisify(inflateRaw)

/** A step that a form leads to, a form with errors, and one that others were faster than. */
const formsShownAgain: ReadonlySet<number> = new Set([200, 409, 422])

declare module 'express-session' {
  interface SessionData {
    /** The answer that is kept for whoever is not signed in: one a session, since anybody can ask for more. */
    keptAnswer: string
  }
}

/**
 * Whether the page that answers a request needs an address of its own: Back to a page that answered a form asks whether
 * to send the form again. What no page of the service sends, and what a fault answers, has no form to go on with; it is
 * answered at once, and keeps nothing in the database.
 */
export function needsAddress(req: Request, status: number): boolean {
  return req.method === 'POST' && formsShownAgain.has(status) && isOwnForm(req)
}

/**
 * Keeps a page that answers a form, sealed for the session that sent it and for its path.
 *
 * @returns the address that shows it again, which says nothing of it
 */
export function keepAnswersOf({
  database,
  now,
  sessionSecret,
}: Pick<Dependencies, 'database' | 'now' | 'sessionSecret'>) {
  const seal = sealOf(sessionSecret)
  return async (req: Request, reader: number | null, { status, language, html }: RenderedPage): Promise<string> => {
    const packed = (await deflate(html)).toString('base64')
    const sealed = await seal.close({ reader, status, language, html: packed }, placeOf(req))
    const id = (reader === null ? req.session.keptAnswer : undefined) ?? randomUUID()
    if (reader === null) req.session.keptAnswer = id
    await database.keptAnswers.keep({ id, sealed, expire: new Date(now().getTime() + hoursKept * 3_600_000) })
    return withAnswer(req, id)
  }
}

interface Finds {
  readonly database: { readonly keptAnswers: Pick<KeptAnswers, 'find'> }
  readonly now: () => Date
  readonly sessionSecret: string
}

/** Opens the answers that {@link keepAnswersOf} kept. */
export function keptAnswers({ database, now, sessionSecret }: Finds) {
  const seal = sealOf(sessionSecret)
  return {
    /** @returns undefined for what was kept for another reader, session or path, or is over */
    async open(req: Request, res: Response): Promise<RenderedPage | undefined> {
      const known = answerId.safeParse(req.query[answerQuery])
      const sealed = known.success ? await database.keptAnswers.find(known.data, now()) : undefined
      const opened = sealed === undefined ? undefined : await seal.open(sealed, placeOf(req))
      const page = opened && keptPage.parse(opened)
      if (!page || page.reader !== (staffIn(res)?.id ?? null)) return undefined
      const html = (await inflate(Buffer.from(page.html, 'base64'))).toString()
      return { status: page.status, language: page.language, html }
    },
  }
}

/** Whether a request asks for an answer that was kept. */
export function asksForAnswer(req: Request): boolean {
  return req.query[answerQuery] !== undefined && ['GET', 'HEAD'].includes(req.method)
}

/** Shows what was kept for whoever is not signed in. That of staff is opened where it is known whether they still may. */
export function showAnswersToSignIn(dependencies: Finds): RequestHandler {
  const answers = keptAnswers(dependencies)
  return async (req, res, next) => {
    if (staffIn(res) || !asksForAnswer(req)) return next()
    const page = await answers.open(req, res)
    if (!page) return res.redirect(303, withAnswer(req, undefined))
    sendPage(res, page)
  }
}

function sealOf(sessionSecret: string) {
  return createSeal(sessionSecret, 'answers of the console')
}

function placeOf(req: Request): string {
  return `${req.sessionID} ${req.path}`
}

/** The address of a request, with this answer or without one. */
export function withAnswer({ originalUrl, path }: Request, answer: string | undefined): string {
  const query = originalUrl.includes('?') ? originalUrl.slice(originalUrl.indexOf('?') + 1) : ''
  const names = new URLSearchParams(query)
  names.delete(answerQuery)
  if (answer !== undefined) names.append(answerQuery, answer)
  // Browsers read a backslash as a slash, and two at the beginning as another site.
  const own = path.replaceAll('\\', '%5C')
  return names.size === 0 ? own : `${own}?${names.toString()}`
}
