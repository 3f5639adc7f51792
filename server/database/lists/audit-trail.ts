import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
import type { Role } from '../../domain/staff/roles'
import { londonDay, londonDayOf, row, rows } from '../connection/rows'
import type { AuditEvent } from '../staff/audit'

/** Limits audit events to those by and about the people and staff of these prisons; null for all events. */
export type AuditScope = readonly string[] | null

export interface AuditQuery {
  readonly prisonNumber: string | null
  readonly staffId: number | null
  readonly action: string | null
  readonly from: CalendarDay | null
  readonly to: CalendarDay | null
}

export interface AuditEntry {
  readonly id: number
  readonly happenedAt: Date
  readonly site: AuditEvent['site']
  readonly action: string
  /** Null when the actor is a person, the terminal or the service. */
  readonly staffName: string | null
  readonly byPerson: boolean
  readonly prisonNumber: string | null
  /** Shown only to readers with the person in their scope now. */
  readonly personName: string | null
  readonly reference: string | null
  readonly fromAddress: string | null
}

/** A member of staff who opened a person's pages. */
export interface Looker {
  readonly staffName: string
  readonly role: Role
  readonly times: number
  readonly days: number
  readonly lastAt: Date
}

/** How many people a member of staff viewed without having work about them. */
export interface Lookings {
  readonly staffId: number
  readonly staffName: string
  readonly role: Role
  /** On their busiest day. */
  readonly inADay: number
  readonly worstDay: CalendarDay
  readonly inAll: number
}

/**
 * Restricts events to the reader's scope. For the prison, an application held in confidence by a COM does not exist.
 */
const eventInScope = `
  (person_id in (select id from person where prison_id = any(:prisons))
    or staff_id in (select staff_prison.staff_id from staff_prison where prison_id = any(:prisons)))
  and not exists (select 1 from application where application.id = audit_entry.application_id
    and application.restricted and application.destination <> 'PRT')`

/** Queries the audit trail: who did what, who viewed whom, and who viewed unusually many. */
export class AuditTrail {
  constructor(private readonly knex: Knex) {}

  /** Newest first. @param before only events with a smaller id, to continue after a page */
  search(scope: AuditScope, query: AuditQuery, before: number | null, limit: number): Promise<AuditEntry[]> {
    const conditions = [
      scope && eventInScope,
      query.prisonNumber && 'person_id = (select id from person where prison_number = :prisonNumber)',
      query.staffId && 'staff_id = :staffId',
      query.action && 'action = :action',
      query.from && `happened_at >= ${londonDay(':from')}`,
      query.to && `happened_at < ${londonDay(`(:to::date + 1)`)}`,
      before && 'id < :before',
    ].filter(Boolean)
    return rows(
      this.knex,
      `select event.id, happened_at, site, action, from_address, staff.name as staff_name,
          acting_person_id is not null as by_person, prison_number, reference,
          case when person.prison_id = any(:prisons) then first_name || ' ' || last_name end as person_name
        from (select * from audit_entry ${conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''}
          order by id desc limit :limit) event
        left join staff on staff.id = event.staff_id
        left join person on person.id = event.person_id
        left join application on application.id = event.application_id
        order by event.id desc`,
      { ...query, prisons: scope ?? [], before, limit },
    )
  }

  /** All actions ever recorded, each found by one index lookup (a loose index scan). */
  async actions(): Promise<string[]> {
    const found = await rows<{ action: string }>(
      this.knex,
      `with recursive known as (
          (select action from audit_entry order by action limit 1)
          union all
          select (select action from audit_entry where audit_entry.action > known.action order by action limit 1)
            from known where known.action is not null)
        select action from known where action is not null order by action`,
    )
    return found.map(({ action }) => action)
  }

  /** The member of staff with this email address, if their events are in scope. */
  async staffOfAddress(scope: AuditScope, email: string): Promise<number | undefined> {
    const found = await row<{ id: number }>(
      this.knex,
      `select id from staff where email = :email and (:prisons::text[] is null or exists
        (select 1 from staff_prison where staff_prison.staff_id = staff.id and prison_id = any(:prisons)))`,
      { email: email.toLowerCase(), prisons: scope },
    )
    return found?.id
  }

  /** Who opened a person's pages, latest first. */
  lookersOf(personId: number): Promise<Looker[]> {
    return rows(
      this.knex,
      `select staff.name as staff_name, staff.role, count(*) as times, max(happened_at) as last_at,
          count(distinct ${londonDayOf('happened_at')}) as days
        from audit_entry join staff on staff.id = staff_id
        where person_id = :personId and action like '%-viewed'
          and not exists (select 1 from application where application.id = audit_entry.application_id
            and application.restricted and application.destination <> 'PRT')
        group by staff.id order by last_at desc`,
      { personId },
    )
  }

  /**
   * Members of staff who opened the pages of many people without having work about them: no application claimed, no
   * assessment allocated or done, and nothing recorded about them in the period.
   *
   * @param limits exceeding this number of people in a London day, or in the whole period, counts as many
   */
  unusual(
    scope: AuditScope,
    since: Date,
    limits: { readonly inADay: number; readonly inAll: number },
  ): Promise<Lookings[]> {
    return rows(
      this.knex,
      `with looked as (
          select distinct staff_id, person_id, ${londonDayOf('happened_at')} as day
          from audit_entry
          where happened_at >= :since and site = 'staff' and action like '%-viewed' and person_id is not null
            and (:prisons::text[] is null
              or staff_id in (select staff_prison.staff_id from staff_prison where prison_id = any(:prisons)))),
        strangers as (
          select * from looked
          where not exists (select 1 from application
              where application.person_id = looked.person_id and claimed_by = looked.staff_id)
            and not exists (select 1 from assessment where assessment.person_id = looked.person_id
              and (officer_id = looked.staff_id or done_by = looked.staff_id))
            and not exists (select 1 from audit_entry where audit_entry.person_id = looked.person_id
              and audit_entry.staff_id = looked.staff_id and action not like '%-viewed' and happened_at >= :since)),
        days as (select staff_id, day, count(*) as people from strangers group by staff_id, day),
        worst as (select distinct on (staff_id) staff_id, day, people from days order by staff_id, people desc, day desc)
        select staff.id as staff_id, staff.name as staff_name, staff.role, worst.day as worst_day,
          worst.people as in_a_day, (select count(distinct person_id) from strangers
            where strangers.staff_id = staff.id) as in_all
        from worst join staff on staff.id = worst.staff_id
        where worst.people > :inADay or (select count(distinct person_id) from strangers
          where strangers.staff_id = staff.id) > :inAll
        order by in_all desc, staff.id`,
      { since, prisons: scope, ...limits },
    )
  }
}
