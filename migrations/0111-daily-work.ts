import type { Knex } from 'knex'

/**
 * Records each start of the daily work, so that it starts once a day, whichever process is first. The tables of the job
 * queue itself are migrated by graphile-worker, beside these migrations.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table daily_work (
      id bigint primary key generated always as identity,
      day date not null,
      -- A digest of the version and the settings: the work is done again when they change, since they change decisions.
      settings text not null,
      started_at timestamptz not null,
      finished_at timestamptz,
      unique (day, settings)
    )
  `)
}
