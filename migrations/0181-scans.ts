import type { Knex } from 'knex'

/**
 * Scans of paper about people. The version before knows neither table and goes on serving; it cannot erase or merge
 * somebody who has a scan.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- A file, recorded before it is stored anywhere: one that no scan names is deleted by a job.
    create table scan_object (
      id uuid primary key,
      storage text not null check (storage in ('database', 's3')),
      content bytea,
      recorded_at timestamptz not null,
      check (storage = 'database' or content is null)
    );
    -- Pictures and PDFs are compressed already.
    alter table scan_object alter column content set storage external;
    create index scan_object_recorded on scan_object (recorded_at);

    create table scan (
      id bigint generated always as identity primary key,
      person_id bigint not null references person,
      application_id bigint references application,
      kind text not null check (kind in (
        'application-form', 'consent', 'letter', 'identity-document', 'court-paper', 'other')),
      title text,
      file_name text,
      type text not null check (type in ('application/pdf', 'image/jpeg', 'image/png')),
      bytes integer not null check (bytes > 0),
      sha256 text,
      object_id uuid unique references scan_object,
      added_by bigint not null references staff,
      added_at timestamptz not null,
      idempotency_key uuid not null unique,
      removed_by bigint references staff,
      removed_at timestamptz,
      removed_because text,
      check (num_nulls(removed_by, removed_at, removed_because) in (0, 3)),
      -- What a removed scan said goes with its file.
      check ((removed_at is null) = (object_id is not null)),
      check (removed_at is null or num_nonnulls(title, file_name, sha256) = 0)
    );
    create index scan_person on scan (person_id, id);
    create index scan_application on scan (application_id) where application_id is not null;
  `)
}
