import type { Knex } from 'knex'

/** Who removed a duty POM, and the form that set them, so that it is set once. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table duty_pom add column removed_by bigint references staff;
    alter table duty_pom add column idempotency_key uuid unique;
  `)
}
