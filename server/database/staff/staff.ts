import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
import type { Region } from '../../domain/routing'
import type { ProbationTeamKind } from '../../domain/staff/probation-teams'
import { rolesThatSee, type Role } from '../../domain/staff/roles'
import { row, rows } from '../connection/rows'
import { comsOfPdu, coveredBy } from './com-absences'
import { dutyPrisonsOf } from './duty-poms'

export interface StaffMember {
  readonly id: number
  /** In lower case. */
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly passwordHash: string
  readonly secondFactorSecret: string | null
  readonly active: boolean
  /** Incremented with every change to the account; sessions begun under an older version are invalid. */
  readonly accountVersion: number
  readonly prisons: readonly string[]
  /** Of a probation team: what it does, and where. */
  readonly teamKind?: ProbationTeamKind | null
  readonly teamRegion?: Region | null
  /** The PDU of a COM or a duty probation team, where it is known. */
  readonly pduId?: number | null
  /** The prisons whose duty POM they are; absent where the account was not read for a day. */
  readonly dutyPrisons?: readonly string[]
  /** The applications that were passed on to the pre-release team of their prisons, of people elsewhere. */
  readonly passedOn?: readonly number[]
  /** The addresses of the COMs for whom they cover, likewise. */
  readonly covers?: readonly string[]
  /** The addresses of the COMs of an SPO's PDU, likewise. */
  readonly pduComs?: readonly string[]
  /** They chose the daily e-mail. */
  readonly dailyEmail?: boolean
}

const selectStaff = `
  select staff.*, coalesce(array_agg(prison_id order by prison_id) filter (where prison_id is not null), '{}') as prisons,
    array(select cast(application.id as integer) from application
      where held_in in (select own.prison_id from staff_prison own where own.staff_id = staff.id)) as passed_on
  from staff left join staff_prison on staff_id = staff.id`

/** Staff accounts as sign-in and the console use them. */
export class Staff {
  constructor(private readonly knex: Knex) {}

  find(id: number): Promise<StaffMember | undefined> {
    return row(this.knex, `${selectStaff} where staff.id = :id and active group by staff.id`, { id })
  }

  /** An account with whom it stands in for on a day. */
  findOn(today: CalendarDay, id: number): Promise<StaffMember | undefined> {
    return row(
      this.knex,
      `select found.*, ${dutyPrisonsOf('found')} as duty_prisons, ${coveredBy('found')} as covers,
          case when found.role = any(:pduRoles) then ${comsOfPdu('found')} else '{}' end as pdu_coms
        from (${selectStaff} where staff.id = :id and active group by staff.id) found`,
      { id, today, pduRoles: rolesThatSee('of-pdu') },
    )
  }

  findByEmail(email: string): Promise<StaffMember | undefined> {
    return row(this.knex, `${selectStaff} where email = :email and active group by staff.id`, {
      email: email.toLowerCase(),
    })
  }

  /** Staff of these prisons' pre-release teams, by name, including former staff, who may still have work. */
  inPrisons(prisons: readonly string[]): Promise<StaffMember[]> {
    return rows(
      this.knex,
      `${selectStaff} where role = any(:teamRoles) and exists
        (select 1 from staff_prison as shared where shared.staff_id = staff.id and shared.prison_id = any(:prisons))
        group by staff.id order by staff.name, staff.id`,
      { prisons, teamRoles: rolesThatSee('of-prisons') },
    )
  }

  /** Active staff with one of these roles who work in a prison, without one of them, by name. */
  othersInPrison(
    prisonId: string,
    among: readonly Role[],
    without: number,
  ): Promise<Pick<StaffMember, 'id' | 'name'>[]> {
    return rows(
      this.knex,
      `select id, name from staff where active and role = any(:among) and id <> :without and exists
          (select 1 from staff_prison where staff_prison.staff_id = staff.id and prison_id = :prisonId)
        order by name, id`,
      { prisonId, among, without },
    )
  }

  async hasNobody(): Promise<boolean> {
    return (await row(this.knex, 'select 1 as member from staff limit 1')) === undefined
  }

  async names(ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const found = await rows<{ id: number; name: string }>(
      this.knex,
      'select id, name from staff where id = any(:ids)',
      {
        ids,
      },
    )
    return new Map(found.map(({ id, name }) => [id, name]))
  }

  async add(member: Omit<StaffMember, 'id' | 'active' | 'accountVersion' | 'secondFactorSecret'>): Promise<number> {
    const [added] = await this.knex('staff')
      .insert({
        email: member.email.toLowerCase(),
        name: member.name,
        role: member.role,
        team_kind: member.teamKind ?? null,
        team_region: member.teamRegion ?? null,
        pdu_id: member.pduId ?? null,
        password_hash: member.passwordHash,
      })
      .returning<{ id: number }[]>('id')
    const staffId = added!.id
    if (member.prisons.length > 0) {
      await this.knex('staff_prison').insert(member.prisons.map(prison_id => ({ staff_id: staffId, prison_id })))
    }
    return staffId
  }

  async keepDailyEmail(id: number, wants: boolean): Promise<void> {
    await this.knex('staff').where({ id }).update({ daily_email: wants })
  }

  /** Who chose the daily e-mail and was not sent that of a day. @param only one of them */
  async awaitingDailyEmail(day: CalendarDay, only: number | null = null): Promise<number[]> {
    const found = await rows<{ id: number }>(
      this.knex,
      `select id from staff where daily_email and active and (daily_email_sent_for is null or daily_email_sent_for < :day)
        and (cast(:only as bigint) is null or id = :only) order by id`,
      { day, only },
    )
    return found.map(({ id }) => id)
  }

  async keepDailyEmailSent(id: number, day: CalendarDay): Promise<void> {
    await this.knex('staff').where({ id }).update({ daily_email_sent_for: day })
  }

  async keepSecondFactor(id: number, secret: string): Promise<void> {
    await this.knex('staff').where({ id }).update({ second_factor_secret: secret })
  }
}
