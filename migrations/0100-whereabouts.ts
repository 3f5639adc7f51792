import type { Knex } from 'knex'

/**
 * Where people are: in prison, out of it for a while, or gone; every record of it, and on the person the latest. The
 * version before knows nobody who has left: it goes on listing them until it is stopped, and changes nothing of this.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table person
      add column whereabouts text not null default 'in-prison'
        constraint person_whereabouts_check check (whereabouts in ('in-prison', 'hospital', 'court', 'at-large', 'left')),
      -- Null until somebody records where they are in this time in custody.
      add column whereabouts_since date,
      -- The last day on which somebody said that they are still here, although they were to leave.
      add column still_here_on date;

    create table whereabouts_record (
      id bigint generated always as identity primary key,
      person_id bigint not null references person,
      -- 'undone' takes back the record of a leaving that was a mistake.
      kind text not null check (kind in ('moved', 'still-here', 'undone', 'received')),
      whereabouts text not null check (whereabouts in ('in-prison', 'hospital', 'court', 'at-large', 'left')),
      happened_on date not null,
      -- How they left.
      way text,
      -- Why it was a mistake, or why open work was closed with it.
      words text,
      -- Null for what a file of receptions brought.
      staff_id bigint references staff,
      recorded_at timestamptz not null,
      idempotency_key uuid unique,
      check ((way is not null) = (kind = 'moved' and whereabouts = 'left')),
      check (kind <> 'undone' or words is not null),
      check (words is null or kind = 'undone' or way is not null),
      check ((staff_id is null) = (kind = 'received'))
    );
    create index whereabouts_record_person on whereabouts_record (person_id, id desc);
    create trigger whereabouts_record_append_only before update on whereabouts_record
      for each row execute function refuse_rewriting();

    -- Who may have left by a day; those who are recorded as gone leave the index.
    create index person_may_have_left on person (prison_id, (least(release_date, tag_date)))
      where whereabouts <> 'left';
    drop index person_sight;
    create index person_sight on person (prison_id) include (id, com_email, release_date, whereabouts);

    alter table application drop constraint application_outcome_check;
    alter table application add constraint application_outcome_check check (outcome in
      ('agreed', 'agreed-in-part', 'not-agreed', 'passed-on', 'sent-in-error', 'withdrawn', 'person-left'));
  `)
}
