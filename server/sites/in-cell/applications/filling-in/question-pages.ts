import type { Request, RequestHandler, Response } from 'express'
import { formWords } from '../../../../content/words/form-words'
import type { SavedFormId } from '../../../../database'
import type { SiteDependencies } from '../../../../dependencies'
import {
  hasNeutralName,
  isConcern,
  pagesAhead,
  pagesAsked,
  postedFor,
  readAnswers,
  stopsHere,
  type Answers,
  type PostedPage,
  type Question,
} from '../../../../domain/applications'
import { earlierAnswers } from '../../../../use-cases/applications/sending/earlier-answers'
import { discardExpiredForm } from '../../../../use-cases/applications/sending/expired-forms'
import { saveAnswers } from '../../../../use-cases/applications/sending/fill-in-draft'
import { PageError } from '../../../../web/pages/errors'
import { pageSeal, type SealedPage } from '../../form-pages'
import { postedAnswer } from '../../posted-answer'
import { timeToWrite, wordsFor, type InCellFeature } from '../../signed-in'
import {
  draftAddress,
  findDraft,
  nextAddress,
  pageAddress,
  pagesOf,
  questionAddress,
  type OpenDraft,
} from './draft-in-request'
import { pageFingerprint, questionKey } from './question-identity'
import { presentPage, type PageFault } from './question-presenter'

/** A page of a form: one question, or several short ones. */
type Page = readonly [Question, ...Question[]]

/** What was posted and is not saved: with faults, or to be seen in the other language. */
interface Posted {
  readonly posted: PostedPage
  /** The first question of the page that posted it. */
  readonly first: string
  readonly faults: readonly PageFault[]
}

/** A page of a form. */
export function showQuestion(feature: InCellFeature): RequestHandler {
  return async (req, res) => {
    const open = await findDraft(feature.dependencies, req, res)
    const page = pageInAddress(open, req)
    if (!page) return res.redirect(303, nextAddress(open))
    await render(feature, req, res, open, page)
  }
}

/**
 * Saves answers under the questions that the page showed, which its seal names. They may have moved, changed or gone
 * since: a new version of the form can be deployed while the page is open. The link to the other language posts what was
 * typed, so that it is there again.
 */
export function answer(feature: InCellFeature): RequestHandler {
  const { dependencies, perform } = feature
  const seal = pageSeal(dependencies.sessionSecret)
  return async (req, res) => {
    const open = await findDraft(dependencies, req, res)
    const body = (req.body ?? {}) as { page?: unknown; typed?: unknown }
    const read = postedAnswer.safeParse(body)
    if (!read.success) throw new PageError(400, 'bad-request')
    const sealed = await seal.open(body.page, req.originalUrl.split('?', 1)[0] ?? '')
    const page = sealed ? pageSealed(open, sealed) : pageInAddress(open, req)
    if (!page) return res.redirect(303, nextAddress(open))
    const first = sealed?.form.about ?? page[0].id
    const posted = { posted: read.data, first }
    if (body.typed === 'kept') return render(feature, req, res, open, page, { ...posted, faults: [] })
    if (!sealed || !isAsShown(page, sealed)) {
      const faults = [{ question: page[0].id, problem: 'changed' } as const]
      return render(feature, req, res, open, page, { ...posted, faults })
    }
    const { answers, faults } = readAnswers(open.form, page, {
      posted: question => postedFor(read.data, question, first),
      given: open.draft.answers,
      facts: open.facts,
      today: dependencies.today(),
    })
    if (faults.length > 0) return render(feature, req, res, open, page, { ...posted, faults })
    const draft = await perform(saveAnswers, open.draft, answers)
    res.redirect(303, addressAfter({ ...open, draft }, page, answers))
  }
}

function addressAfter(open: OpenDraft, page: Page, answers: Answers): string {
  const given = page.flatMap(question => {
    const newAnswer = answers[question.id]
    return newAnswer === undefined ? [] : [{ question, newAnswer }]
  })
  if (given.some(({ question, newAnswer }) => stopsHere(question, newAnswer))) return `${draftAddress(open.draft)}/stop`
  const concern = given.find(({ question, newAnswer }) => isConcern(question, newAnswer))
  return concern ? `${questionAddress(open, concern.question)}/help-now` : nextAddress(open)
}

/** Leaves out answers that were saved after the session had expired and are not the person's, or not wanted. */
export function leaveOut({ dependencies, perform }: InCellFeature): RequestHandler {
  return async (req, res) => {
    const open = await findDraft(dependencies, req, res)
    const page = pageInAddress(open, req)
    if (!page) return res.redirect(303, nextAddress(open))
    for (const question of page) await perform(discardExpiredForm, open.person.id, savedForm(open, question))
    res.redirect(303, pageAddress(open, page))
  }
}

/** What to do instead, after an answer that ends the form. */
export function showStop({ dependencies, show }: InCellFeature): RequestHandler {
  return async (req, res) => {
    const open = await findDraft(dependencies, req, res)
    if (open.form.questions.every(({ stop }) => stop === undefined)) throw new PageError(404, 'not-found')
    const words = formWords(wordsFor(req, dependencies), open.form)
    const [first] = pagesAsked(open.form, {}, open.facts)
    show(req, res, 'in-cell/applications/stop.njk', {
      section: 'applications',
      back: first && pageAddress(open, first),
      form: { title: words('shortTitle') },
      title: words('stop.title'),
      text: words('stop.text'),
      private: open.form.private,
    })
  }
}

/**
 * The page with the question that the address names, if this person is asked it at present. Positions, which the version
 * before had in addresses, name none.
 */
function pageInAddress(open: OpenDraft, req: Request): Page | undefined {
  const key = String(req.params.question)
  if (/^\d{1,3}$/.test(key)) return undefined
  const declared = open.form.questions.find(question => questionKey(open.form, question) === key)
  if (!declared) throw new PageError(404, 'not-found')
  return pageWith(open, declared.id)
}

/** The page that a page of this draft was rendered with, if this person is asked its first question at present. */
function pageSealed(open: OpenDraft, sealed: SealedPage): Page | undefined {
  if (sealed.personId !== open.person.id || sealed.form.draftId !== open.draft.id) return undefined
  return pageWith(open, sealed.form.about)
}

function pageWith(open: OpenDraft, question: string): Page | undefined {
  const [first, ...others] = pagesOf(open).find(page => page.some(({ id }) => id === question)) ?? []
  return first && [first, ...others]
}

/** Whether the page's questions are declared as they were when it was rendered. The version before did not seal that. */
function isAsShown(page: Page, { fingerprint }: SealedPage): boolean {
  return fingerprint === undefined || fingerprint === pageFingerprint(page)
}

function savedForm({ draft }: OpenDraft, { id }: Question): SavedFormId {
  return { kind: 'answer', about: id, draftId: draft.id }
}

async function render(
  { dependencies, show, perform }: InCellFeature,
  req: Request,
  res: Response,
  open: OpenDraft,
  page: Page,
  posted?: Posted,
): Promise<void> {
  const { draft, form, person } = open
  const pages = pagesOf(open)
  const step = pages.findIndex(each => each.includes(page[0]))
  const previous = pages[step - 1]
  const fresh = page.filter(({ id }) => draft.answers[id] === undefined)
  const [before, expired] = await Promise.all([
    perform(earlierAnswers, person, fresh),
    dependencies.database.expiredForms.answersOf(draft.id),
  ])
  const kept = new Map([...expired].filter(([question]) => page.some(({ id }) => id === question)))
  const t = wordsFor(req, dependencies)
  const faults = posted?.faults ?? []
  show(
    req,
    res,
    'in-cell/applications/question.njk',
    {
      section: 'applications',
      back: previous ? pageAddress(open, previous) : '/my/applications',
      address: pageAddress(open, page),
      sealed: await sealPage(dependencies, open, page),
      expired: kept.size > 0,
      writing: timeToWrite(req, dependencies, form.private ?? false),
      form: { title: formWords(t, form)('shortTitle'), tellsNothing: hasNeutralName(form) },
      step: { number: step + 1, of: pagesAhead(form, draft.answers, open.facts).length },
      savedAt: kept.size === 0 && Object.keys(draft.answers).length > 0 ? draft.updatedAt : undefined,
      ...presentPage(open, page, {
        before,
        kept: posted ? new Map(page.map(each => [each.id, postedFor(posted.posted, each, posted.first)])) : kept,
        faults,
        t,
      }),
    },
    faults.length > 0 ? 422 : 200,
  )
}

function sealPage(dependencies: SiteDependencies, open: OpenDraft, page: Page): Promise<string> {
  const sealed = {
    personId: open.person.id,
    form: savedForm(open, page[0]),
    madeAt: dependencies.now(),
    fingerprint: pageFingerprint(page),
  }
  return pageSeal(dependencies.sessionSecret).close(sealed, pageAddress(open, page))
}
