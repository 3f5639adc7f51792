import type { Knex } from 'knex'

/** What is settled for the day that a person leaves, and the days on which they go to court. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create or replace function refuse_rewriting() returns trigger language plpgsql as $$
    begin
      if to_jsonb(new) - 'person_id' is distinct from to_jsonb(old) - 'person_id' then
        raise exception '% is append-only', tg_table_name;
      end if;
      return new;
    end $$;

    -- The latest of each item is how it stands; those before it are its history.
    create table leaving_state (
      id bigint generated always as identity primary key,
      person_id bigint not null references person,
      custody_began date not null,
      item text not null check (item in ('housing', 'gp', 'id', 'bank', 'benefits', 'meeting')),
      value text not null,
      staff_id bigint not null references staff,
      recorded_at timestamptz not null,
      act_key uuid not null,
      unique (act_key, item),
      check (case when item = 'housing'
        then value in ('own', 'family', 'supported', 'cas', 'temporary', 'none', 'not-yet', 'not-needed')
        else value in ('arranged', 'not-yet', 'not-needed') end)
    );
    create index leaving_state_person on leaving_state (person_id, custody_began, item, id desc);
    create trigger leaving_state_append_only before update on leaving_state
      for each row execute function refuse_rewriting();

    create index person_release on person (prison_id, release_date);

    create table court_hearing (
      id bigint generated always as identity primary key,
      person_id bigint not null references person,
      held_on date not null,
      court text not null,
      recorded_by bigint not null references staff,
      recorded_at timestamptz not null,
      removed_by bigint references staff,
      removed_at timestamptz,
      check ((removed_at is null) = (removed_by is null))
    );
    create unique index court_hearing_once on court_hearing (person_id, held_on, lower(court)) where removed_at is null;
    create index court_hearing_day on court_hearing (held_on) where removed_at is null;
  `)
}
