import type { Knex } from 'knex'

/**
 * What other people than the team that answers are told or asked, each with its receipts: delivered, seen, done, or told
 * outside the service. The version before knows nothing of it and goes on serving.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table person add column if not exists pom_email text;
    create index if not exists person_pom_email on person (pom_email) where pom_email is not null;

    alter table staff drop constraint staff_role_check;
    alter table staff add constraint staff_role_check check (role in (
      'officer', 'administrator', 'com', 'pom', 'manager', 'editor', 'service-owner', 'sysadmin', 'healthcare', 'safety',
      'key-worker', 'womens-safety', 'substance-misuse', 'education-and-work', 'immigration'));
    alter table enquiry drop constraint if exists body_question_body_check;
    alter table enquiry drop constraint if exists enquiry_body_check;
    alter table enquiry add constraint enquiry_body_check check (body in (
      'healthcare', 'safety', 'key-worker', 'womens-safety', 'substance-misuse', 'education-and-work', 'immigration'));

    -- From the first to the last day on which a POM is the duty POM of a prison.
    create table duty_pom (
      id bigint generated always as identity primary key,
      prison_id text not null references prison,
      staff_id bigint not null references staff,
      from_day date not null,
      until_day date not null,
      set_by bigint not null references staff,
      set_at timestamptz not null,
      removed_at timestamptz,
      check (from_day <= until_day)
    );
    create index duty_pom_prison on duty_pom (prison_id, from_day) where removed_at is null;
    create index duty_pom_staff on duty_pom (staff_id) where removed_at is null;

    create table notification (
      id bigint generated always as identity primary key,
      person_id bigint not null references person,
      application_id bigint references application,
      recipient text not null,
      purpose text not null check (purpose in ('to-answer', 'to-do', 'to-know')),
      actions text[] not null default '{}',
      is_safety boolean not null default false,
      words text,
      due date not null,
      status text not null default 'open' check (status in ('open', 'seen', 'done', 'told-outside', 'withdrawn')),
      held_by bigint references staff,
      is_read boolean,
      made_at timestamptz not null,
      delivered_at timestamptz,
      seen_at timestamptz,
      seen_by bigint references staff,
      ended_at timestamptz,
      version integer not null default 1
    );
    create unique index notification_live on notification (application_id, recipient) where ended_at is null;
    create index notification_application on notification (application_id);
    create index notification_open on notification (person_id) where ended_at is null;
    create index notification_person on notification (person_id);

    create table notification_step (
      id bigint generated always as identity primary key,
      notification_id bigint not null references notification,
      kind text not null,
      staff_id bigint references staff,
      to_staff_id bigint references staff,
      words text,
      way text check (way in ('phone', 'email', 'in-person', 'letter')),
      whom text,
      done_on date,
      happened_at timestamptz not null,
      idempotency_key uuid unique
    );
    create index notification_step_notification on notification_step (notification_id);
  `)
}
