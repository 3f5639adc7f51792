import type { Knex } from 'knex'

/** Enquiries go to a person's COM and POM too. The version before reads them and makes none. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table enquiry drop constraint enquiry_body_check;
    alter table enquiry add constraint enquiry_body_check check (body in (
      'com', 'pom', 'healthcare', 'safety', 'key-worker', 'womens-safety', 'substance-misuse', 'education-and-work',
      'immigration'));
  `)
}
