import type { Knex } from 'knex'

/** The daily work finds what is to be referred after handover without reading every closed application. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create index application_action_to_bring_back on application_action (application_id)
      where action = 'refer-after-handover' and done_at is null;
  `)
}
