import type { Knex } from 'knex'
import type { CalendarDay } from '../../../domain/calendar'
import {
  leavingItems,
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
import { row, rows } from '../../connection/rows'
import { personColumns, personTables, startsWith, type Person } from '../people'
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
  /** The record of each state, to notice what is recorded meanwhile. */
  readonly seen: Readonly<Partial<Record<LeavingItem, number>>>
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
  /** The beginning of their location; empty for everywhere. */
  readonly wing: string
}

export const leavingOrders = ['leaves', 'wing', 'name'] as const
export type LeavingOrder = (typeof leavingOrders)[number]

/** How many leave within each of several days, and how many of the last lack each item. */
export interface LeavingSummary {
  readonly within: readonly number[]
  readonly lacking: Readonly<Record<LeavingItem | 'anything', number>>
}

interface Place {
  readonly day: CalendarDay
  readonly id: number
}
/** A keyset cursor where a page begins or ends, or the page's number where people are not sorted by day; null for the first page. */
export type LeavingPlace = { readonly after: Place } | { readonly before: Place } | { readonly page: number } | null

export interface LeavingPage {
  readonly people: readonly PersonLeaving[]
  /** How many there are on all pages. */
  readonly total: number
  readonly previous: LeavingPlace
  readonly next: LeavingPlace
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
      coalesce((select jsonb_object_agg(item, jsonb_build_object('value', value, 'id', id)) from (
        select distinct on (item) item, value, id from leaving_state
          where leaving_state.person_id = person.id and leaving_state.${inThisCustody}
          order by item, id desc) latest), '{}') as states
    from person
    where ${personInScope} and ${hasNotLeft}
      and (:prisonId::text is null or person.prison_id = :prisonId)
      and (:wing = '' or lower(location) like :wing escape '\\')
      and (release_date between :from and :until or tag_date between :from and :until)) leaving`

const lacks = (item: string) => `(states->${item}->>'value' is null or states->${item}->>'value' = any(:unsettled))`

/** At least one of the items is unsettled; true for everybody when there are no items. */
const lacksSomething = `
  (cast(:missing as text[]) is null or exists (select 1 from unnest(cast(:missing as text[])) as item
    where ${lacks('item')}))`

const byName = 'last_name, first_name, prison_number'
const otherOrders: Readonly<Record<Exclude<LeavingOrder, 'leaves'>, string>> = {
  wing: `location, ${byName}`,
  name: byName,
}

const parametersOf = ({ prisonId, from, until, missing, wing }: LeavingFilters) => ({
  prisonId,
  from,
  until,
  missing,
  wing: wing === '' ? '' : startsWith(wing),
  unsettled: unsettledValues,
})

/** A person of the list as the statement returns them. */
type StoredLeaving = Omit<PersonLeaving, 'states' | 'seen'> & {
  readonly states: Readonly<Partial<Record<LeavingItem, { readonly value: LeavingValue; readonly id: number }>>>
  readonly total: number
}

function withStates({ states, ...person }: StoredLeaving): PersonLeaving & { readonly total: number } {
  const entries = Object.entries(states)
  return {
    ...person,
    states: Object.fromEntries(entries.map(([item, { value }]) => [item, value])),
    seen: Object.fromEntries(entries.map(([item, { id }]) => [item, id])),
  }
}

const leavingColumns = `${personColumns}, leaves_on, states, total,
  (select count(*) from application where application.person_id = person.id and status = 'open'
    and ${applicationInScope}) as open_applications,
  ${openActionsOfPerson},
  (select count(*) from referral left join application on application.id = referral.application_id
    where referral.person_id = person.id and ended_at is null
      and (application.id is null or ${notHeldBack})) as open_referrals,
  (select done_on from assessment where assessment.person_id = person.id and kind = 'one-month-meeting'
    and assessment.${inThisCustody}) as meeting_held_on`

/** Append-only record of what is settled for the day of leaving. */
export class Leaving {
  constructor(private readonly knex: Knex) {}

  /**
   * The people within scope who leave in a range of days. Sorted by day, the keyset cursor is stable as people before
   * it come and go, for example when a missing item is recorded.
   */
  async people(
    scope: AccessScope,
    filters: LeavingFilters,
    place: LeavingPlace,
    limit: number,
    order: LeavingOrder = 'leaves',
  ): Promise<LeavingPage> {
    if (order !== 'leaves') return this.inOrder(scope, filters, place && 'page' in place ? place.page : 1, limit, order)
    const cursor = place && 'page' in place ? null : place
    const isBackwards = cursor !== null && 'before' in cursor
    const found = await this.read(scope, filters, cursor, limit + 1)
    const isMore = found.length > limit
    const isOver = cursor !== null && (isBackwards ? !isMore : found.length === 0)
    if (isOver) return this.people(scope, filters, null, limit)
    const people = found.slice(0, limit)
    if (isBackwards) people.reverse()
    const [first, last] = [people[0], people.at(-1)]
    return {
      people,
      total: first?.total ?? 0,
      previous: first && cursor !== null ? { before: { day: first.leavesOn, id: first.id } } : null,
      next: last && (isMore || isBackwards) ? { after: { day: last.leavesOn, id: last.id } } : null,
    }
  }

  private async inOrder(
    scope: AccessScope,
    filters: LeavingFilters,
    page: number,
    limit: number,
    order: keyof typeof otherOrders,
  ): Promise<LeavingPage> {
    const found = await rows<StoredLeaving>(
      this.knex,
      `select ${leavingColumns}
        from (
          select found_id, leaves_on, states, count(*) over () as total
            from ${leavingSoon} join person on person.id = found_id
            where ${lacksSomething} order by ${otherOrders[order]} limit :limit offset :offset
        ) found join ${personTables} on person.id = found_id order by ${otherOrders[order]}`,
      { ...scopeParameters(scope), ...parametersOf(filters), limit: limit + 1, offset: (page - 1) * limit },
    )
    if (found.length === 0 && page > 1) return this.inOrder(scope, filters, 1, limit, order)
    return {
      people: found.slice(0, limit).map(withStates),
      total: found[0]?.total ?? 0,
      previous: page > 1 ? { page: page - 1 } : null,
      next: found.length > limit ? { page: page + 1 } : null,
    }
  }

  private async read(
    scope: AccessScope,
    filters: LeavingFilters,
    place: Exclude<LeavingPlace, { readonly page: number }>,
    limit: number,
  ): Promise<(PersonLeaving & { readonly total: number })[]> {
    const isBackwards = place !== null && 'before' in place
    const begins = place && ('before' in place ? place.before : place.after)
    const order = (columns: readonly string[]) =>
      columns.map(column => `${column} ${isBackwards ? 'desc' : 'asc'}`).join(', ')
    const found = await rows<StoredLeaving>(
      this.knex,
      `select ${leavingColumns}
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
        ...parametersOf(filters),
        day: begins?.day ?? null,
        id: begins?.id ?? 0,
        limit,
      },
    )
    return found.map(withStates)
  }

  /**
   * How many people of the list leave by each of several days, and how many of those in the filters lack each item.
   *
   * @param days in ascending order
   */
  async summary(
    scope: AccessScope,
    filters: Omit<LeavingFilters, 'missing'>,
    days: readonly CalendarDay[],
  ): Promise<LeavingSummary> {
    const counted = await row<Readonly<Record<string, number>>>(
      this.knex,
      `select ${[
        ...days.map((_day, index) => `count(*) filter (where leaves_on <= :day${index}) as within${index}`),
        ...leavingItems.map(
          item => `count(*) filter (where leaves_on <= :shownUntil and ${lacks(`'${item}'`)}) as "${item}"`,
        ),
        `count(*) filter (where leaves_on <= :shownUntil and ${lacksSomething}) as anything`,
      ].join(', ')} from ${leavingSoon}`,
      {
        ...scopeParameters(scope),
        ...parametersOf({ ...filters, until: days.at(-1) ?? filters.until, missing: leavingItems }),
        shownUntil: filters.until,
        ...Object.fromEntries(days.map((day, index) => [`day${index}`, day])),
      },
    )
    return {
      within: days.map((_day, index) => counted?.[`within${index}`] ?? 0),
      lacking: counted as unknown as LeavingSummary['lacking'],
    }
  }

  /** The number of people that {@link people} lists in each prison; prisons with none are omitted. */
  counts(scope: AccessScope, filters: Omit<LeavingFilters, 'prisonId' | 'wing'>): Promise<CountInPrison[]> {
    return rows(
      this.knex,
      `select prison.id as prison_id, prison.name as prison_name, count(*) as count
        from ${leavingSoon} join person on person.id = found_id join prison on prison.id = person.prison_id
        where ${lacksSomething}
        group by prison.id order by prison.name`,
      { ...scopeParameters(scope), ...parametersOf({ ...filters, prisonId: null, wing: '' }) },
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

  /** The latest entry of each item of several people, from their current time in custody. */
  latestOf(personIds: readonly number[]): Promise<(LeavingEntry & { readonly personId: number })[]> {
    return rows(
      this.knex,
      `select distinct on (leaving_state.person_id, item) leaving_state.person_id, leaving_state.id, item, value,
          recorded_at, staff.name as staff_name
        from leaving_state join person on person.id = leaving_state.person_id join staff on staff.id = staff_id
        where leaving_state.person_id = any(:personIds) and leaving_state.${inThisCustody}
        order by leaving_state.person_id, item, leaving_state.id desc`,
      { personIds },
    )
  }

  /** The values of these entries. */
  async valuesOf(ids: readonly number[]): Promise<ReadonlyMap<number, LeavingValue>> {
    const found = await rows<{ id: number; value: LeavingValue }>(
      this.knex,
      'select id, value from leaving_state where id = any(:ids)',
      { ids },
    )
    return new Map(found.map(({ id, value }) => [id, value]))
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
