import type { Knex } from 'knex'

/**
 * Which assessments of a person are overdue and due, beside who is to do each. The version before writes only who; a row
 * in which the two differ in length is worked out again.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table assessment_state
      add column overdue_kind text[] not null default '{}',
      add column due_kind text[] not null default '{}';
  `)
}
