import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
import type { ReadingHelp } from '../../domain/people'
import type { FormId } from '../../domain/topics'
import type { Outcome } from '../applications/applications'
import { formRows } from '../applications/form-codes'
import { applicationInScope, scopeParameters, type AccessScope } from '../connection/access-scope'
import { insertOnce, row, rows } from '../connection/rows'
import { startsWith, type Person } from '../people/people'
import { hasNotLeft } from '../people/still-in-custody'

/** A reply from staff to a person, with the details printed on the sheet. */
export interface Reply extends Pick<
  Person,
  'prisonNumber' | 'firstName' | 'lastName' | 'language' | 'prisonName' | 'prisonNameCy' | 'location'
> {
  readonly messageId: number
  readonly applicationId: number
  readonly personId: number
  readonly readingHelp: readonly ReadingHelp[]
  readonly reference: string
  readonly form: FormId
  readonly task: string | null
  readonly restricted: boolean
  readonly body: string
  readonly sentAt: Date
  /** The outcome if the text is the answer; null for a message. */
  readonly outcome: Outcome | null
}

/** Which replies to print. */
export interface RepliesWanted {
  readonly prisonId: string
  /** A prefix of the person's location in the prison. */
  readonly location: string
  readonly since: Date
  /** Whether to include replies that the person has read on a screen. */
  readonly alsoRead: boolean
}

export interface ReplyBatch {
  readonly id: number
  readonly prisonId: string
  readonly prisonName: string
  readonly location: string
  readonly madeByName: string
  readonly madeAt: Date
}

const replyColumns = `
  message.id as message_id, message.application_id, message.body, message.sent_at,
  case when application.closed_at = message.sent_at then application.outcome end as outcome,
  application.person_id, application.reference, application.form, application.task, application.restricted,
  person.prison_number, person.first_name, person.last_name, person.language, person.location, person.reading_help,
  prison.name as prison_name, prison.name_cy as prison_name_cy`
const replyTables = `
  join application on application.id = message.application_id
  join person on person.id = application.person_id
  join prison on prison.id = person.prison_id`
const byPlace = 'person.location, last_name, first_name, prison_number, message.id'

const selectBatch = `select reply_batch.id, prison_id, prison.name as prison_name, location, staff.name as made_by_name, made_at
  from reply_batch join prison on prison.id = prison_id join staff on staff.id = made_by`

/** Printing replies from staff on paper: those not yet printed, and printed batches. */
export class Replies {
  constructor(private readonly knex: Knex) {}

  /** Unprinted replies to people still in the prison, within the reader's scope, ordered by location. */
  toPrint(filter: RepliesWanted, scope: AccessScope, today: CalendarDay, limit: number): Promise<Reply[]> {
    return formRows(
      this.knex,
      `select ${replyColumns} from message ${replyTables}
        where message.sender = 'staff' and message.sent_at >= :since and (:alsoRead or message.read_at is null)
          and not exists (select 1 from reply_print where message_id = message.id)
          and person.prison_id = :prisonId and lower(coalesce(person.location, '')) like :start escape '\\'
          and coalesce(person.release_date >= :today, true) and ${hasNotLeft}
          and ${applicationInScope}
        order by ${byPlace} limit :limit`,
      {
        prisonId: filter.prisonId,
        start: startsWith(filter.location),
        since: filter.since,
        alsoRead: filter.alsoRead,
        today,
        limit,
        ...scopeParameters(scope),
      },
    )
  }

  /** The replies of a batch that are within the reader's scope now, ordered by people's current location. */
  ofBatch(batchId: number, scope: AccessScope): Promise<Reply[]> {
    return formRows(
      this.knex,
      `select ${replyColumns} from reply_print join message on message.id = message_id ${replyTables}
        where batch_id = :batchId and ${applicationInScope} order by ${byPlace}`,
      { batchId, ...scopeParameters(scope) },
    )
  }

  findBatch(id: number, prisons: readonly string[]): Promise<ReplyBatch | undefined> {
    return row(this.knex, `${selectBatch} where reply_batch.id = :id and prison_id = any(:prisons)`, { id, prisons })
  }

  /** The newest batches of the reader's prisons, each with its number of replies within the reader's scope. */
  latestBatches(scope: AccessScope, limit: number): Promise<(ReplyBatch & { readonly replies: number })[]> {
    return rows(
      this.knex,
      `select batch.*, (select count(*) from reply_print join application on application.id = application_id
          join person on person.id = application.person_id
          where batch_id = batch.id and ${applicationInScope}) as replies
        from (${selectBatch} where prison_id = any(:prisons) order by reply_batch.id desc limit :limit) batch
        order by batch.id desc`,
      { limit, ...scopeParameters(scope) },
    )
  }

  /** @returns the batch, and whether it is new: one idempotency key creates one batch */
  async addBatch(batch: {
    readonly prisonId: string
    readonly location: string
    readonly by: number
    readonly at: Date
    readonly idempotencyKey: string
  }): Promise<{ readonly id: number; readonly isNew: boolean }> {
    const { prisonId, location, by, at, idempotencyKey } = batch
    const made = { madeBy: by, madeAt: at, idempotencyKey }
    const added = await insertOnce(this.knex, 'reply_batch', { prisonId, location, ...made })
    if (added !== undefined) return { id: added, isNew: true }
    const before = await row<{ id: number }>(
      this.knex,
      'select id from reply_batch where idempotency_key = :idempotencyKey',
      {
        idempotencyKey,
      },
    )
    return { id: before!.id, isNew: false }
  }

  async removeBatch(id: number): Promise<void> {
    await this.knex('reply_batch').where({ id }).delete()
  }

  /** Adds replies to a batch, except those already in another. @returns how many are in it */
  async addToBatch(batchId: number, replies: readonly Reply[]): Promise<number> {
    const added = await rows(
      this.knex,
      `insert into reply_print (message_id, application_id, batch_id)
        select id, application_id, :batchId from message where id = any(:ids)
        order by id on conflict (message_id) do nothing returning message_id`,
      { batchId, ids: replies.map(({ messageId }) => messageId) },
    )
    return added.length
  }
}
