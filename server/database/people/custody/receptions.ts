import type { Knex } from 'knex'
import type { CalendarDay } from '../../../domain/calendar'
import { assessmentsOfPerson, type PersonWithAssessments } from '../../assessments/assessments'
import {
  applicationInScope,
  personInScope,
  personScopeParameters,
  scopeParameters,
  type AccessScope,
} from '../../connection/access-scope'
import { row, rows } from '../../connection/rows'
import { personColumns, personTables, type Person } from '../people'
import { hasNotLeft } from '../still-in-custody'

/** A person who was received, with what is to be done for them. */
export type ReceivedPerson = PersonWithAssessments & {
  /** `own`: chosen by the person; `slip`: of a slip that can still be used. */
  readonly pin: 'own' | 'slip' | 'none'
  readonly pinSetAt: Date | null
  /** The prison that they moved from at this reception, if any. */
  readonly cameFrom: string | null
  /** They had left prison before this reception. */
  readonly isBack: boolean
  /** Those within the reader's scope. */
  readonly openApplications: number
  /** How many there are. */
  readonly total: number
}

/** Whose receptions are listed: of a prison since a day, or those whom one import added or moved. */
export type WhichReceptions = { readonly prisonId: string | null } & (
  { readonly since: CalendarDay } | { readonly run: number }
)

export const receptionOrders = ['came', 'wing', 'name'] as const
export type ReceptionOrder = (typeof receptionOrders)[number]

/** A person with the name and birth date of another. */
export type NamesakeOf = Person & { readonly ofId: number }

const byName = 'last_name, first_name, prison_number'
const orders: Readonly<Record<ReceptionOrder, string>> = {
  came: `reception_date, ${byName}`,
  wing: `location, ${byName}`,
  name: byName,
}

const ofRun = `prison_number in (
  select taken->>'prisonNumber' from import_run
    cross join lateral jsonb_array_elements((report->'added') || (report->'moved')) as taken where import_run.id = :run)`
const ofPrison = `(:prisonId::text is null or prison_id = :prisonId)`

/** As many as are shown: both of a hundred. */
const mostNamesakes = 200

/** In SQL, from which tables: the others with the name and birth date of some people, `of_id`, or of everybody. */
function alikeAmong(scope: AccessScope, personIds: readonly number[] | null) {
  const whose = personIds === null ? personInScope : 'id = any(:personIds)'
  return {
    alike: (tables: string) => `from (
          select id as of_id, date_of_birth as born, lower(last_name) as surname, lower(first_name) as forename
            from person where ${whose}
        ) mine
        join ${tables} on person.date_of_birth = born and lower(person.last_name) = surname
          and lower(person.first_name) = forename and person.id <> of_id
        where ${personInScope}
          and not exists (select 1 from different_person
            where different_person.person_id = of_id and other_person_id = person.id)`,
    parameters: { ...(personIds !== null && { personIds }), ...personScopeParameters(scope) },
  }
}

/** People who were received, and which of them may have two records. */
export class Receptions {
  constructor(private readonly knex: Knex) {}

  /** The people within scope who were received and are not gone. */
  people(
    scope: AccessScope,
    which: WhichReceptions,
    { order, now, limit }: { readonly order: ReceptionOrder; readonly now: Date; readonly limit: number },
  ): Promise<ReceivedPerson[]> {
    return rows(
      this.knex,
      `select ${personColumns}, ${assessmentsOfPerson}, total,
          coalesce((select case when not one_time then 'own' when expires_at > :now then 'slip' end
            from pin where pin.person_id = person.id), 'none') as pin,
          (select set_at from pin where pin.person_id = person.id) as pin_set_at,
          (select other.name from prison_notice join prison other on other.id = other_prison_id
            where prison_notice.person_id = person.id and prison_notice.prison_id = person.prison_id
              and prison_notice.kind = 'moved-in' and prison_notice.created_at >= person.reception_date
            order by prison_notice.id desc limit 1) as came_from,
          exists (select 1 from whereabouts_record record
            where record.person_id = person.id and record.kind = 'received'
              and record.happened_on >= person.reception_date) as is_back,
          (select count(*) from application where application.person_id = person.id and status = 'open'
            and ${applicationInScope}) as open_applications
        from (
          select person.id as found_id, count(*) over () as total from person
            where ${personInScope} and ${hasNotLeft} and ${ofPrison}
              and ${'run' in which ? ofRun : 'reception_date >= :since'}
            order by ${orders[order]} limit :limit
        ) found join (${personTables}) on person.id = found_id
        order by ${orders[order]}`,
      { ...scopeParameters(scope), ...which, now, limit },
    )
  }

  /**
   * Other people within scope with the name and birth date of one of these, unless somebody recorded that they are not the
   * same person.
   *
   * @param personIds null for everybody within scope
   */
  namesakes(scope: AccessScope, personIds: readonly number[] | null): Promise<NamesakeOf[]> {
    const { alike, parameters } = alikeAmong(scope, personIds)
    return rows(
      this.knex,
      `select of_id, ${personColumns} ${alike(`(${personTables})`)} order by of_id, person.id limit ${mostNamesakes}`,
      parameters,
    )
  }

  /** How many two people within scope have one name and birth date, unless somebody recorded that they are not the same. */
  async countNamesakes(scope: AccessScope): Promise<number> {
    const { alike, parameters } = alikeAmong(scope, null)
    const found = await row<{ count: number }>(
      this.knex,
      `select count(*) as count from (select 1 ${alike('person')} and person.id > of_id) pairs`,
      parameters,
    )
    return found?.count ?? 0
  }

  /** Records that two people are not the same. @returns false when it is recorded already */
  async recordDifferent(one: number, other: number, by: number, at: Date): Promise<boolean> {
    const recorded = await this.knex('different_person')
      .insert([
        { person_id: one, other_person_id: other, staff_id: by, recorded_at: at },
        { person_id: other, other_person_id: one, staff_id: by, recorded_at: at },
      ])
      .onConflict(['person_id', 'other_person_id'])
      .ignore()
      .returning('id')
    return recorded.length > 0
  }
}
