import type { Knex } from 'knex'

/** The day on which a step happened, which can be before it is written down. Where none is, it is that of `happened_at`. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table referral_step add column happened_on date;
  `)
}
