import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
import { applicationInScope, scopeParameters, type AccessScope } from '../connection/access-scope'
import { row } from '../connection/rows'

/** An appeal: a person disagrees with an answer and asks the prison's manager to review it. */
export interface ReviewRequest {
  /** The reason, in the person's own words. */
  readonly words: string
  readonly askedAt: Date
  readonly respondBy: CalendarDay
  readonly answer: 'stands' | 'opened-again' | null
  readonly answeredAt: Date | null
  readonly answeredByName: string | null
}

/** Review requests, at most one per application. */
export class ReviewRequests {
  constructor(private readonly knex: Knex) {}

  /** @returns false when the application already has one */
  async add(applicationId: number, request: Pick<ReviewRequest, 'words' | 'askedAt' | 'respondBy'>): Promise<boolean> {
    const added = await this.knex('review_request')
      .insert({
        application_id: applicationId,
        words: request.words,
        asked_at: request.askedAt,
        respond_by: request.respondBy,
      })
      .onConflict('application_id')
      .ignore()
      .returning('application_id')
    return added.length > 0
  }

  ofApplication(applicationId: number): Promise<ReviewRequest | undefined> {
    return row(
      this.knex,
      `select review_request.*, staff.name as answered_by_name from review_request
        left join staff on staff.id = review_request.answered_by where application_id = :applicationId`,
      { applicationId },
    )
  }

  /** How many await an answer, within the reader's scope. */
  async waiting(scope: AccessScope): Promise<number> {
    const found = await row<{ waiting: number }>(
      this.knex,
      `select count(*) as waiting from review_request
        join application on application.id = review_request.application_id
        join person on person.id = application.person_id
        where review_request.answer is null and ${applicationInScope}`,
      scopeParameters(scope),
    )
    return found?.waiting ?? 0
  }

  /** @returns false when none awaits an answer */
  async answer(
    applicationId: number,
    answer: { readonly answer: 'stands' | 'opened-again'; readonly by: number; readonly at: Date },
  ): Promise<boolean> {
    const changed = await this.knex('review_request')
      .where({ application_id: applicationId, answer: null })
      .update({ answer: answer.answer, answered_by: answer.by, answered_at: answer.at })
    return changed === 1
  }
}
