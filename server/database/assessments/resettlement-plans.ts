import type { Knex } from 'knex'
import type { AssessedPathway, PlanEntry, ResponsibleFor } from '../../domain/assessments'
import type { CalendarDay } from '../../domain/calendar'
import type { Whereabouts } from '../../domain/people/whereabouts'
import { personInScope, type AccessScope, personScopeParameters } from '../connection/access-scope'
import { row, rows, type Count } from '../connection/rows'
import { nameOfHolder, orderBy, personOrders, type ListOrder } from '../lists/list-order'
import { inThisCustody } from '../people/custody/leaving'
import { isInLocation } from '../people/in-location'
import { hasNotLeft } from '../people/still-in-custody'
import type { PageOfWork } from '../work/work-items'

export type WrittenPlanEntry = PlanEntry & { readonly staffName: string; readonly writtenAt: Date }

/** An entry before it is stored; each kind has the fields of {@link PlanEntry}. */
export type NewPlanEntry = PlanEntry extends infer Entry ? (Entry extends PlanEntry ? Omit<Entry, 'id'> : never) : never

/** An action due before today that is neither done nor dropped. Of people who have left only probation's remain. */
export interface OverdueAction {
  readonly id: number
  readonly personId: number
  readonly firstName: string
  readonly lastName: string
  readonly prisonNumber: string
  readonly prisonName: string
  readonly whereabouts: Whereabouts
  readonly location: string | null
  readonly releaseDate: CalendarDay | null
  readonly pathway: AssessedPathway
  readonly text: string
  readonly responsible: ResponsibleFor
  readonly due: CalendarDay
  readonly staffName: string
}

export interface OverdueActionFilters {
  readonly today: CalendarDay
  /** One prison; null for every person within scope. */
  readonly prisonId: string | null
  /** The member of staff who planned them; null for everybody. */
  readonly plannedBy: number | null
  /** Who is responsible, solely or jointly; null for all. */
  readonly responsible: 'prison' | 'probation' | null
  /** A wing or landing as locations begin with it; null for all. */
  readonly wing: string | null
}

export const overdueActionPageSize = 25

const columns = {
  due: ['action.due'],
  what: ['action.pathway'],
  responsible: ['action.responsible'],
  planned: [nameOfHolder('action.staff_id')],
  ...personOrders,
}
/** What the list of overdue actions can be sorted by. */
export type OverdueActionColumn = keyof typeof columns

const overdueActions = {
  from: 'resettlement_plan_entry action join person on person.id = action.person_id',
  where: `${personInScope} and action.kind = 'action' and action.due < :today and action.${inThisCustody}
      and not exists (select 1 from resettlement_plan_entry said where said.about = action.id)
      and (${hasNotLeft} or action.responsible = 'probation')
      and (:prisonId::text is null or person.prison_id = :prisonId)
      and (:plannedBy::bigint is null or action.staff_id = :plannedBy)
      and (:responsible::text is null or action.responsible in (:responsible, 'both'))
      and (:wing::text is null or ${isInLocation(':wing')})`,
}

function parametersOf(scope: AccessScope, { wing, ...filters }: OverdueActionFilters) {
  return { ...personScopeParameters(scope), ...filters, wing: wing?.toLowerCase() ?? null }
}

/** The append-only history of BCST2 and the 12-week review. */
export class ResettlementPlans {
  constructor(private readonly knex: Knex) {}

  /** A person's entries from one time in custody, oldest first. */
  entries(personId: number, custodyBegan: CalendarDay): Promise<WrittenPlanEntry[]> {
    return rows(
      this.knex,
      `select resettlement_plan_entry.*, staff.name as staff_name from resettlement_plan_entry join staff on staff.id = staff_id
        where person_id = :personId and custody_began = :custodyBegan order by resettlement_plan_entry.id`,
      { personId, custodyBegan },
    )
  }

  /** A page of overdue actions within scope; of equal ones the oldest comes first. */
  overdueActions(
    scope: AccessScope,
    filters: OverdueActionFilters,
    order: ListOrder<OverdueActionColumn>,
    { page, size }: PageOfWork,
  ): Promise<(OverdueAction & { total: number })[]> {
    const inOrder = orderBy(columns, order, ['action.due', 'action.id'])
    return rows(
      this.knex,
      `with found as (
          select action.id, count(*) over () as total from ${overdueActions.from} where ${overdueActions.where}
            order by ${inOrder} limit ${size} offset :offset)
        select action.id, person_id, pathway, text, responsible, due, first_name, last_name, prison_number, whereabouts,
            location, release_date, prison.name as prison_name, staff.name as staff_name, total
          from found join resettlement_plan_entry action on action.id = found.id
            join person on person.id = person_id
            join prison on prison.id = person.prison_id
            join staff on staff.id = staff_id
          order by ${inOrder}`,
      { ...parametersOf(scope, filters), offset: (page - 1) * size },
    )
  }

  /** How many overdue actions there are on all pages. */
  async countOverdueActions(scope: AccessScope, filters: OverdueActionFilters): Promise<number> {
    const { from, where, parameters } = this.countOfOverdueActions(scope, filters)
    const found = await row<{ count: number }>(this.knex, `select count(*) from ${from} where ${where}`, parameters)
    return found!.count
  }

  /** The same, to be counted together with others. */
  countOfOverdueActions(scope: AccessScope, filters: OverdueActionFilters): Count {
    return { ...overdueActions, parameters: parametersOf(scope, filters) }
  }

  async isWritten(idempotencyKey: string): Promise<boolean> {
    return (
      (await row(
        this.knex,
        'select 1 as written from resettlement_plan_entry where idempotency_key = :idempotencyKey limit 1',
        { idempotencyKey },
      )) !== undefined
    )
  }

  /** @returns the ids of the entries, in their order */
  async write(
    entries: readonly NewPlanEntry[],
    command: {
      readonly personId: number
      readonly custodyBegan: CalendarDay
      readonly staffId: number
      readonly at: Date
      readonly idempotencyKey: string
    },
  ): Promise<number[]> {
    const added = await this.knex('resettlement_plan_entry')
      .insert(
        entries.map((entry, position) => ({
          person_id: command.personId,
          custody_began: command.custodyBegan,
          ...entry,
          staff_id: command.staffId,
          written_at: command.at,
          idempotency_key: command.idempotencyKey,
          position,
        })),
      )
      .returning<{ id: number }[]>('id')
    return added.map(({ id }) => id)
  }
}
