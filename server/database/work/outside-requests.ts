import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
import type { Whereabouts } from '../../domain/people/whereabouts'
import type { WayToTell } from '../../domain/work/notifications'
import type { OutsideAsker } from '../../domain/work/outside-requests'
import { personInScope, personScopeParameters, type PersonScope } from '../connection/access-scope'
import { countEach, row, rows, snakeCased, type Parameters } from '../connection/rows'
import { orderBy, personOrders, type ListOrder } from '../lists/list-order'
import { isInLocation } from '../people/in-location'
import type { PageOfWork } from './work-items'

/** What somebody outside the service asked about a person: the team's to answer, whoever logged it. */
export interface OutsideRequest {
  readonly id: number
  readonly personId: number
  readonly firstName: string
  readonly lastName: string
  readonly prisonNumber: string
  readonly prisonName: string
  readonly whereabouts: Whereabouts
  readonly location: string | null
  readonly releaseDate: CalendarDay | null
  readonly asker: OutsideAsker
  /** The name of who asks, and how to reach them. */
  readonly whom: string
  readonly way: WayToTell
  readonly words: string
  readonly due: CalendarDay
  readonly loggedByName: string
  readonly loggedAt: Date
  /** Null, as all that follows, until it is answered. */
  readonly answeredAt: Date | null
  readonly answeredByName: string | null
  readonly answerWay: WayToTell | null
  readonly answerWhom: string | null
  readonly answeredOn: CalendarDay | null
  readonly answer: string | null
  /** Null, as all that follows, unless it was closed unanswered when the person left. */
  readonly closedAt: Date | null
  readonly closedByName: string | null
  /** Null also for what went to the COM. */
  readonly closedBecause: string | null
}

const isOpen = 'outside_request.answered_at is null and outside_request.closed_at is null'
/** The lists of requests, each by what a request in it is like. */
const listConditions = {
  open: isOpen,
  overdue: `${isOpen} and due < :today`,
  answered: 'outside_request.answered_at is not null',
  closed: 'outside_request.closed_at is not null',
} as const
export type OutsideRequestList = keyof typeof listConditions
export const outsideRequestLists = Object.keys(listConditions) as [OutsideRequestList, ...OutsideRequestList[]]

export const outsideRequestPageSize = 25

const endedLists: readonly OutsideRequestList[] = ['answered', 'closed']

/** Whether a list can be sorted: those of what has ended grow for ever, and have the newest first. */
export function isOutsideRequestListSorted(list: OutsideRequestList): boolean {
  return !endedLists.includes(list)
}

const columns = { due: ['due'], asker: ['outside_request.asker'], ...personOrders }
/** What the lists of what is to be answered can be sorted by. */
export type OutsideRequestColumn = keyof typeof columns

/** What a list has: of everybody, or of those in a wing or on a landing, as locations begin with it. */
export interface OutsideRequestsListed {
  readonly list: OutsideRequestList
  readonly wing: string | null
  readonly asker: OutsideAsker | null
  readonly order: ListOrder<OutsideRequestColumn>
}

const maxPerPerson = 100

const from = 'outside_request join person on person.id = outside_request.person_id'
const select = `select outside_request.*, first_name, last_name, prison_number, location, release_date, whereabouts,
    prison.name as prison_name, logger.name as logged_by_name, answerer.name as answered_by_name,
    closer.name as closed_by_name`
const joins = `join prison on prison.id = person.prison_id join staff logger on logger.id = logged_by
  left join staff answerer on answerer.id = answered_by left join staff closer on closer.id = closed_by`

/** Requests that came from outside the service, by phone, letter and other ways. */
export class OutsideRequests {
  constructor(private readonly knex: Knex) {}

  /** A page of a list: answered and closed ones the newest first, others in the order that is asked for. */
  list(
    scope: PersonScope,
    today: CalendarDay,
    { list, wing, asker, order }: OutsideRequestsListed,
    { page, size }: PageOfWork,
  ): Promise<(OutsideRequest & { readonly total: number })[]> {
    const inOrder = isOutsideRequestListSorted(list)
      ? orderBy(columns, order, ['due', 'outside_request.id'])
      : 'coalesce(answered_at, closed_at) desc, outside_request.id desc'
    const conditions = [
      personInScope,
      listConditions[list],
      ...(wing === null ? [] : [isInLocation(':wing')]),
      ...(asker === null ? [] : ['outside_request.asker = :asker']),
    ]
    return rows(
      this.knex,
      `${select}, count(*) over () as total from ${from} ${joins}
        where ${conditions.join(' and ')} order by ${inOrder} limit :limit offset :offset`,
      {
        ...personScopeParameters(scope),
        today,
        wing: wing?.toLowerCase() ?? null,
        asker,
        limit: size,
        offset: (page - 1) * size,
      },
    )
  }

  /** How many are in each of some lists. */
  counts<List extends OutsideRequestList>(
    scope: PersonScope,
    today: CalendarDay,
    lists: readonly List[],
  ): Promise<Readonly<Record<List, number>>> {
    const parameters: Parameters = { ...personScopeParameters(scope), today }
    return countEach(this.knex, listConditions, lists, { from, where: personInScope }, parameters)
  }

  /** The newest first, at most {@link maxPerPerson}. */
  ofPerson(personId: number): Promise<OutsideRequest[]> {
    return rows(
      this.knex,
      `${select} from ${from} ${joins} where outside_request.person_id = :personId
        order by outside_request.id desc limit ${maxPerPerson}`,
      { personId },
    )
  }

  findInScope(id: number, scope: PersonScope): Promise<OutsideRequest | undefined> {
    return this.inScope(id, scope, '')
  }

  /** The same, and keeps others from answering it until the transaction ends. */
  lockInScope(id: number, scope: PersonScope): Promise<OutsideRequest | undefined> {
    return this.inScope(id, scope, 'for update of outside_request')
  }

  /** What was logged with this key: a double click or a retry sends it again. */
  async idForKey(idempotencyKey: string): Promise<number | undefined> {
    const found = await row<{ id: number }>(
      this.knex,
      'select id from outside_request where idempotency_key = :idempotencyKey',
      { idempotencyKey },
    )
    return found?.id
  }

  /** @returns its id */
  async add(
    request: Pick<OutsideRequest, 'personId' | 'asker' | 'whom' | 'way' | 'words' | 'due' | 'loggedAt'> & {
      readonly loggedBy: number
      readonly idempotencyKey: string
    },
  ): Promise<number> {
    const [added] = await this.knex('outside_request').insert(snakeCased(request)).returning<{ id: number }[]>('id')
    return added!.id
  }

  /** Stores how it was answered. It must be locked. */
  async answer(
    id: number,
    answered: {
      readonly answeredBy: number
      readonly answeredAt: Date
      readonly answerWay: WayToTell
      readonly answerWhom: string
      readonly answeredOn: CalendarDay
      readonly answer: string
    },
  ): Promise<void> {
    await this.knex('outside_request').where({ id }).update(snakeCased(answered))
  }

  /** Closes one unanswered, since the person left. It must be locked. */
  async close(
    id: number,
    closed: { readonly closedBy: number; readonly closedAt: Date; readonly closedBecause: string | null },
  ): Promise<void> {
    await this.knex('outside_request').where({ id }).update(snakeCased(closed))
  }

  /** Opens one again that was closed by mistake. It must be locked. */
  async openAgain(id: number): Promise<void> {
    await this.knex('outside_request').where({ id }).update({ closed_at: null, closed_by: null, closed_because: null })
  }

  private inScope(id: number, scope: PersonScope, lock: string): Promise<OutsideRequest | undefined> {
    return row(
      this.knex,
      `${select} from ${from} ${joins} where outside_request.id = :id and ${personInScope} ${lock}`,
      { id, ...personScopeParameters(scope) },
    )
  }
}
