import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
import { row } from '../connection/rows'

export interface NewsRequest {
  /** The working day that it counts for. */
  readonly workingDay: CalendarDay
  readonly askedAt: Date
}

/** People asking what has become of an application, once a working day. */
export class NewsRequests {
  constructor(private readonly knex: Knex) {}

  /** @returns false when they asked already for that working day */
  async add(applicationId: number, request: NewsRequest): Promise<boolean> {
    const added = await this.knex('news_request')
      .insert({ application_id: applicationId, working_day: request.workingDay, asked_at: request.askedAt })
      .onConflict(['application_id', 'working_day'])
      .ignore()
      .returning('application_id')
    return added.length > 0
  }

  last(applicationId: number): Promise<NewsRequest | undefined> {
    return row(
      this.knex,
      `select working_day, asked_at from news_request where application_id = :applicationId
        order by working_day desc limit 1`,
      { applicationId },
    )
  }
}
