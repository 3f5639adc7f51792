import type { Knex } from 'knex'

/** What people say at first use of what they have and need; a row stands once the questions were answered or put off. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table first_answers (
      person_id bigint primary key references person,
      answers jsonb not null,
      answered_at timestamptz not null
    )
  `)
}
