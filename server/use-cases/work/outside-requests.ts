import type { AccessScope, Database, OutsideRequest, Person } from '../../database'
import type { OutsideContact } from '../../domain/work/notifications'
import { isUnchanged } from '../accounts/lock-accounts'
import type { Context } from '../context'
import { addWork, type WorkCommand, type WorkResult } from './move-work'

/** Logs what somebody outside the service asks about a person, for the team to answer. */
export function logOutsideRequest(
  database: Database,
  { now }: Context,
  {
    asked,
    ...command
  }: WorkCommand & {
    readonly person: Person
    readonly asked: Pick<OutsideRequest, 'asker' | 'whom' | 'way' | 'words' | 'due'>
  },
): Promise<WorkResult> {
  const repositoryIn = ({ outsideRequests }: Database) => outsideRequests
  return addWork<never>(database, command, repositoryIn, async ({ outsideRequests }) => {
    const { staff, person, idempotencyKey } = command
    const logged = { personId: person.id, loggedBy: staff.id, loggedAt: now, idempotencyKey }
    const id = await outsideRequests.add({ ...asked, ...logged })
    return {
      kind: 'added',
      id,
      event: { action: 'outside-request-logged', detail: { request: id, asker: asked.asker } },
    }
  })
}

/** Records how a request from outside was answered. `changed` when a colleague was first. */
export function answerOutsideRequest(
  database: Database,
  { now }: Context,
  command: Omit<WorkCommand, 'idempotencyKey'> & {
    readonly id: number
    readonly scope: AccessScope
    readonly words: string
    readonly outside: OutsideContact
  },
): Promise<WorkResult> {
  const { id, scope, staff, words, outside, fromAddress } = command
  return database.transaction(async transaction => {
    if (!(await isUnchanged(transaction, staff))) return { kind: 'gone' }
    const request = await transaction.outsideRequests.lockInScope(id, scope)
    if (!request) return { kind: 'gone' }
    if (request.answeredAt !== null || request.closedAt !== null) return { kind: 'changed' }
    await transaction.outsideRequests.answer(id, {
      answeredBy: staff.id,
      answeredAt: now,
      answerWay: outside.way,
      answerWhom: outside.whom,
      answeredOn: outside.on,
      answer: words,
    })
    const { personId } = request
    const action = 'outside-request-answered'
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      personId,
      action,
      detail: { request: id },
      fromAddress,
    })
    return { kind: 'done', id }
  })
}
