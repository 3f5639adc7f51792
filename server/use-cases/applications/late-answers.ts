import type { Database, Draft, Person } from '../../database'
import {
  findForm,
  givesSomething,
  pageStillCounts,
  questionsAsked,
  questionToLookAt,
  type PostedAnswer,
  type Question,
} from '../../domain/applications'
import type { Caller, Context } from '../context'
import { formFacts } from './form-facts'

/** The page of a question, as it was made for somebody who was signed in. */
export interface QuestionPage {
  readonly personId: number
  readonly draftId: string
  readonly questionId: string
  readonly madeAt: Date
}

/**
 * Keeps what a question's page posted after its session had ended, beside the draft, for the person to look at. Nothing
 * of the draft changes (decision 18).
 *
 * @param page proven: nobody but the service can have made it
 * @returns `nothing-given` when the page held no answer; `refused` when it no longer counts, whatever the reason
 */
export function keepLateAnswer(
  database: Database,
  { now }: Context,
  { page, posted, fromAddress }: { readonly page: QuestionPage; readonly posted: PostedAnswer } & Caller,
): Promise<'kept' | 'nothing-given' | 'refused'> {
  return database.transaction(async transaction => {
    const { personId, draftId, questionId, madeAt } = page
    const draft = await transaction.drafts.lock(draftId, personId)
    const person = draft && (await transaction.people.find(personId))
    const form = draft && findForm(draft.form)
    if (!draft || !person || !form) return 'refused'
    const question = questionsAsked(form, draft.answers, formFacts(person)).find(({ id }) => id === questionId)
    const finishedAt = await transaction.inCellSessions.finishedAt(personId)
    if (!question || !pageStillCounts(madeAt, now, finishedAt)) return 'refused'
    if (!givesSomething(question, posted)) return 'nothing-given'
    const kept = await transaction.lateAnswers.keep({
      draftId,
      question: question.id,
      posted: question.kind === 'words' ? posted : { choice: posted.choice, words: '' },
      pageMadeAt: madeAt,
      keptAt: now,
    })
    // Nobody had to sign in for this, so it is written down that it happened.
    if (kept === 'kept') {
      await transaction.audit.record({ site: 'my', personId, action: 'late-answer-kept', fromAddress })
    }
    return kept === 'refused' ? 'refused' : 'kept'
  })
}

/** Of these drafts of a person, those in which an answer waits, each with the question to look at first. */
export async function draftsToLookAt(
  database: Database,
  person: Person,
  drafts: readonly Draft[],
): Promise<ReadonlyMap<string, Question>> {
  const waiting = await database.lateAnswers.waitingIn(drafts.map(({ id }) => id))
  return new Map(
    drafts.flatMap(({ id, form: formId, answers }) => {
      const form = findForm(formId)
      const late = waiting.filter(({ draftId }) => draftId === id).map(({ question }) => question)
      const question = form && questionToLookAt(form, answers, formFacts(person), late)
      return question ? [[id, question] as const] : []
    }),
  )
}
