import type { Knex } from 'knex'

/** Pages that answer a form of the console, sealed, so that each has an address that its browser can ask for again. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table kept_answer (
      id uuid primary key,
      sealed text not null,
      expire timestamptz not null
    );
    create index kept_answer_expire on kept_answer (expire)
  `)
}
