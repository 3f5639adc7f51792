import type { Knex } from 'knex'

/**
 * What lists and counts of work go by: who wrote last, whether the person asked for news since staff wrote, and concerns
 * that wait. A version that knows nothing of them keeps them true all the same, by the triggers.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table application
      add column person_wrote_last boolean not null default false,
      add column news_asked boolean not null default false;

    create function keep_who_wrote_last() returns trigger language plpgsql as $$
    begin
      update application
        set person_wrote_last = (new.sender = 'person'), news_asked = news_asked and new.sender = 'person'
        where id = new.application_id
          and (person_wrote_last <> (new.sender = 'person') or news_asked and new.sender = 'staff');
      return null;
    end $$;
    create trigger message_tells_who_wrote_last after insert on message
      for each row execute function keep_who_wrote_last();

    create function keep_news_asked() returns trigger language plpgsql as $$
    begin
      update application set news_asked = true where id = new.application_id and not news_asked;
      return null;
    end $$;
    create trigger news_request_tells_that_news_is_asked after insert on news_request
      for each row execute function keep_news_asked();

    update application set person_wrote_last = true
      where (select sender from message where application_id = application.id order by id desc limit 1) = 'person';
    update application set news_asked = true
      where exists (select 1 from news_request where application_id = application.id and asked_at > coalesce(
        (select max(sent_at) from message where application_id = application.id and sender = 'staff'), '-infinity'));

    create index application_from_person on application (destination, safety_settled, respond_by, id)
      include (person_id, restricted, sent_at) where status = 'open' and person_wrote_last;
    create index application_news_asked on application (destination, safety_settled, respond_by, id)
      include (person_id, restricted, sent_at) where status = 'open' and news_asked;
    create index application_not_safe on application (sent_at, id)
      include (person_id, restricted, destination) where not safety_settled;

    -- Of what ends and is kept, lists and counts read what is open or new alone.
    create index body_question_of_concern on body_question (held_by) include (person_id)
      where status = 'waiting' or (status = 'answered' and not is_read);
    create index application_event_overridden on application_event (happened_at) include (application_id)
      where kind = 'overridden';
    create index plan_entry_need on plan_entry (written_at) include (person_id) where kind = 'need';
    create index page_feedback_given on page_feedback (given_at) include (answer);
  `)
}
