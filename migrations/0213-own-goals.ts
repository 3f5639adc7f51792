import type { Knex } from 'knex'

/** What people in prison want to do, in their own words; staff see those that they share. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table own_goal (
      id bigint generated always as identity primary key,
      person_id bigint not null references person,
      goal text not null check (goal <> ''),
      added_at timestamptz not null,
      -- Null while it is for the person only.
      shared_at timestamptz,
      done_at timestamptz
    );
    create index own_goal_person on own_goal (person_id);
    -- A form that is sent twice adds one.
    create unique index own_goal_open on own_goal (person_id, md5(goal)) where done_at is null;

    alter table expired_form drop constraint expired_form_kind_check;
    alter table expired_form add constraint expired_form_kind_check
      check (kind in ('answer', 'message', 'another-look', 'note', 'goal', 'ask'));
    alter table late_words drop constraint late_words_kind_check;
    alter table late_words add constraint late_words_kind_check
      check (kind in ('message', 'another-look', 'note', 'goal', 'ask'));
  `)
}
