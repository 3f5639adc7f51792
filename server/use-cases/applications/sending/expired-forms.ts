import type { Database, Draft, ExpiredForm, Person, SavedFormId, TextForm } from '../../../database'
import {
  findForm,
  isChoice,
  isWorthSaving,
  pageIsStillValid,
  pagesAsked,
  postedFor,
  questionToReview,
  type PostedPage,
  type Question,
} from '../../../domain/applications'
import type { CalendarDay } from '../../../domain/calendar'
import { isTask } from '../../../domain/checklist'
import type { Caller, Context } from '../../context'
import { formFacts } from './form-facts'

/** A form's page as it was rendered for a signed-in person. */
export interface FormPage {
  readonly personId: number
  readonly form: SavedFormId
  readonly madeAt: Date
}

/**
 * Saves a form that was submitted after the session expired, for the person to review. It is not sent, and no draft or
 * note changes (decisions 18 and 73).
 *
 * @param page verified by its seal: only the service can have created it
 * @returns `nothing-given` when the form was empty; `refused` when the page is no longer valid, whatever the reason
 */
export function saveExpiredForm(
  database: Database,
  { now, today }: Context,
  { page, posted, fromAddress }: { readonly page: FormPage; readonly posted: PostedPage } & Caller,
): Promise<'saved' | 'nothing-given' | 'refused'> {
  return database.transaction(async transaction => {
    const { personId, form, madeAt } = page
    const person = await transaction.people.lock(personId)
    const worth = person && (await whatToSave(transaction, person, form, posted, today))
    const finishedAt = await transaction.inCellSessions.finishedAt(personId)
    if (worth === undefined || !pageIsStillValid(madeAt, now, finishedAt)) return 'refused'
    if (worth.length === 0) return 'nothing-given'
    const results = []
    for (const each of worth) {
      results.push(await transaction.expiredForms.save({ personId, ...each, pageMadeAt: madeAt, savedAt: now }))
    }
    if (results.includes('saved')) {
      // Submitted without a session, so it is audited.
      const action = form.kind === 'answer' ? 'late-answer-kept' : 'late-words-kept'
      await transaction.audit.record({ site: 'my', personId, action, fromAddress })
    }
    return results.every(result => result === 'refused') ? 'refused' : 'saved'
  })
}

/** @returns undefined when the form no longer exists, so nothing can be saved for it; none when nothing was given */
async function whatToSave(
  database: Database,
  person: Person,
  form: SavedFormId,
  posted: PostedPage,
  today: CalendarDay,
): Promise<readonly Pick<ExpiredForm, 'form' | 'posted'>[] | undefined> {
  if (form.kind === 'answer') {
    const draft = await database.drafts.lock(form.draftId, person.id)
    if (!draft) return undefined
    const pages = pagesAsked(findForm(draft.form), draft.answers, formFacts(person, today))
    const page = pages.find(questions => questions.some(({ id }) => id === form.about))
    return page?.flatMap(question => {
      const answer = postedFor(posted, question, form.about)
      if (!isWorthSaving(question, answer, today)) return []
      const kept = isChoice(question) ? { choice: answer.choice, words: '' } : answer
      return [{ form: { ...form, about: question.id }, posted: kept }]
    })
  }
  if (!(await isThere(database, person, form))) return undefined
  return posted.words.trim() === '' ? [] : [{ form, posted: { choice: [], words: posted.words } }]
}

function isThere(database: Database, person: Person, { kind, about }: TextForm): boolean | Promise<boolean> {
  if (kind === 'goal') return about === 'new'
  if (kind === 'note' || kind === 'ask') return isTask(about)
  return database.applications.findOfPerson(about, person.id).then(found => found !== undefined)
}

/** Discards an expired form that the person does not want or did not fill in. */
export function discardExpiredForm(
  database: Database,
  _context: Context,
  personId: number,
  form: SavedFormId,
): Promise<void> {
  return database.expiredForms.settle(personId, form)
}

/** The drafts that have expired answers to review, each with the question to review first. */
export async function draftsToReview(
  database: Database,
  { today }: Context,
  person: Person,
  drafts: readonly Draft[],
): Promise<ReadonlyMap<string, Question>> {
  const toReview = await database.expiredForms.answersToReview(drafts.map(({ id }) => id))
  return new Map(
    drafts.flatMap(({ id, form: formId, answers }) => {
      const questions = toReview.filter(({ draftId }) => draftId === id).map(({ question }) => question)
      const first = questionToReview(findForm(formId), answers, formFacts(person, today), questions)
      return first ? [[id, first] as const] : []
    }),
  )
}
