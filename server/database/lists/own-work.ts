import type { Knex } from 'knex'
import type { AssessedPathway } from '../../domain/assessments'
import { addDays, type CalendarDay } from '../../domain/calendar'
import type { Topic } from '../../domain/topics'
import type { ComRequestKind } from '../../domain/work/com-requests'
import type { EnquiryBody, EnquiryStatus } from '../../domain/work/enquiries'
import type { ReferralKind } from '../../domain/work/referrals'
import {
  applicationInScope,
  notHeldBack,
  personInScope,
  scopeParameters,
  type AccessScope,
} from '../connection/access-scope'
import { rows, type Count, type Parameters } from '../connection/rows'
import { inThisCustody } from '../people/custody/leaving'
import { hasNotLeft } from '../people/still-in-custody'

interface OwnWorkOf {
  readonly due: CalendarDay
  readonly firstName: string
  readonly lastName: string
  readonly prisonNumber: string
  readonly prisonName: string
  readonly location: string | null
  readonly releaseDate: CalendarDay | null
  readonly personId: number
}

/** A piece of work that somebody has and that has a day, of any kind but assessments, whose day is worked out. */
export type OwnWork = OwnWorkOf &
  (
    | {
        readonly kind: 'application'
        readonly reference: string
        readonly topic: Topic
        readonly restricted: boolean
        readonly isNewFromPerson: boolean
      }
    | { readonly kind: 'request'; readonly id: number; readonly what: ComRequestKind }
    | {
        readonly kind: 'enquiry'
        readonly id: number
        readonly what: EnquiryBody
        readonly status: Exclude<EnquiryStatus, 'closed' | 'withdrawn'>
      }
    | { readonly kind: 'referral'; readonly id: number; readonly what: ReferralKind }
    | { readonly kind: 'carried-on'; readonly id: number }
    /** Its text is what is planned. */
    | { readonly kind: 'action'; readonly id: number; readonly what: string; readonly status: AssessedPathway }
  )

/** The longest list of it that is read; nobody has as much. */
const most = 500

const personsColumns = `person.id as person_id, first_name, last_name, prison_number, prison.name as prison_name, location,
  release_date`
const withPerson = (table: string) => `${table} join person on person.id = ${table}.person_id`
const none = (names: string) =>
  names
    .split(', ')
    .map(name => `null as ${name}`)
    .join(', ')

/** Whose work it is, and on which day. */
export interface Worker {
  readonly staffId: number
  readonly email: string
  readonly today: CalendarDay
}

/**
 * The open work that a member of staff has: applications that they claimed, and of a COM those for them that nobody
 * claimed; requests that they took; enquiries of theirs that they have to read, answer or chase by today; referrals to
 * chase; actions that they carry on; and planned actions that are due within a week: of a COM those for probation of the
 * people who are theirs, of others those for the prison that they planned themselves.
 */
const ownWork = [
  {
    due: 'respond_by',
    columns: `'application' as kind, application.id, respond_by as due, reference, topic, restricted,
      person_wrote_last as is_new_from_person, null as what, null as status`,
    from: withPerson('application'),
    where: `application.status = 'open' and claimed_by = :staffId and ${applicationInScope}`,
  },
  {
    due: 'respond_by',
    columns: `'application', application.id, respond_by, reference, topic, restricted, person_wrote_last, null, null`,
    from: withPerson('application'),
    where: `application.status = 'open' and claimed_by is null and destination = 'COM' and :isCom
      and person.com_key = :email and ${applicationInScope}`,
  },
  {
    due: 'com_request.due',
    columns: `'request', com_request.id, due, ${none('reference, topic, restricted, is_new')}, com_request.kind, null`,
    from: withPerson('com_request'),
    where: `com_request.status = 'taken' and taken_by = :staffId and ${personInScope}`,
  },
  {
    due: 'enquiry.due',
    columns: `'enquiry', enquiry.id, due, ${none('reference, topic, restricted, is_new')}, body, enquiry.status`,
    from: `${withPerson('enquiry')} left join application on application.id = enquiry.application_id`,
    where: `held_by = :staffId and ${personInScope} and (application.id is null or ${notHeldBack})
      and ((enquiry.status = 'answered' and not is_read) or enquiry.status = 'asked-back'
        or (enquiry.status = 'waiting' and due <= :today))`,
  },
  {
    due: 'chase_on',
    columns: `'referral', referral.id, chase_on, ${none('reference, topic, restricted, is_new')}, referral.kind, null`,
    from: `${withPerson('referral')} left join application on application.id = referral.application_id`,
    where: `owned_by = :staffId and referral.ended_at is null and chase_on is not null and ${personInScope}
      and (application.id is null or ${notHeldBack})`,
  },
  {
    due: 'notification.due',
    columns: `'carried-on', notification.id, due, ${none('reference, topic, restricted, is_new')}, null, null`,
    from: `${withPerson('notification')} left join application on application.id = notification.application_id`,
    where: `held_by = :staffId and notification.ended_at is null and carried_on and ${personInScope}
      and (application.id is null or ${notHeldBack})`,
  },
  {
    due: 'action.due',
    columns: `'action', action.id, action.due, ${none('reference, topic, restricted, is_new')}, action.text,
      action.pathway`,
    from: 'resettlement_plan_entry action join person on person.id = action.person_id',
    where: `action.kind = 'action' and action.due <= :week and action.${inThisCustody} and ${personInScope}
      and ((not :isCom and action.staff_id = :staffId and action.responsible in ('prison', 'both') and ${hasNotLeft})
        or (:isCom and person.com_key = :email and action.responsible in ('probation', 'both')))
      and not exists (select 1 from resettlement_plan_entry said where said.about = action.id)`,
  },
]

/** How much of it a colleague has: what is past its day, and what is due from today to the same day of the next week. */
export interface ColleaguesWork {
  readonly staffId: number
  readonly open: number
  readonly overdue: number
  readonly dueSoon: number
}

/** All kinds together, each with no more than is asked of it: PostgreSQL plans a statement at each use. */
function ofEachKind(select: (kind: (typeof ownWork)[number]) => string): string {
  return `(${ownWork.map(select).join(' union all ')}) own`
}

function parametersOf(scope: AccessScope, { staffId, email, today }: Worker): Parameters {
  return {
    ...scopeParameters(scope),
    staffId,
    email,
    isCom: scope.comKeys.includes(email),
    today,
    week: addDays(today, 7),
  }
}

/** What somebody has to do themselves, whatever kind of work it is. */
export class OwnWorks {
  constructor(private readonly knex: Knex) {}

  /** All of it, the earliest day first. */
  of(scope: AccessScope, worker: Worker): Promise<OwnWork[]> {
    const own = ofEachKind(
      ({ columns, from, where }) => `select ${columns}, ${personsColumns}
        from ${from} join prison on prison.id = person.prison_id where ${where}`,
    )
    return rows(this.knex, `select * from ${own} order by due, kind, id limit ${most}`, parametersOf(scope, worker))
  }

  /** How much of it each of these colleagues of a prison has that the reader may see; none for whoever has nothing. */
  ofColleagues(scope: AccessScope, staffIds: readonly number[], today: CalendarDay): Promise<ColleaguesWork[]> {
    const own = ofEachKind(({ due, from, where }) => `select ${due} as due from ${from} where ${where}`)
    const theirs = own.replaceAll(':staffId', 'worker.id')
    return rows(
      this.knex,
      `select worker.id as staff_id, count(*) as open, count(*) filter (where due < :today) as overdue,
          count(*) filter (where due >= :today and due <= :week) as due_soon
        from unnest(cast(:staffIds as bigint[])) as worker (id) cross join lateral ${theirs} group by 1`,
      { ...parametersOf(scope, { staffId: 0, email: '', today }), staffIds },
    )
  }

  /** How much of it there is, to be counted together with others. */
  countOf(scope: AccessScope, worker: Worker): Count {
    const own = ofEachKind(({ from, where }) => `select 1 from ${from} where ${where}`)
    return { from: own, where: 'true', parameters: parametersOf(scope, worker) }
  }
}
