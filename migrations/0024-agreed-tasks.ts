import type { Knex } from 'knex'

/** What a COM asks the pre-release team to do for a person, and every step of it, for the record in nDelius. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table agreed_task (
      id bigint generated always as identity primary key,
      person_id bigint not null references person,
      kind text not null,
      words text,
      pathway text not null,
      why text not null,
      due date not null,
      status text not null check (status in ('waits', 'taken', 'done', 'not-done', 'withdrawn')),
      taken_by bigint references staff,
      -- The COM has read what became of it.
      is_read boolean not null default false,
      version integer not null default 1,
      asked_by bigint not null references staff,
      asked_at timestamptz not null,
      ended_at timestamptz,
      check ((status = 'taken') = (taken_by is not null)),
      check ((status in ('done', 'not-done', 'withdrawn')) = (ended_at is not null)),
      check (not is_read or status in ('done', 'not-done'))
    );
    create index agreed_task_person on agreed_task (person_id, id);
    create index agreed_task_open on agreed_task (due, id) include (person_id) where status in ('waits', 'taken');
    create index agreed_task_taken on agreed_task (taken_by) where taken_by is not null;

    create table agreed_task_step (
      id bigint generated always as identity primary key,
      agreed_task_id bigint not null references agreed_task,
      kind text not null check (kind in
        ('asked', 'taken', 'given', 'handed-back', 'person-moved', 'done', 'not-done', 'withdrawn', 'read')),
      -- Null for what the service did by itself, when the person moved.
      staff_id bigint references staff,
      to_staff_id bigint references staff,
      words text,
      done_on date,
      act_key uuid unique,
      happened_at timestamptz not null,
      check ((kind in ('done', 'not-done', 'withdrawn')) = (words is not null)),
      check ((kind = 'done') = (done_on is not null)),
      check ((kind = 'given') = (to_staff_id is not null)),
      check ((kind = 'person-moved') = (staff_id is null))
    );
    create index agreed_task_step_task on agreed_task_step (agreed_task_id, id);
    create trigger agreed_task_step_append_only before update on agreed_task_step
      for each row execute function refuse_rewriting();
  `)
}
