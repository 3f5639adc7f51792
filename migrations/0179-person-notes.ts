import type { Knex } from 'knex'

/** What staff write down about a person who is the subject: calls, meetings and what they saw. Append-only. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table person_note (
      id bigint generated always as identity primary key,
      person_id bigint not null references person,
      kind text not null check (kind in ('call', 'wing', 'meeting', 'visit', 'letter', 'note')),
      whom text,
      happened_on date not null,
      words text not null,
      staff_id bigint not null references staff,
      written_at timestamptz not null,
      idempotency_key uuid not null unique
    );
    create index person_note_person on person_note (person_id, happened_on desc, id desc);
  `)
}
