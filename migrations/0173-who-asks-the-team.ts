import type { Knex } from 'knex'

/**
 * POMs, SPOs and probation teams ask the pre-release team too, so a request says as whom it was made. In the version
 * before only COMs ask.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table com_request add column asked_as text not null default 'com' check (asked_as in (
      'com', 'spo', 'pom', 'short-sentence-function', 'community-integration-team', 'corre-hub', 'duty-probation'));
    -- A probation team finds what it asked by this: whom it is about may not be within its scope any more.
    create index com_request_asked_as on com_request (asked_as, due, id) include (person_id)
      where asked_as not in ('com', 'spo', 'pom');
  `)
}
