import type { Database, Draft, Person, SavedFormId, TextForm } from '../../../database'
import {
  findForm,
  isWorthSaving,
  pageIsStillValid,
  questionsAsked,
  questionToReview,
  type PostedAnswer,
  type Question,
} from '../../../domain/applications'
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
  { now }: Context,
  { page, posted, fromAddress }: { readonly page: FormPage; readonly posted: PostedAnswer } & Caller,
): Promise<'saved' | 'nothing-given' | 'refused'> {
  return database.transaction(async transaction => {
    const { personId, form, madeAt } = page
    const person = await transaction.people.lock(personId)
    const worth = person && (await whatToSave(transaction, person, form, posted))
    const finishedAt = await transaction.inCellSessions.finishedAt(personId)
    if (worth === undefined || !pageIsStillValid(madeAt, now, finishedAt)) return 'refused'
    if (worth === 'nothing') return 'nothing-given'
    const saved = await transaction.expiredForms.save({
      personId,
      form,
      posted: worth,
      pageMadeAt: madeAt,
      savedAt: now,
    })
    if (saved === 'saved') {
      // Submitted without a session, so it is audited.
      const action = form.kind === 'answer' ? 'late-answer-kept' : 'late-words-kept'
      await transaction.audit.record({ site: 'my', personId, action, fromAddress })
    }
    return saved === 'refused' ? 'refused' : 'saved'
  })
}

/** @returns undefined when the form no longer exists, so nothing can be saved for it */
async function whatToSave(
  database: Database,
  person: Person,
  form: SavedFormId,
  posted: PostedAnswer,
): Promise<PostedAnswer | 'nothing' | undefined> {
  if (form.kind === 'answer') {
    const draft = await database.drafts.lock(form.draftId, person.id)
    if (!draft) return undefined
    const question = questionsAsked(findForm(draft.form), draft.answers, formFacts(person)).find(
      ({ id }) => id === form.about,
    )
    if (!question) return undefined
    if (!isWorthSaving(question, posted)) return 'nothing'
    return question.kind === 'words' ? posted : { choice: posted.choice, words: '' }
  }
  if (!(await isThere(database, person, form))) return undefined
  return posted.words.trim() === '' ? 'nothing' : { choice: [], words: posted.words }
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
  _context: Context,
  person: Person,
  drafts: readonly Draft[],
): Promise<ReadonlyMap<string, Question>> {
  const toReview = await database.expiredForms.answersToReview(drafts.map(({ id }) => id))
  return new Map(
    drafts.flatMap(({ id, form: formId, answers }) => {
      const questions = toReview.filter(({ draftId }) => draftId === id).map(({ question }) => question)
      const first = questionToReview(findForm(formId), answers, formFacts(person), questions)
      return first ? [[id, first] as const] : []
    }),
  )
}
