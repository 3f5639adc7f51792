import type { Knex } from 'knex'

/**
 * Lets the service decide open applications again once by rules that have changed. A later change of the rules adds its
 * row in a migration of its own.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table rules_change (
      -- Of docs/policy/routing.md.
      edition integer primary key,
      -- When the jobs that decide again were added; null until then.
      started_at timestamptz
    );
    insert into rules_change (edition) values (2);
  `)
}
