import type { Knex } from 'knex'

/** What a prison adds to a chapter of the booklet, and the history of every change to it. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table local_service (
      id bigint generated always as identity primary key,
      prison_id text not null references prison,
      chapter text not null,
      open_to text not null check (open_to in ('in-prison', 'after-release', 'both', 'family')),
      english jsonb not null,
      welsh jsonb,
      checked_on date not null,
      checked_by bigint not null references staff,
      version integer not null default 1,
      withdrawn_at timestamptz
    );
    create index local_service_prison on local_service (prison_id, chapter);

    create table local_service_event (
      id bigint generated always as identity primary key,
      local_service_id bigint not null references local_service,
      version integer not null,
      kind text not null check (kind in ('added', 'corrected', 'checked', 'withdrawn')),
      staff_id bigint not null references staff,
      -- What it said from then on, where that changed.
      said jsonb,
      act_key uuid not null unique,
      happened_at timestamptz not null
    );
    create index local_service_event_service on local_service_event (local_service_id, id);

    create function refuse_change_of_history() returns trigger language plpgsql as $$
    begin
      raise exception '% is append-only', tg_table_name;
    end $$;
    create trigger local_service_event_append_only before update or delete on local_service_event
      for each row execute function refuse_change_of_history();
    create trigger local_service_event_no_truncate before truncate on local_service_event
      for each statement execute function refuse_change_of_history();
  `)
}
