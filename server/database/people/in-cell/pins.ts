import type { Knex } from 'knex'
import { personInScope, type AccessScope, personScopeParameters } from '../../connection/access-scope'
import { row, rows } from '../../connection/rows'
import { hasNotLeft } from '../still-in-custody'

export interface Pin {
  readonly personId: number
  readonly hash: string
  /** Issued by staff and printed on a slip: the person must choose another at first sign-in. */
  readonly oneTime: boolean
  readonly expiresAt: Date | null
  readonly setAt: Date
}

export interface PinRequest {
  readonly personId: number
  readonly prisonNumber: string
  readonly firstName: string
  readonly lastName: string
  readonly location: string | null
  readonly askedAt: Date
}

/** People's PINs, and requests for new ones. */
export class Pins {
  constructor(private readonly knex: Knex) {}

  find(personId: number): Promise<Pin | undefined> {
    return row(this.knex, 'select * from pin where person_id = :personId', { personId })
  }

  /** Which of these people have a PIN that can be used. */
  async usableAmong(personIds: readonly number[], now: Date): Promise<ReadonlySet<number>> {
    const found = await rows<{ personId: number }>(
      this.knex,
      'select person_id from pin where person_id = any(:personIds) and (expires_at is null or expires_at > :now)',
      { personIds, now },
    )
    return new Set(found.map(({ personId }) => personId))
  }

  /** Requests a new PIN from staff. Does nothing, in the same time, if the number is unknown or a request is open. */
  async ask(prisonNumber: string, now: Date): Promise<void> {
    await this.knex.raw(
      `insert into pin_request (person_id, asked_at) select id, :now from person where prison_number = :prisonNumber
        on conflict (person_id) where answered_at is null do nothing`,
      { prisonNumber, now },
    )
  }

  async answerRequest(personId: number, now: Date): Promise<void> {
    await this.knex('pin_request').where({ person_id: personId, answered_at: null }).update({ answered_at: now })
  }

  async hasRequest(personId: number): Promise<boolean> {
    const open = await row(
      this.knex,
      'select 1 as open from pin_request where person_id = :personId and answered_at is null',
      { personId },
    )
    return open !== undefined
  }

  /** @returns false when there is no open request */
  async dismissRequest(
    personId: number,
    { staffId, because, now }: { readonly staffId: number; readonly because: string; readonly now: Date },
  ): Promise<boolean> {
    const changed = await this.knex('pin_request')
      .where({ person_id: personId, answered_at: null })
      .update({ answered_at: now, dismissed_by: staffId, dismissed_because: because })
    return changed > 0
  }

  /** Open requests for a new PIN within the reader's scope, longest waiting first. */
  requests(scope: AccessScope): Promise<PinRequest[]> {
    return rows(
      this.knex,
      `select person_id, prison_number, first_name, last_name, location, asked_at
        from pin_request join person on person.id = person_id
        where answered_at is null and ${personInScope} and ${hasNotLeft}
        order by asked_at, pin_request.id limit 100`,
      personScopeParameters(scope),
    )
  }

  /** Removes the PIN, so that nobody can sign in until staff make a slip. */
  async remove(personId: number): Promise<void> {
    await this.knex('pin').where({ person_id: personId }).delete()
  }

  async set(pin: Pin): Promise<void> {
    await this.knex('pin')
      .insert({
        person_id: pin.personId,
        hash: pin.hash,
        one_time: pin.oneTime,
        expires_at: pin.expiresAt,
        set_at: pin.setAt,
      })
      .onConflict('person_id')
      .merge()
  }
}
