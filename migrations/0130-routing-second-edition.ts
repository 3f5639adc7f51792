import type { Knex } from 'knex'

/**
 * What the second edition of the routing rules asks for: functions of prisons, more ways of leaving custody, kinds of
 * recall, and custody for immigration; whom a POM and a key worker are; and decisions made again under new rules.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table prison add column functions text[];

    alter table person
      add column recall text check (recall in ('fixed-term', 'standard')),
      add column parole_release_date date,
      add column re_release_date date,
      add column early_release_date date,
      add column court_release_date date,
      add column if not exists pom_email text,
      add column key_worker_name text;

    alter table person
      drop constraint person_custody_status_check,
      add constraint person_custody_status_check check
        (custody_status in ('remand', 'convicted-unsentenced', 'civil', 'immigration', 'sentenced', 'recalled'));

    alter table decision
      drop constraint decision_cause_check,
      add constraint decision_cause_check check
        (cause in ('sent', 'facts-changed', 'rules-changed', 'overridden', 'opened-again'));
  `)
}
