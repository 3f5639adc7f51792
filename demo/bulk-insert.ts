import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Outcome } from '../server/database/applications/applications'
import { row, rows } from '../server/database/connection/rows'
import type { Answers } from '../server/domain/applications'
import type { CalendarDay } from '../server/domain/calendar'
import type { Decision, Facts } from '../server/domain/routing'
import { isAllocatedAssessments, roles, rolesThatSee } from '../server/domain/staff/roles'
import type { Pathway, Topic } from '../server/domain/topics'
import type { ComRequestKind } from '../server/domain/work/com-requests'
import type { EnquiryBody } from '../server/domain/work/enquiries'
import type { ReferralKind, ReferralStatus } from '../server/domain/work/referrals'

/** The body to which all generated enquiries are. */
const enquiryBody: EnquiryBody = 'healthcare'

/** A demo application with its whole history. */
export interface DemoApplication {
  /** Determines its draft's id, so that the next run continues with the following number. */
  readonly number: number
  readonly reference: string
  readonly personId: number
  readonly form: string
  readonly formVersion: number
  readonly topic: Topic
  readonly language: 'en' | 'cy'
  readonly answers: Answers
  readonly safetyConcern: boolean
  readonly sentAt: Date
  readonly facts: Facts
  readonly decision: Decision
  readonly claimed: { readonly by: number; readonly at: Date } | null
  readonly answered: { readonly outcome: Outcome; readonly words: string; readonly at: Date } | null
  /** A message that the person added after sending. */
  readonly added: { readonly words: string; readonly at: Date } | null
}

interface ByAndAt {
  readonly by: number
  readonly at: Date
}

/** A demo COM request with its whole history. */
export interface DemoComRequest {
  readonly personId: number
  readonly kind: ComRequestKind
  readonly words: string | null
  readonly pathway: Pathway
  readonly why: string
  readonly due: CalendarDay
  readonly asked: ByAndAt
  readonly taken: ByAndAt | null
  /** By the member of staff who took it; a request that was done has a day. */
  readonly ended: {
    readonly isDone: boolean
    readonly words: string
    readonly at: Date
    readonly doneOn: CalendarDay | null
  } | null
  readonly isRead: boolean
}

/** A demo enquiry to healthcare, with its outcome. */
export interface DemoEnquiry {
  readonly personId: number
  readonly words: string
  readonly due: CalendarDay
  readonly asked: ByAndAt
  readonly answered: (ByAndAt & { readonly words: string }) | null
  readonly isRead: boolean
}

/** A demo referral that was sent, and how it ended. */
export interface DemoReferral {
  readonly personId: number
  readonly kind: ReferralKind
  readonly whom: string
  readonly chaseOn: CalendarDay
  readonly sent: ByAndAt
  /** The owner; null for the team, after the sender returned it. */
  readonly ownedBy: number | null
  readonly ended: { readonly status: ReferralStatus; readonly at: Date } | null
}

/** The first letter of generated prison numbers; the named demo people have other letters. */
const firstLetter = 'Z'
/** Tables whose rows are referenced by others. */
const identified: ReadonlySet<string> = new Set(['application', 'com_request', 'enquiry', 'referral'])
const draftIds = '00000000-0000-4000-8000-'

/** Inserts thousands of rows at a time, for scale tests only. Everything else stores one application at a time. */
export class DemoData {
  constructor(private readonly knex: Knex) {}

  /**
   * Call first in the transaction that inserts. Removes the statement timeout, and commits synchronously, because
   * VACUUM can only set the visibility map, which index-only scans need, afterwards.
   */
  async begin(): Promise<void> {
    await this.knex.raw('set local statement_timeout = 0; set local synchronous_commit = on')
  }

  /** How many people and applications earlier runs inserted. */
  async already(): Promise<{ people: number; applications: number }> {
    const found = await row<{ people: number; applications: number }>(
      this.knex,
      `select (select count(*) from person where prison_number like :letter || '%') as people,
        (select count(*) from application where draft_id between :first and :last) as applications`,
      { letter: firstLetter, first: `${draftIds}000000000000`, last: `${draftIds}ffffffffffff` },
    )
    return found ?? { people: 0, applications: 0 }
  }

  /** The prison number of the n-th generated person, from 0: 'Z0000AA' and so on. */
  prisonNumber(number: number): string {
    const letters = Math.floor(number / 10_000)
    const letter = (index: number) => String.fromCharCode(65 + (index % 26))
    return `${firstLetter}${String(number % 10_000).padStart(4, '0')}${letter(Math.floor(letters / 26))}${letter(letters)}`
  }

  /** Inserts applications in the state that sending, claiming and answering would leave them in. */
  async addAll(applications: readonly DemoApplication[]): Promise<void> {
    const ids = await this.insert(
      'application',
      applications.map(each => ({
        reference: each.reference,
        draft_id: `${draftIds}${each.number.toString(16).padStart(12, '0')}`,
        person_id: each.personId,
        form: each.form,
        form_version: each.formVersion,
        topic: each.topic,
        language: each.language,
        answers: each.answers,
        safety_concern: each.safetyConcern,
        status: each.answered ? 'closed' : 'open',
        outcome: each.answered?.outcome ?? null,
        outcome_reason: each.answered?.words ?? null,
        destination: each.decision.destination,
        team: each.decision.team,
        rule: each.decision.rule,
        restricted: each.decision.restricted,
        priority: each.decision.priority,
        respond_by: each.decision.respondBy,
        overridden: false,
        claimed_by: each.claimed?.by ?? null,
        version: eventsOf(each).length,
        sent_at: each.sentAt,
        closed_at: each.answered?.at ?? null,
      })),
    )
    const stored = applications.map((each, index) => ({ ...each, id: ids[index]! }))
    await this.insert(
      'decision',
      stored.map(({ id, sentAt, facts, decision }) => ({
        application_id: id,
        decided_at: sentAt,
        cause: 'sent',
        facts,
        result: decision,
      })),
    )
    await this.insert(
      'application_action',
      stored.flatMap(({ id, decision }) => decision.actions.map(action => ({ application_id: id, action }))),
    )
    await this.insert(
      'application_event',
      stored.flatMap(each =>
        eventsOf(each).map((event, index) => ({ ...event, application_id: each.id, version: index + 1 })),
      ),
    )
    await this.insert(
      'message',
      stored.flatMap(({ id, added, answered, claimed }) => [
        ...(added ? [{ application_id: id, sender: 'person', body: added.words, sent_at: added.at }] : []),
        ...(answered
          ? [
              {
                application_id: id,
                sender: 'staff',
                staff_id: claimed?.by ?? null,
                body: answered.words,
                sent_at: answered.at,
              },
            ]
          : []),
      ]),
    )
    await this.insert(
      'safety_concern',
      stored
        .filter(({ safetyConcern }) => safetyConcern)
        .map(({ id, sentAt, claimed }) => ({
          application_id: id,
          raised_at: sentAt,
          ...(claimed && {
            acknowledged_at: claimed.at,
            acknowledged_by: claimed.by,
            what_was_done: 'Saw the person on the wing',
          }),
        })),
    )
  }

  /** The COMs who can sign in, by email address. */
  async coms(): Promise<ReadonlyMap<string, number>> {
    const found = await rows<{ email: string; id: number }>(
      this.knex,
      'select email, id from staff where role = any(:roles) and active order by id',
      { roles: rolesThatSee('as-com') },
    )
    return new Map(found.map(({ email, id }) => [email, id]))
  }

  /** Inserts COM requests in the state that asking, taking and ending would leave them in. */
  async addComRequests(requests: readonly DemoComRequest[]): Promise<void> {
    const ids = await this.insert(
      'com_request',
      requests.map(({ personId, kind, words, pathway, why, due, asked, taken, ended, isRead }) => ({
        person_id: personId,
        kind,
        words,
        pathway,
        why,
        due,
        status: ended ? (ended.isDone ? 'done' : 'not-done') : taken ? 'taken' : 'waits',
        taken_by: ended ? null : (taken?.by ?? null),
        is_read: isRead,
        version: 1 + (taken ? 1 : 0) + (ended ? 1 : 0) + (isRead ? 1 : 0),
        asked_by: asked.by,
        asked_at: asked.at,
        ended_at: ended?.at ?? null,
      })),
    )
    await this.insert(
      'com_request_step',
      requests.flatMap(({ asked, taken, ended, isRead }, index) => {
        const step = (kind: string, { by, at }: ByAndAt, words: string | null, doneOn: CalendarDay | null) => ({
          com_request_id: ids[index]!,
          kind,
          staff_id: by,
          words,
          done_on: doneOn,
          happened_at: at,
        })
        return [
          step('asked', asked, null, null),
          ...(taken ? [step('taken', taken, null, null)] : []),
          ...(taken && ended
            ? [step(ended.isDone ? 'done' : 'not-done', { by: taken.by, at: ended.at }, ended.words, ended.doneOn)]
            : []),
          ...(ended && isRead ? [step('read', { by: asked.by, at: ended.at }, null, null)] : []),
        ]
      }),
    )
  }

  /** The healthcare account of each prison that has one. */
  async nurses(): Promise<ReadonlyMap<string, number>> {
    const found = await rows<{ prisonId: string; id: number }>(
      this.knex,
      `select prison_id, min(staff.id) as id from staff join staff_prison on staff_prison.staff_id = staff.id
        where role = :enquiryBody and active group by prison_id order by prison_id`,
      { enquiryBody },
    )
    return new Map(found.map(({ prisonId, id }) => [prisonId, id]))
  }

  /** Inserts enquiries in the state that asking and answering would leave them in. */
  async addEnquiries(questions: readonly DemoEnquiry[]): Promise<void> {
    const ids = await this.insert(
      'enquiry',
      questions.map(({ personId, words, due, asked, answered, isRead }) => ({
        person_id: personId,
        body: enquiryBody,
        words,
        due,
        status: answered ? 'answered' : 'waiting',
        held_by: asked.by,
        is_read: isRead,
        version: 1 + (answered ? 1 : 0) + (isRead ? 1 : 0),
        asked_by: asked.by,
        asked_at: asked.at,
        ended_at: answered?.at ?? null,
      })),
    )
    await this.insert(
      'enquiry_step',
      questions.flatMap(({ asked, answered, isRead }, index) => {
        const step = (kind: string, { by, at }: ByAndAt, words: string | null) => ({
          enquiry_id: ids[index]!,
          kind,
          staff_id: by,
          words,
          idempotency_key: randomUUID(),
          happened_at: at,
        })
        return [
          step('asked', asked, null),
          ...(answered ? [step('answered', answered, answered.words)] : []),
          ...(answered && isRead ? [step('read', { by: asked.by, at: answered.at }, null)] : []),
        ]
      }),
    )
  }

  /** Inserts referrals in the state that sending, returning and ending would leave them in. */
  async addReferrals(referrals: readonly DemoReferral[]): Promise<void> {
    const ids = await this.insert(
      'referral',
      referrals.map(({ personId, kind, whom, chaseOn, sent, ownedBy, ended }) => ({
        person_id: personId,
        kind,
        whom,
        state: ended?.status ?? 'sent',
        owned_by: ownedBy,
        chase_on: ended ? null : chaseOn,
        version: 1 + (ownedBy === null ? 1 : 0) + (ended ? 1 : 0),
        opened_at: sent.at,
        ended_at: ended?.at ?? null,
      })),
    )
    await this.insert(
      'referral_step',
      referrals.flatMap(({ sent, ownedBy, ended }, index) => {
        const step = (kind: string, state: ReferralStatus | null, at: Date) => ({
          referral_id: ids[index]!,
          kind,
          state,
          staff_id: sent.by,
          happened_at: at,
          idempotency_key: randomUUID(),
        })
        return [
          step('moved', 'sent', sent.at),
          ...(ownedBy === null ? [step('handed-back', null, sent.at)] : []),
          ...(ended ? [step('moved', ended.status, ended.at)] : []),
        ]
      }),
    )
  }

  /**
   * Records the first assessments of generated people who arrived some time ago, most of them on time, and the needs
   * that BCST2 identified, by an officer of their prison if there is one.
   */
  async addAssessments(today: CalendarDay): Promise<void> {
    await this.knex.raw(
      `with came as (
        select person.id, coalesce(custody_began, reception_date) as custody_began, officer.id as officer_id,
          person.id * 7 % 20 as chance
        from person join lateral (
          select staff.id from staff join staff_prison on staff_prison.staff_id = staff.id
          where staff_prison.prison_id = person.prison_id and role = any(:roles) and active order by staff.id limit 1
        ) officer on true
        where prison_number like :letter || '%' and coalesce(custody_began, reception_date) < :today::date - 21
          and not exists (select 1 from assessment where person_id = person.id)
      )
      insert into assessment (person_id, kind, custody_began, done_on, done_by, recorded_at)
        select id, kind, custody_began, custody_began + days::int, officer_id, custody_began + days::int + time '11:00'
        from came cross join lateral (values
          ('bcst1', 1 + chance / 5, chance < 19),
          ('bcst2', 6 + chance / 2, chance < 16)
        ) done (kind, days, is_done)
        where is_done`,
      { letter: firstLetter, today, roles: roles.filter(isAllocatedAssessments) },
    )
    await this.knex.raw(
      `with needed as (
        select assessment.*, pathway, text
        from assessment join person on person.id = person_id cross join (values
          ('accommodation', 'Nowhere to live on the day of release'),
          ('finance-benefit-debt', 'No bank account'),
          ('employment-training-education', 'No work to go to'),
          ('personal-wellbeing', 'Little contact with the family'),
          ('personal-social-health', 'No GP outside')
        ) found (pathway, text)
        where prison_number like :letter || '%' and kind = 'bcst2' and (person_id + length(pathway)) % 3 = 0
          and not exists (select 1 from resettlement_plan_entry where resettlement_plan_entry.person_id = assessment.person_id)
      ), need as (
        insert into resettlement_plan_entry (person_id, custody_began, stage, pathway, kind, text, staff_id, written_at, idempotency_key, position)
          select person_id, custody_began, 'bcst2', pathway, 'need', text, done_by, recorded_at, gen_random_uuid(), 0
          from needed returning *
      )
      insert into resettlement_plan_entry (person_id, custody_began, stage, pathway, kind, about, staff_id, written_at, idempotency_key, position)
        select person_id, custody_began, stage, pathway, 'need-met', id, staff_id, written_at + interval '9 days',
          gen_random_uuid(), 0
        from need where id % 5 < 2`,
      { letter: firstLetter },
    )
  }

  /** Updates the planner's statistics now, without waiting for autovacuum. Cannot run in a transaction. */
  async analyze(): Promise<void> {
    await this.knex.raw(`vacuum (analyze) person, application, application_event, message, safety_concern, decision,
      com_request, com_request_step, enquiry, enquiry_step, referral, referral_step, assessment,
      resettlement_plan_entry`)
  }

  /** @returns the ids of the rows, in input order, for tables that have ids */
  private async insert(table: string, records: readonly Readonly<Record<string, unknown>>[]): Promise<number[]> {
    if (records.length === 0) return []
    const columns = [...new Set(records.flatMap(Object.keys))].join(', ')
    const identity = identified.has(table) ? 'returning id' : ''
    const added = await rows<{ id: number }>(
      this.knex,
      `insert into ${table} (${columns})
        select ${columns} from jsonb_populate_recordset(null::${table}, cast(:records as jsonb)) ${identity}`,
      { records: JSON.stringify(records) },
    )
    return added.map(({ id }) => id)
  }
}

function eventsOf({ sentAt, decision, claimed, added, answered }: DemoApplication) {
  const events = [{ kind: 'sent', detail: { team: decision.team, rule: decision.rule }, happened_at: sentAt }] as {
    kind: string
    detail: object
    happened_at: Date
    staff_id?: number
  }[]
  if (claimed) events.push({ kind: 'claimed', detail: {}, happened_at: claimed.at, staff_id: claimed.by })
  if (added) events.push({ kind: 'added-to', detail: {}, happened_at: added.at })
  if (answered && claimed) {
    const detail = { outcome: answered.outcome }
    events.push({ kind: 'outcome', detail, happened_at: answered.at, staff_id: claimed.by })
  }
  return events.sort((one, other) => one.happened_at.getTime() - other.happened_at.getTime())
}
