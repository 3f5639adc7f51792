import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
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
import { rows } from '../connection/rows'

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
  )

/** The longest list of it that is read; nobody has as much. */
const most = 500

const personsColumns = `person.id as person_id, first_name, last_name, prison_number, prison.name as prison_name, location,
  release_date`
const withPerson = (table: string) =>
  `${table} join person on person.id = ${table}.person_id join prison on prison.id = person.prison_id`
const none = (names: string) =>
  names
    .split(', ')
    .map(name => `null as ${name}`)
    .join(', ')

/** What somebody has to do themselves, whatever kind of work it is. */
export class OwnWorks {
  constructor(private readonly knex: Knex) {}

  /**
   * The open work that a member of staff has, the earliest day first: applications that they claimed, and of a COM those
   * for them that nobody claimed; requests that they took; enquiries of theirs that they have to read, answer or chase by
   * today; referrals to chase; and actions that they carry on.
   */
  of(scope: AccessScope, { staffId, email }: { readonly staffId: number; readonly email: string }, today: CalendarDay) {
    return rows<OwnWork>(
      this.knex,
      `select * from (
        select 'application' as kind, application.id, respond_by as due, reference, topic, restricted,
            person_wrote_last as is_new_from_person, null as what, null as status, ${personsColumns}
          from ${withPerson('application')}
          where application.status = 'open' and claimed_by = :staffId and ${applicationInScope}
        union all
        select 'application', application.id, respond_by, reference, topic, restricted,
            person_wrote_last, null, null, ${personsColumns}
          from ${withPerson('application')}
          where application.status = 'open' and claimed_by is null and destination = 'COM' and :isCom
            and person.com_key = :email and ${applicationInScope}
        union all
        select 'request', com_request.id, due, ${none('reference, topic, restricted, is_new')}, com_request.kind, null,
            ${personsColumns}
          from ${withPerson('com_request')}
          where com_request.status = 'taken' and taken_by = :staffId and ${personInScope}
        union all
        select 'enquiry', enquiry.id, due, ${none('reference, topic, restricted, is_new')}, body, enquiry.status,
            ${personsColumns}
          from ${withPerson('enquiry')} left join application on application.id = enquiry.application_id
          where held_by = :staffId and ${personInScope} and (application.id is null or ${notHeldBack})
            and ((enquiry.status = 'answered' and not is_read) or enquiry.status = 'asked-back'
              or (enquiry.status = 'waiting' and due <= :today))
        union all
        select 'referral', referral.id, chase_on, ${none('reference, topic, restricted, is_new')}, referral.kind, null,
            ${personsColumns}
          from ${withPerson('referral')} left join application on application.id = referral.application_id
          where owned_by = :staffId and referral.ended_at is null and chase_on is not null and ${personInScope}
            and (application.id is null or ${notHeldBack})
        union all
        select 'carried-on', notification.id, due, ${none('reference, topic, restricted, is_new')}, null, null,
            ${personsColumns}
          from ${withPerson('notification')} left join application on application.id = notification.application_id
          where held_by = :staffId and notification.ended_at is null and carried_on and ${personInScope}
            and (application.id is null or ${notHeldBack})
      ) own order by due, kind, id limit ${most}`,
      {
        ...scopeParameters(scope),
        staffId,
        email,
        isCom: scope.comKeys.includes(email),
        today,
      },
    )
  }
}
