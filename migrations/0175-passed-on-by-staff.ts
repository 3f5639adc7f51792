import type { Knex } from 'knex'

/**
 * What staff pass on to others: several notifications of an application can be to one recipient, so the unique index
 * leaves them out. The pre-release team of another prison can hold an application, too. The version before knows neither
 * and goes on serving: the columns have names that no other table has, so that its statements stay unambiguous.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table notification add column passed_on boolean not null default false;
    -- Whose recipients they are; null for the prison where the person is.
    alter table notification add column to_prison text references prison;
    create unique index notification_asked_once_next on notification (application_id, recipient)
      where ended_at is null and not carried_on and not passed_on;
    drop index notification_asked_once;
    alter index notification_asked_once_next rename to notification_asked_once;

    -- Whose pre-release team staff passed it on to; null for that of the prison where the person is.
    alter table application add column held_in text references prison;
    create index application_held_in on application (held_in) where held_in is not null;
  `)
}
