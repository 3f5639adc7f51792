import type { Knex } from 'knex'
import { row } from './rows'

export interface Pin {
  readonly personId: number
  readonly hash: string
  /** Made by staff and printed on a slip: the person chooses another at the first sign-in. */
  readonly oneTime: boolean
  readonly expiresAt: Date | null
  readonly setAt: Date
}

export class Pins {
  constructor(private readonly knex: Knex) {}

  find(personId: number): Promise<Pin | undefined> {
    return row(this.knex, 'select * from pin where person_id = :personId', { personId })
  }

  /** Signs the person out wherever they are signed in. */
  async endSessions(personId: number): Promise<void> {
    await this.knex.raw(`delete from my_session where sess ->> 'personId' = :personId`, { personId: String(personId) })
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
