import type { Knex } from 'knex'

/** Planned actions by who planned them, for their own work. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create index resettlement_plan_entry_planned_by on resettlement_plan_entry (staff_id, due) where kind = 'action'
  `)
}
