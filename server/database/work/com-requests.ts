import type { Knex } from 'knex'
import {
  comRequestWork,
  type ComRequestAction,
  type ComRequestKind,
  type ComRequestStatus,
} from '../../domain/work/com-requests'
import type { Whereabouts } from '../../domain/people/whereabouts'
import type { CalendarDay } from '../../domain/calendar'
import type { Pathway } from '../../domain/topics'
import { countEach, londonDay } from '../connection/rows'
import { personInScope, type AccessScope } from '../connection/access-scope'
import { WorkItems, type NewStep, type WorkItem, type WorkStep } from './work-items'

/** What a COM asked the pre-release team to do for a person. Its holder is whoever has taken it. */
export interface ComRequest extends WorkItem<ComRequestStatus> {
  readonly firstName: string
  readonly lastName: string
  readonly prisonNumber: string
  readonly prisonName: string
  readonly whereabouts: Whereabouts
  readonly kind: ComRequestKind
  /** What the COM added in their own words. */
  readonly words: string | null
  readonly pathway: Pathway
  readonly why: string
  readonly due: CalendarDay
  readonly isRead: boolean
  readonly askedByName: string
  readonly askedAt: Date
  readonly endedAt: Date | null
}

export interface ComRequestStep extends WorkStep {
  readonly kind: ComRequestAction | 'asked' | 'given' | 'person-moved' | 'restored'
  readonly words: string | null
  readonly doneOn: CalendarDay | null
}

const isOpen = "status in ('waits', 'taken')"

/** The lists of requests, each by what a request in it is like. */
const listConditions = {
  open: isOpen,
  waiting: "status = 'waits'",
  taken: "status = 'taken'",
  mine: "status = 'taken' and taken_by = :staffId",
  overdue: `${isOpen} and due < :today`,
  'to-read': "status in ('done', 'not-done') and not is_read",
  done: "status = 'done'",
  'not-done': "status = 'not-done'",
  withdrawn: "status = 'withdrawn'",
} as const
export type ComRequestList = keyof typeof listConditions
export const comRequestLists = Object.keys(listConditions) as [ComRequestList, ...ComRequestList[]]

const endedLists: readonly ComRequestList[] = ['to-read', 'done', 'not-done', 'withdrawn']

/** Whose lists they are, and on which day. */
interface ComRequestReader {
  readonly scope: AccessScope
  readonly staffId: number
  readonly today: CalendarDay
}

export const comRequestPageSize = 25
/** So many of one person are shown, the newest. */
const maxPerPerson = 200

const from = 'com_request join person on person.id = com_request.person_id'

/** What COMs ask pre-release teams to do, and every step of each. */
export class ComRequests extends WorkItems<ComRequest, ComRequestStep, ComRequestStatus> {
  constructor(knex: Knex) {
    super(knex, {
      kind: comRequestWork,
      name: 'com_request',
      holder: 'taken_by',
      status: 'status',
      statusByHolder: ['taken', 'waits'],
      isOpen,
      isOverdue: 'due < :today',
      from,
      inScope: personInScope,
      columns: `
        first_name, last_name, prison_number, whereabouts, prison.name as prison_name, asker.name as asked_by_name`,
      joins: 'join prison on prison.id = person.prison_id join staff asker on asker.id = asked_by',
      stepColumns: 'step.words, step.done_on',
      freed: 'person-moved',
    })
  }

  /** A page of a list from 1: open requests by the day they are due, ended ones the newest first. */
  list(reader: ComRequestReader, list: ComRequestList, page: number) {
    const order = endedLists.includes(list)
      ? 'com_request.ended_at desc, com_request.id desc'
      : 'com_request.due, com_request.id'
    return this.page({ where: listConditions[list], order, size: comRequestPageSize }, page, this.readerIn(reader))
  }

  /** How many requests are in each of some lists, in one statement. */
  counts<List extends ComRequestList>(
    reader: ComRequestReader,
    lists: readonly List[],
  ): Promise<Readonly<Record<List, number>>> {
    return countEach(this.knex, listConditions, lists, { from, where: personInScope }, this.readerIn(reader))
  }

  /** The newest first, at most {@link maxPerPerson}. */
  ofPerson(personId: number): Promise<ComRequest[]> {
    return this.select(`com_request.person_id = :personId order by com_request.id desc limit ${maxPerPerson}`, {
      personId,
    })
  }

  /** Those of which anything was done from one day to another, both included; the oldest first. */
  ofPersonBetween(personId: number, first: CalendarDay, last: CalendarDay): Promise<ComRequest[]> {
    return this.select(
      `com_request.person_id = :personId and exists (
          select 1 from com_request_step where com_request_id = com_request.id and com_request_step.kind <> 'read'
            and happened_at >= ${londonDay(':first')} and happened_at < ${londonDay('(:last::date + 1)')})
        order by com_request.id limit ${maxPerPerson}`,
      { personId, first, last },
    )
  }

  /** @returns its id */
  add(
    request: Pick<ComRequest, 'personId' | 'kind' | 'words' | 'pathway' | 'why' | 'due'>,
    step: NewStep,
  ): Promise<number> {
    return this.insert(
      { ...request, status: 'waits', askedBy: step.staffId, askedAt: step.at },
      { ...step, kind: 'asked' },
    )
  }

  override async freeFromElsewhere(personId: number, at: Date): Promise<number[]> {
    const freed = await super.freeFromElsewhere(personId, at)
    // The team is another one now, so pages that the team before has open must not act on the person's open requests.
    await this.knex.raw(
      `update com_request set version = version + 1
        where person_id = :personId and ${isOpen} and not id = any(:freed)`,
      { personId, freed } as never,
    )
    return freed
  }

  private readerIn({ scope, staffId, today }: ComRequestReader) {
    return { ...this.parameters(scope), staffId, today }
  }
}
