import type { Knex } from 'knex'

/**
 * The pathways whose needs an enquiry puts to the COM, whose answer consults them on the open applications about these. An
 * enquiry from before has none and does nothing to applications. The version before goes on serving.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw("alter table enquiry add column need_pathways text[] not null default '{}'")
}
