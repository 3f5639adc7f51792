import type { Knex } from 'knex'

/** What staff corrected of a person and why, and the numbers of records that became one with another. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table correction (
      id bigint generated always as identity primary key,
      person_id bigint not null references person,
      fact text not null,
      before jsonb not null,
      after jsonb not null,
      reason text not null,
      staff_id bigint not null references staff,
      corrected_at timestamptz not null,
      act_key uuid not null unique
    );
    create index correction_person on correction (person_id, fact, id);
    create trigger correction_append_only before update on correction
      for each row execute function refuse_rewriting();

    -- An old number leads to the record that was kept. What was done to the old record is in the audit under its old id.
    create table merged_number (
      prison_number text primary key,
      person_id bigint not null references person,
      was_person_id bigint not null,
      merged_by bigint not null references staff,
      merged_at timestamptz not null
    );
    create index merged_number_person on merged_number (person_id);
  `)
}
