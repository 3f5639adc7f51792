import type { Knex } from 'knex'

/** When and where a person is to meet those whom a referral went to. Those that were made before have neither. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table referral_step
      add column appointment_at timestamptz,
      add column appointment_place text,
      add check ((appointment_at is null) = (appointment_place is null)),
      add check (appointment_at is null or state = 'appointment');
  `)
}
