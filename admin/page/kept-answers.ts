import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { deflateRaw, inflateRaw } from 'node:zlib'
import type { Request, RequestHandler } from 'express'
import { z } from 'zod'
import type { Dependencies } from '../../server/dependencies'
import { createSeal } from '../../server/use-cases/seal'
import { sendPage, type RenderedPage } from '../../server/web/pages/pages'
import { isOwnForm } from '../../server/web/sessions/csrf'
import { staffIn } from '../access/signed-in-staff'

/** The name in the query of an address that shows the page which answered a form. */
export const answerQuery = 'answer'

/** A shift: after it, the address leads to the page that the form stands on. */
const hoursKept = 12

const keptPage = z.object({
  /** Whoever it was shown to; null for a page to sign in. */
  reader: z.number().nullable(),
  status: z.number(),
  language: z.enum(['en', 'cy']),
  html: z.string(),
})
const id = z.uuid()
const deflate = promisify(deflateRaw)
const inflate = promisify(inflateRaw)

/** A step that a form leads to, a form with errors, and one that others were faster than. */
const formsShownAgain: ReadonlySet<number> = new Set([200, 409, 422])

type Needs = Pick<Dependencies, 'database' | 'now' | 'sessionSecret'>

/**
 * Whether the page that answers a request needs an address of its own: Back to a page that answered a form asks whether
 * to send the form again. What no page of the service sends, and what a fault answers, has no form to go on with; it is
 * answered at once, and keeps nothing in the database.
 */
export function needsAddress(req: Request, status: number): boolean {
  return req.method === 'POST' && formsShownAgain.has(status) && isOwnForm(req)
}

/**
 * Keeps a page that answers a form, sealed for the session that sent it.
 *
 * @returns the address that shows it again, which says nothing of it
 */
export function keepAnswersOf({ database, now, sessionSecret }: Needs) {
  const seal = sealOf(sessionSecret)
  return async (req: Request, reader: number | null, { status, language, html }: RenderedPage): Promise<string> => {
    const packed = (await deflate(html)).toString('base64')
    const sealed = await seal.close({ reader, status, language, html: packed }, req.sessionID)
    const answer = { id: randomUUID(), sealed, expire: new Date(now().getTime() + hoursKept * 3_600_000) }
    await database.keptAnswers.add(answer)
    return withAnswer(req, answer.id)
  }
}

/** Shows the pages that {@link keepAnswersOf} kept; any other such address leads to the same without it. */
export function showKeptAnswers({ database, now, sessionSecret }: Needs): RequestHandler {
  const seal = sealOf(sessionSecret)
  return async (req, res, next) => {
    const asked = req.query[answerQuery]
    if (asked === undefined || !['GET', 'HEAD'].includes(req.method)) return next()
    const known = id.safeParse(asked)
    const sealed = known.success ? await database.keptAnswers.find(known.data, now()) : undefined
    const opened = sealed === undefined ? undefined : await seal.open(sealed, req.sessionID)
    const page = opened && keptPage.parse(opened)
    if (!page || page.reader !== (staffIn(res)?.id ?? null)) return res.redirect(303, withAnswer(req, undefined))
    const html = (await inflate(Buffer.from(page.html, 'base64'))).toString()
    sendPage(res, { status: page.status, language: page.language, html })
  }
}

function sealOf(sessionSecret: string) {
  return createSeal(sessionSecret, 'answers of the console')
}

/** The address of a request, with this answer or without one. */
function withAnswer({ originalUrl }: Request, answer: string | undefined): string {
  const [path = '/', query = ''] = originalUrl.split('?', 2)
  const names = new URLSearchParams(query)
  names.delete(answerQuery)
  if (answer !== undefined) names.append(answerQuery, answer)
  return names.size === 0 ? path : `${path}?${names.toString()}`
}
