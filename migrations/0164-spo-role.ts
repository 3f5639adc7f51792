import type { Knex } from 'knex'

/** Lets an account be a senior probation officer's. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table staff drop constraint staff_role_check;
    alter table staff add constraint staff_role_check check (role in (
      'officer', 'administrator', 'com', 'spo', 'pom', 'probation-team', 'manager', 'editor', 'service-owner',
      'sysadmin', 'healthcare', 'safety', 'key-worker', 'womens-safety', 'substance-misuse', 'education-and-work',
      'immigration'));
  `)
}
