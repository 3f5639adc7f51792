import type { Knex } from 'knex'

/** Questions to other bodies in a prison, what became of each, and the roles with which those bodies sign in. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table staff drop constraint staff_role_check;
    alter table staff add constraint staff_role_check check
      (role in ('officer', 'administrator', 'com', 'manager', 'editor', 'service-owner', 'sysadmin',
        'healthcare', 'safety', 'key-worker'));

    create table body_question (
      id bigint generated always as identity primary key,
      person_id bigint not null references person,
      application_id bigint references application,
      body text not null check (body in ('healthcare', 'safety', 'key-worker')),
      words text not null,
      due date not null,
      status text not null check (status in ('waiting', 'answered', 'withdrawn')),
      -- Who waits for the answer: whoever asked, or a colleague who has it from them.
      held_by bigint not null references staff,
      is_read boolean not null default false,
      version integer not null default 1,
      asked_by bigint not null references staff,
      asked_at timestamptz not null,
      ended_at timestamptz,
      check ((status = 'waiting') = (ended_at is null)),
      check (not is_read or status = 'answered')
    );
    create index body_question_person on body_question (person_id, id);
    create index body_question_application on body_question (application_id, id) where application_id is not null;
    create index body_question_held on body_question (held_by, status);
    create index body_question_waiting on body_question (due, id) include (person_id, body) where status = 'waiting';
    create index body_question_body on body_question (body, status, ended_at);

    create table body_question_step (
      id bigint generated always as identity primary key,
      body_question_id bigint not null references body_question,
      kind text not null check (kind in ('asked', 'taken', 'given', 'answered', 'corrected', 'withdrawn', 'read')),
      staff_id bigint not null references staff,
      to_staff_id bigint references staff,
      words text,
      act_key uuid unique,
      happened_at timestamptz not null,
      check ((kind in ('answered', 'corrected', 'withdrawn')) = (words is not null)),
      check ((kind = 'given') = (to_staff_id is not null)),
      check ((kind = 'given') = (act_key is null))
    );
    create index body_question_step_question on body_question_step (body_question_id, id);
    -- Nobody answers twice, whatever comes at once.
    create unique index body_question_step_answered on body_question_step (body_question_id) where kind = 'answered';
    create trigger body_question_step_append_only before update on body_question_step
      for each row execute function refuse_rewriting();
  `)
}
