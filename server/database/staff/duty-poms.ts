import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
import { rolesThatSee } from '../../domain/staff/roles'
import { insertOnce, row, rows } from '../connection/rows'

/** A POM who is the duty POM of a prison, from the first to the last day. */
export interface DutyPom {
  readonly id: number
  readonly prisonId: string
  readonly prisonName: string
  readonly staffId: number
  readonly name: string
  /** The account has ended: they see nothing. */
  readonly active: boolean
  readonly fromDay: CalendarDay
  readonly untilDay: CalendarDay
  readonly setByName: string
  readonly setAt: Date
}

/** A POM who can be the duty POM of a prison. */
export interface PomInPrison {
  readonly staffId: number
  readonly name: string
  readonly prisonId: string
  readonly prisonName: string
}

export type NewDuty = Pick<DutyPom, 'prisonId' | 'staffId' | 'fromDay' | 'untilDay'>

/** The condition on `duty_pom` that an account is on duty by it on `:today`. */
const isOnDuty = (account: string) =>
  `duty_pom.staff_id = ${account}.id and :today between duty_pom.from_day and duty_pom.until_day
    and duty_pom.removed_at is null`

/** In SQL: an account is today a duty POM of the prison of `person`. */
export const isDutyPomOf = (account: string) =>
  `exists (select 1 from duty_pom where duty_pom.prison_id = person.prison_id and ${isOnDuty(account)})`

/** In SQL: the prisons whose duty POM an account is today. */
export const dutyPrisonsOf = (account: string) =>
  `array(select distinct prison_id from duty_pom where ${isOnDuty(account)} order by prison_id)`

/** The duty POMs of prisons: each sees the people without a POM, and what is passed to the duty POM. */
export class DutyPoms {
  constructor(private readonly knex: Knex) {}

  /** Those on duty today or later in these prisons, the first day first. */
  ofPrisons(prisons: readonly string[], today: CalendarDay): Promise<DutyPom[]> {
    return rows(
      this.knex,
      `select duty_pom.id, prison_id, prison.name as prison_name, staff_id, pom.name, pom.active, from_day, until_day,
          setter.name as set_by_name, set_at
        from duty_pom join prison on prison.id = prison_id join staff pom on pom.id = staff_id
          join staff setter on setter.id = set_by
        where prison_id = any(:prisons) and until_day >= :today and removed_at is null
        order by from_day, prison.name, pom.name, duty_pom.id`,
      { prisons, today },
    )
  }

  /** The active POMs who work in these prisons, once for each prison, by name. */
  pomsIn(prisons: readonly string[]): Promise<PomInPrison[]> {
    return rows(
      this.knex,
      `select staff.id as staff_id, staff.name, prison.id as prison_id, prison.name as prison_name
        from staff join staff_prison on staff_prison.staff_id = staff.id join prison on prison.id = prison_id
        where staff.active and role = any(:poms) and prison_id = any(:prisons)
        order by staff.name, staff.id, prison.name`,
      { prisons, poms: rolesThatSee('as-pom') },
    )
  }

  /** @returns its id, or undefined when the idempotency key was used before */
  add(
    { prisonId, staffId, fromDay, untilDay }: NewDuty,
    by: { readonly staffId: number; readonly at: Date; readonly idempotencyKey: string },
  ): Promise<number | undefined> {
    const set = { setBy: by.staffId, setAt: by.at, idempotencyKey: by.idempotencyKey }
    return insertOnce(this.knex, 'duty_pom', { prisonId, staffId, fromDay, untilDay, ...set })
  }

  /** Removes one of these prisons. @returns who it was, or undefined when there is none any more */
  remove(
    id: number,
    prisons: readonly string[],
    { staffId, at }: { readonly staffId: number; readonly at: Date },
  ): Promise<Pick<DutyPom, 'staffId' | 'prisonId'> | undefined> {
    return row(
      this.knex,
      `update duty_pom set removed_at = :at, removed_by = :staffId
        where id = :id and prison_id = any(:prisons) and removed_at is null returning staff_id, prison_id`,
      { id, prisons, staffId, at },
    )
  }
}
