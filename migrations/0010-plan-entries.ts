import type { Knex } from 'knex'

/** What BCST2 and the 12-week review found and planned. What was written is not changed: more is written about it. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table plan_entry (
      id bigint generated always as identity primary key,
      person_id bigint not null references person,
      custody_began date not null,
      stage text not null check (stage in ('bcst2', 'guided-interview', 'twelve-week-review')),
      pathway text not null,
      kind text not null check (kind in ('need', 'action', 'no-need', 'up-to-date', 'need-met', 'action-done', 'action-dropped')),
      text text,
      responsible text check (responsible in ('prison', 'probation', 'both')),
      due date,
      about bigint references plan_entry,
      staff_id bigint not null references staff,
      written_at timestamptz not null,
      act_key uuid not null,
      position integer not null,
      unique (act_key, position),
      check ((kind in ('need', 'action')) = (text is not null)),
      check ((kind = 'action') = (responsible is not null)),
      check ((kind in ('need-met', 'action-done', 'action-dropped')) = (about is not null))
    );
    create index plan_entry_person on plan_entry (person_id, custody_began, id);
    create unique index plan_entry_about_once on plan_entry (about) where about is not null;

    -- Two records of one person may become one, and what is too old is removed; what was written stays as it is.
    create function refuse_rewriting() returns trigger language plpgsql as $$
    begin
      if to_jsonb(new) - 'person_id' is distinct from to_jsonb(old) - 'person_id' then
        raise exception 'plan_entry is append-only';
      end if;
      return new;
    end $$;
    create trigger plan_entry_append_only before update on plan_entry
      for each row execute function refuse_rewriting();
  `)
}
