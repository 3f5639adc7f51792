import type { Knex } from 'knex'

/**
 * Completing BCST2 asks the COM about the needs that were found, in one enquiry of that assessment; the answer says
 * whether they agree. The version before knows nothing of it and goes on serving.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table enquiry add column stage text check (stage in ('bcst2', 'guided-interview', 'twelve-week-review'));
    alter table enquiry_step
      add column verdict text check (verdict in ('agreed', 'changed', 'somebody-else')),
      add constraint enquiry_step_verdict_of_answer_check check (verdict is null or kind in ('answered', 'answered-outside'));
  `)
}
