import type { Knex } from 'knex'
import type { FormId } from '../../domain/topics'
import { row, rows } from '../connection/rows'
import { formRows } from './form-codes'

export interface Message {
  readonly id: number
  readonly sender: 'person' | 'staff'
  readonly staffName: string | null
  readonly body: string
  readonly sentAt: Date
  readonly readAt: Date | null
}

/** Messages between a person and staff about an application. */
export class Messages {
  constructor(private readonly knex: Knex) {}

  /** An application's messages, each with the time it was printed for a person without a screen. */
  ofApplication(applicationId: number): Promise<(Message & { readonly printedAt: Date | null })[]> {
    return rows(
      this.knex,
      `select message.*, staff.name as staff_name, made_at as printed_at
        from message left join staff on staff.id = message.staff_id
        left join reply_print on message_id = message.id left join reply_batch on reply_batch.id = batch_id
        where message.application_id = :applicationId order by message.id`,
      { applicationId },
    )
  }

  async countOf(applicationId: number): Promise<number> {
    const found = await row<{ count: number }>(
      this.knex,
      'select count(*) as count from message where application_id = :applicationId',
      { applicationId },
    )
    return found?.count ?? 0
  }

  /** The newest messages about these applications, each with its application. */
  newestOf(
    applicationIds: readonly number[],
    limit: number,
  ): Promise<(Omit<Message, 'body'> & { readonly applicationId: number })[]> {
    return rows(
      this.knex,
      `select message.id, application_id, sender, staff.name as staff_name, sent_at, read_at
        from message left join staff on staff.id = message.staff_id
        where application_id = any(:applicationIds) order by message.id desc limit :limit`,
      { applicationIds, limit },
    )
  }

  /** Messages from staff to this person, newest first. */
  toPerson(
    personId: number,
  ): Promise<(Omit<Message, 'staffName'> & { reference: string; form: FormId; task: string | null })[]> {
    return formRows(
      this.knex,
      `select message.id, sender, body, message.sent_at, read_at, reference, form, task
        from message join application on application.id = message.application_id
        where application.person_id = :personId and sender = 'staff' order by message.id desc`,
      { personId },
    )
  }

  async add(
    applicationId: number,
    message: Pick<Message, 'sender' | 'body' | 'sentAt'> & { readonly staffId: number | null },
  ): Promise<void> {
    await this.knex('message').insert({
      application_id: applicationId,
      sender: message.sender,
      staff_id: message.staffId,
      body: message.body,
      sent_at: message.sentAt,
    })
  }

  async markRead(applicationId: number, at: Date): Promise<void> {
    await this.knex('message')
      .where({ application_id: applicationId, sender: 'staff', read_at: null })
      .update({ read_at: at })
  }

  async unread(personId: number): Promise<number> {
    const found = await row<{ unread: number }>(
      this.knex,
      `select count(*) as unread from message join application on application.id = application_id
        where person_id = :personId and sender = 'staff' and read_at is null`,
      { personId },
    )
    return found?.unread ?? 0
  }
}
