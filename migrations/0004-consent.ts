import type { Knex } from 'knex'

/** What a person said yes to: which body, in which words, when, and when they took it back. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table consent (
      id bigint generated always as identity primary key,
      person_id bigint not null references person,
      application_id bigint not null references application,
      body text not null,
      whom text,
      way text not null check (way in ('form', 'paper', 'talking')),
      form text,
      form_version integer,
      question text,
      language text not null check (language in ('en', 'cy')),
      wording text not null,
      given_on date not null,
      recorded_at timestamptz not null,
      recorded_by bigint references staff,
      taken_back_at timestamptz,
      check ((way = 'form') = (question is not null)),
      check ((way = 'form') = (recorded_by is null))
    );
    create index consent_person on consent (person_id, id);
    create unique index consent_once_a_question on consent (application_id, question) where question is not null;
  `)
}
