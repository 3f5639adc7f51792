import type { AccessScope, ComRequest, ComRequestStep, Database, Person, StaffMember } from '../../database'
import type { CalendarDay } from '../../domain/calendar'
import { can } from '../../domain/staff/roles'
import type { Pathway } from '../../domain/topics'
import {
  comRequestAskerOf,
  comRequestWork,
  isOfSide,
  type ComRequestAction,
  type ComRequestAsker,
  type ComRequestKind,
  type ComRequestStatus,
} from '../../domain/work/com-requests'
import { isInPlaceOfCom, type PersonOfCom, type ScopedStaff } from '../accounts/access-scopes'
import type { Context } from '../context'
import { addWork, moveWork, type ShownWork, type WorkCommand, type WorkResult } from './move-work'

/** What is asked for. */
export interface NewComRequest {
  readonly kind: ComRequestKind
  readonly words: string | null
  readonly pathway: Pathway
  readonly why: string
  readonly due: CalendarDay
}

const repositoryIn = ({ comRequests }: Database) => comRequests

/** As whom a member of staff asks for a person; null for roles that ask nothing. */
export function askerOf(staff: ScopedStaff, person: PersonOfCom): ComRequestAsker | null {
  return comRequestAskerOf(staff, { isInPlaceOfCom: isInPlaceOfCom(staff, person) })
}

/** Whether what this member of staff sees is for their team to do. */
export function isForTeamOf({ role }: StaffMember): boolean {
  return can(role, 'do-com-request')
}

/** A COM, an SPO, a POM or a probation team asks the pre-release team of the prison where a person is to do something. */
export function makeComRequest(
  database: Database,
  { now }: Context,
  { request, ...command }: WorkCommand & { readonly person: Person; readonly request: NewComRequest },
): Promise<WorkResult> {
  return addWork<{ readonly kind: 'gone' }>(database, command, repositoryIn, async ({ comRequests }) => {
    const { staff, person, idempotencyKey } = command
    const askedAs = askerOf(staff, person)
    if (askedAs === null) return { kind: 'gone' }
    const step = { staffId: staff.id, at: now, idempotencyKey }
    const id = await comRequests.add({ personId: person.id, askedAs, ...request }, step)
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

/** The team takes a request, hands it back or ends it; whoever asked withdraws it, or has read what became of it. */
export function moveComRequest(
  database: Database,
  context: Context,
  command: ComRequestCommand,
): Promise<WorkResult<ComRequestStep>> {
  const { id, scope, action, words, doneOn, staff } = command
  const isForTeam = isForTeamOf(staff)
  return moveWork<ComRequest, ComRequestStatus, ComRequestAction, never, ComRequestStep>(database, context, command, {
    kind: comRequestWork,
    action,
    repositoryIn,
    lock: ({ comRequests }) => comRequests.lockInScope(id, scope),
    has: ({ isFromReader }) => isOfSide(action, { isFromReader, isForTeam }),
    step: { kind: action, words, doneOn },
    event: () => ({ action: `task-${action}`, detail: { task: id } }),
  })
}
