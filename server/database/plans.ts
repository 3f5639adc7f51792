import type { Knex } from 'knex'
import type { PlanEntry } from '../domain/assessments'
import type { CalendarDay } from '../domain/calendar'
import { row, rows } from './rows'

export type WrittenPlanEntry = PlanEntry & { readonly staffName: string; readonly writtenAt: Date }

/** An entry before it is written; each kind has the fields of {@link PlanEntry}. */
export type NewPlanEntry = PlanEntry extends infer Entry ? (Entry extends PlanEntry ? Omit<Entry, 'id'> : never) : never

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
