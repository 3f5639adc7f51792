import type { Knex } from 'knex'

/** Ends sessions of the in-cell site from outside the browsers that hold them. */
export class MySessions {
  constructor(private readonly knex: Knex) {}

  /** @param except the session that goes on, when the person acts from it */
  async endOf(personId: number, except = ''): Promise<void> {
    await this.knex.raw(`delete from my_session where sess ->> 'personId' = :personId and sid <> :except`, {
      personId: String(personId),
      except,
    })
  }

  /** Ends what single sign-on began: one session of the issuer, or all of a subject's. At least one is given. */
  async endSingleSignOn(ended: { readonly subject: string | null; readonly sessionId: string | null }): Promise<void> {
    await this.knex.raw(
      `delete from my_session where sess -> 'singleSignOn' is not null
        and (:subject::text is null or sess -> 'singleSignOn' ->> 'subject' = :subject)
        and (:sessionId::text is null or sess -> 'singleSignOn' ->> 'sessionId' = :sessionId)
        and (:subject::text is not null or :sessionId::text is not null)`,
      ended,
    )
  }
}
