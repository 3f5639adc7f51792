import type { Knex } from 'knex'

/**
 * Safety concerns that staff raise about a person, without an application; what was recorded of an ACCT; and who was told
 * of a concern. The version before adds concerns of applications only: a trigger names their person.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table safety_concern drop constraint safety_concern_pkey;
    alter table safety_concern alter column application_id drop not null;
    alter table safety_concern
      add column id bigint generated always as identity primary key,
      add constraint safety_concern_application unique (application_id),
      add column person_id bigint references person,
      add column raised_by bigint references staff,
      add column about text check (about in ('person', 'others', 'both')),
      add column words text,
      add column is_urgent boolean not null default false,
      add column acct text check (acct in ('opened', 'open-already', 'not-needed')),
      add column acct_number text,
      add column acct_on date,
      add column acct_opened_by text,
      add column acct_because text,
      add column raise_key uuid unique,
      add column acknowledge_key uuid unique;
    update safety_concern set person_id = application.person_id from application
      where application.id = safety_concern.application_id;

    create function name_person_of_concern() returns trigger language plpgsql as $$
    begin
      new.person_id := coalesce(new.person_id, (select person_id from application where id = new.application_id));
      return new;
    end $$;
    create trigger safety_concern_person before insert on safety_concern
      for each row execute function name_person_of_concern();

    alter table safety_concern
      alter column person_id set not null,
      add check (application_id is not null
        or (raised_by is not null and about is not null and words is not null));
    create index safety_concern_of_person on safety_concern (person_id);
    create index safety_concern_acknowledged on safety_concern (acknowledged_at) where acknowledged_at is not null;

    alter table notification
      add column concern_id bigint references safety_concern,
      add column is_acct boolean not null default false;
    create index notification_concern on notification (concern_id) where concern_id is not null;
  `)
}
