import type { Knex } from 'knex'

/** A service can be one that all the prisons of an area share. The old version neither reads nor writes those. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table local_service
      alter column prison_id drop not null,
      -- A region of the register of prisons.
      add column area text,
      add constraint local_service_place check (num_nonnulls(prison_id, area) = 1);
    create index local_service_area on local_service (area, chapter);
  `)
}
