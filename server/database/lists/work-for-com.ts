import type { Knex } from 'knex'
import { planStages, type PlanStage } from '../../domain/assessments'
import type { CalendarDay } from '../../domain/calendar'
import type { Whereabouts } from '../../domain/people/whereabouts'
import { rolesThatSee } from '../../domain/staff/roles'
import type { Topic } from '../../domain/topics'
import type { ComRequestKind } from '../../domain/work/com-requests'
import type { ReferralKind } from '../../domain/work/referrals'
import type { Outcome } from '../applications/applications'
import {
  applicationInScope,
  notHeldBack,
  personInScope,
  scopeParameters,
  type AccessScope,
} from '../connection/access-scope'
import { londonDay, row, rows } from '../connection/rows'
import { hasNotLeft } from '../people/still-in-custody'
import { dayOfStep } from '../work/referrals'

/** What prison staff do for people, in order of importance to their COM. */
export const doneForComKinds = [
  'task-done',
  'task-not-done',
  'assessed',
  'referral-sent',
  'outcome',
  'message',
  'action-done',
  'overridden',
  'safety-acknowledged',
  'stands',
  'opened-again',
  'closing-undone',
  'reopened',
] as const
export type DoneForComKind = (typeof doneForComKinds)[number]

const applicationKinds = doneForComKinds.slice(doneForComKinds.indexOf('outcome'))

interface DoneIn {
  readonly happenedAt: Date
  readonly staffName: string
  readonly personId: number
  readonly firstName: string
  readonly lastName: string
  readonly prisonNumber: string
  /** How many there are on all pages. */
  readonly total: number
}

/** An item of work that prison staff did for a person. */
export type DoneForCom = DoneIn &
  (
    | { readonly kind: 'task-done' | 'task-not-done'; readonly id: number; readonly about: ComRequestKind }
    | { readonly kind: 'assessed'; readonly about: PlanStage }
    | {
        readonly kind: 'referral-sent'
        readonly id: number
        readonly about: ReferralKind
        readonly whom: string
        readonly happenedOn: CalendarDay
      }
    | {
        readonly kind: Exclude<DoneForComKind, 'task-done' | 'task-not-done' | 'assessed' | 'referral-sent'>
        readonly reference: string
        readonly about: Topic
        readonly restricted: boolean
        /** The outcome, if it is an answered application. */
        readonly outcome: Outcome | null
      }
  )

/** A person, the work done for them since a day, and what awaits their COM. */
export interface PersonOfCom {
  readonly id: number
  readonly firstName: string
  readonly lastName: string
  readonly prisonNumber: string
  readonly prisonName: string
  readonly whereabouts: Whereabouts
  readonly releaseDate: CalendarDay | null
  readonly tasksDone: number
  readonly referralsSent: number
  readonly answers: number
  /** Open applications that the COM holds. */
  readonly applications: number
  readonly tasksToRead: number
  /** What was asked of the team in the COM's place and has not ended. */
  readonly tasksOpen: number
  /** Referrals that the COM has been asked to make. */
  readonly referralsAsked: number
  readonly total: number
}

export const donePageSize = 50
export const personsPageSize = 25

const noApplication = 'null::text as reference, false as restricted, null::text as outcome'
const noDay = 'null::date as happened_on'
const who = 'person.id as person_id, first_name, last_name, prison_number, staff.name as staff_name'

/** Asked for by a COM, or by the SPO for one. */
const isOfCom = "com_request.asked_as in ('com', 'spo')"

/** Work done for the reader's people since `:since`, in COM requests, referrals and applications within their scope. */
const done = `
  select 'task-' || com_request_step.kind as kind, happened_at, com_request.id, com_request.kind as about,
      null::text as whom, ${noDay}, ${noApplication}, ${who}
    from person
    join com_request on com_request.person_id = person.id
    join com_request_step on com_request_id = com_request.id and com_request_step.kind in ('done', 'not-done')
    join staff on staff.id = com_request_step.staff_id
    where ${personInScope} and ${isOfCom} and happened_at >= ${londonDay(':since')}
  union all
  select 'assessed', recorded_at, person.id, assessment.kind, null::text, ${noDay}, ${noApplication}, ${who}
    from person
    join assessment on assessment.person_id = person.id
      and assessment.kind in (${planStages.map(each => `'${each}'`).join(', ')})
    join staff on staff.id = assessment.done_by
    where ${personInScope} and recorded_at >= ${londonDay(':since')} and staff.role <> all(:comRoles)
  union all
  select 'referral-sent', happened_at, referral.id, referral.kind, whom, ${dayOfStep}, null::text,
      coalesce(application.restricted, false), null::text, ${who}
    from person
    join referral on referral.person_id = person.id
    join referral_step on referral_id = referral.id and referral_step.state = 'sent'
    join staff on staff.id = referral_step.staff_id
    left join application on application.id = referral.application_id
    where ${personInScope} and happened_at >= ${londonDay(':since')} and staff.role <> all(:comRoles)
      and (application.id is null or ${notHeldBack})
  union all
  select application_event.kind, happened_at, application.id, topic, null::text, ${noDay}, reference, restricted,
      application_event.detail ->> 'outcome', ${who}
    from person
    join application on application.person_id = person.id
    join application_event on application_event.application_id = application.id
    join staff on staff.id = application_event.staff_id
    where ${applicationInScope} and happened_at >= ${londonDay(':since')}
      and application_event.kind = any(:applicationKinds) and staff.role <> all(:comRoles)`

/** Work that pre-release teams did on behalf of COMs, and work that awaits COMs. */
export class WorkForCom {
  constructor(private readonly knex: Knex) {}

  /**
   * Work done for the reader's people, newest first.
   *
   * @param kind null for all kinds
   * @param page from 1; {@link donePageSize} per page
   */
  done(scope: AccessScope, since: CalendarDay, kind: DoneForComKind | null, page: number): Promise<DoneForCom[]> {
    return rows(
      this.knex,
      `select found.*, count(*) over () as total from (${done}) found where :kind::text is null or kind = :kind
        order by happened_at desc, kind, id limit ${donePageSize} offset :offset`,
      { ...parametersOf(scope), since, kind, offset: (page - 1) * donePageSize },
    )
  }

  /**
   * Referrals sent and applications answered for one person between two days, inclusive, oldest first. Excludes
   * restricted applications for every reader.
   */
  forNote(scope: AccessScope, personId: number, since: CalendarDay, to: CalendarDay): Promise<DoneForCom[]> {
    return rows(
      this.knex,
      `select * from (${done}) found where person_id = :personId and not restricted
          and kind in ('referral-sent', 'outcome') and happened_at < ${londonDay('(:to::date + 1)')}
        order by happened_at, id`,
      { ...parametersOf(scope), personId, since, to },
    )
  }

  /** Counts the work of each kind, in one statement. */
  async counts(scope: AccessScope, since: CalendarDay): Promise<Readonly<Record<DoneForComKind, number>>> {
    const columns = doneForComKinds.map(kind => `count(*) filter (where kind = '${kind}') as "${kind}"`)
    const found = await row<Readonly<Record<DoneForComKind, number>>>(
      this.knex,
      `select ${columns.join(', ')} from (${done}) found`,
      { ...parametersOf(scope), since },
    )
    return found!
  }

  /** One page (from 1) of the reader's people, earliest release first, each with their counts. */
  people(scope: AccessScope, since: CalendarDay, today: CalendarDay, page: number): Promise<PersonOfCom[]> {
    return rows(
      this.knex,
      `with page as materialized (
          select person.id, first_name, last_name, prison_number, whereabouts, prison.name as prison_name, release_date,
              count(*) over () as total
            from person join prison on prison.id = prison_id
            where ${personInScope} and ${hasNotLeft}
            order by coalesce(release_date < :today, false), release_date nulls last, last_name, first_name, person.id
            limit ${personsPageSize} offset :offset),
        done as (${done})
        select page.*,
          (select count(*) from done where person_id = page.id and kind = 'task-done') as tasks_done,
          (select count(*) from done where person_id = page.id and kind = 'referral-sent') as referrals_sent,
          (select count(*) from done where person_id = page.id and kind = 'outcome') as answers,
          (select count(*) from application join person on person.id = person_id
            where person_id = page.id and status = 'open' and destination = 'COM' and ${notHeldBack}) as applications,
          (select count(*) from com_request
            where person_id = page.id and ${isOfCom} and status in ('done', 'not-done') and not is_read) as tasks_to_read,
          (select count(*) from com_request
            where person_id = page.id and ${isOfCom} and status in ('waits', 'taken')) as tasks_open,
          (select count(*) from referral where person_id = page.id and state = 'asked-com') as referrals_asked
        from page
        order by coalesce(release_date < :today, false), release_date nulls last, last_name, first_name, page.id`,
      { ...parametersOf(scope), since, today, offset: (page - 1) * personsPageSize },
    )
  }
}

function parametersOf(scope: AccessScope) {
  return { ...scopeParameters(scope), applicationKinds, comRoles: rolesThatSee('as-com') }
}
