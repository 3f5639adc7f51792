import type { Knex } from 'knex'
import type { CalendarDay } from '../domain/calendar'
import type { LeavingItem, LeavingStates, LeavingValue } from '../domain/leaving'
import { personColumns, personTables, type Person } from './people'
import { rows } from './rows'
import { applicationInSight, personInSight, sightParameters, type Sight } from './sight'

export interface LeavingEntry {
  readonly id: number
  readonly item: LeavingItem
  readonly value: LeavingValue
  readonly staffName: string
  readonly recordedAt: Date
}

/** Somebody who leaves soon, with how everything stands. */
export type PersonLeaving = Person & {
  /** The first day that they may leave: on tag, or released. */
  readonly leavesOn: CalendarDay
  readonly states: LeavingStates
  /** Those that the reader may see. */
  readonly openApplications: number
  readonly openActions: number
  /** When the meeting one month before release was held. */
  readonly meetingHeldOn: CalendarDay | null
}

const inThisCustody = 'custody_began = coalesce(person.custody_began, person.reception_date)'

/** Actions of the plan that nobody has said are done or dropped. */
export const openActionsOfPerson = `
  (select count(*) from plan_entry action where action.person_id = person.id and action.kind = 'action'
    and action.${inThisCustody}
    and not exists (select 1 from plan_entry said where said.about = action.id)) as open_actions`

/** What is settled for the day of leaving; only ever added to. */
export class Leaving {
  constructor(private readonly knex: Knex) {}

  /**
   * The people in sight who leave from today until a day, soonest first.
   *
   * @param prisonId one prison; null for every person in sight
   */
  people(
    sight: Sight,
    when: { readonly prisonId: string | null; readonly today: CalendarDay; readonly until: CalendarDay },
    limit: number,
  ): Promise<PersonLeaving[]> {
    return rows(
      this.knex,
      `select ${personColumns},
          least(case when tag_date >= :today then tag_date end, case when release_date >= :today then release_date end)
            as leaves_on,
          (select count(*) from application where application.person_id = person.id and status = 'open'
            and ${applicationInSight}) as open_applications,
          ${openActionsOfPerson},
          (select done_on from assessment where assessment.person_id = person.id and kind = 'one-month-meeting'
            and assessment.${inThisCustody}) as meeting_held_on,
          coalesce((select json_object_agg(item, value) from (
            select distinct on (item) item, value from leaving_state
              where leaving_state.person_id = person.id and leaving_state.${inThisCustody}
              order by item, id desc) latest), '{}') as states
        from ${personTables}
        where ${personInSight}
          and (:prisonId::text is null or person.prison_id = :prisonId)
          and (release_date between :today and :until or tag_date between :today and :until)
        order by leaves_on, last_name, first_name, prison_number limit :limit`,
      { ...sightParameters(sight), ...when, limit },
    )
  }

  /** Everything recorded of a person in one time in custody, oldest first. */
  entries(personId: number, custodyBegan: CalendarDay): Promise<LeavingEntry[]> {
    return rows(
      this.knex,
      `select leaving_state.id, item, value, recorded_at, staff.name as staff_name
        from leaving_state join staff on staff.id = staff_id
        where person_id = :personId and custody_began = :custodyBegan order by leaving_state.id`,
      { personId, custodyBegan },
    )
  }

  async isRecorded(actKey: string): Promise<boolean> {
    const found = await rows(this.knex, 'select 1 from leaving_state where act_key = :actKey limit 1', { actKey })
    return found.length > 0
  }

  async record(
    states: LeavingStates,
    act: {
      readonly personId: number
      readonly custodyBegan: CalendarDay
      readonly staffId: number
      readonly at: Date
      readonly actKey: string
    },
  ): Promise<void> {
    await this.knex('leaving_state').insert(
      Object.entries(states).map(([item, value]) => ({
        person_id: act.personId,
        custody_began: act.custodyBegan,
        item,
        value,
        staff_id: act.staffId,
        recorded_at: act.at,
        act_key: act.actKey,
      })),
    )
  }
}
