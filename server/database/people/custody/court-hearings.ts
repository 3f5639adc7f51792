import type { Knex } from 'knex'
import type { CalendarDay } from '../../../domain/calendar'
import { personInScope, type AccessScope, personScopeParameters } from '../../connection/access-scope'
import { row, rows } from '../../connection/rows'
import { personColumns, personTables, type Person } from '../people'
import { hasNotLeft } from '../still-in-custody'
import { inThisCustody, openActionsOfPerson, type CountInPrison } from './leaving'

/** A court hearing, entered by staff; no import contains them. */
export interface CourtHearing {
  readonly id: number
  readonly heldOn: CalendarDay
  readonly court: string
  readonly recordedByName: string
  readonly recordedAt: Date
}

/** Staff's plan in case a court releases a person (PF App 1 §2, PF App 2 §2); append-only, the latest applies. */
export interface ContingencyPlan {
  readonly id: number
  readonly words: string
  readonly staffName: string
  readonly writtenAt: Date
}

/** A person whom a court may release, with their hearings in the requested days and the plan. */
export type PersonInCourt = Person & {
  readonly hearings: readonly Pick<CourtHearing, 'heldOn' | 'court'>[]
  readonly openActions: number
  readonly contingencyPlan: string | null
  /** The id of that plan, to notice a newer one; 0 for none. */
  readonly contingencyPlanId: number
  /** When their pack was last opened to be printed in this time in custody. */
  readonly packOpenedAt: Date | null
}

export const courtOrders = ['when', 'wing'] as const
export type CourtOrder = (typeof courtOrders)[number]

const byName = 'last_name, first_name, prison_number'
/** Who may leave today with nothing planned for tonight stands first. */
const orders: Readonly<Record<CourtOrder, string>> = {
  when: `(court.first_on = :from and plan.id is null) desc, court.first_on, ${byName}`,
  wing: `location, ${byName}`,
}

/** People whom a court may release. */
const mayBeLetGo = `custody_status in ('remand', 'convicted-unsentenced') and ${hasNotLeft}`

const planOfPerson = `contingency_plan.person_id = person.id and contingency_plan.${inThisCustody}`

interface CourtDays {
  readonly from: CalendarDay
  readonly until: CalendarDay
}

/** Court hearings, and the contingency plans for a release at court. */
export class CourtHearings {
  constructor(private readonly knex: Knex) {}

  /**
   * The people within scope who are on remand or convicted and unsentenced, with a hearing in these days.
   *
   * @param which.prisonId one prison; null for every person within scope
   * @param which.withoutPlan only people without a plan
   */
  people(
    scope: AccessScope,
    which: CourtDays & { readonly prisonId: string | null; readonly withoutPlan: boolean },
    limit: number,
    order: CourtOrder = 'when',
  ): Promise<PersonInCourt[]> {
    return rows(
      this.knex,
      `select ${personColumns}, ${openActionsOfPerson}, court.hearings, plan.words as contingency_plan,
          coalesce(plan.id, 0) as contingency_plan_id,
          (select max(happened_at) from audit_entry where audit_entry.person_id = person.id and action = 'pack-printed'
            and happened_at >= coalesce(person.custody_began, person.reception_date)) as pack_opened_at
        from ${personTables}
        join lateral (
          select min(held_on) as first_on,
            json_agg(json_build_object('heldOn', held_on, 'court', court) order by held_on, id) as hearings
          from court_hearing where person_id = person.id and removed_at is null and held_on between :from and :until
        ) court on court.hearings is not null
        left join lateral (
          select id, words from contingency_plan where ${planOfPerson} order by contingency_plan.id desc limit 1
        ) plan on true
        where ${personInScope}
          and (:prisonId::text is null or person.prison_id = :prisonId)
          and ${mayBeLetGo}
          and (not :withoutPlan or plan.id is null)
        order by ${orders[order]} limit :limit`,
      { ...personScopeParameters(scope), ...which, limit },
    )
  }

  /** How many of them in each prison have no plan; prisons with none are omitted. */
  countWithoutPlan(scope: AccessScope, days: CourtDays): Promise<CountInPrison[]> {
    return rows(
      this.knex,
      `select prison.id as prison_id, prison.name as prison_name, count(*) as count
        from person join prison on prison.id = person.prison_id
        where ${personInScope} and ${mayBeLetGo}
          and exists (select 1 from court_hearing
            where person_id = person.id and removed_at is null and held_on between :from and :until)
          and not exists (select 1 from contingency_plan where ${planOfPerson})
        group by prison.id order by prison.name`,
      { ...personScopeParameters(scope), ...days },
    )
  }

  /** The person's hearings that have not been removed, soonest first. */
  ofPerson(personId: number): Promise<CourtHearing[]> {
    return rows(
      this.knex,
      `select court_hearing.id, held_on, court, recorded_at, staff.name as recorded_by_name
        from court_hearing join staff on staff.id = recorded_by
        where person_id = :personId and removed_at is null order by held_on, court_hearing.id`,
      { personId },
    )
  }

  /** A person's contingency plans from one time in custody, newest first. */
  contingencyPlans(personId: number, custodyBegan: CalendarDay): Promise<ContingencyPlan[]> {
    return rows(
      this.knex,
      `select contingency_plan.id, words, written_at, staff.name as staff_name
        from contingency_plan join staff on staff.id = staff_id
        where person_id = :personId and custody_began = :custodyBegan order by contingency_plan.id desc`,
      { personId, custodyBegan },
    )
  }

  async isPlanWritten(idempotencyKey: string): Promise<boolean> {
    return (
      (await row(this.knex, 'select 1 from contingency_plan where idempotency_key = :idempotencyKey', {
        idempotencyKey,
      })) !== undefined
    )
  }

  async writePlan(plan: {
    readonly personId: number
    readonly custodyBegan: CalendarDay
    readonly words: string
    readonly by: number
    readonly at: Date
    readonly idempotencyKey: string
  }): Promise<void> {
    await this.knex('contingency_plan').insert({
      person_id: plan.personId,
      custody_began: plan.custodyBegan,
      words: plan.words,
      staff_id: plan.by,
      written_at: plan.at,
      idempotency_key: plan.idempotencyKey,
    })
  }

  /** @returns false when that hearing was already entered */
  async add(hearing: {
    readonly personId: number
    readonly heldOn: CalendarDay
    readonly court: string
    readonly by: number
    readonly at: Date
  }): Promise<boolean> {
    const added = await row(
      this.knex,
      `insert into court_hearing (person_id, held_on, court, recorded_by, recorded_at)
        values (:personId, :heldOn, :court, :by, :at)
        on conflict (person_id, held_on, lower(court)) where removed_at is null do nothing returning id`,
      hearing,
    )
    return added !== undefined
  }

  /** @returns false when this person has no such hearing, or it was already removed */
  async remove(personId: number, id: number, by: number, at: Date): Promise<boolean> {
    const removed = await row(
      this.knex,
      `update court_hearing set removed_by = :by, removed_at = :at
        where id = :id and person_id = :personId and removed_at is null returning id`,
      { personId, id, by, at },
    )
    return removed !== undefined
  }
}
