import type { Knex } from 'knex'

const expired = {
  in_cell_session: 'expire < now()',
  staff_session: 'expire < now()',
  kept_answer: 'expire < now()',
  sign_in_try: 'expire < extract(epoch from now()) * 1000',
}

/** Sessions of both sites, answers kept for them, and counts of failed sign-ins, whose time is over. */
export class ExpiredSessions {
  constructor(private readonly knex: Knex) {}

  /** @returns how many rows were deleted */
  async delete(): Promise<number> {
    let deleted = 0
    for (const [table, condition] of Object.entries(expired)) {
      deleted += await this.knex(table).whereRaw(condition).delete()
    }
    return deleted
  }
}
