import type { Knex } from 'knex'

/**
 * What was done to accounts, for their owners, who may not have asked for it, and for others who keep accounts: nobody
 * acknowledges what they did themselves.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table account_notice (
      id bigint generated always as identity primary key,
      account_id bigint not null references staff,
      kind text not null check (kind in ('invited', 'changed', 'reset', 'reopened')),
      forgot_second_factor boolean not null,
      is_for_keepers boolean not null,
      -- Null for the terminal.
      done_by bigint references staff,
      done_at timestamptz not null,
      owner_seen_at timestamptz,
      seen_by bigint references staff,
      seen_at timestamptz
    );
    create index account_notice_of_owner on account_notice (account_id) where owner_seen_at is null;
    create index account_notice_of_keepers on account_notice (id) where is_for_keepers and seen_at is null;
  `)
}
