import type { Knex } from 'knex'

/** Who has asked staff for a new PIN, and when it was answered: with a slip, or by signing in after all. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table pin_request (
      id bigint generated always as identity primary key,
      person_id bigint not null references person,
      asked_at timestamptz not null,
      answered_at timestamptz
    );
    create unique index pin_request_open on pin_request (person_id) where answered_at is null;
  `)
}
