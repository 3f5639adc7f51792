import type { Knex } from 'knex'

/**
 * The morning's receptions as work: rows of imported files that were refused stand until they are put right, and two people
 * with one name and birth date who are not the same are not asked about again. The version before knows neither table.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table refused_row (
      id bigint generated always as identity primary key,
      import_run_id bigint not null references import_run on delete cascade,
      kind text not null check (kind in ('receptions', 'discharges')),
      line integer not null,
      -- Null when the row has no valid one.
      prison_number text,
      -- The prison of the row; null when the row names none of the register.
      prison_id text references prison,
      faults jsonb not null,
      refused_at timestamptz not null,
      settled_at timestamptz,
      -- Null when a later file had a row for the number that was taken, or refused again.
      settled_by bigint references staff,
      check (settled_by is null or settled_at is not null)
    );
    create index refused_row_waiting on refused_row (prison_id, id) where settled_at is null;
    create unique index refused_row_once on refused_row (kind, prison_number)
      where settled_at is null and prison_number is not null;
    create index refused_row_run on refused_row (import_run_id);

    -- Each pair has two rows, so that one is found from either person.
    create table different_person (
      id bigint generated always as identity primary key,
      person_id bigint not null references person,
      other_person_id bigint not null references person on delete cascade,
      staff_id bigint not null references staff,
      recorded_at timestamptz not null,
      unique (person_id, other_person_id)
    );
    create index different_person_other on different_person (other_person_id);

    create index person_reception on person (prison_id, reception_date);
    create index person_namesake on person (date_of_birth, lower(last_name), lower(first_name));
  `)
}
