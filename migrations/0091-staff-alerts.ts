import type { Knex } from 'knex'

/**
 * Alerts: applications that were sent with "Tell staff now", before their form was finished. The draft stays, and names
 * its alert, so that the rest of the form is added to it. The version before sends such a draft as another application.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table application add column unfinished boolean not null default false;
    alter table draft add column alert_id bigint references application on delete set null;
    create index draft_alert on draft (alert_id) where alert_id is not null;
  `)
}
