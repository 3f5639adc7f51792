import type { Knex } from 'knex'
import type { CalendarDay } from '../../../domain/calendar'
import type { WayOfLeaving, Whereabouts, WhereaboutsRecordKind } from '../../../domain/people/whereabouts'
import {
  applicationInScope,
  notHeldBack,
  personInScope,
  scopeParameters,
  type AccessScope,
  personScopeParameters,
} from '../../connection/access-scope'
import { row, rows, type Count } from '../../connection/rows'
import { orderBy, personOrders, type ListOrder } from '../../lists/list-order'
import type { PageOfWork } from '../../work/work-items'
import { isInLocation } from '../in-location'
import { personColumns, personTables, type Person } from '../people'
import { mayHaveLeft } from '../still-in-custody'
import { inThisCustody } from './leaving'

/** A record of where a person went, that they are still here, or that a record was a mistake. */
export interface WhereaboutsRecord {
  readonly id: number
  readonly kind: WhereaboutsRecordKind
  /** Where they were afterwards. */
  readonly whereabouts: Whereabouts
  readonly happenedOn: CalendarDay
  /** How they left; null for every other record. */
  readonly way: WayOfLeaving | null
  /** Why a record was a mistake, or why open work was closed when the person left. */
  readonly words: string | null
  /** Null for what a file of receptions brought. */
  readonly staffName: string | null
  readonly recordedAt: Date
}

/** A record before it is stored. */
export interface NewWhereaboutsRecord extends Pick<WhereaboutsRecord, 'kind' | 'whereabouts' | 'happenedOn'> {
  readonly personId: number
  readonly way?: WayOfLeaving
  readonly words?: string
  readonly staffId: number | null
  readonly idempotencyKey: string | null
}

/** How much open work there is about a person that ends or goes to somebody else when they leave. */
export interface OpenWorkCounts {
  /** Those with the team that the reader may see; those with the COM stay there. */
  readonly applications: number
  readonly referrals: number
  readonly enquiries: number
  readonly comRequests: number
  /** Planned actions that are not only for probation. */
  readonly actions: number
  /** What is carried on of closed applications. */
  readonly carriedOn: number
  readonly outsideRequests: number
}

/** Somebody who may have left, with what is still open about them. */
export type MayHaveLeft = Person &
  OpenWorkCounts & {
    /** The newest record about them when the list was read; 0 for none. */
    readonly seen: number
    readonly total: number
  }

export const mayHaveLeftPageSize = 50

const columns = { day: ['least(release_date, tag_date)'], person: personOrders.person, cell: personOrders.cell }
/** What the list of those who may have left can be sorted by. */
export type MayHaveLeftColumn = keyof typeof columns

/** All of them, or those in a wing or on a landing, as locations begin with it. */
export interface MayHaveLeftListed {
  readonly wing: string | null
  readonly order: ListOrder<MayHaveLeftColumn>
}

const newestRecord = `
  coalesce((select max(id) from whereabouts_record where whereabouts_record.person_id = person.id), 0)`

const openWork = `
  (select count(*) from application where application.person_id = person.id and application.status = 'open'
    and application.destination = 'PRT' and ${applicationInScope}) as applications,
  (select count(*) from referral left join application on application.id = referral.application_id
    where referral.person_id = person.id and referral.ended_at is null
      and (application.id is null or ${notHeldBack})) as referrals,
  (select count(*) from enquiry left join application on application.id = enquiry.application_id
    where enquiry.person_id = person.id and enquiry.ended_at is null
      and (application.id is null or ${notHeldBack})) as enquiries,
  (select count(*) from com_request where com_request.person_id = person.id
    and com_request.status in ('waits', 'taken')) as com_requests,
  (select count(*) from resettlement_plan_entry action where action.person_id = person.id and action.kind = 'action'
    and action.responsible <> 'probation' and action.${inThisCustody}
    and not exists (select 1 from resettlement_plan_entry said where said.about = action.id)) as actions,
  (select count(*) from notification left join application on application.id = notification.application_id
    where notification.person_id = person.id and notification.carried_on and notification.ended_at is null
      and (application.id is null or ${notHeldBack})) as carried_on,
  (select count(*) from outside_request where outside_request.person_id = person.id
    and answered_at is null and closed_at is null) as outside_requests`

/** Append-only record of where people are; the latest is on the person. */
export class WhereaboutsRecords {
  constructor(private readonly knex: Knex) {}

  /** A page of the people within scope who may have left by today. */
  mayHaveLeft(
    scope: AccessScope,
    today: CalendarDay,
    { wing, order }: MayHaveLeftListed,
    { page, size }: PageOfWork,
  ): Promise<MayHaveLeft[]> {
    const inOrder = orderBy(columns, order, [...columns.day, 'last_name', 'first_name', 'person.id'])
    const there = wing === null ? '' : `and ${isInLocation(':wing')}`
    return rows(
      this.knex,
      `select ${personColumns}, total, ${newestRecord} as seen, ${openWork}
        from (
          select person.id as found_id, count(*) over () as total from person
            where ${personInScope} and ${mayHaveLeft} ${there}
            order by ${inOrder}
            limit ${size} offset :offset
        ) found join ${personTables} on person.id = found_id
        order by ${inOrder}`,
      { ...scopeParameters(scope), today, wing: wing?.toLowerCase() ?? null, offset: (page - 1) * size },
    )
  }

  /** How many people {@link mayHaveLeft} lists on all pages. */
  async countMayHaveLeft(scope: AccessScope, today: CalendarDay): Promise<number> {
    const { from, where, parameters } = this.countOfMayHaveLeft(scope, today)
    const found = await row<{ count: number }>(this.knex, `select count(*) from ${from} where ${where}`, parameters)
    return found!.count
  }

  /** The same, to be counted together with others. */
  countOfMayHaveLeft(scope: AccessScope, today: CalendarDay): Count {
    return {
      from: 'person',
      where: `${personInScope} and ${mayHaveLeft}`,
      parameters: { ...personScopeParameters(scope), today },
    }
  }

  /** The newest record about each of some people within scope, and what is open about them. */
  async openWork(
    scope: AccessScope,
    personIds: readonly number[],
  ): Promise<ReadonlyMap<number, OpenWorkCounts & { readonly seen: number }>> {
    const found = await rows<OpenWorkCounts & { readonly id: number; readonly seen: number }>(
      this.knex,
      `select person.id, ${newestRecord} as seen, ${openWork} from person
        where person.id = any(:personIds) and ${personInScope}`,
      { ...scopeParameters(scope), personIds },
    )
    return new Map(found.map(({ id, ...counts }) => [id, counts]))
  }

  /** What was recorded of a person, newest first. */
  ofPerson(personId: number): Promise<WhereaboutsRecord[]> {
    return rows(
      this.knex,
      `select record.id, record.kind, record.whereabouts, happened_on, way, words, recorded_at, staff.name as staff_name
        from whereabouts_record record left join staff on staff.id = staff_id
        where person_id = :personId order by record.id desc`,
      { personId },
    )
  }

  /** Which of these idempotency keys have been used before. */
  async areRecorded(idempotencyKeys: readonly string[]): Promise<ReadonlySet<string>> {
    const found = await rows<{ idempotencyKey: string }>(
      this.knex,
      'select idempotency_key from whereabouts_record where idempotency_key = any(cast(:idempotencyKeys as uuid[]))',
      { idempotencyKeys },
    )
    return new Set(found.map(({ idempotencyKey }) => idempotencyKey))
  }

  /** Stores a record, and where the person is now. The person must be locked. @returns its id */
  async add(record: NewWhereaboutsRecord, at: Date): Promise<number> {
    const { personId, kind, whereabouts, happenedOn } = record
    const [added] = await this.knex('whereabouts_record')
      .insert({
        person_id: personId,
        kind,
        whereabouts,
        happened_on: happenedOn,
        way: record.way ?? null,
        words: record.words ?? null,
        staff_id: record.staffId,
        recorded_at: at,
        idempotency_key: record.idempotencyKey,
      })
      .returning<{ id: number }[]>('id')
    await this.knex('person')
      .where({ id: personId })
      .update(
        kind === 'still-here'
          ? { still_here_on: happenedOn }
          : { whereabouts, whereabouts_since: happenedOn, ...(kind === 'received' && { still_here_on: null }) },
      )
    return added!.id
  }
}
