import type { Knex } from 'knex'
import { row } from '../../connection/rows'

/**
 * Ends in-cell sessions from outside the browser that holds them, and records when a person last finished: forms from
 * pages rendered before that time are no longer saved.
 */
export class InCellSessions {
  constructor(private readonly knex: Knex) {}

  /** The person has finished, on one device or all: they signed out, or their sessions were ended for them. */
  async finish(personId: number, at: Date): Promise<void> {
    await this.knex('in_cell_session_finished')
      .insert({ person_id: personId, finished_at: at })
      .onConflict('person_id')
      .merge()
  }

  async finishedAt(personId: number): Promise<Date | undefined> {
    const finished = await row<{ finishedAt: Date }>(
      this.knex,
      'select finished_at from in_cell_session_finished where person_id = :personId',
      { personId },
    )
    return finished?.finishedAt
  }

  /** @param except the session to keep, when the person acts from it */
  async endOf(personId: number, at: Date, except = ''): Promise<void> {
    await this.knex.raw(`delete from in_cell_session where sess ->> 'personId' = :personId and sid <> :except`, {
      personId: String(personId),
      except,
    })
    await this.finish(personId, at)
  }

  /** Ends sessions begun by single sign-on: one session of the issuer, or all of a subject's. At least one is given. */
  async endSingleSignOn(
    ended: { readonly subject: string | null; readonly sessionId: string | null },
    at: Date,
  ): Promise<void> {
    await this.knex.raw(
      `with gone as (
        delete from in_cell_session where sess -> 'singleSignOn' is not null
          and (:subject::text is null or sess -> 'singleSignOn' ->> 'subject' = :subject)
          and (:sessionId::text is null or sess -> 'singleSignOn' ->> 'sessionId' = :sessionId)
          and (:subject::text is not null or :sessionId::text is not null)
        returning sess)
      insert into in_cell_session_finished (person_id, finished_at)
        select distinct (sess ->> 'personId')::bigint, :at::timestamptz from gone where sess ->> 'personId' is not null
        on conflict (person_id) do update set finished_at = excluded.finished_at`,
      { ...ended, at },
    )
  }
}
