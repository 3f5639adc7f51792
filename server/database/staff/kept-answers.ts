import type { Knex } from 'knex'
import { row } from '../connection/rows'

/** Pages that answered a form, sealed, until their time is over. */
export class KeptAnswers {
  constructor(private readonly knex: Knex) {}

  /** Keeps an answer, in the place of one with the same id. */
  async keep(answer: { readonly id: string; readonly sealed: string; readonly expire: Date }): Promise<void> {
    await this.knex('kept_answer').insert(answer).onConflict('id').merge()
  }

  /** @returns undefined for what never was, or is over */
  async find(id: string, now: Date): Promise<string | undefined> {
    const found = await row<{ readonly sealed: string }>(
      this.knex,
      'select sealed from kept_answer where id = :id and expire > :now',
      { id, now },
    )
    return found?.sealed
  }
}
