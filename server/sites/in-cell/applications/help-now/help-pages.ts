import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import type { Application } from '../../../../database'
import { parseText, type ParsedText } from '../../../../domain/applications'
import { alertFromDraft, alertWithoutForm } from '../../../../use-cases/applications/sending/alert-staff'
import { PageError } from '../../../../web/pages/errors'
import { endSession } from '../../../../web/sessions/session'
import { isSignedIn, languageOf, personOf, timeToWrite, wordsFor, type InCellFeature } from '../../signed-in'
import { draftAddress, draftIdOf, findDraft, nextAddress } from '../filling-in/draft-in-request'
import { findApplication } from '../sent/application-in-request'
import { isWithRecipient } from '../sent/receipts'
import { presentWays } from './help-presenter'

/** In letters as people see them (graphemes). */
const happeningLimit = 300

const view = 'in-cell/help-now/help-now.njk'
const idempotencyForm = z.object({ idempotencyKey: z.uuid() })

/** Whom to turn to, for somebody who is not signed in; whoever is signed in goes on to the page with the button. */
export function showWithoutSignIn(feature: InCellFeature): RequestHandler {
  const { dependencies, show } = feature
  return async (req, res, next) => {
    const { personId, mustChoosePin } = req.session
    if (personId !== undefined && !isSignedIn(req, dependencies)) {
      await endSession(req.session)
      return res.redirect(303, openAddress(req))
    }
    if (personId !== undefined && !mustChoosePin) return next()
    show(req, res, view, {
      ways: ways(feature, req),
      tell: null,
      notSent: req.query['not-sent'] === 'yes',
    })
  }
}

/**
 * Says that nothing was sent when the button is pressed after the session has expired: the page may be somebody else's.
 */
export function explainNotSent({ dependencies }: InCellFeature): RequestHandler {
  return async (req, res, next) => {
    if (isSignedIn(req, dependencies)) return next()
    const address = `${openAddress(req)}&not-sent=yes`
    if (req.session.personId !== undefined) await endSession(req.session)
    res.redirect(303, address)
  }
}

/** The language would be gone with the session. */
function openAddress(req: Request): string {
  return `/my/help-now?lang=${languageOf(req)}`
}

/** Whom to turn to, and a button that tells staff without a form. */
export function showHelp(feature: InCellFeature): RequestHandler {
  return (req, res) => renderHelp(feature, req, res)
}

/** Tells staff without a form. */
export function tellStaff(feature: InCellFeature): RequestHandler {
  const { dependencies, perform } = feature
  return async (req, res) => {
    const { happening: posted } = (req.body ?? {}) as { happening?: unknown }
    const happening = parseText(posted, happeningLimit)
    if (!happening.ok && happening.problem !== 'nothing-written') return renderHelp(feature, req, res, happening)
    const command = {
      ...commandFrom(req, res),
      words: dependencies.words,
      happening: happening.ok ? happening.text : '',
    }
    redirectToSent(res, await perform(alertWithoutForm, command))
  }
}

/** The same after an answer in a form that says that somebody is not safe. */
export function showHelpInForm(feature: InCellFeature): RequestHandler {
  const { dependencies, show } = feature
  return async (req, res) => {
    const open = await findDraft(dependencies, req, res)
    const { alertId } = open.draft
    const sent = alertId === null ? [] : await dependencies.database.applications.ofPerson(open.person.id)
    const alert = sent.find(({ id, status }) => id === alertId && status === 'open')
    show(req, res, view, {
      section: 'applications',
      notSent: false,
      ways: ways(feature, req),
      tell: {
        action: `${draftAddress(open.draft)}/${String(req.params.question)}/help-now`,
        idempotencyKey: randomUUID(),
        asks: null,
        before: alert?.reference ?? null,
        text: 'answers',
      },
      goOn: nextAddress(open),
      ifNot: alert ? 'told-before' : 'form',
      private: open.form.private,
    })
  }
}

/** Tells staff what the draft says so far. */
export function tellStaffInForm({ dependencies, perform }: InCellFeature): RequestHandler {
  return async (req, res) => {
    const command = { ...commandFrom(req, res), words: dependencies.words, draftId: draftIdOf(req) }
    redirectToSent(res, await perform(alertFromDraft, command))
  }
}

/**
 * The confirmation that staff can see it, or that nobody can yet. It is a page of its own, since details of applications may be hidden from
 * others who see the screen, and it does not say what was told.
 */
export function showSent(feature: InCellFeature): RequestHandler {
  const { dependencies, show } = feature
  return async (req, res) => {
    const application = await findApplication(dependencies, req, res)
    const { drafts: storedDrafts, notifications } = dependencies.database
    const receipts = await notifications.receipts(application.id, dependencies.today())
    const drafts = await storedDrafts.of(application.personId)
    const draft = drafts.find(({ alertId }) => alertId === application.id)
    show(req, res, 'in-cell/help-now/sent.njk', {
      section: 'applications',
      reference: application.reference,
      ways: ways(feature, req),
      isWithStaff: receipts.some(isWithRecipient),
      goOn: draft ? `${draftAddress(draft)}/check` : null,
      see: `/my/applications/${application.reference}`,
    })
  }
}

function renderHelp(
  feature: InCellFeature,
  req: Request,
  res: Response,
  failed?: Extract<ParsedText, { ok: false }>,
): void {
  const { dependencies, show } = feature
  const t = wordsFor(req, dependencies)
  const errors = failed && [
    {
      href: '#happening',
      field: 'happening',
      text: t('in-cell/safety:errors.too-long', {
        count: failed.over,
        limit: happeningLimit,
      }),
    },
  ]
  show(
    req,
    res,
    view,
    {
      notSent: false,
      ways: ways(feature, req),
      tell: {
        action: '/my/help-now',
        idempotencyKey: randomUUID(),
        asks: { limit: happeningLimit, written: failed?.given ?? null },
        before: null,
        text: 'no-form',
      },
      goOn: null,
      ifNot: 'no-form',
      writing: timeToWrite(req, dependencies, true),
      ...(errors && { errors }),
    },
    errors ? 422 : 200,
  )
}

function ways({ dependencies }: InCellFeature, req: Request) {
  return presentWays(dependencies.published.content, wordsFor(req, dependencies))
}

function commandFrom(req: Request, res: Response) {
  const form = idempotencyForm.safeParse(req.body ?? {})
  if (!form.success) throw new PageError(400, 'bad-request')
  return { personId: personOf(res).id, idempotencyKey: form.data.idempotencyKey, fromAddress: req.ip }
}

function redirectToSent(res: Response, application: Application | undefined): void {
  if (!application) throw new PageError(404, 'not-found')
  res.redirect(303, `/my/help-now/sent/${application.reference}`)
}
