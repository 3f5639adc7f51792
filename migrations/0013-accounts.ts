import type { Knex } from 'knex'

/** What it takes to keep accounts in the console: codes to set a password with, and when an account changed. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- Raised with every change of an account. A session that began under an older one is over.
    alter table staff add column account_version integer not null default 1;

    -- One an account: a new code ends the one before it.
    create table staff_code (
      staff_id bigint primary key references staff,
      kind text not null check (kind in ('invitation', 'reset')),
      hash text not null,
      made_by bigint references staff,
      made_at timestamptz not null,
      expires_at timestamptz not null
    );
    create index staff_prison_prison on staff_prison (prison_id);
  `)
}
