import type { Knex } from 'knex'
import type { CalendarDay } from '../domain/calendar'
import type { Destination, Priority, Team, Topic } from '../domain/routing'
import type { Outcome } from './applications'
import { row, rows, type Parameters } from './rows'
import { applicationInSight, sightParameters, type Sight } from './sight'

export interface QueueFilters {
  /** `another-look`: answered, and the person does not agree. */
  readonly state: 'waiting' | 'closed' | 'another-look'
  readonly destination: Destination | null
  readonly team: Team | null
  readonly topic: Topic | null
  readonly priority: Priority | null
  /** The member of staff whose claimed work is asked for, 'nobody' for what is unclaimed, null for all. */
  readonly claimed: number | 'nobody' | null
}

export interface QueueRow {
  readonly reference: string
  readonly topic: Topic
  readonly team: Team
  readonly destination: Destination
  readonly priority: Priority
  readonly respondBy: CalendarDay
  readonly restricted: boolean
  readonly safetyWaits: boolean
  readonly sentAt: Date
  readonly firstName: string
  readonly lastName: string
  readonly prisonNumber: string
  readonly prisonName: string
  readonly location: string | null
  readonly releaseDate: CalendarDay | null
  readonly claimedByName: string | null
  readonly outcome: Outcome | null
  readonly newFromPerson: boolean
  /** The reply is late, and nobody has written since the person asked for news. */
  readonly newsAsked: boolean
  readonly lookWaits: boolean
  readonly onPaper: boolean
  /** How many rows the filters give in all. */
  readonly total: number
}

export const queuePageSize = 25

/** The applications that a member of staff may see, as their list of work. */
export class Queue {
  constructor(private readonly knex: Knex) {}

  /**
   * What waits, by reply date. The count and the page come from one statement, so that they agree while others work.
   *
   * @param page from 1, {@link queuePageSize} a page
   */
  page(sight: Sight, filters: QueueFilters, page: number): Promise<QueueRow[]> {
    const { where, parameters } = queueCondition(sight, filters)
    const order = filters.state === 'waiting' ? 'safety_waits desc, respond_by, id' : 'closed_at desc, id desc'
    return rows(
      this.knex,
      `select *, count(*) over () as total from (
        select application.id, reference, topic, team, destination, priority, respond_by, restricted, sent_at, closed_at,
          first_name, last_name, prison_number, prison.name as prison_name, location, release_date,
          staff.name as claimed_by_name, outcome,
          exists (select 1 from safety_concern where application_id = application.id and acknowledged_at is null)
            as safety_waits,
          coalesce((select sender = 'person' from message where application_id = application.id
            order by message.id desc limit 1), false) as new_from_person,
          exists (select 1 from news_request where application_id = application.id and asked_at > coalesce(
            (select max(message.sent_at) from message where application_id = application.id and sender = 'staff'),
            '-infinity')) as news_asked,
          exists (select 1 from another_look where application_id = application.id and answer is null) as look_waits,
          exists (select 1 from paper_form where application_id = application.id) as on_paper
        from application
        join person on person.id = application.person_id
        join prison on prison.id = person.prison_id
        left join staff on staff.id = application.claimed_by
        where ${where}) found
      order by ${order} limit ${queuePageSize} offset :offset`,
      { ...parameters, offset: (page - 1) * queuePageSize },
    )
  }

  /** How many applications the filters give, for a page number that is past the end. */
  async count(sight: Sight, filters: QueueFilters): Promise<number> {
    const { where, parameters } = queueCondition(sight, filters)
    const found = await row<{ total: number }>(
      this.knex,
      `select count(*) as total from application join person on person.id = application.person_id where ${where}`,
      parameters,
    )
    return found?.total ?? 0
  }
}

function queueCondition(sight: Sight, filters: QueueFilters): { where: string; parameters: Parameters } {
  const conditions = [applicationInSight, `application.status = :status`]
  if (filters.state === 'another-look') {
    conditions.push('exists (select 1 from another_look where application_id = application.id and answer is null)')
  }
  const parameters: Parameters = {
    ...sightParameters(sight),
    status: filters.state === 'waiting' ? 'open' : 'closed',
  }
  for (const name of ['destination', 'team', 'topic', 'priority'] as const) {
    if (filters[name] === null) continue
    conditions.push(`application.${name} = :${name}Wanted`)
    parameters[`${name}Wanted`] = filters[name]
  }
  if (filters.claimed === 'nobody') conditions.push('claimed_by is null')
  else if (filters.claimed !== null) {
    conditions.push('claimed_by = :claimedBy')
    parameters.claimedBy = filters.claimed
  }
  return { where: conditions.join(' and '), parameters }
}
