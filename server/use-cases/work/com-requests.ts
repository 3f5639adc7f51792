import type { Database, Person, Sight, StaffMember } from '../../database'
import { canFollow, statusAfter, type AgreedTaskKind, type TaskAct } from '../../domain/work/com-requests'
import type { CalendarDay } from '../../domain/calendar'
import type { Pathway } from '../../domain/routing'
import { isAsBefore } from '../accounts/lock-accounts'
import type { Caller, Circumstances } from '../context'

interface Act extends Caller {
  readonly staff: StaffMember
  /** Made with the page, so that a double click or a retry acts once. */
  readonly actKey: string
}

/** What a COM asks for. */
export interface TaskAsked {
  readonly kind: AgreedTaskKind
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
export function askForTask(
  database: Database,
  { now }: Circumstances,
  { staff, person, asked, actKey, fromAddress }: Act & { readonly person: Person; readonly asked: TaskAsked },
): Promise<number | undefined> {
  return database.transaction(async transaction => {
    if (!(await isAsBefore(transaction, staff)) || !(await transaction.people.lock(person.id))) return undefined
    const before = await transaction.agreedTasks.taskOfAct(actKey)
    if (before !== undefined) return before
    const step = { staffId: staff.id, at: now, actKey }
    const id = await transaction.agreedTasks.add({ personId: person.id, ...asked }, step)
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      personId: person.id,
      act: 'task-asked',
      detail: { task: id, kind: asked.kind },
      fromAddress,
    })
    return id
  })
}

export interface TaskStepAct extends Act {
  readonly sight: Sight
  readonly id: number
  /** As the page showed it. */
  readonly version: number
  readonly act: TaskAct
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
export function stepTask(
  database: Database,
  { now }: Circumstances,
  { staff, sight, id, version, act, words, doneOn, actKey, fromAddress }: TaskStepAct,
): Promise<'done' | 'changed' | undefined> {
  return database.transaction(async transaction => {
    if (!(await isAsBefore(transaction, staff))) return undefined
    const task = await transaction.agreedTasks.lockInSight(id, sight)
    if (!task) return undefined
    if ((await transaction.agreedTasks.taskOfAct(actKey)) !== undefined) return 'done'
    if (task.version !== version || !canFollow(task, act, staff.id)) return 'changed'
    const step = { kind: act, words, doneOn, staffId: staff.id, at: now, actKey }
    await transaction.agreedTasks.change(task, statusAfter(act, task.status), step)
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      personId: task.personId,
      act: `task-${act}`,
      detail: { task: id },
      fromAddress,
    })
    return 'done'
  })
}
