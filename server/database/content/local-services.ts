import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
import type { ServiceEntry, ServicePlace } from '../../domain/content/local-services'
import type { Region } from '../../domain/routing'
import { row, rows } from '../connection/rows'

/** What a prison, or an area for all its prisons, adds to a chapter of the booklet. */
export interface LocalService extends ServiceEntry {
  readonly id: number
  /** The prison or the area it belongs to: the other is null. */
  readonly prisonId: string | null
  readonly area: Region | null
  readonly checkedOn: CalendarDay
  readonly checkedByName: string
  /** Optimistic lock: incremented by every change; a change to an older version is refused with what has changed. */
  readonly version: number
  readonly withdrawnAt: Date | null
}

export const serviceEventKinds = ['added', 'corrected', 'checked', 'withdrawn', 'put-back'] as const
export type ServiceEventKind = (typeof serviceEventKinds)[number]

export interface ServiceEvent {
  readonly id: number
  readonly version: number
  readonly kind: ServiceEventKind
  readonly staffName: string
  /** The entry after the event, if the event changed it. */
  readonly said: ServiceEntry | null
  readonly happenedAt: Date
}

export interface NewServiceEvent {
  readonly kind: ServiceEventKind
  readonly staffId: number
  readonly said?: ServiceEntry
  readonly idempotencyKey: string
  readonly at: Date
}

/** How many services a prison or an area has, and how many were last checked before a day. */
export interface ServiceCounts {
  readonly prisonId: string | null
  readonly area: Region | null
  /** The open prisons that show the service. */
  readonly shownIn: readonly string[]
  readonly shown: number
  readonly overdue: number
}

const columns = `local_service.*, staff.name as checked_by_name`
const from = `local_service join staff on staff.id = local_service.checked_by`
/** The services that a prison shows: its own and its area’s. */
const isShownIn = `withdrawn_at is null
  and (prison_id = :prisonId or area = (select region from prison where id = :prisonId))`
const columnOf = { prison: 'prison_id', area: 'area' } as const

/** Services and notes that prisons and areas add to the booklet, each with its history. */
export class LocalServices {
  constructor(private readonly knex: Knex) {}

  /** Increases with every change to any service, to invalidate caches. */
  async edition(): Promise<number> {
    const counted = await row<{ changes: number }>(this.knex, 'select count(*) as changes from local_service_event')
    return counted?.changes ?? 0
  }

  /** All services visible to readers, of every area and every open prison. */
  shown(): Promise<LocalService[]> {
    return rows(
      this.knex,
      `select ${columns} from ${from} left join prison on prison.id = local_service.prison_id
        where withdrawn_at is null and (prison.active or area is not null)
        order by english->>'name', local_service.id`,
    )
  }

  /** What a prison and its area add to the booklet or one chapter, the prison’s own first. */
  shownIn(prisonId: string, chapter: string | null = null): Promise<LocalService[]> {
    return rows(
      this.knex,
      `select ${columns} from ${from}
        where ${isShownIn} and chapter = coalesce(:chapter, chapter)
        order by area nulls first, english->>'name', local_service.id`,
      { prisonId, chapter },
    )
  }

  /** The chapters with services of a prison or its area. */
  async chaptersOf(prisonId: string): Promise<ReadonlySet<string>> {
    const found = await rows<{ chapter: string }>(
      this.knex,
      `select distinct chapter from local_service where ${isShownIn}`,
      { prisonId },
    )
    return new Set(found.map(({ chapter }) => chapter))
  }

  /** All services of a prison or an area, including withdrawn ones. */
  of({ kind, id }: ServicePlace): Promise<LocalService[]> {
    return rows(
      this.knex,
      `select ${columns} from ${from} where ${columnOf[kind]} = :id order by english->>'name', local_service.id`,
      { id },
    )
  }

  /** @param checkedBefore a service last checked before this day is overdue */
  counts(checkedBefore: CalendarDay): Promise<ServiceCounts[]> {
    return rows(
      this.knex,
      `select prison_id, area, count(*) as shown, count(*) filter (where checked_on < :checkedBefore) as overdue,
          array(
            select prison.id from prison
            where prison.active and (prison.id = local_service.prison_id or prison.region = local_service.area)
          ) as shown_in
        from local_service where withdrawn_at is null group by prison_id, area`,
      { checkedBefore },
    )
  }

  find(id: number, place: ServicePlace): Promise<LocalService | undefined> {
    return row(this.knex, `select ${columns} from ${from} where ${placeCondition(place)}`, { id, place: place.id })
  }

  /**
   * Finds and locks a service until the transaction ends, so that concurrent edits are serialised. It is locked before
   * the join, because a service that somebody else checks while the lock is waited for would not be found after it.
   */
  lock(id: number, place: ServicePlace): Promise<LocalService | undefined> {
    return row(
      this.knex,
      `select ${columns} from (select * from local_service where ${placeCondition(place)} for update) local_service
        join staff on staff.id = local_service.checked_by`,
      { id, place: place.id },
    )
  }

  /** @throws a duplicate of `local_service_event_act_key_key` when the idempotency key was used before */
  async add(place: ServicePlace, entry: ServiceEntry, checkedOn: CalendarDay, event: NewServiceEvent): Promise<number> {
    const [added] = await this.knex('local_service')
      .insert({
        [columnOf[place.kind]]: place.id,
        ...entryColumns(entry),
        checked_on: checkedOn,
        checked_by: event.staffId,
      })
      .returning<{ id: number }[]>('id')
    await this.addEvent(added!.id, 1, event)
    return added!.id
  }

  /** Updates a service and increments its version; it counts as checked, unless it is withdrawn. */
  async change(
    { id, version }: Pick<LocalService, 'id' | 'version'>,
    change: { entry?: ServiceEntry; checkedOn?: CalendarDay; withdrawnAt?: Date | null },
    event: NewServiceEvent,
  ): Promise<void> {
    await this.knex('local_service')
      .where({ id })
      .update({
        version: version + 1,
        ...(change.entry && entryColumns(change.entry)),
        ...(change.checkedOn && { checked_on: change.checkedOn, checked_by: event.staffId }),
        ...('withdrawnAt' in change && { withdrawn_at: change.withdrawnAt }),
      })
    await this.addEvent(id, version + 1, event)
  }

  /** The service changed under this idempotency key, if a double click or a retry has sent it before. */
  async changedBy(idempotencyKey: string): Promise<number | undefined> {
    const found = await row<{ localServiceId: number }>(
      this.knex,
      'select local_service_id from local_service_event where idempotency_key = :idempotencyKey',
      { idempotencyKey },
    )
    return found?.localServiceId
  }

  events(id: number, afterVersion = 0): Promise<ServiceEvent[]> {
    return rows(
      this.knex,
      `select local_service_event.*, staff.name as staff_name from local_service_event
        join staff on staff.id = local_service_event.staff_id
        where local_service_id = :id and version > :afterVersion order by local_service_event.id`,
      { id, afterVersion },
    )
  }

  private async addEvent(id: number, version: number, event: NewServiceEvent): Promise<void> {
    await this.knex('local_service_event').insert({
      local_service_id: id,
      version,
      kind: event.kind,
      staff_id: event.staffId,
      said: event.said ? JSON.stringify(event.said) : null,
      idempotency_key: event.idempotencyKey,
      happened_at: event.at,
    })
  }
}

function placeCondition({ kind }: ServicePlace): string {
  return `local_service.id = :id and ${columnOf[kind]} = :place`
}

function entryColumns({ chapter, openTo, english, welsh }: ServiceEntry): Record<string, unknown> {
  return {
    chapter,
    open_to: openTo,
    english: JSON.stringify(english),
    welsh: welsh && JSON.stringify(welsh),
  }
}
