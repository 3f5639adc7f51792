import type { Knex } from 'knex'

/** Work that is done with others for a person, and every step of it. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table referral (
      id bigint generated always as identity primary key,
      person_id bigint not null references person,
      application_id bigint references application,
      kind text not null,
      whom text not null,
      state text not null,
      chase_on date,
      version integer not null default 1,
      opened_at timestamptz not null,
      ended_at timestamptz,
      check (ended_at is null or chase_on is null)
    );
    create index referral_person on referral (person_id, id);
    create index referral_waiting on referral (chase_on, id) where ended_at is null;

    create table referral_step (
      id bigint generated always as identity primary key,
      referral_id bigint not null references referral,
      state text not null,
      note text,
      staff_id bigint not null references staff,
      happened_at timestamptz not null,
      act_key uuid not null unique
    );
    create index referral_step_referral on referral_step (referral_id, id);
  `)
}
