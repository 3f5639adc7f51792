import { randomUUID } from 'node:crypto'
import type { Database, Draft, Person } from '../../../database'
import type { Answer, Answers, Form } from '../../../domain/applications'
import type { TaskId } from '../../../domain/checklist'
import type { Context } from '../../context'

/**
 * Opens the person's draft of a form, creating it if there is none. From a task, the draft keeps the task, and a new one
 * has the answers that the task decides.
 */
export function openDraft(
  database: Database,
  { now }: Context,
  person: Person,
  form: Form,
  from: { readonly task: TaskId; readonly answers: Answers } | null = null,
): Promise<Draft> {
  const opened = {
    id: randomUUID(),
    personId: person.id,
    form: form.id,
    formVersion: form.version,
    answers: from?.answers ?? {},
    task: from?.task ?? null,
    createdAt: now,
  }
  return database.transaction(async transaction => {
    const draft = await transaction.drafts.open(opened)
    if (from === null || draft.task === from.task) return draft
    await transaction.drafts.keepTask(draft.id, from.task)
    return { ...draft, task: from.task }
  })
}

/**
 * Saves one answer in a draft. An expired answer to the same question counts as reviewed.
 *
 * @returns the draft with the answer
 */
export function saveAnswer(
  database: Database,
  { now }: Context,
  draft: Draft,
  question: string,
  answer: Answer,
): Promise<Draft> {
  return database.transaction(async transaction => {
    await transaction.drafts.answer(draft.id, { [question]: answer }, now)
    await transaction.expiredForms.settle(draft.personId, { kind: 'answer', about: question, draftId: draft.id })
    return { ...draft, answers: { ...draft.answers, [question]: answer } }
  })
}

/** Deletes a draft. */
export function deleteDraft(database: Database, _context: Context, draft: Draft): Promise<void> {
  return database.drafts.remove(draft.id)
}
