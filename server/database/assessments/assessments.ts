import type { Knex } from 'knex'
import { allocatedKinds, type AssessmentKind } from '../../domain/assessments'
import type { CalendarDay } from '../../domain/calendar'
import { isAllocatedAssessments, roles } from '../../domain/staff/roles'
import {
  notHeldBack,
  personInScope,
  personScopeParameters,
  scopeParameters,
  type AccessScope,
  type PersonScope,
} from '../connection/access-scope'
import { row, rows, type Count } from '../connection/rows'
import { personColumns, personTables, type Person } from '../people/people'
import { hasNotLeft, isAssessed } from '../people/still-in-custody'

export interface StoredAssessment {
  readonly kind: AssessmentKind
  /** The officer it is allocated to. */
  readonly officerId: number | null
  readonly officerName: string | null
  readonly doneOn: CalendarDay | null
  readonly doneByName: string | null
}

export type PersonWithAssessments = Person & { readonly assessments: readonly StoredAssessment[] }

/** A member of staff to whom work can be assigned. */
export interface Officer {
  readonly id: number
  readonly name: string
  /** Open applications they have claimed, plus assessments allocated to them that are not done. */
  readonly load: number
}

export interface AssessmentKey {
  readonly personId: number
  readonly kind: AssessmentKind
  readonly custodyBegan: CalendarDay
}

export type Allocation = AssessmentKey & { readonly officerId: number | null }

/** An assessment that is overdue or due, and the officer who has it; null is unallocated. */
export interface OwedAssessment {
  readonly kind: AssessmentKind
  readonly officerId: number | null
}

/** A person's overdue and due assessments. */
export interface OwedAssessments {
  readonly personId: number
  readonly overdue: readonly OwedAssessment[]
  readonly due: readonly OwedAssessment[]
}

/** How many assessments of a kind are overdue and due in a prison. */
export interface AssessmentCounts {
  readonly prisonId: string
  readonly prisonName: string
  readonly kind: AssessmentKind
  readonly overdue: number
  readonly due: number
  /** Overdue or due, and allocated to the reader. */
  readonly mine: number
  /** Overdue or due, and unallocated. */
  readonly unallocated: number
}

/** An officer's outstanding assessments in a prison. */
export interface OwedByOfficer {
  readonly staffId: number | null
  readonly prisonId: string
  readonly prisonName: string
  readonly overdue: number
  readonly due: number
}

/** People who are not there to be assessed, or past their release date, are not counted. */
const isStateInScope = `${personInScope} and ${isAssessed} and (release_date is null or release_date >= :today)`
const stateFrom = (joined: string) => `
  assessment_state join person on person.id = person_id join prison on prison.id = prison_id ${joined}`
const stateWith = (joined: string) => `${stateFrom(joined)} where ${isStateInScope}`
const stateInScope = stateWith('')

/** In SQL: the state holds for today, and says of each assessment which it is: the version before wrote only whose. */
const isWorkedOut = `(worked_out_on = :today and cardinality(overdue_kind) = cardinality(overdue_officer_id)
  and cardinality(due_kind) = cardinality(due_officer_id))`

/** Assessments of the person's current time in custody. */
export const assessmentsOfPerson = `
  coalesce((select json_agg(json_build_object('kind', kind, 'officerId', officer_id, 'officerName', officer.name,
      'doneOn', done_on, 'doneByName', done.name))
    from assessment
    left join staff officer on officer.id = officer_id
    left join staff done on done.id = done_by
    where person_id = person.id
      and assessment.custody_began = coalesce(person.custody_began, person.reception_date)), '[]') as assessments`

const selectWithAssessments = `select ${personColumns}, ${assessmentsOfPerson} from ${personTables}`

/** Assessments that are done, and the allocation of those that are not. */
export class Assessments {
  constructor(private readonly knex: Knex) {}

  /**
   * The people within scope, with their assessments.
   *
   * @param prisonId one prison; null for every person within scope
   * @param leavingFrom excludes people whose release date is before this day
   * @param whose those whose assessments run where they are now, or everybody, for what was done and missed
   */
  people(
    scope: PersonScope,
    prisonId: string | null,
    leavingFrom: CalendarDay,
    whose: 'running' | 'all' = 'running',
  ): Promise<PersonWithAssessments[]> {
    return rows(
      this.knex,
      `${selectWithAssessments}
        where ${personInScope}
          and (:prisonId::text is null or person.prison_id = :prisonId)
          and (person.release_date is null or person.release_date >= :leavingFrom)
          and (:withAll or ${isAssessed})
        order by last_name, first_name, prison_number`,
      { ...personScopeParameters(scope), prisonId, leavingFrom, withAll: whose === 'all' },
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

  /**
   * Counts the outstanding assessments of each kind in each of a reader's prisons; of what there is none it has no row.
   *
   * @returns also whether every person's state has been calculated for today
   */
  async counts(
    scope: PersonScope,
    { staffId, kinds }: { readonly staffId: number; readonly kinds: readonly AssessmentKind[] },
    today: CalendarDay,
  ): Promise<{ readonly owed: readonly AssessmentCounts[]; readonly isWhole: boolean }> {
    const found = await rows<Omit<AssessmentCounts, 'kind'> & { kind: AssessmentKind | null; isWhole: boolean }>(
      this.knex,
      `select prison_id, prison.name as prison_name, owed.kind, bool_and(${isWorkedOut}) as is_whole,
          count(*) filter (where owed.is_overdue) as overdue, count(*) filter (where not owed.is_overdue) as due,
          count(*) filter (where owed.officer_id = :staffId) as mine,
          count(*) filter (where owed.officer_id is null) as unallocated
        from ${stateWith(`left join lateral (
          select unnest(overdue_kind) as kind, unnest(overdue_officer_id) as officer_id, true as is_overdue
          union all select unnest(due_kind), unnest(due_officer_id), false
        ) owed on owed.kind = any(:kinds)`)} group by prison_id, prison.name, owed.kind order by prison.name`,
      { ...personScopeParameters(scope), staffId, kinds, today },
    )
    return {
      owed: found.flatMap(({ kind, isWhole: _isWhole, ...counts }) => (kind === null ? [] : [{ ...counts, kind }])),
      isWhole: found.every(({ isWhole }) => isWhole),
    }
  }

  /** How many overdue or due assessments somebody has as far as they are worked out, to be counted together with others. */
  countOfOwn(
    scope: PersonScope,
    { staffId, kinds }: { readonly staffId: number; readonly kinds: readonly AssessmentKind[] },
    today: CalendarDay,
  ): Count {
    const owed = `cross join lateral (
      select unnest(overdue_kind) as kind, unnest(overdue_officer_id) as officer_id
      union all select unnest(due_kind), unnest(due_officer_id)) owed`
    return {
      from: stateFrom(owed),
      where: `${isStateInScope} and overdue_officer_id || due_officer_id @> array[cast(:staffId as bigint)]
        and ${isWorkedOut} and owed.officer_id = :staffId and owed.kind = any(:kinds)`,
      parameters: { ...personScopeParameters(scope), staffId, kinds, today },
    }
  }

  /** Whose overdue or due assessments somebody has, of people within scope; the state of each must be worked out. */
  async peopleOwedBy(
    scope: PersonScope,
    staffId: number,
    today: CalendarDay,
    limit: number,
  ): Promise<PersonWithAssessments[]> {
    const found = await rows<{ personId: number }>(
      this.knex,
      `select person_id from ${stateInScope} and overdue_officer_id || due_officer_id @> array[cast(:staffId as bigint)]
        limit :limit`,
      { ...personScopeParameters(scope), staffId, today, limit },
    )
    return found.length === 0 ? [] : this.ofPeople(found.map(({ personId }) => personId))
  }

  /**
   * How many assessments each officer of each prison owes. Null is unallocated: of those that are allocated to officers,
   * since the others are not for anybody to allocate.
   */
  byOfficer(scope: PersonScope, today: CalendarDay): Promise<OwedByOfficer[]> {
    return rows(
      this.knex,
      `select owed.staff_id, owed.prison_id, owed.prison_name, sum(overdue) as overdue, sum(due) as due
        from (
          select unnest(overdue_officer_id) as staff_id, unnest(overdue_kind) as kind, prison_id,
              prison.name as prison_name, 1 as overdue, 0 as due
            from ${stateInScope}
          union all
          select unnest(due_officer_id), unnest(due_kind), prison_id, prison.name, 0, 1 from ${stateInScope}
        ) owed where staff_id is not null or kind = any(:allocatedKinds) group by 1, 2, 3 order by owed.prison_name`,
      { ...personScopeParameters(scope), today, allocatedKinds },
    )
  }

  /**
   * Reallocates the assessments of these officers to another where the person is in one of these prisons; the others
   * become unallocated. The people must be locked.
   *
   * @param given.within leaves assessments of people elsewhere unchanged; absent for everywhere
   * @returns who had each assessment, and who has it now
   */
  passOn(
    from: readonly number[],
    allocation: {
      readonly to: number | null
      readonly prisons: readonly string[]
      readonly within?: readonly string[]
    },
  ): Promise<{ readonly personId: number; readonly kind: AssessmentKind; readonly officerId: number | null }[]> {
    return rows(
      this.knex,
      `update assessment
        set officer_id = case when person.prison_id = any(:prisons) then cast(:to as bigint) end
        from person
        where person.id = assessment.person_id and officer_id = any(:from) and done_on is null
          and (cast(:within as text[]) is null or person.prison_id = any(:within))
          and (officer_id is distinct from cast(:to as bigint) or not person.prison_id = any(:prisons))
        returning assessment.person_id, assessment.kind, assessment.officer_id`,
      { from, within: null, ...allocation },
    )
  }

  /**
   * Locks people's cached states until the transaction ends, so that a concurrent change to a person invalidates what
   * is calculated now. States locked by another transaction are skipped: their own change will invalidate them.
   *
   * @param of those within scope whose state is not valid for today, or these people
   */
  async holdStates(
    of: { readonly scope: PersonScope } | { readonly personIds: readonly number[] },
    today: CalendarDay,
    limit: number,
  ): Promise<number[]> {
    const found = await rows<{ personId: number }>(
      this.knex,
      'scope' in of
        ? `select person_id from ${stateInScope} and not ${isWorkedOut}
            limit :limit for update of assessment_state skip locked`
        : `select person_id from assessment_state where person_id = any(:personIds)
            order by person_id limit :limit for update skip locked`,
      'scope' in of ? { ...personScopeParameters(of.scope), today, limit } : { personIds: of.personIds, limit },
    )
    return found.map(({ personId }) => personId)
  }

  /** Stores states calculated for a day. The states must be locked. */
  async keepStates(owed: readonly OwedAssessments[], workedOutOn: CalendarDay): Promise<void> {
    await this.knex.raw(
      `update assessment_state
        set worked_out_on = :workedOutOn, overdue_officer_id = state.overdue, due_officer_id = state.due,
          overdue_kind = state."overdueKind", due_kind = state."dueKind"
        from jsonb_to_recordset(cast(:states as jsonb))
          as state ("personId" bigint, overdue bigint[], due bigint[], "overdueKind" text[], "dueKind" text[])
        where person_id = state."personId"
          and (worked_out_on, overdue_officer_id, due_officer_id, overdue_kind, due_kind)
            is distinct from (cast(:workedOutOn as date), state.overdue, state.due, state."overdueKind", state."dueKind")`,
      {
        states: JSON.stringify(
          owed.map(({ personId, overdue, due }) => ({
            personId,
            overdue: overdue.map(({ officerId }) => officerId),
            due: due.map(({ officerId }) => officerId),
            overdueKind: overdue.map(({ kind }) => kind),
            dueKind: due.map(({ kind }) => kind),
          })),
        ),
        workedOutOn,
      },
    )
  }

  /** The officers of a prison, with their workload as far as the reader may know of it. */
  officers(prisonId: string, scope: AccessScope): Promise<Officer[]> {
    return rows(
      this.knex,
      `select staff.id, staff.name,
          (select count(*) from application
            where claimed_by = staff.id and status = 'open' and ${notHeldBack})
          + (select count(*) from assessment join person on person.id = person_id
            where officer_id = staff.id and done_on is null and ${hasNotLeft}) as load
        from staff join staff_prison on staff_id = staff.id
        where prison_id = :prisonId and role = any(:roles) and active order by staff.name, staff.id`,
      { ...scopeParameters(scope), prisonId, roles: roles.filter(isAllocatedAssessments) },
    )
  }

  /** @returns false when it is already recorded, in which case that record stays */
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

  /** @returns false when it is not, or no longer, recorded as done on that day */
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

  /** Allocates assessments to officers, replacing previous allocations. The people must be locked. */
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

  /**
   * Clears the allocation of assessments not done at the prison that a person has left, until the new prison allocates
   * them.
   */
  async takeFromOfficers(personId: number): Promise<void> {
    await this.knex('assessment').where({ person_id: personId, done_on: null }).update({ officer_id: null })
  }
}
