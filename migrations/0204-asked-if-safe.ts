import type { Knex } from 'knex'

/** The day on which a person last said whether they feel safe: once a day is enough to be asked. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('alter table person add column said_if_safe_on date')
}
