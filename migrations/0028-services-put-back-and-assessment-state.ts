import type { Knex } from 'knex'

/** Services that are put back, and what is overdue or due of each person's assessments. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table local_service_event drop constraint local_service_event_kind_check;
    alter table local_service_event add constraint local_service_event_kind_check
      check (kind in ('added', 'corrected', 'checked', 'withdrawn', 'put-back'));

    -- Worked out from the person's facts and assessments, by the rules of the service: never written by hand. It holds
    -- for one day, and no longer than until either changes.
    create table assessment_state (
      person_id bigint primary key references person,
      worked_out_on date not null default '-infinity',
      -- Who is to do each that is overdue, and each that is due by the next working day; null for nobody.
      overdue_officer_id bigint[] not null default '{}',
      due_officer_id bigint[] not null default '{}'
    );
    insert into assessment_state (person_id) select id from person;

    create function begin_assessment_state() returns trigger language plpgsql as $$
    begin
      insert into assessment_state (person_id) values (new.id);
      return null;
    end $$;
    create trigger person_begins_assessment_state after insert on person
      for each row execute function begin_assessment_state();

    create function forget_assessment_state() returns trigger language plpgsql as $$
    begin
      update assessment_state set worked_out_on = default
        -- Also what is forgotten already: whoever works it out now must be waited for.
        where person_id in (
          (to_jsonb(new) ->> tg_argv[0])::bigint,
          (to_jsonb(old) ->> tg_argv[0])::bigint
        );
      return null;
    end $$;
    create trigger person_forgets_assessment_state after update on person
      for each row execute function forget_assessment_state('id');
    create trigger assessment_forgets_assessment_state after insert or update or delete on assessment
      for each row execute function forget_assessment_state('person_id');
  `)
}
