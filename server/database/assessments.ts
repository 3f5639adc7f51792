import type { Knex } from 'knex'
import type { AssessmentKind } from '../domain/assessments'
import type { CalendarDay } from '../domain/calendar'
import { personColumns, personTables, type Person } from './people'
import { row, rows } from './rows'
import { personInSight, type Sight } from './sight'

export interface StoredAssessment {
  readonly kind: AssessmentKind
  /** Who is to do it. */
  readonly officerId: number | null
  readonly officerName: string | null
  readonly doneOn: CalendarDay | null
  readonly doneByName: string | null
}

export type PersonWithAssessments = Person & { readonly assessments: readonly StoredAssessment[] }

/** Somebody whom work can be given to. */
export interface Officer {
  readonly id: number
  readonly name: string
  /** Applications they have claimed that are open, and assessments they were given that are not done. */
  readonly load: number
}

export interface AssessmentKey {
  readonly personId: number
  readonly kind: AssessmentKind
  readonly custodyBegan: CalendarDay
}

export type Allocation = AssessmentKey & { readonly officerId: number | null }

/** What belongs to the time in custody that a person is in now. */
const assessmentsOfPerson = `
  coalesce((select json_agg(json_build_object('kind', kind, 'officerId', officer_id, 'officerName', officer.name,
      'doneOn', done_on, 'doneByName', done.name))
    from assessment
    left join staff officer on officer.id = officer_id
    left join staff done on done.id = done_by
    where person_id = person.id
      and assessment.custody_began = coalesce(person.custody_began, person.reception_date)), '[]') as assessments`

const selectWithAssessments = `select ${personColumns}, ${assessmentsOfPerson} from ${personTables}`

/** What was assessed, and who is to do what is not. */
export class Assessments {
  constructor(private readonly knex: Knex) {}

  /**
   * The people in sight, with what was assessed of each.
   *
   * @param prisonId one prison; null for every person in sight
   * @param leavingFrom those whose release date was before are left out
   */
  people(
    sight: Pick<Sight, 'prisons' | 'comEmail'>,
    prisonId: string | null,
    leavingFrom: CalendarDay,
  ): Promise<PersonWithAssessments[]> {
    return rows(
      this.knex,
      `${selectWithAssessments}
        where ${personInSight}
          and (:prisonId::text is null or person.prison_id = :prisonId)
          and (person.release_date is null or person.release_date >= :leavingFrom)
        order by last_name, first_name, prison_number`,
      { prisons: sight.prisons, comEmail: sight.comEmail, prisonId, leavingFrom },
    )
  }

  ofPeople(ids: readonly number[]): Promise<PersonWithAssessments[]> {
    return rows(this.knex, `${selectWithAssessments} where person.id = any(:ids)`, { ids })
  }

  async ofPerson(personId: number): Promise<readonly StoredAssessment[]> {
    const found = await row<{ assessments: StoredAssessment[] }>(
      this.knex,
      `select ${assessmentsOfPerson} from person where person.id = :personId`,
      { personId },
    )
    return found?.assessments ?? []
  }

  /** The officers of a prison, with how much each has. */
  officers(prisonId: string): Promise<Officer[]> {
    return rows(
      this.knex,
      `select staff.id, staff.name,
          (select count(*) from application where claimed_by = staff.id and status = 'open')
          + (select count(*) from assessment where officer_id = staff.id and done_on is null) as load
        from staff join staff_prison on staff_id = staff.id
        where prison_id = :prisonId and role = 'officer' and active order by staff.name, staff.id`,
      { prisonId },
    )
  }

  /** @returns false when it was recorded before, which stays as it is */
  async recordDone(
    assessment: AssessmentKey,
    done: { readonly on: CalendarDay; readonly by: number; readonly at: Date },
  ): Promise<boolean> {
    const recorded = await rows(
      this.knex,
      `insert into assessment (person_id, kind, custody_began, done_on, done_by, recorded_at)
        values (:personId, :kind, :custodyBegan, :on, :by, :at)
        on conflict (person_id, kind, custody_began)
          do update set done_on = excluded.done_on, done_by = excluded.done_by, recorded_at = excluded.recorded_at
          where assessment.done_on is null
        returning id`,
      { ...assessment, ...done },
    )
    return recorded.length === 1
  }

  /** @returns false when it is not recorded as done on that day, or no longer */
  async takeBack(assessment: AssessmentKey, doneOn: CalendarDay): Promise<boolean> {
    const taken = await rows(
      this.knex,
      `update assessment set done_on = null, done_by = null, recorded_at = null
        where person_id = :personId and kind = :kind and custody_began = :custodyBegan and done_on = :doneOn
        returning id`,
      { ...assessment, doneOn },
    )
    return taken.length === 1
  }

  /** Gives assessments to officers, or takes them from whoever had them. The people must be locked. */
  async allocate(allocations: readonly Allocation[]): Promise<void> {
    if (allocations.length === 0) return
    await this.knex('assessment')
      .insert(
        allocations.map(({ personId, kind, custodyBegan, officerId }) => ({
          person_id: personId,
          kind,
          custody_began: custodyBegan,
          officer_id: officerId,
        })),
      )
      .onConflict(['person_id', 'kind', 'custody_began'])
      .merge(['officer_id'])
  }

  /** What is not done at the prison that these people have left is nobody's until it is given out there. */
  async takeFromOfficers(personId: number): Promise<void> {
    await this.knex('assessment').where({ person_id: personId, done_on: null }).update({ officer_id: null })
  }
}
