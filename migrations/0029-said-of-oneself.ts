import type { Knex } from 'knex'

/** What people say is hard for them, and of talking in private; words that came after their session had ended. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table about_me_answer (
      person_id bigint not null references person,
      question text not null,
      answer text[] not null,
      said_at timestamptz not null,
      primary key (person_id, question),
      check (case question
        when 'hard' then answer <@ array['reading', 'writing', 'seeing', 'hearing', 'moving', 'attention', 'talking']
        when 'private-time' then answer in (array['yes'], array['no'])
        else false end)
    );

    -- A row stays when the person has looked at it, without its words: the page that sent it has had its say.
    create table late_words (
      person_id bigint not null references person,
      kind text not null check (kind in ('message', 'another-look', 'note')),
      about text not null,
      words text,
      page_made_at timestamptz not null,
      kept_at timestamptz not null,
      primary key (person_id, kind, about)
    );
    create index late_words_kept_at on late_words (kept_at);
  `)
}
