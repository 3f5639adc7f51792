import type { Knex } from 'knex'

/** The tables that the first complete path needs. Later migrations only add to them. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table prison (
      id text primary key,
      name text not null,
      name_cy text,
      nation text not null check (nation in ('england', 'wales')),
      region text not null,
      estate text not null check (estate in ('men', 'women')),
      active boolean not null
    );

    create table staff (
      id bigint generated always as identity primary key,
      email text not null unique check (email = lower(email)),
      name text not null,
      role text not null check (role in ('officer', 'administrator', 'com', 'manager', 'editor', 'sysadmin')),
      password_hash text not null,
      second_factor_secret text,
      active boolean not null default true,
      created_at timestamptz not null default now()
    );

    create table staff_prison (
      staff_id bigint not null references staff,
      prison_id text not null references prison,
      primary key (staff_id, prison_id)
    );

    create table import_file (
      id bigint generated always as identity primary key,
      kind text not null check (kind in ('receptions', 'discharges')),
      sha256 text not null unique,
      name text not null,
      content bytea not null,
      first_imported_at timestamptz not null
    );

    create table import_run (
      id bigint generated always as identity primary key,
      import_file_id bigint not null references import_file,
      imported_by bigint references staff,
      imported_at timestamptz not null,
      report jsonb not null
    );

    create table person (
      id bigint generated always as identity primary key,
      prison_number text not null unique,
      last_name text not null,
      first_name text not null,
      date_of_birth date,
      sex text,
      prison_id text not null references prison,
      location text,
      reception_date date not null,
      custody_status text not null
        check (custody_status in ('remand', 'convicted-unsentenced', 'civil', 'sentenced', 'recalled')),
      sentence text check (sentence in ('determinate', 'determinate-parole', 'indeterminate')),
      sentenced_on date,
      sentence_months integer check (sentence_months >= 0),
      release_date date,
      tag_date date,
      parole_eligibility_date date,
      tariff_expiry_date date,
      open_conditions_since date,
      parole_outcome text check (parole_outcome in ('release', 'no-release', 'deferred')),
      parole_com_review_completed boolean not null default false,
      parole_mappa_level integer check (parole_mappa_level between 0 and 3),
      parole_next_review_date date,
      risk_of_serious_harm text check (risk_of_serious_harm in ('low', 'medium', 'high', 'very-high')),
      early_allocation boolean not null default false,
      responsibility_override text check (responsibility_override in ('POM', 'COM')),
      integrated_offender_management boolean not null default false,
      home_region text,
      com_name text,
      com_email text,
      pom_name text,
      first_language text,
      care_experienced boolean,
      nationality text,
      fact_sources jsonb not null default '{}',
      language text not null default 'en' check (language in ('en', 'cy')),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create index person_prison on person (prison_id, last_name, first_name);
    create index person_com on person (com_email) where com_email is not null;

    -- What each file last said of a person, so that a row repeated is not news.
    create table import_row (
      person_id bigint not null references person,
      kind text not null check (kind in ('receptions', 'discharges')),
      prison_id text not null references prison,
      reception_date date not null,
      facts jsonb not null,
      seen_at timestamptz not null,
      primary key (person_id, kind, prison_id, reception_date)
    );

    create table prison_notice (
      id bigint generated always as identity primary key,
      prison_id text not null references prison,
      person_id bigint not null references person,
      kind text not null check (kind in ('moved-in', 'moved-out')),
      other_prison_id text not null references prison,
      open_applications integer not null,
      created_at timestamptz not null,
      seen_at timestamptz,
      seen_by bigint references staff
    );
    create index prison_notice_unseen on prison_notice (prison_id, created_at) where seen_at is null;

    create table pin (
      person_id bigint primary key references person,
      hash text not null,
      one_time boolean not null,
      expires_at timestamptz,
      set_at timestamptz not null
    );

    create table task_status (
      person_id bigint not null references person,
      task text not null,
      status text not null check (status in ('to-do', 'doing', 'done', 'not-for-me')),
      updated_at timestamptz not null,
      primary key (person_id, task)
    );

    create table draft (
      id uuid primary key,
      person_id bigint not null references person,
      form text not null,
      form_version integer not null,
      answers jsonb not null default '{}',
      created_at timestamptz not null,
      updated_at timestamptz not null
    );
    create unique index draft_one_a_form on draft (person_id, form);

    create table application (
      id bigint generated always as identity primary key,
      reference text not null unique,
      draft_id uuid not null unique,
      person_id bigint not null references person,
      form text not null,
      form_version integer not null,
      topic text not null,
      language text not null,
      answers jsonb not null,
      safety_concern boolean not null,
      status text not null default 'open' check (status in ('open', 'closed')),
      outcome text check (outcome in ('agreed', 'agreed-in-part', 'not-agreed', 'passed-on', 'sent-in-error', 'withdrawn')),
      outcome_reason text,
      destination text not null check (destination in ('PRT', 'COM')),
      team text not null,
      rule text not null,
      restricted boolean not null,
      priority text not null check (priority in ('urgent', 'soon', 'standard')),
      respond_by date not null,
      overridden boolean not null default false,
      claimed_by bigint references staff,
      version integer not null default 1,
      sent_at timestamptz not null,
      closed_at timestamptz,
      check ((status = 'closed') = (outcome is not null))
    );
    create index application_person on application (person_id, sent_at);
    create index application_waiting on application (destination, respond_by, id) where status = 'open';

    -- Every decision with the facts that it was made from, so that it can be explained years later.
    create table decision (
      id bigint generated always as identity primary key,
      application_id bigint not null references application,
      decided_at timestamptz not null,
      cause text not null check (cause in ('sent', 'facts-changed', 'overridden')),
      facts jsonb not null,
      result jsonb not null
    );
    create index decision_application on decision (application_id, id);

    -- What has happened to an application: the time line, and what a second officer is told has changed.
    create table application_event (
      id bigint generated always as identity primary key,
      application_id bigint not null references application,
      version integer not null,
      kind text not null,
      staff_id bigint references staff,
      detail jsonb not null default '{}',
      act_key uuid unique,
      happened_at timestamptz not null
    );
    create index application_event_application on application_event (application_id, id);

    create table application_action (
      application_id bigint not null references application,
      action text not null,
      done_by bigint references staff,
      done_at timestamptz,
      primary key (application_id, action)
    );

    create table message (
      id bigint generated always as identity primary key,
      application_id bigint not null references application,
      sender text not null check (sender in ('person', 'staff')),
      staff_id bigint references staff,
      body text not null,
      sent_at timestamptz not null,
      read_at timestamptz
    );
    create index message_application on message (application_id, id);

    create table staff_note (
      id bigint generated always as identity primary key,
      application_id bigint not null references application,
      staff_id bigint not null references staff,
      body text not null,
      written_at timestamptz not null
    );
    create index staff_note_application on staff_note (application_id, id);

    create table safety_concern (
      application_id bigint primary key references application,
      raised_at timestamptz not null,
      acknowledged_at timestamptz,
      acknowledged_by bigint references staff,
      what_was_done text,
      check ((acknowledged_at is null) = (what_was_done is null))
    );
    create index safety_concern_open on safety_concern (raised_at) where acknowledged_at is null;

    create table audit_event (
      id bigint generated always as identity primary key,
      happened_at timestamptz not null default now(),
      site text not null check (site in ('my', 'staff', 'terminal', 'service')),
      staff_id bigint,
      acting_person_id bigint,
      person_id bigint,
      application_id bigint,
      act text not null,
      detail jsonb not null default '{}',
      from_address text
    );
    create index audit_event_person on audit_event (person_id, id);
    create index audit_event_staff on audit_event (staff_id, id);

    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'audit_event is append-only';
    end $$;
    create trigger audit_event_append_only before update or delete on audit_event
      for each row execute function refuse_change();
    create trigger audit_event_no_truncate before truncate on audit_event
      for each statement execute function refuse_change();

    create table my_session (sid text primary key, sess json not null, expire timestamptz not null);
    create index my_session_expire on my_session (expire);
    create table staff_session (sid text primary key, sess json not null, expire timestamptz not null);
    create index staff_session_expire on staff_session (expire);

    create table sign_in_try (key text primary key, points integer not null, expire bigint);
  `)
}
