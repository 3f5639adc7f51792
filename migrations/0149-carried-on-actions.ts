import type { Knex } from 'knex'

/**
 * What an application asked for and is done after it is closed: a notification to the team, with an owner in `held_by`.
 * There can be several of an application, so the unique index leaves them out.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table notification add column carried_on boolean not null default false;
    create unique index notification_asked_once on notification (application_id, recipient)
      where ended_at is null and not carried_on;
    drop index notification_live;
    create index notification_carried_on on notification (held_by, due) where ended_at is null and carried_on;
  `)
}
