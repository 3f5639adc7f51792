import type { Knex } from 'knex'

/** Reports count what was done in the prison where the person was then, which their later moves tell. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create index prison_notice_moved_out on prison_notice (person_id, created_at) where kind = 'moved-out';
  `)
}
