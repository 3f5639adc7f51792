import type { Knex } from 'knex'
import type { CalendarDay } from '../../../domain/calendar'
import {
  unsettledValues,
  type LeavingItem,
  type LeavingStates,
  type LeavingValue,
} from '../../../domain/people/leaving'
import {
  applicationInScope,
  notHeldBack,
  personInScope,
  scopeParameters,
  type AccessScope,
} from '../../connection/access-scope'
import { rows } from '../../connection/rows'
import { personColumns, personTables, type Person } from '../people'
import { hasNotLeft } from '../still-in-custody'

export interface LeavingEntry {
  readonly id: number
  readonly item: LeavingItem
  readonly value: LeavingValue
  readonly staffName: string
  readonly recordedAt: Date
}

/** A person who leaves soon, with the state of their preparations. */
export type PersonLeaving = Person & {
  /** The earliest day they may leave: HDC or release. */
  readonly leavesOn: CalendarDay
  readonly states: LeavingStates
  /** Those within the reader's scope. */
  readonly openApplications: number
  readonly openActions: number
  /** Open referrals, excluding those from applications outside the reader's scope. */
  readonly openReferrals: number
  /** When the meeting one month before release took place. */
  readonly meetingHeldOn: CalendarDay | null
}

interface LeavingFilters {
  /** One prison; null for every person within scope. */
  readonly prisonId: string | null
  readonly from: CalendarDay
  readonly until: CalendarDay
  /** Selects people with at least one of these items unsettled; null for everybody. */
  readonly missing: readonly LeavingItem[] | null
}

interface Place {
  readonly day: CalendarDay
  readonly id: number
}
/** A keyset cursor where a page begins or ends; null for the first page. */
export type LeavingPlace = { readonly after: Place } | { readonly before: Place } | null

export interface LeavingPage {
  readonly people: readonly PersonLeaving[]
  /** How many there are on all pages. */
  readonly total: number
  readonly previous: Place | null
  readonly next: Place | null
}

/** A count of people in one prison. */
export interface CountInPrison {
  readonly prisonId: string
  readonly prisonName: string
  readonly count: number
}

/** Restricts rows to the person's current time in custody. */
export const inThisCustody = 'custody_began = coalesce(person.custody_began, person.reception_date)'

/** Plan actions that are neither done nor dropped. */
export const openActionsOfPerson = `
  (select count(*) from resettlement_plan_entry action where action.person_id = person.id and action.kind = 'action'
    and action.${inThisCustody}
    and not exists (select 1 from resettlement_plan_entry said where said.about = action.id)) as open_actions`

/** People within scope who leave in a range of days, with the day and the state of their preparations. */
const leavingSoon = `
  (select person.id as found_id,
      least(case when tag_date >= :from then tag_date end, case when release_date >= :from then release_date end)
        as leaves_on,
      coalesce((select jsonb_object_agg(item, value) from (
        select distinct on (item) item, value from leaving_state
          where leaving_state.person_id = person.id and leaving_state.${inThisCustody}
          order by item, id desc) latest), '{}') as states
    from person
    where ${personInScope} and ${hasNotLeft}
      and (:prisonId::text is null or person.prison_id = :prisonId)
      and (release_date between :from and :until or tag_date between :from and :until)) leaving`

/** At least one of the items is unsettled; true for everybody when there are no items. */
const lacksSomething = `
  (cast(:missing as text[]) is null or exists (select 1 from unnest(cast(:missing as text[])) as item
    where states->>item is null or states->>item = any(:unsettled)))`

/** Append-only record of what is settled for the day of leaving. */
export class Leaving {
  constructor(private readonly knex: Knex) {}

  /**
   * The people within scope who leave in a range of days, soonest first. The keyset cursor is stable as people before
   * it come and go, for example when a missing item is recorded.
   */
  async people(scope: AccessScope, filters: LeavingFilters, place: LeavingPlace, limit: number): Promise<LeavingPage> {
    const isBackwards = place !== null && 'before' in place
    const found = await this.read(scope, filters, place, limit + 1)
    const isMore = found.length > limit
    const isOver = place !== null && (isBackwards ? !isMore : found.length === 0)
    if (isOver) return this.people(scope, filters, null, limit)
    const people = found.slice(0, limit)
    if (isBackwards) people.reverse()
    const [first, last] = [people[0], people.at(-1)]
    return {
      people,
      total: first?.total ?? 0,
      previous: first && place !== null ? { day: first.leavesOn, id: first.id } : null,
      next: last && (isMore || isBackwards) ? { day: last.leavesOn, id: last.id } : null,
    }
  }

  private read(
    scope: AccessScope,
    { prisonId, from, until, missing }: LeavingFilters,
    place: LeavingPlace,
    limit: number,
  ): Promise<(PersonLeaving & { readonly total: number })[]> {
    const isBackwards = place !== null && 'before' in place
    const begins = place && ('before' in place ? place.before : place.after)
    const order = (columns: readonly string[]) =>
      columns.map(column => `${column} ${isBackwards ? 'desc' : 'asc'}`).join(', ')
    return rows(
      this.knex,
      `select ${personColumns}, leaves_on, states, total,
          (select count(*) from application where application.person_id = person.id and status = 'open'
            and ${applicationInScope}) as open_applications,
          ${openActionsOfPerson},
          (select count(*) from referral left join application on application.id = referral.application_id
            where referral.person_id = person.id and ended_at is null
              and (application.id is null or ${notHeldBack})) as open_referrals,
          (select done_on from assessment where assessment.person_id = person.id and kind = 'one-month-meeting'
            and assessment.${inThisCustody}) as meeting_held_on
        from (
          select * from (
            select found_id, leaves_on, states, count(*) over () as total
              from ${leavingSoon}
              where ${lacksSomething}
          ) listed
          where cast(:day as date) is null or (leaves_on, found_id) ${isBackwards ? '<' : '>'} (cast(:day as date), :id)
          order by ${order(['leaves_on', 'found_id'])} limit :limit
        ) found join ${personTables} on person.id = found_id
        order by ${order(['leaves_on', 'found_id'])}`,
      {
        ...scopeParameters(scope),
        prisonId,
        from,
        until,
        missing,
        unsettled: unsettledValues,
        day: begins?.day ?? null,
        id: begins?.id ?? 0,
        limit,
      },
    )
  }

  /** The number of people that {@link people} lists in each prison; prisons with none are omitted. */
  counts(scope: AccessScope, filters: Omit<LeavingFilters, 'prisonId'>): Promise<CountInPrison[]> {
    return rows(
      this.knex,
      `select prison.id as prison_id, prison.name as prison_name, count(*) as count
        from ${leavingSoon} join person on person.id = found_id join prison on prison.id = person.prison_id
        where ${lacksSomething}
        group by prison.id order by prison.name`,
      { ...scopeParameters(scope), prisonId: null, ...filters, unsettled: unsettledValues },
    )
  }

  /** All of a person's entries from one time in custody, oldest first. */
  entries(personId: number, custodyBegan: CalendarDay): Promise<LeavingEntry[]> {
    return rows(
      this.knex,
      `select leaving_state.id, item, value, recorded_at, staff.name as staff_name
        from leaving_state join staff on staff.id = staff_id
        where person_id = :personId and custody_began = :custodyBegan order by leaving_state.id`,
      { personId, custodyBegan },
    )
  }

  async isRecorded(idempotencyKey: string): Promise<boolean> {
    const found = await rows(this.knex, 'select 1 from leaving_state where idempotency_key = :idempotencyKey limit 1', {
      idempotencyKey,
    })
    return found.length > 0
  }

  async record(
    states: LeavingStates,
    command: {
      readonly personId: number
      readonly custodyBegan: CalendarDay
      readonly staffId: number
      readonly at: Date
      readonly idempotencyKey: string
    },
  ): Promise<void> {
    await this.knex('leaving_state').insert(
      Object.entries(states).map(([item, value]) => ({
        person_id: command.personId,
        custody_began: command.custodyBegan,
        item,
        value,
        staff_id: command.staffId,
        recorded_at: command.at,
        idempotency_key: command.idempotencyKey,
      })),
    )
  }
}
