import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
import { row } from '../connection/rows'

export interface Chase {
  /** The working day on which it counts. */
  readonly workingDay: CalendarDay
  readonly chasedAt: Date
}

/** Chases: a person asks what has happened to an application whose reply is overdue, at most once a working day. */
export class Chases {
  constructor(private readonly knex: Knex) {}

  /** @returns false when the person has already chased on that working day */
  async add(applicationId: number, request: Chase): Promise<boolean> {
    const added = await this.knex('chase')
      .insert({ application_id: applicationId, working_day: request.workingDay, chased_at: request.chasedAt })
      .onConflict(['application_id', 'working_day'])
      .ignore()
      .returning('application_id')
    return added.length > 0
  }

  last(applicationId: number): Promise<Chase | undefined> {
    return row(
      this.knex,
      `select working_day, chased_at from chase where application_id = :applicationId
        order by working_day desc limit 1`,
      { applicationId },
    )
  }
}
