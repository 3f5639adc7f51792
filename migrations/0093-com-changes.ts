import type { Knex } from 'knex'

/**
 * Which COM may read what a person told a COM in confidence, and who was the COM before. A COM's access is a match of the
 * address, so a new address waits until the prison's team has confirmed it. The first that is known of a person needs no
 * confirmation: nobody can have been told anything before.
 *
 * The trigger also serves the version before this one, which does not know the column.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table person add column com_email_confirmed text;
    update person set com_email_confirmed = com_email where com_email is not null;

    create function confirm_first_com() returns trigger language plpgsql as $$
    begin
      if tg_op = 'INSERT' or (old.com_email is null and old.com_email_confirmed is null) then
        new.com_email_confirmed := new.com_email;
      end if;
      return new;
    end $$;
    create trigger person_confirms_first_com before insert or update of com_email on person
      for each row execute function confirm_first_com();
    create index person_com_to_confirm on person (prison_id, id)
      where com_email is distinct from com_email_confirmed and com_email is not null;

    create table com_change (
      id bigint generated always as identity primary key,
      person_id bigint not null references person,
      before text,
      after text,
      source text not null check (source in ('staff', 'receptions', 'discharges')),
      -- Null for an import from the terminal.
      staff_id bigint references staff,
      changed_at timestamptz not null,
      -- By the COM before.
      seen_at timestamptz
    );
    create index com_change_of_person on com_change (person_id, id);
    create index com_change_unseen on com_change (before) where seen_at is null;
  `)
}
