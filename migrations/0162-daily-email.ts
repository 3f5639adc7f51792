import type { Knex } from 'knex'

/** Staff choose a daily count of what waits for them, by e-mail. The version before sends none and goes on serving. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table staff
      add column daily_email boolean not null default false,
      -- The newest day for which it was sent.
      add column daily_email_sent_for date;
    create index staff_daily_email on staff (id) where daily_email and active;
  `)
}
