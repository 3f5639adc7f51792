import type { Knex } from 'knex'

/**
 * What the list of work needs to stay quick with tens of thousands of open applications: an index for each order and
 * each kind of search, and staff's own filters. A version that knows nothing of them keeps `safety_settled` true to the
 * concerns all the same, by the trigger.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create extension if not exists pg_trgm;

    -- False while a safety concern waits: false sorts first, so that an index gives the order of the list.
    alter table application add column safety_settled boolean not null default true;
    update application set safety_settled = false
      where id in (select application_id from safety_concern where acknowledged_at is null);
    create function keep_safety_settled() returns trigger language plpgsql as $$
    begin
      update application set safety_settled = new.acknowledged_at is not null where id = new.application_id;
      return null;
    end $$;
    create trigger safety_concern_settles after insert or update on safety_concern
      for each row execute function keep_safety_settled();

    -- What decides who may see an application is in the indexes, so that counting reads them alone.
    create index application_by_reply on application (destination, safety_settled, respond_by, id)
      include (person_id, restricted, sent_at) where status = 'open';
    create index application_unclaimed on application (destination, safety_settled, respond_by, id)
      include (person_id, restricted, sent_at) where status = 'open' and claimed_by is null;
    create index application_claimed on application (claimed_by, safety_settled, respond_by, id)
      include (person_id, restricted, destination, sent_at) where status = 'open';
    create index application_by_age on application (destination, sent_at, id)
      include (person_id, restricted) where status = 'open';
    create index application_by_topic on application (destination, topic)
      include (person_id, restricted, respond_by, sent_at) where status = 'open';
    create index application_closed on application (destination, closed_at, id)
      include (person_id, restricted) where status = 'closed';
    create index person_by_release on person ((coalesce(release_date, 'infinity'::date)), id);
    create index person_sight on person (prison_id) include (id, com_email, release_date);
    drop index application_waiting;

    create index person_name_like on person using gin ((first_name || ' ' || last_name) gin_trgm_ops);
    create index application_words on application
      using gin (jsonb_to_tsvector('english', jsonb_path_query_array(answers, '$.*.words'), '["string"]'));
    create index message_words on message using gin (to_tsvector('english', body));

    create table saved_filter (
      id bigint generated always as identity primary key,
      staff_id bigint not null references staff,
      name text not null,
      query text not null,
      saved_at timestamptz not null,
      unique (staff_id, name)
    );
  `)
}
