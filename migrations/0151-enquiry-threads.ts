import type { Knex } from 'knex'

/**
 * An enquiry and a COM request are threads: both sides add until it is closed, staff chase, and an answer that was given
 * outside the service is recorded. Enquiries also go to probation teams. The version before goes on serving.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table enquiry
      drop constraint enquiry_body_check,
      drop constraint body_question_status_check,
      drop constraint body_question_check,
      drop constraint body_question_check1,
      add constraint enquiry_body_check check (body in (
        'com', 'pom', 'short-sentence-function', 'community-integration-team', 'corre-hub', 'duty-probation',
        'healthcare', 'safety', 'key-worker', 'womens-safety', 'substance-misuse', 'education-and-work', 'immigration')),
      add constraint enquiry_status_check check (status in ('waiting', 'asked-back', 'answered', 'closed', 'withdrawn')),
      add constraint enquiry_ended_check check ((status in ('waiting', 'asked-back')) = (ended_at is null)),
      add constraint enquiry_read_check check (not is_read or status in ('answered', 'closed')),
      -- When one of those who are asked opened what was last written to them.
      add column seen_at timestamptz,
      add column seen_by bigint references staff,
      add column chased_at timestamptz,
      -- The part of the resettlement plan that it is about.
      add column pathway text;

    alter table enquiry_step
      drop constraint body_question_step_check,
      drop constraint body_question_step_kind_check,
      add constraint enquiry_step_kind_check check (kind in (
        'asked', 'taken', 'given', 'added', 'chased', 'answered', 'asked-back', 'answered-outside', 'corrected',
        'withdrawn', 'read', 'closed')),
      add constraint enquiry_step_words_check check (
        (kind in ('added', 'answered', 'asked-back', 'answered-outside', 'corrected', 'withdrawn')) = (words is not null)),
      -- How an answer was given outside the service, by whom and when.
      add column way text check (way in ('phone', 'email', 'in-person', 'letter')),
      add column whom text,
      add column done_on date,
      add constraint enquiry_step_outside_check check (
        (kind = 'answered-outside') = (way is not null and whom is not null and done_on is not null));
    -- More can be asked after an answer, and is answered again.
    drop index body_question_step_answered;

    alter table com_request_step
      drop constraint agreed_task_step_check,
      drop constraint agreed_task_step_kind_check,
      add constraint com_request_step_kind_check check (kind in (
        'asked', 'taken', 'given', 'handed-back', 'person-moved', 'added', 'chased', 'done', 'not-done', 'withdrawn',
        'read')),
      add constraint com_request_step_words_check check (
        (kind in ('added', 'done', 'not-done', 'withdrawn')) = (words is not null));
  `)
}
