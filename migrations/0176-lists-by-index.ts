import type { Knex } from 'knex'

/**
 * Lists of notifications, what is not delivered, whether a concern was passed to a duty POM, and which applications the audit of a prison leaves
 * out are read by an index, whatever else is stored.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create index notification_recipient on notification (recipient, ended_at);
    create index notification_to_prison on notification (to_prison) where to_prison is not null;
    create index notification_to_duty_pom on notification (person_id) where recipient = 'duty-pom' and is_safety;
    create index notification_undelivered on notification (id) where status = 'open' and delivered_at is null;
    create index application_restricted_elsewhere on application (id) where restricted and destination <> 'PRT';
  `)
}
