import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import type { Application } from '../../../database'
import { findForm, parseReference, parseText, type ParsedText } from '../../../domain/applications'
import { londonToday } from '../../../domain/calendar'
import {
  addToApplication,
  reviewRequestShares,
  requestReview,
  chaseApplication as askForNewsOf,
  canBeReviewed,
  withdraw as withdrawApplication,
  type FollowResult,
} from '../../../use-cases/applications/follow-application'
import { formFacts } from '../../../use-cases/applications/form-facts'
import { draftsToLookAt } from '../../../use-cases/applications/late-answers'
import { PageError } from '../../../web/errors'
import { publicAddresses } from '../../public/addresses-in-content'
import { languageOf, personOf, timeToWrite, wordsFor, type InCellFeature } from '../signed-in'
import { wordsAddress, wordsSeal } from '../words-pages'
import { presentAfterSending } from './after-sending'
import { presentApplication, presentDraftLine, presentSent, presentSentLine } from './sent-presenter'

const addLimit = 500
const disagreeLimit = 500
const idempotencyForm = z.object({ idempotencyKey: z.uuid() })

/** The pages after an application is sent: who has it, what has happened, adding to it, taking it back. */
export function sentPages({ dependencies, show }: InCellFeature) {
  const { database } = dependencies
  const seal = wordsSeal(dependencies.sessionSecret)

  /** What a form for words carries, so that they are kept when they come late. */
  const sealFor = (application: Application, kind: 'message' | 'another-look') =>
    seal.close({ personId: application.personId, kind, about: application.reference, madeAt: dependencies.now() })

  const list: RequestHandler = async (req, res) => {
    const person = personOf(res)
    const t = wordsFor(req, dependencies)
    const language = languageOf(req)
    const [drafts, applications] = await Promise.all([
      database.drafts.of(person.id),
      database.applications.ofPerson(person.id),
    ])
    const toLookAt = await draftsToLookAt(database, person, drafts)
    const kept = {
      facts: formFacts(person),
      today: londonToday(dependencies.now()),
      draftDays: dependencies.config.draftDays,
    }
    show(req, res, 'in-cell/applications/list.njk', {
      section: 'applications',
      drafts: drafts.map(draft => presentDraftLine(draft, { ...kept, late: toLookAt.has(draft.id) }, t, language)),
      applications: applications.map(application => presentSentLine(application, t, language)),
    })
  }

  const confirmation: RequestHandler = async (req, res) => {
    const application = await findApplication(req, res)
    show(req, res, 'in-cell/applications/sent.njk', {
      section: 'applications',
      ...presentSent(application, wordsFor(req, dependencies), languageOf(req)),
    })
  }

  const showOne: RequestHandler = async (req, res) => {
    const application = await findApplication(req, res)
    await showApplication(req, res, application)
    await database.messages.markRead(application.id, dependencies.now())
  }

  const add: RequestHandler = async (req, res) => {
    const application = await findApplication(req, res)
    const body = parseText((req.body as { body?: unknown } | undefined)?.body, addLimit)
    if (!body.ok) return showApplication(req, res, application, body)
    const result = await addToApplication(database, dependencies.context(), {
      ...commandFrom(req, res, application),
      body: body.text,
    })
    afterAct(res, application, result)
  }

  const askWithdraw: RequestHandler = async (req, res) => {
    const application = await findApplication(req, res)
    if (application.status === 'closed') return res.redirect(303, addressOf(application))
    show(req, res, 'in-cell/applications/withdraw.njk', {
      section: 'applications',
      back: addressOf(application),
      address: addressOf(application),
      idempotencyKey: randomUUID(),
      ...presentSentLine(application, wordsFor(req, dependencies), languageOf(req)),
    })
  }

  const withdraw: RequestHandler = async (req, res) => {
    const application = await findApplication(req, res)
    afterAct(
      res,
      application,
      await withdrawApplication(database, dependencies.context(), commandFrom(req, res, application)),
    )
  }

  const chaseApplication: RequestHandler = async (req, res) => {
    const application = await findApplication(req, res)
    afterAct(res, application, await askForNewsOf(database, dependencies.context(), commandFrom(req, res, application)))
  }

  const askToDisagree: RequestHandler = async (req, res) => {
    const application = await findApplication(req, res)
    const look = await database.reviewRequests.ofApplication(application.id)
    if (look || !canBeReviewed(application)) return res.redirect(303, addressOf(application))
    await showDisagree(req, res, application)
  }

  const disagree: RequestHandler = async (req, res) => {
    const application = await findApplication(req, res)
    const words = parseText((req.body as { words?: unknown } | undefined)?.words, disagreeLimit)
    if (!words.ok) return await showDisagree(req, res, application, words)
    const command = { ...commandFrom(req, res, application), words: words.text }
    afterAct(res, application, await requestReview(database, dependencies.context(), command))
  }

  async function showDisagree(
    req: Request,
    res: Response,
    application: Application,
    failed?: Extract<ParsedText, { ok: false }>,
  ): Promise<void> {
    const t = wordsFor(req, dependencies)
    const late = (await lateWordsOf(application)).find(({ kind }) => kind === 'another-look')
    const error = failed && {
      href: '#words',
      field: 'words',
      text: t(`in-cell/after-sending:look.errors.${failed.problem}`, { count: failed.over, limit: disagreeLimit }),
    }
    show(
      req,
      res,
      'in-cell/applications/another-look.njk',
      {
        section: 'applications',
        back: addressOf(application),
        address: addressOf(application),
        idempotencyKey: randomUUID(),
        sealed: sealFor(application, 'another-look'),
        shares: reviewRequestShares(application),
        writing: timeToWrite(req, dependencies, isPrivate(application)),
        words: failed?.given ?? late?.words,
        late,
        limit: disagreeLimit,
        ...presentSentLine(application, t, languageOf(req)),
        ...(error && { errors: [error] }),
      },
      error ? 422 : 200,
    )
  }

  function lateWordsOf({ personId, reference }: Application) {
    return database.lateWords.waitingOf(personId, reference)
  }

  async function findApplication(req: Request, res: Response): Promise<Application> {
    const reference = parseReference(String(req.params.reference))
    const application = reference && (await database.applications.findOfPerson(reference, personOf(res).id))
    if (!application) throw new PageError(404, 'not-found')
    return application
  }

  async function showApplication(
    req: Request,
    res: Response,
    application: Application,
    failed?: Extract<ParsedText, { ok: false }>,
  ): Promise<void> {
    const t = wordsFor(req, dependencies)
    const language = languageOf(req)
    const [events, messages, lastNews, look, lateWords] = await Promise.all([
      database.applications.events(application.id),
      database.messages.ofApplication(application.id),
      database.chases.last(application.id),
      database.reviewRequests.ofApplication(application.id),
      lateWordsOf(application),
    ])
    const lateMessage = application.status === 'open' ? lateWords.find(({ kind }) => kind === 'message') : undefined
    const canDisagree = look === undefined && canBeReviewed(application)
    const error = failed && {
      href: '#body',
      field: 'body',
      text: t(`in-cell/applications:errors.${failed.problem}`, { count: failed.over, limit: addLimit }),
    }
    show(
      req,
      res,
      'in-cell/applications/application.njk',
      {
        section: 'applications',
        back: '/my/applications',
        idempotencyKey: randomUUID(),
        sealed: sealFor(application, 'message'),
        writing: application.status === 'open' ? timeToWrite(req, dependencies, isPrivate(application)) : undefined,
        body: failed?.given ?? lateMessage?.words,
        lateMessage,
        otherLateWords: lateWords
          .filter(each => each !== lateMessage)
          .map(each => ({ ...each, form: each.kind === 'another-look' && canDisagree && wordsAddress(each) })),
        addLimit,
        ...presentApplication({ application, events, messages, t, language }),
        ...presentAfterSending({
          application,
          lastNews,
          look,
          today: dependencies.today(),
          extraBankHolidays: dependencies.config.extraBankHolidays,
          t,
          language,
          addresses: publicAddresses(req, res, dependencies),
        }),
        ...(error && { errors: [error] }),
      },
      error ? 422 : 200,
    )
  }

  return {
    list,
    confirmation,
    show: showOne,
    add,
    askWithdraw,
    withdraw,
    chaseApplication,
    askToDisagree,
    disagree,
  }
}

function commandFrom(req: Request, res: Response, application: Application) {
  const form = idempotencyForm.safeParse(req.body ?? {})
  if (!form.success) throw new PageError(400, 'bad-request')
  return {
    personId: personOf(res).id,
    reference: application.reference,
    idempotencyKey: form.data.idempotencyKey,
    fromAddress: req.ip,
  }
}

function isPrivate({ form }: Application): boolean {
  return findForm(form)?.private ?? false
}

function addressOf(application: Application): string {
  return `/my/applications/${application.reference}`
}

/** Acting on an application that was answered meanwhile shows the answer. */
function afterAct(res: Response, application: Application, result: FollowResult): void {
  if (result.kind === 'not-found') throw new PageError(404, 'not-found')
  res.redirect(303, addressOf(application))
}
