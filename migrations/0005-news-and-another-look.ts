import type { Knex } from 'knex'

/** What a person can do when an answer is late, or when they do not agree with it. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- Once a working day: asking on a Saturday or a Sunday is asking for the Monday.
    create table news_request (
      application_id bigint not null references application,
      working_day date not null,
      asked_at timestamptz not null,
      primary key (application_id, working_day)
    );

    -- Once an application.
    create table another_look (
      application_id bigint primary key references application,
      words text not null,
      asked_at timestamptz not null,
      respond_by date not null,
      answer text check (answer in ('stands', 'opened-again')),
      answered_by bigint references staff,
      answered_at timestamptz,
      check ((answer is null) = (answered_at is null)),
      check ((answer is null) = (answered_by is null))
    );
    create index another_look_waiting on another_look (respond_by, application_id) where answer is null;

    alter table decision drop constraint decision_cause_check;
    alter table decision add constraint decision_cause_check
      check (cause in ('sent', 'facts-changed', 'overridden', 'opened-again'));
  `)
}
