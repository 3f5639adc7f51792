import type { Knex } from 'knex'

/** A person's own notes, and the facts behind the checklist that they last looked at. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table task_note (
      person_id bigint not null references person,
      task text not null,
      note text not null,
      updated_at timestamptz not null,
      primary key (person_id, task)
    );

    create table checklist_seen (
      person_id bigint primary key references person,
      facts jsonb not null,
      seen_at timestamptz not null
    );
  `)
}
