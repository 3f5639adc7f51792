import type { Knex } from 'knex'

/** What reading the audit by act and by day goes by; by person and by member of staff there are indexes already. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create index audit_event_act on audit_event (act, id);
    create index audit_event_happened on audit_event (happened_at);
  `)
}
