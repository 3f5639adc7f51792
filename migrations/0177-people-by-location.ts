import type { Knex } from 'knex'

/** Lists by wing and landing, and searches for a cell, read people by where they are. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create index person_by_location on person (prison_id, lower(location) text_pattern_ops);
    create index person_location on person (lower(location) text_pattern_ops);
  `)
}
