import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import type { Application } from '../../../../database'
import { parseText, type ParsedText } from '../../../../domain/applications'
import {
  addToApplication,
  canBeReviewed,
  chaseApplication,
  requestReview,
  reviewRequestShares,
  withdraw as withdrawApplication,
  type FollowResult,
} from '../../../../use-cases/applications/sending/follow-application'
import { PageError } from '../../../../web/pages/errors'
import { languageOf, personOf, timeToWrite, wordsFor, type InCellFeature } from '../../signed-in'
import { applicationAddress, findApplication, isQuiet, sealTextForm } from './application-in-request'
import { messageLimit, showApplication } from './application-page'
import { presentSentLine } from './sent-presenter'

const appealLimit = 500
const idempotencyForm = z.object({ idempotencyKey: z.uuid() })

/** Adds a message to an open application. */
export function addMessage(feature: InCellFeature): RequestHandler {
  const { dependencies, perform } = feature
  return async (req, res) => {
    const application = await findApplication(dependencies, req, res)
    const body = parseText((req.body as { body?: unknown } | undefined)?.body, messageLimit)
    if (!body.ok) return showApplication(feature, req, res, application, body)
    const command = { ...commandFrom(req, res, application), body: body.text }
    redirectAfter(res, application, await perform(addToApplication, command))
  }
}

/** Asks whether to withdraw an application. */
export function confirmWithdrawal({ dependencies, show }: InCellFeature): RequestHandler {
  return async (req, res) => {
    const application = await findApplication(dependencies, req, res)
    if (application.status === 'closed') return res.redirect(303, applicationAddress(application))
    show(req, res, 'in-cell/applications/withdraw.njk', {
      section: 'applications',
      back: applicationAddress(application),
      address: applicationAddress(application),
      idempotencyKey: randomUUID(),
      ...presentSentLine(application, wordsFor(req, dependencies), languageOf(req)),
    })
  }
}

/** Withdraws an application. */
export function withdraw({ dependencies, perform }: InCellFeature): RequestHandler {
  return async (req, res) => {
    const application = await findApplication(dependencies, req, res)
    const command = commandFrom(req, res, application)
    redirectAfter(res, application, await perform(withdrawApplication, command))
  }
}

/** Asks staff for news of an overdue application. */
export function chase({ dependencies, perform }: InCellFeature): RequestHandler {
  return async (req, res) => {
    const application = await findApplication(dependencies, req, res)
    const command = commandFrom(req, res, application)
    redirectAfter(res, application, await perform(chaseApplication, command))
  }
}

/** The form to appeal against an answer. */
export function showAppeal(feature: InCellFeature): RequestHandler {
  const { dependencies } = feature
  return async (req, res) => {
    const application = await findApplication(dependencies, req, res)
    const request = await dependencies.database.reviewRequests.ofApplication(application.id)
    if (request || !canBeReviewed(application)) return res.redirect(303, applicationAddress(application))
    await renderAppeal(feature, req, res, application)
  }
}

/** Appeals against an answer. */
export function appeal(feature: InCellFeature): RequestHandler {
  const { dependencies, perform } = feature
  return async (req, res) => {
    const application = await findApplication(dependencies, req, res)
    const words = parseText((req.body as { words?: unknown } | undefined)?.words, appealLimit)
    if (!words.ok) return renderAppeal(feature, req, res, application, words)
    const command = { ...commandFrom(req, res, application), words: words.text }
    redirectAfter(res, application, await perform(requestReview, command))
  }
}

async function renderAppeal(
  { dependencies, show }: InCellFeature,
  req: Request,
  res: Response,
  application: Application,
  failed?: Extract<ParsedText, { ok: false }>,
): Promise<void> {
  const t = wordsFor(req, dependencies)
  const { personId, reference } = application
  const texts = await dependencies.database.expiredForms.textsToReview(personId, reference)
  const expired = texts.find(({ kind }) => kind === 'another-look')
  const errors = failed && [
    {
      href: '#words',
      field: 'words',
      text: t(`in-cell/after-sending:look.errors.${failed.problem}`, { count: failed.over, limit: appealLimit }),
    },
  ]
  show(
    req,
    res,
    'in-cell/applications/another-look.njk',
    {
      section: 'applications',
      back: applicationAddress(application),
      address: applicationAddress(application),
      idempotencyKey: randomUUID(),
      sealed: await sealTextForm(dependencies, application, 'another-look'),
      shares: reviewRequestShares(application),
      writing: timeToWrite(req, dependencies, isQuiet(application)),
      words: failed?.given ?? expired?.words,
      expired,
      limit: appealLimit,
      ...presentSentLine(application, t, languageOf(req)),
      ...(errors && { errors }),
    },
    errors ? 422 : 200,
  )
}

function commandFrom(req: Request, res: Response, { reference }: Application) {
  const form = idempotencyForm.safeParse(req.body ?? {})
  if (!form.success) throw new PageError(400, 'bad-request')
  return { personId: personOf(res).id, reference, idempotencyKey: form.data.idempotencyKey, fromAddress: req.ip }
}

/** Redirects to the application, which shows the answer if staff have given one meanwhile. */
function redirectAfter(res: Response, application: Application, result: FollowResult): void {
  if (result.kind === 'not-found') throw new PageError(404, 'not-found')
  res.redirect(303, applicationAddress(application))
}
