import type { Knex } from 'knex'

/** On which days a COM is away, and who covers for them: a COM is known by the address alone, with or without an account. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table com_absence (
      id bigint generated always as identity primary key,
      com_email text not null,
      from_day date not null,
      until_day date not null,
      covered_by bigint references staff,
      set_by bigint not null references staff,
      set_at timestamptz not null,
      removed_by bigint references staff,
      removed_at timestamptz,
      idempotency_key uuid unique,
      check (from_day <= until_day)
    );
    create index com_absence_com on com_absence (com_email, until_day) where removed_at is null;
    create index com_absence_cover on com_absence (covered_by, until_day) where removed_at is null;
  `)
}
