import type { Knex } from 'knex'

/** What readers say of public pages: one of a few answers, and nothing of who gave it. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table page_feedback (
      id bigint generated always as identity primary key,
      page text not null,
      language text not null check (language in ('en', 'cy')),
      answer text not null check (
        answer in ('not-hard', 'hard', 'words-too-hard', 'too-long', 'could-not-find', 'something-wrong')
      ),
      given_at timestamptz not null
    );
    create index page_feedback_page on page_feedback (page, language);
  `)
}
