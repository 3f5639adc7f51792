import type { Request, RequestHandler, Response } from 'express'
import { formWords } from '../../../../content/words/form-words'
import type { SavedFormId } from '../../../../database'
import type { SiteDependencies } from '../../../../dependencies'
import {
  hasNeutralName,
  isConcern,
  parseAnswer,
  questionsAsked,
  stopsHere,
  type Answer,
  type PostedAnswer,
  type Question,
} from '../../../../domain/applications'
import { earlierAnswer } from '../../../../use-cases/applications/sending/earlier-answer'
import { discardExpiredForm } from '../../../../use-cases/applications/sending/expired-forms'
import { saveAnswer } from '../../../../use-cases/applications/sending/fill-in-draft'
import { formFacts } from '../../../../use-cases/applications/sending/form-facts'
import { PageError } from '../../../../web/pages/errors'
import { pageSeal, type SealedPage } from '../../form-pages'
import { postedAnswer } from '../../posted-answer'
import { languageOf, timeToWrite, wordsFor, type InCellFeature } from '../../signed-in'
import { draftAddress, findDraft, nextAddress, questionAddress, type OpenDraft } from './draft-in-request'
import { questionFingerprint, questionKey } from './question-identity'
import { presentQuestion, type QuestionProblem } from './question-presenter'

/** One question. */
export function showQuestion(feature: InCellFeature): RequestHandler {
  return async (req, res) => {
    const open = await findDraft(feature.dependencies, req, res)
    const question = questionInAddress(open, req)
    if (!question) return res.redirect(303, nextAddress(open))
    await render(feature, req, res, open, question)
  }
}

/**
 * Saves an answer under the question that the page showed, which its seal names. The question may have moved, changed or
 * gone since: a new version of the form can be deployed while the page is open.
 */
export function answer(feature: InCellFeature): RequestHandler {
  const { dependencies, perform } = feature
  const seal = pageSeal(dependencies.sessionSecret)
  return async (req, res) => {
    const open = await findDraft(dependencies, req, res)
    const posted = postedAnswer.safeParse(req.body ?? {})
    if (!posted.success) throw new PageError(400, 'bad-request')
    const { page: sealed } = (req.body ?? {}) as { page?: unknown }
    const page = await seal.open(sealed, req.originalUrl.split('?', 1)[0] ?? '')
    const question = page ? questionOnPage(open, page) : questionInAddress(open, req)
    if (!question) return res.redirect(303, nextAddress(open))
    const problem = page && isAsShown(question, page) ? undefined : ({ problem: 'changed' } as const)
    const parsed = problem ? ({ ok: false, ...problem } as const) : parseAnswer(question, posted.data)
    if (!parsed.ok) return render(feature, req, res, open, question, { problem: parsed, posted: posted.data })
    const draft = await perform(saveAnswer, open.draft, question.id, parsed.answer)
    res.redirect(303, addressAfter({ ...open, draft }, question, parsed.answer))
  }
}

function addressAfter(open: OpenDraft, question: Question, newAnswer: Answer): string {
  if (stopsHere(question, newAnswer)) return `${draftAddress(open.draft)}/stop`
  if (isConcern(question, newAnswer)) return `${questionAddress(open, question)}/help-now`
  return nextAddress(open)
}

/** Leaves out an answer that was saved after the session had expired and is not the person's, or not wanted. */
export function leaveOut({ dependencies, perform }: InCellFeature): RequestHandler {
  return async (req, res) => {
    const open = await findDraft(dependencies, req, res)
    const question = questionInAddress(open, req)
    if (!question) return res.redirect(303, nextAddress(open))
    await perform(discardExpiredForm, open.person.id, savedForm(open, question))
    res.redirect(303, questionAddress(open, question))
  }
}

/** What to do instead, after an answer that ends the form. */
export function showStop({ dependencies, show }: InCellFeature): RequestHandler {
  return async (req, res) => {
    const open = await findDraft(dependencies, req, res)
    if (open.form.questions.every(({ stop }) => stop === undefined)) throw new PageError(404, 'not-found')
    const words = formWords(wordsFor(req, dependencies), open.form)
    const [first] = questionsAsked(open.form, {}, formFacts(open.person))
    show(req, res, 'in-cell/applications/stop.njk', {
      section: 'applications',
      back: first && questionAddress(open, first),
      form: { title: words('shortTitle') },
      title: words('stop.title'),
      text: words('stop.text'),
      private: open.form.private,
    })
  }
}

/**
 * The question that the address names, if this person is asked it at present. Positions, which the version before had in
 * addresses, name none.
 */
function questionInAddress({ draft, form, person }: OpenDraft, req: Request): Question | undefined {
  const key = String(req.params.question)
  if (/^\d{1,3}$/.test(key)) return undefined
  const declared = form.questions.find(question => questionKey(form, question) === key)
  if (!declared) throw new PageError(404, 'not-found')
  return questionsAsked(form, draft.answers, formFacts(person)).find(({ id }) => id === declared.id)
}

/** The question that a page of this draft was rendered with, if this person is asked it at present. */
function questionOnPage({ draft, form, person }: OpenDraft, page: SealedPage): Question | undefined {
  if (page.personId !== person.id || page.form.draftId !== draft.id) return undefined
  return questionsAsked(form, draft.answers, formFacts(person)).find(({ id }) => id === page.form.about)
}

/** Whether the question is declared as it was when the page was rendered. The version before did not seal that. */
function isAsShown(question: Question, { fingerprint }: SealedPage): boolean {
  return fingerprint === undefined || fingerprint === questionFingerprint(question)
}

function savedForm({ draft }: OpenDraft, { id }: Question): SavedFormId {
  return { kind: 'answer', about: id, draftId: draft.id }
}

async function render(
  { dependencies, show, perform }: InCellFeature,
  req: Request,
  res: Response,
  open: OpenDraft,
  question: Question,
  failed?: { readonly problem: QuestionProblem; readonly posted: PostedAnswer },
): Promise<void> {
  const { draft, form, person } = open
  const { database } = dependencies
  const path = questionsAsked(form, draft.answers, formFacts(person))
  const previous = path[path.findIndex(({ id }) => id === question.id) - 1]
  const saved = draft.answers[question.id]
  const before = saved === undefined ? await perform(earlierAnswer, person, question) : undefined
  const expired = await database.expiredForms.find(person.id, savedForm(open, question))
  const t = wordsFor(req, dependencies)
  const address = questionAddress(open, question)
  show(
    req,
    res,
    'in-cell/applications/question.njk',
    {
      section: 'applications',
      back: previous ? questionAddress(open, previous) : '/my/applications',
      address,
      sealed: await sealQuestion(dependencies, open, question),
      expired: expired !== undefined,
      writing: timeToWrite(req, dependencies, form.private ?? false),
      form: { title: formWords(t, form)('shortTitle'), tellsNothing: hasNeutralName(form) },
      savedAt: !expired && Object.keys(draft.answers).length > 0 ? draft.updatedAt : undefined,
      ...presentQuestion({
        form,
        question,
        answer: saved,
        before,
        person,
        t,
        language: languageOf(req),
        ...(expired && { posted: expired }),
        ...failed,
      }),
    },
    failed ? 422 : 200,
  )
}

function sealQuestion(dependencies: SiteDependencies, open: OpenDraft, question: Question): Promise<string> {
  const page = {
    personId: open.person.id,
    form: savedForm(open, question),
    madeAt: dependencies.now(),
    fingerprint: questionFingerprint(question),
  }
  return pageSeal(dependencies.sessionSecret).close(page, questionAddress(open, question))
}
