import type { Knex } from 'knex'

/** The checklist task that somebody came from, of a draft and of what was sent; and what they add to its question. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table draft add column task text;
    alter table application add column task text;
    alter table expired_form
      drop constraint expired_form_kind_check,
      add constraint expired_form_kind_check check (kind in ('answer', 'message', 'another-look', 'note', 'goal', 'ask'));
    -- Triggers still copy texts to the table of a former version.
    alter table late_words
      drop constraint late_words_kind_check,
      add constraint late_words_kind_check check (kind in ('message', 'another-look', 'note', 'goal', 'ask'));
  `)
}
