import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
import type { Whereabouts } from '../../domain/people/whereabouts'
import { rolesThatSee } from '../../domain/staff/roles'
import { personInScope, personScopeParameters, type PersonScope } from '../connection/access-scope'
import { row, rows } from '../connection/rows'
import { hasNotLeft } from '../people/still-in-custody'
import { coversForCom, isAway } from '../staff/com-absences'
import { isComOf } from '../staff/works-with'

/** Why a COM cannot be reached: named without an address, without an account, away, or with an account that has ended. */
export type WhyUnreachable = 'no-address' | 'no-account' | 'on-leave' | 'ended'

/** Somebody in prison whose COM sees nothing of what they are told and asked. */
export interface UnreachableCom {
  readonly prisonNumber: string
  readonly firstName: string
  readonly lastName: string
  readonly prisonName: string
  readonly whereabouts: Whereabouts
  readonly location: string | null
  readonly releaseDate: CalendarDay | null
  readonly comName: string | null
  readonly comEmail: string | null
  readonly why: WhyUnreachable
}

export const unreachableComPageSize = 25

const isUnreachable = `(com_name is not null or com_email is not null) and not exists (
  select 1 from staff where staff.active and not ${isAway('staff')}
    and (${isComOf('staff')} or ${coversForCom('staff')}))`

const isOfAbsentCom = `exists (
  select 1 from staff where staff.email = person.com_email and active and ${isAway('staff')})`

/** The people whose COM is known and cannot be reached by the service. */
export class UnreachableComs {
  constructor(private readonly knex: Knex) {}

  /** A page from 1, whoever leaves first coming first, each with how many there are in all. */
  page(scope: PersonScope, page: number, today: CalendarDay): Promise<(UnreachableCom & { readonly total: number })[]> {
    return rows(
      this.knex,
      `select prison_number, first_name, last_name, prison.name as prison_name, location, whereabouts, release_date, com_name,
          com_email, count(*) over () as total,
          case when com_email is null then 'no-address'
            when exists (select 1 from staff where staff.email = person.com_email and not active) then 'ended'
            when ${isOfAbsentCom} then 'on-leave'
            else 'no-account' end as why
        from person join prison on prison.id = person.prison_id
        where ${personInScope} and ${hasNotLeft} and ${isUnreachable}
        order by release_date nulls last, last_name, first_name, prison_number
        limit :limit offset :offset`,
      {
        ...personScopeParameters(scope),
        comRoles: rolesThatSee('as-com'),
        today,
        limit: unreachableComPageSize,
        offset: (page - 1) * unreachableComPageSize,
      },
    )
  }

  /** How many there are, and how many of them because the COM is away and nobody covers. */
  async count(
    scope: PersonScope,
    today: CalendarDay,
  ): Promise<{ readonly people: number; readonly ofAbsentComs: number }> {
    const found = await row<{ people: number; ofAbsentComs: number }>(
      this.knex,
      `select count(*) as people, count(*) filter (where ${isOfAbsentCom}) as of_absent_coms
        from person where ${personInScope} and ${hasNotLeft} and ${isUnreachable}`,
      { ...personScopeParameters(scope), comRoles: rolesThatSee('as-com'), today },
    )
    return found ?? { people: 0, ofAbsentComs: 0 }
  }
}
