import type { Database, Person, AccessScope, StaffMember } from '../../database'
import { canFollow, statusAfter, type ComRequestKind, type ComRequestAction } from '../../domain/work/com-requests'
import type { CalendarDay } from '../../domain/calendar'
import type { Pathway } from '../../domain/routing'
import { isUnchanged } from '../accounts/lock-accounts'
import type { Caller, Context } from '../context'

interface Command extends Caller {
  readonly staff: StaffMember
  /** Made with the page, so that a double click or a retry acts once. */
  readonly idempotencyKey: string
}

/** What a COM asks for. */
export interface NewComRequest {
  readonly kind: ComRequestKind
  readonly words: string | null
  readonly pathway: Pathway
  readonly why: string
  readonly due: CalendarDay
}

/**
 * A COM asks the pre-release team of the prison where a person is to do something for them.
 *
 * @returns the task's id, the same for a form that is sent twice; undefined when the person's record, or the
 * account, is gone or changed meanwhile
 */
export function makeComRequest(
  database: Database,
  { now }: Context,
  {
    staff,
    person,
    asked,
    idempotencyKey,
    fromAddress,
  }: Command & { readonly person: Person; readonly asked: NewComRequest },
): Promise<number | undefined> {
  return database.transaction(async transaction => {
    if (!(await isUnchanged(transaction, staff)) || !(await transaction.people.lock(person.id))) return undefined
    const before = await transaction.comRequests.requestForKey(idempotencyKey)
    if (before !== undefined) return before
    const step = { staffId: staff.id, at: now, idempotencyKey }
    const id = await transaction.comRequests.add({ personId: person.id, ...asked }, step)
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      personId: person.id,
      action: 'task-asked',
      detail: { task: id, kind: asked.kind },
      fromAddress,
    })
    return id
  })
}

export interface ComRequestCommand extends Command {
  readonly scope: AccessScope
  readonly id: number
  /** As the page showed it. */
  readonly version: number
  readonly action: ComRequestAction
  /** What was done, or why it was not or is not needed any more. */
  readonly words: string | null
  readonly doneOn: CalendarDay | null
}

/**
 * Takes a task, hands it back, says what was done or why it was not, withdraws it, or has read what became of it: one
 * step, kept with who and when.
 *
 * @returns `changed` when somebody else was first, and nothing is done; undefined when there is no such task in sight
 */
export function moveComRequest(
  database: Database,
  { now }: Context,
  { staff, scope, id, version, action, words, doneOn, idempotencyKey, fromAddress }: ComRequestCommand,
): Promise<'done' | 'changed' | undefined> {
  return database.transaction(async transaction => {
    if (!(await isUnchanged(transaction, staff))) return undefined
    const task = await transaction.comRequests.lockInScope(id, scope)
    if (!task) return undefined
    if ((await transaction.comRequests.requestForKey(idempotencyKey)) !== undefined) return 'done'
    if (task.version !== version || !canFollow(task, action, staff.id)) return 'changed'
    const step = { kind: action, words, doneOn, staffId: staff.id, at: now, idempotencyKey }
    await transaction.comRequests.change(task, statusAfter(action, task.status), step)
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      personId: task.personId,
      action: `task-${action}`,
      detail: { task: id },
      fromAddress,
    })
    return 'done'
  })
}
