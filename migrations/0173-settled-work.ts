import type { Knex } from 'knex'

/**
 * What confirming that somebody left changed of their open work, so that undoing it can restore each piece. The version
 * before settles no requests from outside and nothing that is carried on, and goes on serving.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table settled_work (
      id bigint generated always as identity primary key,
      -- That the person left: it says who settled the work, and when.
      whereabouts_record_id bigint not null references whereabouts_record,
      kind text not null check (kind in (
        'applications', 'referrals', 'enquiries', 'comRequests', 'actions', 'carriedOn', 'outsideRequests')),
      item_id bigint not null,
      settling text not null check (settling in ('to-com', 'closed', 'kept')),
      -- What the piece of work was, and what settling it made of it.
      before jsonb not null,
      after jsonb not null,
      -- The record that undid the leaving, and whether that restored this piece. It stays as it is where it had changed since.
      undone_record_id bigint references whereabouts_record,
      restored boolean,
      unique (whereabouts_record_id, kind, item_id),
      check ((undone_record_id is null) = (restored is null))
    );
    create index settled_work_left on settled_work (undone_record_id) where not restored;

    insert into settled_work (whereabouts_record_id, kind, item_id, settling, before, after)
      select record.id, 'applications', application.id, 'closed',
          jsonb_build_object('holderId', application.claimed_by), jsonb_build_object('version', application.version)
        from whereabouts_record record join application on application.person_id = record.person_id
          and application.closed_at = record.recorded_at and application.outcome = 'person-left'
        where record.kind = 'moved' and record.whereabouts = 'left';

    alter table outside_request
      -- Closed unanswered, since the person left; without a reason it went to the COM.
      add column closed_at timestamptz,
      add column closed_by bigint references staff,
      add column closed_because text,
      add check ((closed_at is null) = (closed_by is null) and (closed_at is not null or closed_because is null)),
      add check (closed_at is null or answered_at is null);
    drop index outside_request_open;
    create index outside_request_open on outside_request (due, id) include (person_id)
      where answered_at is null and closed_at is null;

    alter table referral_step drop constraint referral_step_kind_check;
    alter table referral_step add constraint referral_step_kind_check
      check (kind in ('moved', 'taken', 'given', 'handed-back', 'freed', 'restored'));
    alter table enquiry_step drop constraint enquiry_step_kind_check;
    alter table enquiry_step add constraint enquiry_step_kind_check check (kind in (
      'asked', 'taken', 'given', 'added', 'chased', 'answered', 'asked-back', 'answered-outside', 'corrected',
      'withdrawn', 'read', 'closed', 'restored'));
    alter table com_request_step drop constraint com_request_step_kind_check;
    alter table com_request_step add constraint com_request_step_kind_check check (kind in (
      'asked', 'taken', 'given', 'handed-back', 'person-moved', 'added', 'chased', 'done', 'not-done', 'withdrawn',
      'read', 'restored'));
  `)
}
