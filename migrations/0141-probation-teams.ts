import type { Knex } from 'knex'

/** Accounts of probation teams, each of a kind in a region. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table staff drop constraint staff_role_check;
    alter table staff add constraint staff_role_check check (role in (
      'officer', 'administrator', 'com', 'pom', 'probation-team', 'manager', 'editor', 'service-owner', 'sysadmin',
      'healthcare', 'safety', 'key-worker', 'womens-safety', 'substance-misuse', 'education-and-work', 'immigration'));
    alter table staff add column team_kind text check (team_kind in (
      'short-sentence-function', 'community-integration-team', 'corre-hub', 'duty-probation'));
    alter table staff add column team_region text;
    create index staff_team on staff (team_kind, team_region) where team_kind is not null;
  `)
}
