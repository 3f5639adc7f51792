import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
import type { Whereabouts } from '../../domain/people/whereabouts'
import {
  nextStatuses,
  referralKinds,
  referralWork,
  type ReferralKind,
  type ReferralStatus,
} from '../../domain/work/referrals'
import { notHeldBack, personInScope, type AccessScope } from '../connection/access-scope'
import { countEach, londonDay, londonDayOf, rows, type Count, type Parameters } from '../connection/rows'
import { nameOfHolder, orderBy, personOrders, type ListOrder } from '../lists/list-order'
import { isInLocation } from '../people/in-location'
import { WorkItems, type MadeStep, type NewStep, type PageOfWork, type WorkItem, type WorkStep } from './work-items'

/** When and where a person is to meet those whom a referral went to. */
export interface Appointment {
  readonly at: Date
  readonly place: string
}

/** An appointment that is still to come, for the person's plan. */
export interface AppointmentToCome extends Appointment {
  readonly personId: number
  readonly kind: ReferralKind
  /** The referral came from a restricted application. */
  readonly restricted: boolean
}

/** Its holder is whoever's work it is. */
export interface Referral extends WorkItem<ReferralStatus> {
  readonly kind: ReferralKind
  /** The council, service or person that it went to. */
  readonly whom: string
  readonly applicationId: number | null
  /** The application that it came from, if it came from one. */
  readonly reference: string | null
  /** The day on which it came to its status. */
  readonly movedOn: CalendarDay
  /** The latest that was made, while something is still to follow from it. */
  readonly appointment: Appointment | null
  readonly chaseOn: CalendarDay | null
  readonly openedAt: Date
  readonly endedAt: Date | null
  readonly firstName: string
  readonly lastName: string
  readonly prisonNumber: string
  readonly prisonName: string
  readonly whereabouts: Whereabouts
  readonly location: string | null
  readonly releaseDate: CalendarDay | null
}

/** Which referrals that are waited for. */
export interface ReferralFilters {
  /** Those in this status or to be chased by now; null for all. */
  readonly status: 'asked-com' | 'to-chase' | null
  /** Whose; null for everybody's. */
  readonly owner: number | 'nobody' | null
  /** A wing or landing as locations begin with it; null for all. */
  readonly wing: string | null
}

/** Where a referral went, or whose it became: `given` by somebody else, `freed` by the service. */
export type ReferralStep = WorkStep & {
  readonly note: string | null
  readonly happenedOn: CalendarDay
} & (
    | { readonly kind: 'moved'; readonly status: ReferralStatus; readonly appointment: Appointment | null }
    | { readonly kind: 'given'; readonly toStaffName: string }
    | { readonly kind: 'taken' | 'handed-back' | 'freed' | 'restored' }
  )

/** A step by which a referral comes to a status. */
interface Move extends NewStep {
  readonly status: ReferralStatus
  readonly note: string | null
  /** The day on which it happened, in London. */
  readonly happenedOn: CalendarDay
  readonly appointment: Appointment | null
}

export const referralPageSize = 50

const columns = {
  chase: ['chase_on'],
  what: ['referral.kind'],
  state: ['referral.state'],
  owner: [nameOfHolder('owned_by')],
  ...personOrders,
}
/** What the list of those that are waited for can be sorted by. */
export type ReferralColumn = keyof typeof columns

const from = `referral
  join person on person.id = referral.person_id
  left join application on application.id = referral.application_id`

/** A COM sees what they are asked to make, whatever it came from. */
const comReferralKinds = referralKinds.filter(kind => nextStatuses(kind, null).includes('asked-com'))

/** What came from an application that the reader may not see is held back with it. */
const inScope = `(${personInScope} and (application.id is null or ${notHeldBack}
  or (person.com_key = any(:comKeys) and referral.kind = any(:askedOfCom))))`

/** The version before this one wrote down no day: what it recorded happened then. */
export const dayOfStep = `coalesce(happened_on, ${londonDayOf('happened_at')})`

const movedOn = `coalesce((select ${dayOfStep} from referral_step step
  where step.referral_id = referral.id and step.state = referral.state order by step.id desc limit 1),
  ${londonDayOf('referral.opened_at')}) as moved_on`

/** The latest appointment, while it is to come or something is to follow from it. */
const withAppointment = `left join lateral (
  select appointment_at, appointment_place from referral_step
    where referral_id = referral.id and referral_step.state = 'appointment' order by referral_step.id desc limit 1
  ) appointment on referral.state in ('appointment', 'kept', 'missed')`

/** Work that is done with others for people, with every step of it. */
export class Referrals extends WorkItems<Referral, ReferralStep, ReferralStatus> {
  constructor(knex: Knex) {
    super(knex, {
      kind: referralWork,
      name: 'referral',
      holder: 'owned_by',
      status: 'state',
      isOpen: 'ended_at is null',
      isOverdue: 'chase_on <= :today',
      from,
      inScope,
      columns: `
        ${movedOn}, reference, appointment.*, first_name, last_name, prison_number, whereabouts, location,
        release_date, prison.name as prison_name`,
      joins: `join prison on prison.id = person.prison_id ${withAppointment}`,
      stepColumns: `step.state as status, step.note, ${dayOfStep} as happened_on, appointment_at, appointment_place`,
      freed: 'freed',
    })
  }

  /** The newest first. */
  ofPerson(personId: number, scope: AccessScope): Promise<Referral[]> {
    return this.select(`referral.person_id = :personId and ${inScope} order by referral.id desc`, {
      personId,
      ...this.parameters(scope),
    })
  }

  /** The appointments of some people that are still to come on a day, the first first. */
  appointmentsToCome(personIds: readonly number[], today: CalendarDay): Promise<AppointmentToCome[]> {
    return rows(
      this.knex,
      `select referral.person_id, referral.kind, coalesce(restricted, false) as restricted, appointment_at as at,
          appointment_place as place
        from ${from} ${withAppointment}
        where referral.person_id = any(:personIds) and referral.state = 'appointment'
          and appointment_at >= ${londonDay(':today')}
        order by appointment_at, referral.id`,
      { personIds, today },
    )
  }

  /** A page of what is waited for of the people in scope; of equal ones, what is to be chased first comes first. */
  waiting(
    scope: AccessScope,
    { status, owner, wing }: ReferralFilters,
    order: ListOrder<ReferralColumn>,
    today: CalendarDay,
    page: PageOfWork,
  ) {
    const conditions = [
      'ended_at is null',
      ...(status === 'asked-com' ? ["referral.state = 'asked-com'"] : []),
      ...(status === 'to-chase' ? ['chase_on <= :today'] : []),
      ...(owner === null ? [] : [owner === 'nobody' ? 'owned_by is null' : 'owned_by = :owner']),
      ...(wing === null ? [] : [isInLocation(':wing')]),
    ]
    const list = {
      where: conditions.join(' and '),
      order: orderBy(columns, order, ['chase_on nulls last', 'referral.id']),
    }
    return this.page(list, page, { ...this.parameters(scope), today, owner, wing: wing?.toLowerCase() ?? null })
  }

  /** How many of the people in scope are to be chased by now, and how many the COM is asked to make. */
  counts(scope: AccessScope, today: CalendarDay): Promise<Readonly<Record<'toChase' | 'askedOfCom', number>>> {
    return countEach(
      this.knex,
      { toChase: 'chase_on <= :today', askedOfCom: "referral.state = 'asked-com'" },
      ['toChase', 'askedOfCom'],
      { from, where: `ended_at is null and ${inScope}` },
      { ...this.parameters(scope), today },
    )
  }

  /** How many are to be chased by now, to be counted together with others. */
  countToChase(scope: AccessScope, today: CalendarDay): Count {
    return {
      from,
      where: `ended_at is null and ${inScope} and chase_on <= :today`,
      parameters: { ...this.parameters(scope), today },
    }
  }

  /** It is whoever's who opens it. @returns its id */
  open(
    referral: Pick<Referral, 'personId' | 'kind' | 'whom' | 'applicationId' | 'chaseOn'>,
    move: Move,
  ): Promise<number> {
    const work = { ...referral, state: move.status, ownedBy: move.staffId, openedAt: move.at }
    return this.insert(work, { ...move, kind: 'moved' })
  }

  protected override stepRow({ status, appointment, ...step }: MadeStep & Partial<Move>): Parameters {
    return {
      ...step,
      ...(status && { state: status }),
      ...(appointment && { appointmentAt: appointment.at, appointmentPlace: appointment.place }),
    }
  }

  protected override parameters(scope?: AccessScope): Parameters {
    return { ...super.parameters(scope), askedOfCom: comReferralKinds }
  }

  protected override readItem(found: object): Referral {
    return withAppointmentOf(found) as Referral
  }

  protected override readStep(found: object): ReferralStep {
    return withAppointmentOf(found) as ReferralStep
  }
}

/** A row whose appointment is one value. */
function withAppointmentOf(found: object) {
  const {
    appointmentAt: at = null,
    appointmentPlace: place = null,
    ...others
  } = found as Partial<Record<string, unknown>>
  return { ...others, appointment: at === null || place === null ? null : { at, place } }
}
