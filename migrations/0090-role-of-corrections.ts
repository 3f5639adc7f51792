import type { Knex } from 'knex'

/** The role in which somebody corrected a fact, because their role may be another one later. Not known of older corrections. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table correction add column staff_role text;
  `)
}
