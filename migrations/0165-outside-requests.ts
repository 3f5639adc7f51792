import type { Knex } from 'knex'

/** What people and bodies outside the service ask about somebody, and how they were answered. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table outside_request (
      id bigint generated always as identity primary key,
      person_id bigint not null references person,
      asker text not null check (asker in ('council', 'crs-supplier', 'family', 'legal', 'health', 'other')),
      whom text not null,
      way text not null check (way in ('phone', 'email', 'in-person', 'letter')),
      words text not null,
      due date not null,
      logged_by bigint not null references staff,
      logged_at timestamptz not null,
      idempotency_key uuid not null unique,
      answered_by bigint references staff,
      answered_at timestamptz,
      answer_way text check (answer_way in ('phone', 'email', 'in-person', 'letter')),
      answer_whom text,
      answered_on date,
      answer text,
      check (num_nulls(answered_by, answered_at, answer_way, answer_whom, answered_on, answer) in (0, 6))
    );
    create index outside_request_open on outside_request (due, id) include (person_id) where answered_at is null;
    create index outside_request_person on outside_request (person_id, id);
  `)
}
