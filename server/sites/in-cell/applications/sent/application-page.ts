import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import type { Translate } from '../../../../content/words/words'
import type { Application } from '../../../../database'
import type { ParsedText } from '../../../../domain/applications'
import { canBeReviewed } from '../../../../use-cases/applications/sending/follow-application'
import { textFormAddress } from '../../form-pages'
import { publicAddresses } from '../../public-addresses'
import { languageOf, timeToWrite, wordsFor, type InCellFeature } from '../../signed-in'
import { presentAfterSending } from './after-sending'
import { isQuiet, sealTextForm } from './application-in-request'
import { presentApplication } from './sent-presenter'
import { presentWhatISent } from './what-i-sent'

/** In letters as people see them (graphemes). */
export const messageLimit = 500

type FailedText = Extract<ParsedText, { ok: false }>

/** Shows an application. @param failed the message that could not be sent, as it was typed */
export async function showApplication(
  { dependencies, show }: InCellFeature,
  req: Request,
  res: Response,
  application: Application,
  failed?: FailedText,
): Promise<void> {
  const { database } = dependencies
  const t = wordsFor(req, dependencies)
  const language = languageOf(req)
  const [events, messages, notifications, lastNews, reviewRequest, texts] = await Promise.all([
    database.applications.events(application.id),
    database.messages.ofApplication(application.id),
    database.notifications.receipts(application.id, dependencies.today()),
    database.chases.last(application.id),
    database.reviewRequests.ofApplication(application.id),
    database.expiredForms.textsToReview(application.personId, application.reference),
  ])
  const isOpen = application.status === 'open'
  const expiredMessage = isOpen ? texts.find(({ kind }) => kind === 'message') : undefined
  const canDisagree = reviewRequest === undefined && canBeReviewed(application)
  const errors = failed && [messageError(failed, t)]
  show(
    req,
    res,
    'in-cell/applications/application.njk',
    {
      section: 'applications',
      back: '/my/applications',
      idempotencyKey: randomUUID(),
      sealed: await sealTextForm(dependencies, application, 'message'),
      writing: isOpen ? timeToWrite(req, dependencies, isQuiet(application)) : undefined,
      body: failed?.given ?? expiredMessage?.words,
      expiredMessage,
      otherExpiredForms: texts
        .filter(text => text !== expiredMessage)
        .map(text => ({ ...text, form: text.kind === 'another-look' && canDisagree && textFormAddress(text) })),
      addLimit: messageLimit,
      whatISent: presentWhatISent(application, req, dependencies, t),
      ...presentApplication({ application, events, messages, notifications, t, language }),
      ...presentAfterSending({
        application,
        lastNews,
        reviewRequest,
        today: dependencies.today(),
        extraBankHolidays: dependencies.config.extraBankHolidays,
        t,
        language,
        addresses: publicAddresses(req, res, dependencies),
      }),
      ...(errors && { errors }),
    },
    errors ? 422 : 200,
  )
}

function messageError({ problem, over }: FailedText, t: Translate) {
  const text = t(`in-cell/applications:errors.${problem}`, { count: over, limit: messageLimit })
  return { href: '#body', field: 'body', text }
}
