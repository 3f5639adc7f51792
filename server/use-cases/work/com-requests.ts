import type { AccessScope, Database, Person } from '../../database'
import type { CalendarDay } from '../../domain/calendar'
import type { Pathway } from '../../domain/topics'
import { comRequestWork, type ComRequestAction, type ComRequestKind } from '../../domain/work/com-requests'
import type { Context } from '../context'
import { addWork, moveWork, type ShownWork, type WorkCommand, type WorkResult } from './move-work'

/** What a COM asks for. */
export interface NewComRequest {
  readonly kind: ComRequestKind
  readonly words: string | null
  readonly pathway: Pathway
  readonly why: string
  readonly due: CalendarDay
}

const repositoryIn = ({ comRequests }: Database) => comRequests

/** A COM asks the pre-release team of the prison where a person is to do something for them. */
export function makeComRequest(
  database: Database,
  { now }: Context,
  { request, ...command }: WorkCommand & { readonly person: Person; readonly request: NewComRequest },
): Promise<WorkResult> {
  return addWork<never>(database, command, repositoryIn, async ({ comRequests }) => {
    const { staff, person, idempotencyKey } = command
    const step = { staffId: staff.id, at: now, idempotencyKey }
    const id = await comRequests.add({ personId: person.id, ...request }, step)
    return { kind: 'added', id, event: { action: 'task-asked', detail: { task: id, kind: request.kind } } }
  })
}

export interface ComRequestCommand extends WorkCommand, ShownWork {
  readonly scope: AccessScope
  readonly action: ComRequestAction
  /** What was done, or why it was not or is not needed any more. */
  readonly words: string | null
  readonly doneOn: CalendarDay | null
}

/** The team takes a request, hands it back or ends it; the COM withdraws it, or has read what became of it. */
export function moveComRequest(database: Database, context: Context, command: ComRequestCommand): Promise<WorkResult> {
  const { id, scope, action, words, doneOn } = command
  return moveWork(database, context, command, {
    kind: comRequestWork,
    action,
    repositoryIn,
    lock: ({ comRequests }) => comRequests.lockInScope(id, scope),
    step: { kind: action, words, doneOn },
    event: () => ({ action: `task-${action}`, detail: { task: id } }),
  })
}
