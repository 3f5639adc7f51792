import type { Knex } from 'knex'

/** What the service owner changed of national facts and contacts, laid over the files; the newest of each counts. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table content_change (
      id bigint generated always as identity primary key,
      kind text not null check (kind in ('fact', 'contact')),
      name text not null,
      version integer not null,
      act text not null check (act in ('confirmed', 'corrected', 'withdrawn', 'undone')),
      -- All that is said of it from then on, as the file would; null where the file speaks for itself again.
      entry jsonb,
      is_withdrawn boolean not null,
      -- A hash of what the file said. When a deployment brings another, the file counts.
      base text not null,
      reason text,
      staff_id bigint not null references staff,
      act_key uuid not null constraint content_change_act_key unique,
      happened_at timestamptz not null,
      constraint content_change_version unique (kind, name, version),
      check (not is_withdrawn or entry is not null)
    );
    create trigger content_change_append_only before update or delete on content_change
      for each row execute function refuse_change_of_history();
    create trigger content_change_no_truncate before truncate on content_change
      for each statement execute function refuse_change_of_history();
  `)
}
