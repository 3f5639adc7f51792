import type { Knex } from 'knex'

const people = 5_000
/** The day of the tests that list and count. */
const today = "date '2026-11-23'"
const now = "timestamptz '2026-11-23T10:00:00Z'"

/**
 * Fills the database with people of another prison, HLI, each with a little of everything, mostly over and done. So a
 * prison with a thousand people is the small part that it is in a country, and PostgreSQL reads an index where there is
 * one that fits. It knows of all that is there when this ends.
 */
export async function fillElsewhere(knex: Knex): Promise<void> {
  await knex.transaction(async transaction => {
    await transaction.raw(`
      set local statement_timeout = 0;
      set local session_replication_role = replica;

      create temporary table elsewhere on commit drop as select * from generate_series(1, ${people}) as number;

      insert into person (prison_number, last_name, first_name, prison_id, location, reception_date, custody_status,
          release_date, tag_date, com_email)
        select 'Y' || lpad((number % 10000)::text, 4, '0') || 'A' || chr(65 + number / 10000), 'Elsewhere', 'N' || number,
          'HLI', 'A-1', ${today} - number % 700, (array['remand', 'sentenced'])[1 + number % 2],
          ${today} + number % 900 - 300, ${today} + number % 900 - 320, 'other.' || number % 300 || '@example.test'
        from elsewhere;
      create temporary table them on commit drop as
        select person.id, row_number() over (order by person.id) as number, reception_date from person where prison_number like 'Y%';
      insert into assessment_state (person_id) select id from them on conflict do nothing;
      insert into assessment (person_id, kind, custody_began, officer_id, done_on, done_by, recorded_at)
        select id, 'bcst1', reception_date, (select min(id) from staff), reception_date, (select min(id) from staff), ${now} from them;
      insert into leaving_state (person_id, custody_began, item, value, staff_id, recorded_at, idempotency_key)
        select id, reception_date, 'housing', 'not-yet', (select min(id) from staff), ${now}, gen_random_uuid() from them;
      insert into resettlement_plan_entry (person_id, custody_began, stage, pathway, kind, text, staff_id, written_at, idempotency_key, position)
        select id, reception_date, 'bcst2', 'accommodation', 'need', 'A home', (select min(id) from staff), ${now} - number % 900 * interval '1 day',
          gen_random_uuid(), 0 from them;
      insert into court_hearing (person_id, held_on, court, recorded_by, recorded_at)
        select id, ${today} - number::int % 400, 'Hull', (select min(id) from staff), ${now} from them;
      insert into prison_notice (prison_id, person_id, kind, other_prison_id, open_applications, created_at, seen_at)
        select 'HLI', id, 'moved-in', 'STI', 0, ${now}, ${now} from them;
      insert into pin_request (person_id, asked_at, answered_at) select id, ${now}, ${now} from them;
      insert into merged_number (prison_number, person_id, was_person_id, merged_by, merged_at)
        select 'X' || lpad((number % 10000)::text, 4, '0') || 'A' || chr(65 + number::int / 10000), id, 0, (select min(id) from staff), ${now} from them;
      insert into about_me_answer (person_id, question, answer, said_at) select id, 'private-time', '{yes}', ${now} from them;

      insert into application (reference, draft_id, person_id, form, form_version, topic, language, answers,
          safety_concern, status, outcome, destination, team, rule, restricted, priority, respond_by, sent_at, closed_at)
        select 'ELSE-' || number || '-' || copy, gen_random_uuid(), id, 'bank-account', 1, 'bank-account', 'en', '{}', copy = 1,
          case when copy = 1 then 'open' else 'closed' end, case when copy > 1 then 'agreed' end,
          (array['PRT', 'COM'])[1 + number % 2], 'PRT', 'prison-banking', false, 'standard',
          ${today} + number::int % 20, ${now} - number % 900 * interval '1 day',
          case when copy > 1 then ${now} - number % 900 * interval '1 day' end
        from them cross join generate_series(1, 2) as copy;
      create temporary table theirs on commit drop as
        select application.id, person_id, row_number() over (order by application.id) as number
          from application join them on them.id = person_id;
      insert into application_event (application_id, version, kind, staff_id, happened_at)
        select id, 1, 'outcome', (select min(id) from staff), ${now} - number % 900 * interval '1 day' from theirs;
      insert into message (application_id, sender, staff_id, body, sent_at, read_at)
        select id, 'staff', (select min(id) from staff), 'Done', ${now} - number % 900 * interval '1 day', ${now} from theirs;
      insert into safety_concern (application_id, person_id, raised_at, acknowledged_at, acknowledged_by, what_was_done)
        select id, person_id, ${now}, ${now}, (select min(id) from staff), 'Seen' from theirs where number % 2 = 0;
      insert into chase (application_id, working_day, chased_at) select id, ${today}, ${now} from theirs;
      insert into review_request (application_id, words, asked_at, respond_by, answer, answered_by, answered_at)
        select id, 'Again', ${now}, ${today}, 'stands', (select min(id) from staff), ${now} from theirs where number % 3 = 0;
      insert into paper_form (application_id, dated, filled_in_by, entered_by)
        select id, ${today}, 'person', (select min(id) from staff) from theirs where number % 2 = 0;
      insert into reply_batch (prison_id, location, made_by, made_at, idempotency_key)
        select 'HLI', '', (select min(id) from staff), ${now}, gen_random_uuid() from elsewhere where number <= 2000;
      insert into reply_print (message_id, application_id, batch_id)
        select message.id, application_id, (select min(id) from reply_batch) + message.id % 2000
          from message join theirs on theirs.id = application_id;

      insert into referral (person_id, kind, whom, state, opened_at, ended_at)
        select id, 'duty-to-refer', 'Hull', 'accepted', ${now}, ${now} from them;
      insert into referral_step (referral_id, state, staff_id, happened_at, idempotency_key)
        select id, 'sent', (select min(id) from staff), ${now} - id % 900 * interval '1 day', gen_random_uuid() from referral;
      insert into com_request (person_id, kind, pathway, why, due, status, is_read, asked_by, asked_at, ended_at)
        select id, 'other', 'accommodation', 'Why', ${today}, 'done', true, (select min(id) from staff), ${now}, ${now} from them;
      insert into com_request_step (com_request_id, kind, staff_id, words, done_on, happened_at)
        select com_request.id, 'done', (select min(id) from staff), 'Done', ${today}, ${now} - person_id % 900 * interval '1 day'
          from com_request join them on them.id = person_id;
      insert into enquiry (person_id, body, words, due, status, held_by, is_read, asked_by, asked_at, ended_at)
        select id, (array['healthcare', 'safety', 'key-worker'])[1 + number % 3], 'A question', ${today}, 'answered',
          (select min(id) from staff), true, (select min(id) from staff), ${now}, ${now} from them;
      insert into enquiry_step (enquiry_id, kind, staff_id, words, idempotency_key, happened_at)
        select enquiry.id, 'answered', (select min(id) from staff), 'This', gen_random_uuid(), ${now} from enquiry join them on them.id = person_id;

      insert into notification (person_id, application_id, recipient, purpose, due, made_at, status, seen_at, seen_by, ended_at)
        select person_id, id, (array['com', 'pom', 'healthcare'])[1 + number % 3], 'to-do', ${today}, ${now}, 'done', ${now},
          (select min(id) from staff), ${now} from theirs;
      insert into notification_step (notification_id, kind, staff_id, happened_at)
        select notification.id, 'done', (select min(id) from staff), ${now} from notification join them on them.id = person_id;
      insert into outside_request (person_id, asker, whom, way, words, due, logged_by, logged_at, idempotency_key, answered_by,
          answered_at, answer_way, answer_whom, answered_on, answer)
        select id, 'council', 'Hull', 'phone', 'Has he a home?', ${today}, (select min(id) from staff), ${now}, gen_random_uuid(),
          (select min(id) from staff), ${now}, 'phone', 'Hull', ${today}, 'No' from them;

      insert into com_absence (com_email, from_day, until_day, set_by, set_at)
        select 'other.' || number % 300 || '@example.test', ${today} - number % 700, ${today} - number % 700 + 7, (select min(id) from staff), ${now}
          from elsewhere where number <= 2000;

      insert into audit_entry (happened_at, site, staff_id, person_id, action)
        select ${now} - number % 400 * interval '1 day', 'staff', (select min(id) from staff), id,
          (array['person-viewed', 'queue-viewed', 'home-viewed'])[1 + number % 3]
        from them cross join generate_series(1, 3);
      insert into page_feedback (page, language, answer, given_at)
        select '/leaflet', 'en', 'not-hard', ${now} - number % 900 * interval '1 day' from elsewhere;
      insert into import_file (kind, sha256, name, content, first_imported_at)
        select 'receptions', number::text, 'file', '', ${now} from elsewhere where number <= 2000;
      insert into import_run (import_file_id, imported_at, report) select id, ${now}, '{"kind": "receptions", "file": "a.csv", "counts": {}}' from import_file;
    `)
  })
  await knex.raw('vacuum analyze')
}
