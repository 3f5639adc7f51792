import type { Knex } from 'knex'

/** What was assessed, by whom, and who is to do it. When it is due is worked out from the facts, never stored. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- Null until a move makes it differ from the reception date.
    alter table person add column custody_began date;

    create table assessment (
      id bigint generated always as identity primary key,
      person_id bigint not null references person,
      kind text not null check (kind in ('bcst1', 'bcst2', 'guided-interview', 'twelve-week-review', 'handover',
        'one-month-meeting', 'release-plan-check')),
      custody_began date not null,
      officer_id bigint references staff,
      done_on date,
      done_by bigint references staff,
      recorded_at timestamptz,
      unique (person_id, kind, custody_began),
      check ((done_on is null) = (done_by is null) and (done_on is null) = (recorded_at is null))
    );
    create index assessment_to_do on assessment (officer_id) where done_on is null;
  `)
}
