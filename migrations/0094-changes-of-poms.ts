import type { Knex } from 'knex'

/** A POM sees people by the address too, and is told of the loss like a COM. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table com_change add column role text not null default 'com' check (role in ('com', 'pom'));
  `)
}
