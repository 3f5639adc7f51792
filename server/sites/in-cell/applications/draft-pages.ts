import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import { formWords } from '../../../content/form-words'
import type { Application, Draft, Person } from '../../../database'
import {
  answeredBefore,
  answersGiven,
  findForm,
  forms,
  hasNeutralName,
  nextQuestion,
  openBeforeStarting,
  parseAnswer,
  questionsAsked,
  stopsHere,
  type Answer,
  type Form,
  type Question,
} from '../../../domain/applications'
import { formFacts } from '../../../use-cases/applications/form-facts'
import { draftsToLookAt } from '../../../use-cases/applications/late-answers'
import { submitApplication } from '../../../use-cases/applications/submit-application'
import { PageError } from '../../../web/errors'
import { publicAddresses } from '../../public/addresses-in-content'
import { languageOf, personOf, timeToWrite, wordsFor, type InCellFeature } from '../signed-in'
import { postedAnswer, questionSeal } from './question-form'
import { presentCheck, presentQuestion } from './question-presenter'
import { presentSentLine } from './sent-presenter'

const draftId = z.uuid()

interface OpenDraft {
  readonly draft: Draft
  readonly form: Form
  readonly person: Person
}

/** The pages before an application is sent. Every answer is kept on the server as soon as it is given. */
export function draftPages({ dependencies, show }: InCellFeature) {
  const { database } = dependencies
  const seal = questionSeal(dependencies.sessionSecret)

  const pickForm: RequestHandler = (req, res) => {
    const t = wordsFor(req, dependencies)
    const person = personOf(res)
    show(req, res, 'in-cell/applications/pick.njk', {
      section: 'applications',
      paper: publicAddresses(req, res, dependencies).page('/forms'),
      forms: forms
        .filter(form => isFor(form, person))
        .map(form => ({
          href: `/my/applications/new/${form.id}`,
          text: formWords(t, form)('title'),
          hint: formWords(t, form)('what'),
        })),
    })
  }

  const beforeStarting: RequestHandler = async (req, res) => {
    const person = personOf(res)
    const form = formNamed(req, person)
    const { open, another } = openBeforeStarting(form, await database.applications.ofPerson(person.id))
    const aboutAnother = another && req.query.about === 'something-else'
    if (open.length > 0 && !aboutAnother) {
      const startAnother = another ? `/my/applications/new/${form.id}?about=something-else` : undefined
      return showAskedBefore(req, res, form, open, { back: '/my/applications/new', another: startAnother })
    }
    const words = formWords(wordsFor(req, dependencies), form)
    show(req, res, 'in-cell/applications/before.njk', {
      section: 'applications',
      back: '/my/applications/new',
      form: {
        id: form.id,
        title: words('shortTitle'),
        what: words('what'),
        before: words('before'),
        private: form.private,
      },
      draftDays: dependencies.config.draftDays,
    })
  }

  const start: RequestHandler = async (req, res) => {
    const person = personOf(res)
    const form = formNamed(req, person)
    const { another } = openBeforeStarting(form, await database.applications.ofPerson(person.id))
    if (!another) return res.redirect(303, `/my/applications/new/${form.id}`)
    const draft = await database.drafts.open({
      id: randomUUID(),
      personId: person.id,
      form: form.id,
      formVersion: form.version,
      answers: {},
      createdAt: dependencies.now(),
    })
    goOn(res, { draft, form, person })
  }

  const question: RequestHandler = async (req, res) => {
    const open = await openDraft(req, res)
    const asked = askedQuestion(open, req)
    if (!asked) return goOn(res, open)
    await showQuestion(req, res, open, asked, {})
  }

  const answer: RequestHandler = async (req, res) => {
    const open = await openDraft(req, res)
    const asked = askedQuestion(open, req)
    if (!asked) return goOn(res, open)
    const posted = postedAnswer.safeParse(req.body ?? {})
    if (!posted.success) throw new PageError(400, 'bad-request')
    const parsed = parseAnswer(asked, posted.data)
    if (!parsed.ok) return showQuestion(req, res, open, asked, { problem: parsed, posted: posted.data })
    await database.transaction(async transaction => {
      await transaction.drafts.answer(open.draft.id, { [asked.id]: parsed.answer }, dependencies.now())
      await transaction.lateAnswers.settle(open.draft.id, asked.id)
    })
    const answered = {
      ...open,
      draft: { ...open.draft, answers: { ...open.draft.answers, [asked.id]: parsed.answer } },
    }
    if (stopsHere(asked, parsed.answer)) return res.redirect(303, `${addressOf(open.draft)}/stop`)
    const chosen = typeof parsed.answer === 'string' ? parsed.answer : ''
    if (asked.concern?.includes(chosen)) return res.redirect(303, `${questionAddress(open, asked)}/help-now`)
    goOn(res, answered)
  }

  const leaveOutLateAnswer: RequestHandler = async (req, res) => {
    const open = await openDraft(req, res)
    const asked = askedQuestion(open, req)
    if (!asked) return goOn(res, open)
    await database.lateAnswers.settle(open.draft.id, asked.id)
    res.redirect(303, questionAddress(open, asked))
  }

  const helpNow: RequestHandler = async (req, res) => {
    const open = await openDraft(req, res)
    show(req, res, 'in-cell/applications/help-now.njk', {
      section: 'applications',
      goOn: nextAddress(open),
      private: open.form.private,
      samaritans: '116 123',
    })
  }

  const stop: RequestHandler = async (req, res) => {
    const { draft, form, person } = await openDraft(req, res)
    const words = formWords(wordsFor(req, dependencies), form)
    const first = questionsAsked(form, {}, formFacts(person))[0]
    show(req, res, 'in-cell/applications/stop.njk', {
      section: 'applications',
      back: first && questionAddress({ draft, form, person }, first),
      form: { title: words('shortTitle') },
      title: words('stop.title'),
      text: words('stop.text'),
      private: form.private,
    })
  }

  const check: RequestHandler = async (req, res) => {
    const open = await openDraft(req, res)
    const toLookAt = (await draftsToLookAt(database, open.person, [open.draft])).get(open.draft.id)
    if (toLookAt) return res.redirect(303, questionAddress(open, toLookAt))
    const unanswered = nextQuestion(open.form, open.draft.answers, formFacts(open.person))
    if (unanswered) return goOn(res, open)
    const asked = questionsAsked(open.form, open.draft.answers, formFacts(open.person))
    const last = asked[asked.length - 1]
    const t = wordsFor(req, dependencies)
    show(req, res, 'in-cell/applications/check.njk', {
      section: 'applications',
      back: last && questionAddress(open, last),
      form: { title: formWords(t, open.form)('shortTitle'), private: open.form.private },
      draft: addressOf(open.draft),
      rows: presentCheck(open.form, asked, open.draft.answers, t, each => questionAddress(open, each)),
    })
  }

  const send: RequestHandler = async (req, res) => {
    const result = await submitApplication(database, dependencies.context(), {
      draftId: draftIdOf(req),
      personId: personOf(res).id,
      words: dependencies.words,
      fromAddress: req.ip,
    })
    if (result.kind === 'no-such-draft') throw new PageError(404, 'not-found')
    if (result.kind === 'not-finished') return res.redirect(303, `/my/applications/${draftIdOf(req)}/check`)
    if (result.kind === 'open-already') return res.redirect(303, `/my/applications/${draftIdOf(req)}/asked-before`)
    res.redirect(303, `/my/applications/${result.application.reference}/sent`)
  }

  /** What was sent would say again what is open; the answers stay, and can be deleted. */
  const askedBefore: RequestHandler = async (req, res) => {
    const { draft, form, person } = await openDraft(req, res)
    const { open } = openBeforeStarting(form, await database.applications.ofPerson(person.id))
    if (open.length === 0) return res.redirect(303, `${addressOf(draft)}/check`)
    const check = `${addressOf(draft)}/check`
    showAskedBefore(req, res, form, open, { back: check, check, remove: `${addressOf(draft)}/delete` })
  }

  function showAskedBefore(
    req: Request,
    res: Response,
    form: Form,
    open: readonly Application[],
    ways: {
      readonly back: string
      readonly another?: string | undefined
      readonly check?: string
      readonly remove?: string
    },
  ): void {
    const t = wordsFor(req, dependencies)
    show(req, res, 'in-cell/applications/asked-before.njk', {
      section: 'applications',
      title: formWords(t, form)('shortTitle'),
      applications: open.map(application => presentSentLine(application, t, languageOf(req))),
      ...ways,
    })
  }

  const askDelete: RequestHandler = async (req, res) => {
    const { draft, form } = await openDraft(req, res)
    const title = formWords(wordsFor(req, dependencies), form)('shortTitle')
    show(req, res, 'in-cell/applications/delete.njk', {
      section: 'applications',
      back: '/my/applications',
      title,
      private: form.private,
      draft: addressOf(draft),
    })
  }

  const remove: RequestHandler = async (req, res) => {
    const { draft } = await openDraft(req, res)
    await database.drafts.remove(draft.id)
    res.redirect(303, '/my/applications')
  }

  async function openDraft(req: Request, res: Response): Promise<OpenDraft> {
    const id = draftIdOf(req)
    const person = personOf(res)
    const draft = await database.drafts.find(id, person.id)
    if (!draft) {
      const sent = await database.applications.findByDraft(id, person.id)
      throw sent ? new AlreadySent(sent.reference) : new PageError(404, 'not-found')
    }
    const form = findForm(draft.form)
    if (!form) throw new PageError(404, 'not-found')
    return { draft, form, person }
  }

  /** Only what is asked of them now counts in a draft; an application keeps nothing else. */
  async function saidBefore(person: Person, question: Question): Promise<Answer | undefined> {
    if (question.fact === undefined) return undefined
    const [drafts, applications] = await Promise.all([
      database.drafts.of(person.id),
      database.applications.ofPerson(person.id),
    ])
    const earlier = [
      ...drafts.map(({ form: id, answers, updatedAt }) => {
        const form = findForm(id)
        return { form: id, answers: form ? answersGiven(form, answers, formFacts(person)) : {}, at: updatedAt }
      }),
      ...applications.map(({ form, answers, sentAt }) => ({ form, answers, at: sentAt })),
    ]
    return answeredBefore(
      question,
      earlier.sort((one, other) => other.at.getTime() - one.at.getTime()),
    )
  }

  async function showQuestion(
    req: Request,
    res: Response,
    open: OpenDraft,
    asked: Question,
    failed: Pick<Parameters<typeof presentQuestion>[0], 'problem' | 'posted'>,
  ): Promise<void> {
    const { draft, form, person } = open
    const path = questionsAsked(form, draft.answers, formFacts(person))
    const previous = path[path.findIndex(({ id }) => id === asked.id) - 1]
    const before = draft.answers[asked.id] === undefined ? await saidBefore(person, asked) : undefined
    const t = wordsFor(req, dependencies)
    const language = languageOf(req)
    const late = await database.lateAnswers.find(draft.id, asked.id)
    const address = questionAddress(open, asked)
    const madeAt = dependencies.now()
    const page = presentQuestion({
      form,
      question: asked,
      answer: draft.answers[asked.id],
      before,
      person,
      t,
      language,
      ...(late && { posted: late.posted }),
      ...failed,
    })
    show(
      req,
      res,
      'in-cell/applications/question.njk',
      {
        section: 'applications',
        back: previous ? questionAddress(open, previous) : '/my/applications',
        address,
        sealed: seal.close({ personId: person.id, draftId: draft.id, questionId: asked.id, madeAt }, address),
        late: late !== undefined,
        writing: timeToWrite(req, dependencies, form.private ?? false),
        form: { title: formWords(t, form)('shortTitle'), tellsNothing: hasNeutralName(form) },
        savedAt: !late && Object.keys(draft.answers).length > 0 ? draft.updatedAt : undefined,
        ...page,
      },
      failed.problem ? 422 : 200,
    )
  }

  return {
    pickForm,
    beforeStarting,
    start,
    question,
    answer,
    leaveOutLateAnswer,
    helpNow,
    stop,
    check,
    send,
    askedBefore,
    askDelete,
    remove,
  }
}

/** Sent already, from another tab or before a lost connection: the person is shown what became of it. */
class AlreadySent extends Error {
  constructor(readonly reference: string) {
    super('This draft was sent')
  }
}

/** Turns a page of a draft that was sent into the confirmation of what it made. */
export function redirectWhenSent(error: unknown, _req: Request, res: Response, next: (error: unknown) => void): void {
  if (error instanceof AlreadySent) res.redirect(303, `/my/applications/${error.reference}/sent`)
  else next(error)
}

function isFor(form: Form, person: Person): boolean {
  return form.estate === undefined || form.estate === person.prisonEstate
}

function formNamed(req: Request, person: Person): Form {
  const form = findForm(String(req.params.form))
  if (!form || !isFor(form, person)) throw new PageError(404, 'not-found')
  return form
}

function draftIdOf(req: Request): string {
  const id = draftId.safeParse(req.params.draft)
  if (!id.success) throw new PageError(404, 'not-found')
  return id.data
}

/** The question that the address names, when this person is asked it now. */
function askedQuestion({ draft, form, person }: OpenDraft, req: Request): Question | undefined {
  const number = /^\d{1,3}$/.test(String(req.params.number)) ? Number(req.params.number) : undefined
  const named = number === undefined ? undefined : form.questions[number - 1]
  if (!named) throw new PageError(404, 'not-found')
  return questionsAsked(form, draft.answers, formFacts(person)).find(({ id }) => id === named.id)
}

function addressOf(draft: Draft): string {
  return `/my/applications/${draft.id}`
}

/** By number: an address must not say what a private question is about. */
function questionAddress({ draft, form }: OpenDraft, question: Question): string {
  return `${addressOf(draft)}/${form.questions.findIndex(({ id }) => id === question.id) + 1}`
}

function nextAddress(open: OpenDraft): string {
  const next = nextQuestion(open.form, open.draft.answers, formFacts(open.person))
  return next ? questionAddress(open, next) : `${addressOf(open.draft)}/check`
}

function goOn(res: Response, open: OpenDraft): void {
  res.redirect(303, nextAddress(open))
}
