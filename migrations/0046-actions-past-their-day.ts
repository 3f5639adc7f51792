import type { Knex } from 'knex'

/** The list of planned actions that are past their day reads those that have one, soonest first. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create index plan_entry_action_due on plan_entry (due, id)
      include (person_id, custody_began, staff_id, responsible) where kind = 'action' and due is not null;
  `)
}
