import type { Knex } from 'knex'
import {
  isOpenRequest,
  type ComRequestKind,
  type ComRequestStatus,
  type ComRequestAction,
} from '../../domain/work/com-requests'
import type { CalendarDay } from '../../domain/calendar'
import type { Pathway } from '../../domain/routing'
import { countEach, londonDay, row, rows } from '../connection/rows'
import { personInScope, type AccessScope } from '../connection/access-scope'

/** What a COM asked the pre-release team to do for a person. */
export interface ComRequest {
  readonly id: number
  readonly personId: number
  readonly firstName: string
  readonly lastName: string
  readonly prisonNumber: string
  readonly prisonName: string
  readonly kind: ComRequestKind
  /** What the COM added in their own words. */
  readonly words: string | null
  readonly pathway: Pathway
  readonly why: string
  readonly due: CalendarDay
  readonly status: ComRequestStatus
  readonly takenBy: number | null
  readonly takenByName: string | null
  readonly isRead: boolean
  readonly askedByName: string
  readonly askedAt: Date
  readonly endedAt: Date | null
  /** Raised with every step; a step made on an older version is refused. */
  readonly version: number
}

export interface ComRequestStep {
  readonly taskId: number
  readonly kind: ComRequestAction | 'asked' | 'given' | 'person-moved'
  /** Null where the service did it, when the person moved. */
  readonly staffName: string | null
  /** Who it was given to, when an account ended. */
  readonly toStaffName: string | null
  readonly words: string | null
  readonly doneOn: CalendarDay | null
  readonly happenedAt: Date
}

interface NewStep {
  readonly staffId: number
  readonly at: Date
  readonly idempotencyKey: string
}

/** The lists of tasks, each by what a task in it is like. */
const listConditions = {
  open: "status in ('waits', 'taken')",
  waiting: "status = 'waits'",
  taken: "status = 'taken'",
  mine: "status = 'taken' and taken_by = :staffId",
  overdue: "status in ('waits', 'taken') and due < :today",
  'to-read': "status in ('done', 'not-done') and not is_read",
  done: "status = 'done'",
  'not-done': "status = 'not-done'",
  withdrawn: "status = 'withdrawn'",
} as const
export type ComRequestList = keyof typeof listConditions
export const comRequestLists = Object.keys(listConditions) as [ComRequestList, ...ComRequestList[]]

const endedLists: readonly ComRequestList[] = ['to-read', 'done', 'not-done', 'withdrawn']

/** Whose lists they are, and on which day. */
interface AgreedTaskReader {
  readonly scope: AccessScope
  readonly staffId: number
  readonly today: CalendarDay
}

export const comRequestPageSize = 25
/** So many of one person are shown, the newest. */
const mostTasksOfPerson = 200

const joined = 'com_request join person on person.id = com_request.person_id'

const columns = `
  com_request.*, first_name, last_name, prison_number, prison.name as prison_name, taker.name as taken_by_name,
    asker.name as asked_by_name`

const joinedWhole = `${joined}
  join prison on prison.id = person.prison_id
  join staff asker on asker.id = asked_by
  left join staff taker on taker.id = taken_by`

const selectTask = `select ${columns} from ${joinedWhole}`

/** Tasks that COMs and pre-release teams agreed on, and every step of each. */
export class ComRequests {
  constructor(private readonly knex: Knex) {}

  /** A page of a list from 1: open tasks by the day they are due, ended ones the newest first. */
  list(reader: AgreedTaskReader, list: ComRequestList, page: number): Promise<(ComRequest & { total: number })[]> {
    const order = endedLists.includes(list)
      ? 'com_request.ended_at desc, com_request.id desc'
      : 'com_request.due, com_request.id'
    // Who may see a task is read from an index alone; the rest is read of the page's tasks.
    return rows(
      this.knex,
      `with found as (
          select com_request.id, count(*) over () as total from ${joined}
            where ${personInScope} and ${listConditions[list]}
            order by ${order} limit ${comRequestPageSize} offset :offset)
        select ${columns}, found.total from ${joinedWhole} join found on found.id = com_request.id order by ${order}`,
      { ...parametersOf(reader), offset: (page - 1) * comRequestPageSize },
    )
  }

  /** How many tasks are in each of some lists, in one statement. */
  counts<List extends ComRequestList>(
    reader: AgreedTaskReader,
    lists: readonly List[],
  ): Promise<Readonly<Record<List, number>>> {
    return countEach(this.knex, listConditions, lists, { from: joined, where: personInScope }, parametersOf(reader))
  }

  /** The newest first, at most {@link mostTasksOfPerson}. */
  ofPerson(personId: number): Promise<ComRequest[]> {
    return rows(
      this.knex,
      `${selectTask} where com_request.person_id = :personId order by com_request.id desc limit ${mostTasksOfPerson}`,
      { personId },
    )
  }

  /** Those of which anything was done from one day to another, both included; the oldest first. */
  ofPersonBetween(personId: number, from: CalendarDay, to: CalendarDay): Promise<ComRequest[]> {
    return rows(
      this.knex,
      `${selectTask} where com_request.person_id = :personId and exists (
          select 1 from com_request_step where com_request_id = com_request.id and com_request_step.kind <> 'read'
            and happened_at >= ${londonDay(':from')} and happened_at < ${londonDay('(:to::date + 1)')})
        order by com_request.id limit ${mostTasksOfPerson}`,
      { personId, from, to },
    )
  }

  findInScope(id: number, scope: AccessScope): Promise<ComRequest | undefined> {
    return this.inScope(id, scope, '')
  }

  /** The same, and keeps others from changing it until the transaction ends. */
  lockInScope(id: number, scope: AccessScope): Promise<ComRequest | undefined> {
    return this.inScope(id, scope, 'for update of com_request')
  }

  /** The steps of some tasks, the oldest first. */
  steps(taskIds: readonly number[]): Promise<ComRequestStep[]> {
    return rows(
      this.knex,
      `select com_request_id as task_id, kind, words, done_on, happened_at, staff.name as staff_name,
          receiver.name as to_staff_name
        from com_request_step
        left join staff on staff.id = staff_id
        left join staff receiver on receiver.id = to_staff_id
        where com_request_id = any(:taskIds) order by com_request_step.id`,
      { taskIds },
    )
  }

  /** The task that an act made or changed, when it was done already: sent twice by a double click or a retry. */
  async requestForKey(idempotencyKey: string): Promise<number | undefined> {
    const found = await row<{ id: number }>(
      this.knex,
      'select com_request_id as id from com_request_step where idempotency_key = :idempotencyKey',
      { idempotencyKey },
    )
    return found?.id
  }

  /** @returns its id */
  async add(
    task: Pick<ComRequest, 'personId' | 'kind' | 'words' | 'pathway' | 'why' | 'due'>,
    step: NewStep,
  ): Promise<number> {
    const [added] = await this.knex('com_request')
      .insert({
        person_id: task.personId,
        kind: task.kind,
        words: task.words,
        pathway: task.pathway,
        why: task.why,
        due: task.due,
        status: 'waits',
        asked_by: step.staffId,
        asked_at: step.at,
      })
      .returning<{ id: number }[]>('id')
    await this.addStep(added!.id, { ...step, kind: 'asked', words: null, doneOn: null })
    return added!.id
  }

  /** Changes it, raises its version, and keeps the step. The task must be locked. */
  async change(
    { id, version }: Pick<ComRequest, 'id' | 'version'>,
    status: ComRequestStatus,
    step: NewStep & {
      readonly kind: ComRequestAction
      readonly words: string | null
      readonly doneOn: CalendarDay | null
    },
  ): Promise<void> {
    await this.knex('com_request')
      .where({ id })
      .update({
        status,
        version: version + 1,
        ...(step.kind === 'read'
          ? { is_read: true }
          : { taken_by: status === 'taken' ? step.staffId : null, ended_at: isOpenRequest(status) ? null : step.at }),
      })
    await this.addStep(id, step)
  }

  /**
   * What somebody has taken who does not work where the person is now waits for the team there, and pages that showed an
   * open task before are out of date. The person must be held.
   */
  async freeFromElsewhere(personId: number, at: Date): Promise<void> {
    // First, so that whoever takes one of them at this moment is waited for, and seen by the statement that follows.
    await this.knex.raw(
      `update com_request set version = version + 1 where person_id = :personId and status in ('waits', 'taken')`,
      { personId },
    )
    await this.knex.raw(
      `with freed as (
          update com_request set status = 'waits', taken_by = null
            where person_id = :personId and status = 'taken' and not exists (
              select 1 from staff_prison join person on person.prison_id = staff_prison.prison_id
              where staff_prison.staff_id = taken_by and person.id = :personId)
            returning id)
        insert into com_request_step (com_request_id, kind, happened_at) select id, 'person-moved', :at from freed`,
      { personId, at },
    )
  }

  /**
   * Gives what these have taken to a colleague where the person is in one of these prisons, and to nobody where not.
   * The people must be held.
   *
   * @param given.within tasks for people elsewhere stay as they are; absent for everywhere
   * @returns whose task each was, and who has it now
   */
  passOn(
    from: readonly number[],
    given: {
      readonly to: number | null
      readonly prisons: readonly string[]
      readonly within?: readonly string[]
      readonly by: number
      readonly at: Date
    },
  ): Promise<{ readonly id: number; readonly personId: number; readonly takenBy: number | null }[]> {
    return rows(
      this.knex,
      `with passed as (
          update com_request
            set taken_by = case when person.prison_id = any(:prisons) then cast(:to as bigint) end,
              status = case when person.prison_id = any(:prisons) and cast(:to as bigint) is not null
                then 'taken' else 'waits' end,
              version = com_request.version + 1
            from person
            where person.id = com_request.person_id and taken_by = any(:from)
              and (cast(:within as text[]) is null or person.prison_id = any(:within))
              and (taken_by is distinct from cast(:to as bigint) or not person.prison_id = any(:prisons))
            returning com_request.id, person_id, taken_by),
        steps as (
          insert into com_request_step (com_request_id, kind, staff_id, to_staff_id, happened_at)
            select id, case when taken_by is null then 'handed-back' else 'given' end, :by, taken_by, :at from passed)
        select * from passed`,
      { from, within: null, ...given },
    )
  }

  /** How many open tasks each member of staff has taken, and how many nobody has (null); and how many are overdue. */
  byColleague(
    scope: AccessScope,
    today: CalendarDay,
  ): Promise<{ readonly staffId: number | null; readonly tasks: number; readonly tasksOverdue: number }[]> {
    return rows(
      this.knex,
      `select taken_by as staff_id, count(*) as tasks, count(*) filter (where due < :today) as tasks_overdue
        from ${joined} where ${personInScope} and ${listConditions.open} group by 1`,
      { prisons: scope.prisons, comEmail: scope.comEmail, today },
    )
  }

  private inScope(id: number, scope: AccessScope, lock: string): Promise<ComRequest | undefined> {
    return row(this.knex, `${selectTask} where com_request.id = :id and ${personInScope} ${lock}`, {
      id,
      prisons: scope.prisons,
      comEmail: scope.comEmail,
    })
  }

  private async addStep(id: number, step: NewStep & Pick<ComRequestStep, 'kind' | 'words' | 'doneOn'>): Promise<void> {
    await this.knex('com_request_step').insert({
      com_request_id: id,
      kind: step.kind,
      words: step.words,
      done_on: step.doneOn,
      staff_id: step.staffId,
      happened_at: step.at,
      idempotency_key: step.idempotencyKey,
    })
  }
}

function parametersOf({ scope, staffId, today }: AgreedTaskReader) {
  return { prisons: scope.prisons, comEmail: scope.comEmail, staffId, today }
}
