import type { Knex } from 'knex'

/**
 * Names by how they sound, for whoever spells them badly; consents that belong to no application; what a person told
 * the service, confirmed with them in the plan; what staff plan in case a court lets somebody go. A version that knows nothing of them finds, shows and writes what it
 * did before.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create extension if not exists fuzzystrmatch;
    create extension if not exists unaccent;
    -- An index needs one that never changes its answer; the dictionary of accents is not changed.
    create function name_sounds(name text) returns text[]
      language sql immutable strict parallel safe set search_path from current as $$
        select array_agg(distinct dmetaphone(word))
          from regexp_split_to_table(regexp_replace(unaccent(name), '[''’]', '', 'g'), '[^[:alnum:]]+') as word
          where dmetaphone(word) <> ''
      $$;
    create index person_name_sounds on person using gin (name_sounds(first_name || ' ' || last_name));

    alter table consent alter column application_id drop not null;
    alter table consent add column act_key uuid unique;
    alter table consent add check (application_id is not null or way <> 'form');

    create table contingency_plan (
      id bigint generated always as identity primary key,
      person_id bigint not null references person,
      custody_began date not null,
      words text not null,
      staff_id bigint not null references staff,
      written_at timestamptz not null,
      act_key uuid not null unique
    );
    create index contingency_plan_person on contingency_plan (person_id, custody_began, id);
    create trigger contingency_plan_append_only before update on contingency_plan
      for each row execute function refuse_rewriting();

    alter table plan_entry drop constraint plan_entry_kind_check;
    alter table plan_entry add constraint plan_entry_kind_check check (kind in
      ('need', 'action', 'told', 'no-need', 'up-to-date', 'need-met', 'action-done', 'action-dropped'));
    alter table plan_entry drop constraint plan_entry_check;
    alter table plan_entry add constraint plan_entry_check check ((kind in ('need', 'action', 'told')) = (text is not null));
  `)
}
