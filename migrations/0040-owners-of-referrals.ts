import type { Knex } from 'knex'

/**
 * Whose each referral is, and in its steps whose it was. Open ones begin with whoever did something for them last, as
 * far as they still work with the person.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table referral add column owned_by bigint references staff;
    create index referral_owned on referral (owned_by) where ended_at is null;

    alter table referral_step
      alter column state drop not null,
      alter column staff_id drop not null,
      alter column act_key drop not null,
      add column kind text not null default 'moved' check (kind in ('moved', 'taken', 'given', 'handed-back', 'freed')),
      add column to_staff_id bigint references staff,
      add check ((kind = 'moved') = (state is not null)),
      add check ((kind = 'given') = (to_staff_id is not null)),
      -- Null for what the service did by itself: whoever had it does not work with the person any more.
      add check ((kind = 'freed') = (staff_id is null));

    update referral set owned_by = member.id
      from person, staff member, (
        select distinct on (referral_id) referral_id, staff_id from referral_step order by referral_id, id desc) last
      where last.referral_id = referral.id and member.id = last.staff_id and person.id = referral.person_id
        and referral.ended_at is null and member.active and (
          (member.role = 'com' and member.email = person.com_email)
          or (member.role in ('officer', 'administrator', 'manager') and exists (select 1 from staff_prison
            where staff_prison.staff_id = member.id and staff_prison.prison_id = person.prison_id)));
  `)
}
