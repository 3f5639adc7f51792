import { isDeepStrictEqual } from 'node:util'
import type { Words } from '../../../content/words/words'
import type { Application, Database, Person } from '../../../database'
import { findForm } from '../../../domain/applications'
import { wayToAct, type TaskId } from '../../../domain/checklist'
import { decide, type Team } from '../../../domain/routing'
import type { Caller, Context } from '../../context'
import { routingFacts } from '../routing/routing-facts'
import { auditSent, onceReferenced, storeApplication } from './submit-application'

/** The form that a question from a task is stored with, and its question that holds what the person adds. */
const form = findForm('something-else')
const ownWords = 'ask'
/** How much the person can add, in letters as people see them. */
export const askLimit = 300

export interface StaffQuestion extends Caller {
  readonly personId: number
  readonly task: TaskId
  /** What the person adds to the question that is ready; empty for nothing. */
  readonly added: string
  readonly idempotencyKey: string
  readonly words: Words
}

export type Asked =
  | { readonly kind: 'sent'; readonly application: Application }
  /** The question of this task is open, and what the person added is not in it. */
  | { readonly kind: 'open-already'; readonly application: Application }
  | { readonly kind: 'cannot-be-asked' }

/** The team that a task's question would go to; null for a task without one. */
export function teamToAsk(_database: Database, { today, routing }: Context, person: Person, task: TaskId): Team | null {
  const way = wayToAct(task)
  if (way.kind !== 'ask') return null
  return decide(routingFacts(person, { id: task, topic: way.topic, safetyConcern: false }, today), routing).team
}

/**
 * Sends the question of a task, which is ready, as an application on the task's topic. Asking again by a double click or
 * a second tab finds the one that was sent.
 */
export function askStaff(database: Database, context: Context, question: StaffQuestion): Promise<Asked> {
  return onceReferenced(database, transaction => ask(transaction, context, question))
}

async function ask(
  database: Database,
  context: Context,
  { personId, task, added, idempotencyKey, words, fromAddress }: StaffQuestion,
): Promise<Asked> {
  const way = wayToAct(task)
  const person = await database.people.lock(personId)
  if (!person || way.kind !== 'ask') return { kind: 'cannot-be-asked' }
  const answers = added === '' ? {} : { [ownWords]: { words: added } }
  const applications = await database.applications.ofPerson(personId)
  const open = applications.find(each => each.status === 'open' && each.form === form.id && each.task === task)
  const before = applications.find(({ draftId }) => draftId === idempotencyKey) ?? open
  if (before) {
    await database.expiredForms.settle(personId, { kind: 'ask', about: task })
    const isSame = added === '' || isDeepStrictEqual(before.answers, answers)
    return { kind: isSame ? 'sent' : 'open-already', application: before }
  }
  const ready = { person, draftId: idempotencyKey, form, answers, task, topic: way.topic, words }
  const { application } = await storeApplication(database, context, { ...ready, language: person.language })
  await database.expiredForms.settle(personId, { kind: 'ask', about: task })
  await auditSent(database, application, fromAddress)
  return { kind: 'sent', application }
}
