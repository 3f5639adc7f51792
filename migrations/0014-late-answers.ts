import type { Knex } from 'knex'

/** Answers that came after their session had ended, and when each person last finished. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- A row stays when its answer was looked at, without it: the page that sent it has had its say.
    create table late_answer (
      draft_id uuid not null references draft on delete cascade,
      question text not null,
      posted jsonb,
      page_made_at timestamptz not null,
      kept_at timestamptz not null,
      primary key (draft_id, question)
    );

    create table my_session_finished (
      person_id bigint primary key references person,
      finished_at timestamptz not null
    );
  `)
}
