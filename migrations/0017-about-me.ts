import type { Knex } from 'knex'

/** What helps a person to read, and when they were asked; why staff did not answer a PIN request with a slip. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table person
      add column reading_help text[] not null default '{}'
        check (reading_help <@ array['large-print', 'easy-read', 'listening', 'somebody']),
      add column asked_about_reading_at timestamptz;
    alter table pin_request
      add column dismissed_by bigint references staff,
      add column dismissed_because text;
  `)
}
