import type { Knex } from 'knex'

/** What the service owner says on every page of a site for a time, and the role that may say it. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table staff drop constraint staff_role_check;
    alter table staff add constraint staff_role_check check
      (role in ('officer', 'administrator', 'com', 'manager', 'editor', 'service-owner', 'sysadmin'));

    create table service_notice (
      id bigint generated always as identity primary key,
      sites text[] not null check (cardinality(sites) > 0 and sites <@ array['public', 'in-cell', 'staff']),
      -- The owner's own words. Null for maintenance, whose words the service has.
      english text,
      welsh text,
      -- From when the service is closed, until the notice is over.
      closed_from timestamptz,
      shown_from timestamptz not null,
      shown_until timestamptz not null check (shown_until > shown_from),
      added_by bigint not null references staff,
      added_at timestamptz not null,
      act_key uuid not null unique,
      withdrawn_by bigint references staff,
      withdrawn_at timestamptz,
      check ((english is null) = (closed_from is not null)),
      check (english is not null or welsh is null),
      check ((withdrawn_by is null) = (withdrawn_at is null))
    );
    create index service_notice_until on service_notice (shown_until) where withdrawn_at is null;
  `)
}
