import { randomUUID } from 'node:crypto'
import type { Database, Draft, Person } from '../../../database'
import { feelSafe, isConcern, type Answers, type Form } from '../../../domain/applications'
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
 * Saves the answers to the questions of a page in a draft. Expired answers to the same questions count as reviewed.
 * Whether somebody feels safe is not asked again on the same day, unless staff must hear of it.
 *
 * @returns the draft with the answers
 */
export function saveAnswers(
  database: Database,
  { now, today }: Context,
  draft: Draft,
  answers: Answers,
): Promise<Draft> {
  return database.transaction(async transaction => {
    await transaction.drafts.answer(draft.id, answers, now)
    for (const about of Object.keys(answers)) {
      await transaction.expiredForms.settle(draft.personId, { kind: 'answer', about, draftId: draft.id })
    }
    const safe = answers[feelSafe.id]
    if (safe !== undefined && !isConcern(feelSafe, safe)) await transaction.people.saidIfSafe(draft.personId, today)
    return { ...draft, answers: { ...draft.answers, ...answers } }
  })
}

/** Deletes a draft. */
export function deleteDraft(database: Database, _context: Context, draft: Draft): Promise<void> {
  return database.drafts.remove(draft.id)
}
