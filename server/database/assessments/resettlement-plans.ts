import type { Knex } from 'knex'
import type { AssessedPathway, PlanEntry, ResponsibleFor } from '../../domain/assessments'
import type { CalendarDay } from '../../domain/calendar'
import { inThisCustody } from '../people/leaving'
import { row, rows } from '../connection/rows'
import { personInSight, type Sight } from '../connection/access-scope'

export type WrittenPlanEntry = PlanEntry & { readonly staffName: string; readonly writtenAt: Date }

/** An entry before it is written; each kind has the fields of {@link PlanEntry}. */
export type NewPlanEntry = PlanEntry extends infer Entry ? (Entry extends PlanEntry ? Omit<Entry, 'id'> : never) : never

/** An action that was to be done before today, and of which nobody has said that it is done or not needed any more. */
export interface LateAction {
  readonly id: number
  readonly personId: number
  readonly firstName: string
  readonly lastName: string
  readonly prisonNumber: string
  readonly prisonName: string
  readonly pathway: AssessedPathway
  readonly text: string
  readonly responsible: ResponsibleFor
  readonly due: CalendarDay
  readonly staffName: string
}

export interface LateActionFilters {
  readonly today: CalendarDay
  /** One prison; null for every person in sight. */
  readonly prisonId: string | null
  /** Who planned them; null for everybody. */
  readonly plannedBy: number | null
  /** Whose they are to do, alone or with the other; null for all. */
  readonly responsible: 'prison' | 'probation' | null
}

export const lateActionPageSize = 25

const lateActions = `
  plan_entry action join person on person.id = action.person_id
    where ${personInSight} and action.kind = 'action' and action.due < :today and action.${inThisCustody}
      and not exists (select 1 from plan_entry said where said.about = action.id)
      and (:prisonId::text is null or person.prison_id = :prisonId)
      and (:plannedBy::bigint is null or action.staff_id = :plannedBy)
      and (:responsible::text is null or action.responsible in (:responsible, 'both'))`

/** The trail of BCST2 and the 12-week review, which is only ever added to. */
export class Plans {
  constructor(private readonly knex: Knex) {}

  /** What was written of a person in one time in custody, oldest first. */
  entries(personId: number, custodyBegan: CalendarDay): Promise<WrittenPlanEntry[]> {
    return rows(
      this.knex,
      `select plan_entry.*, staff.name as staff_name from plan_entry join staff on staff.id = staff_id
        where person_id = :personId and custody_began = :custodyBegan order by plan_entry.id`,
      { personId, custodyBegan },
    )
  }

  /** A page, from 1, of the actions of those in sight that are past their day, the oldest first. */
  lateActions(sight: Sight, filters: LateActionFilters, page: number): Promise<(LateAction & { total: number })[]> {
    return rows(
      this.knex,
      `with found as (
          select action.id, count(*) over () as total from ${lateActions}
            order by action.due, action.id limit ${lateActionPageSize} offset :offset)
        select action.id, person_id, pathway, text, responsible, due, first_name, last_name, prison_number,
            prison.name as prison_name, staff.name as staff_name, total
          from found join plan_entry action on action.id = found.id
            join person on person.id = person_id
            join prison on prison.id = person.prison_id
            join staff on staff.id = staff_id
          order by due, action.id`,
      { prisons: sight.prisons, comEmail: sight.comEmail, ...filters, offset: (page - 1) * lateActionPageSize },
    )
  }

  /** How many there are on all pages. */
  async countLateActions(sight: Sight, filters: LateActionFilters): Promise<number> {
    const found = await row<{ count: number }>(this.knex, `select count(*) as count from ${lateActions}`, {
      prisons: sight.prisons,
      comEmail: sight.comEmail,
      ...filters,
    })
    return found!.count
  }

  async isWritten(actKey: string): Promise<boolean> {
    return (
      (await row(this.knex, 'select 1 as written from plan_entry where act_key = :actKey limit 1', { actKey })) !==
      undefined
    )
  }

  async write(
    entries: readonly NewPlanEntry[],
    act: {
      readonly personId: number
      readonly custodyBegan: CalendarDay
      readonly staffId: number
      readonly at: Date
      readonly actKey: string
    },
  ): Promise<void> {
    await this.knex('plan_entry').insert(
      entries.map((entry, position) => ({
        person_id: act.personId,
        custody_began: act.custodyBegan,
        ...entry,
        staff_id: act.staffId,
        written_at: act.at,
        act_key: act.actKey,
        position,
      })),
    )
  }
}
