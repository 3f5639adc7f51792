import type { Knex } from 'knex'

/**
 * A COM of whom the prisons have a name and no address can be covered for too. `com_absence.com_email` holds what such a
 * COM is known by, as `person.com_key` has it; the name as it was typed, and the PDU whose SPO speaks for them, stand
 * beside it. The version before takes it for an address that is nobody's.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table person add column com_key text generated always as (
      coalesce(lower(com_email), 'name:' || lower(btrim(com_name)) || ':' || home_region)) stored;
    create index person_com_key on person (com_key) where com_key is not null;
    alter table com_absence
      add column com_name text,
      add column pdu_id bigint references pdu,
      add constraint com_absence_named_check check ((com_name is null) = (pdu_id is null));
  `)
}
