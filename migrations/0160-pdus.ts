import type { Knex } from 'knex'

/** Probation delivery units, which a system administrator imports, and the accounts that belong to one. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table pdu (
      id bigint generated always as identity primary key,
      name text not null,
      region text not null,
      imported_at timestamptz not null
    );
    create unique index pdu_name on pdu (lower(name));
    alter table staff add column pdu_id bigint references pdu;
    create index staff_pdu on staff (pdu_id) where pdu_id is not null;
  `)
}
