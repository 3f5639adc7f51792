import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
import { nextStates, referralKinds, type ReferralKind, type ReferralState } from '../../domain/work/referrals'
import { countEach, londonDay, londonDayOf, row, rows } from '../connection/rows'
import { notHeldBack, personInScope, scopeParameters, type AccessScope } from '../connection/access-scope'

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

export interface Referral {
  readonly id: number
  readonly personId: number
  readonly kind: ReferralKind
  /** The council, service or person that it went to. */
  readonly whom: string
  readonly state: ReferralState
  /** The day on which it came to its state. */
  readonly movedOn: CalendarDay
  /** Whose work it is; null when it is the team's. */
  readonly ownedBy: number | null
  readonly ownedByName: string | null
  /** The latest that was made, while something is still to follow from it. */
  readonly appointment: Appointment | null
  readonly chaseOn: CalendarDay | null
  /** Raised with every step. */
  readonly version: number
  readonly openedAt: Date
  readonly endedAt: Date | null
}

/** Where a referral went, or whose it became: `given` by somebody else, `freed` by the service. */
export type ReferralStep = {
  readonly note: string | null
  /** Null where the service did it. */
  readonly staffName: string | null
  readonly happenedOn: CalendarDay
  /** When it was written down. */
  readonly happenedAt: Date
} & (
  | { readonly kind: 'moved'; readonly state: ReferralState; readonly appointment: Appointment | null }
  | { readonly kind: 'given'; readonly toStaffName: string }
  | { readonly kind: 'taken' | 'handed-back' | 'freed' }
)

export type WaitingReferral = Referral & {
  readonly firstName: string
  readonly lastName: string
  readonly prisonNumber: string
  readonly prisonName: string
  /** How many there are in all. */
  readonly total: number
}

/** An open referral, as far as passing it on goes. */
export type OwnedReferral = Pick<Referral, 'id' | 'personId' | 'ownedBy'> & { readonly applicationId: number | null }

/** As it is in the table. */
type LockedReferral = Omit<Referral, 'ownedByName' | 'appointment' | 'movedOn'>

interface Step {
  readonly state: ReferralState
  readonly note: string | null
  readonly staffId: number
  readonly at: Date
  /** The day on which it happened, in London. */
  readonly happenedOn: CalendarDay
  readonly idempotencyKey: string
  readonly appointment: Appointment | null
  readonly chaseOn: CalendarDay | null
  readonly isEnd: boolean
}

export const referralPageSize = 50

const joined = `referral
  join person on person.id = referral.person_id
  left join application on application.id = referral.application_id`

/** A COM sees what they are asked to make, whatever it came from. */
const askedOfCom = referralKinds.filter(kind => nextStates(kind, null).includes('asked-com'))

/** What came from an application that the reader may not see is held back with it. */
const inScope = `(${personInScope} and (application.id is null or ${notHeldBack}
  or (person.com_email = :comEmail and referral.kind = any(:askedOfCom))))`

/** The version before this one wrote down no day: what it recorded happened then. */
export const dayOfStep = `coalesce(happened_on, ${londonDayOf('happened_at')})`

const movedOn = `coalesce((select ${dayOfStep} from referral_step step
  where step.referral_id = referral.id and step.kind = 'moved' order by step.id desc limit 1),
  ${londonDayOf('referral.opened_at')}) as moved_on`

/** The latest appointment, while it is to come or something is to follow from it. */
const withAppointment = `left join lateral (
  select appointment_at, appointment_place from referral_step
    where referral_id = referral.id and referral_step.state = 'appointment' order by referral_step.id desc limit 1
  ) appointment on referral.state in ('appointment', 'kept', 'missed')`

/** Whoever has it still works with the person, in the prison where they are now or as their COM. */
const ownerWorksWithPerson = `exists (select 1 from staff owner where owner.id = owned_by and owner.active and (
  (owner.role = 'com' and owner.email = person.com_email)
  or exists (select 1 from staff_prison
    where staff_prison.staff_id = owner.id and staff_prison.prison_id = person.prison_id)))`

/** Work that is done with others for people, with every step of it. */
export class Referrals {
  constructor(private readonly knex: Knex) {}

  /** The newest first. */
  async ofPerson(personId: number, scope: AccessScope): Promise<Referral[]> {
    const found = await rows<WithAppointment<Referral>>(
      this.knex,
      `select referral.*, ${movedOn}, owner.name as owned_by_name, appointment.*
        from ${joined} left join staff owner on owner.id = owned_by ${withAppointment}
        where referral.person_id = :personId and ${inScope} order by referral.id desc`,
      { personId, ...parametersOf(scope) },
    )
    return found.map(asAppointed)
  }

  /** The person must be held. */
  lockOfPerson(id: number, personId: number, scope: AccessScope): Promise<LockedReferral | undefined> {
    return row(
      this.knex,
      `select referral.* from ${joined} where referral.id = :id and referral.person_id = :personId and ${inScope}
        for update of referral`,
      { id, personId, ...parametersOf(scope) },
    )
  }

  async steps(referralId: number): Promise<ReferralStep[]> {
    const found = await rows<WithAppointment<ReferralStep & { readonly appointment: Appointment | null }>>(
      this.knex,
      `select kind, state, note, happened_at, ${dayOfStep} as happened_on, appointment_at, appointment_place, staff.name as staff_name, receiver.name as to_staff_name
        from referral_step
        left join staff on staff.id = staff_id
        left join staff receiver on receiver.id = to_staff_id
        where referral_id = :referralId order by referral_step.id`,
      { referralId },
    )
    return found.map(asAppointed)
  }

  /** The appointments of some people that are still to come on a day, the first first. */
  appointmentsToCome(personIds: readonly number[], today: CalendarDay): Promise<AppointmentToCome[]> {
    return rows(
      this.knex,
      `select referral.person_id, referral.kind, coalesce(restricted, false) as restricted, appointment_at as at,
          appointment_place as place
        from ${joined} ${withAppointment}
        where referral.person_id = any(:personIds) and referral.state = 'appointment'
          and appointment_at >= ${londonDay(':today')}
        order by appointment_at, referral.id`,
      { personIds, today },
    )
  }

  /**
   * What is waited for of the people in sight, what is to be asked after first.
   *
   * @param of those in this state or to be asked after by now, null for all; and whose, null for everybody's
   * @param page from 1, {@link referralPageSize} a page
   */
  async waiting(
    scope: AccessScope,
    of: { readonly state: 'asked-com' | 'to-chase' | null; readonly owner: number | 'nobody' | null },
    today: CalendarDay,
    page: number,
  ): Promise<WaitingReferral[]> {
    const conditions = [
      ...(of.state === 'asked-com' ? ["referral.state = 'asked-com'"] : []),
      ...(of.state === 'to-chase' ? ['chase_on <= :today'] : []),
      ...(of.owner === null ? [] : [of.owner === 'nobody' ? 'owned_by is null' : 'owned_by = :owner']),
    ]
    const found = await rows<WithAppointment<WaitingReferral>>(
      this.knex,
      `with found as (
          select referral.id, count(*) over () as total from ${joined}
            where ended_at is null and ${[inScope, ...conditions].join(' and ')}
            order by chase_on nulls last, referral.id limit ${referralPageSize} offset :offset)
        select referral.*, ${movedOn}, first_name, last_name, prison_number, prison.name as prison_name,
            owner.name as owned_by_name, appointment.*, found.total
          from found
          join referral on referral.id = found.id
          join person on person.id = person_id
          join prison on prison.id = prison_id
          left join staff owner on owner.id = owned_by
          ${withAppointment}
          order by chase_on nulls last, referral.id`,
      {
        ...parametersOf(scope),
        ...(of.state === 'to-chase' && { today }),
        ...(typeof of.owner === 'number' && { owner: of.owner }),
        offset: (page - 1) * referralPageSize,
      },
    )
    return found.map(asAppointed)
  }

  /** How many of the people in sight are to be asked after by now, and how many the COM is asked to make. */
  counts(scope: AccessScope, today: CalendarDay): Promise<Readonly<Record<'toChase' | 'askedOfCom', number>>> {
    return countEach(
      this.knex,
      { toChase: 'chase_on <= :today', askedOfCom: "referral.state = 'asked-com'" },
      ['toChase', 'askedOfCom'],
      { from: joined, where: `ended_at is null and ${inScope}` },
      { ...parametersOf(scope), today },
    )
  }

  /** How many open ones each member of staff has, and how many nobody has (null); and how many are to be asked after. */
  byColleague(
    scope: AccessScope,
    today: CalendarDay,
  ): Promise<{ readonly staffId: number | null; readonly referrals: number; readonly toChase: number }[]> {
    return rows(
      this.knex,
      `select owned_by as staff_id, count(*) as referrals, count(*) filter (where chase_on <= :today) as to_chase
        from ${joined} where ended_at is null and ${inScope} group by 1`,
      { ...parametersOf(scope), today },
    )
  }

  async isDone(idempotencyKey: string): Promise<boolean> {
    const found = await row(this.knex, 'select 1 as done from referral_step where idempotency_key = :idempotencyKey', {
      idempotencyKey,
    })
    return found !== undefined
  }

  /** The application that a referral came from, if it came from one. */
  async applicationOf(id: number): Promise<string | null> {
    const found = await row<{ reference: string }>(
      this.knex,
      'select reference from referral join application on application.id = application_id where referral.id = :id',
      { id },
    )
    return found?.reference ?? null
  }

  /** It is whoever's who opens it. */
  async open(
    referral: Pick<Referral, 'personId' | 'kind' | 'whom'> & { readonly applicationId: number | null },
    step: Step,
  ): Promise<number> {
    const [opened] = await this.knex('referral')
      .insert({
        person_id: referral.personId,
        application_id: referral.applicationId,
        kind: referral.kind,
        whom: referral.whom,
        state: step.state,
        owned_by: step.staffId,
        chase_on: step.chaseOn,
        opened_at: step.at,
      })
      .returning<{ id: number }[]>('id')
    await this.addStep(opened!.id, step)
    return opened!.id
  }

  async move(id: number, step: Step): Promise<void> {
    await this.knex('referral')
      .where({ id })
      .update({
        state: step.state,
        chase_on: step.chaseOn,
        ended_at: step.isEnd ? step.at : null,
        version: this.knex.raw('version + 1'),
      })
    await this.addStep(id, step)
  }

  /** Takes one on, or hands it back. It must be locked. */
  async changeOwner(
    id: number,
    step: Pick<Step, 'staffId' | 'at' | 'idempotencyKey'> & { readonly kind: 'taken' | 'handed-back' },
  ): Promise<void> {
    await this.knex('referral')
      .where({ id })
      .update({ owned_by: step.kind === 'taken' ? step.staffId : null, version: this.knex.raw('version + 1') })
    await this.knex('referral_step').insert({
      referral_id: id,
      kind: step.kind,
      staff_id: step.staffId,
      happened_at: step.at,
      idempotency_key: step.idempotencyKey,
    })
  }

  /** The open ones that these have, held until the transaction is over. The people must be held. */
  lockOwnedBy(staffIds: readonly number[]): Promise<OwnedReferral[]> {
    return rows(
      this.knex,
      `select id, person_id, application_id, owned_by from referral
        where owned_by = any(:staffIds) and ended_at is null order by id for update`,
      { staffIds },
    )
  }

  /** Which of these somebody may see. */
  async idsInScope(ids: readonly number[], scope: AccessScope): Promise<ReadonlySet<number>> {
    const found = await rows<{ id: number }>(
      this.knex,
      `select referral.id from ${joined} where referral.id = any(:ids) and ${inScope}`,
      { ids, ...parametersOf(scope) },
    )
    return new Set(found.map(({ id }) => id))
  }

  /** Makes these somebody else's, or nobody's. They must be locked. */
  async give(
    ids: readonly number[],
    { to, by, at }: { readonly to: number | null; readonly by: number; readonly at: Date },
  ): Promise<void> {
    await this.knex.raw(
      `with given as (
          update referral set owned_by = :to, version = version + 1 where id = any(:ids) returning id, owned_by)
        insert into referral_step (referral_id, kind, staff_id, to_staff_id, happened_at)
          select id, case when owned_by is null then 'handed-back' else 'given' end, :by, owned_by, :at from given
          order by id`,
      { ids: [...ids], to, by, at },
    )
  }

  /**
   * What is open and somebody's who does not work with the person any more, since the person moved or has another COM,
   * is nobody's. The person must be held.
   */
  async freeFromElsewhere(personId: number, at: Date): Promise<void> {
    await this.knex.raw(
      `with freed as (
          update referral set owned_by = null, version = referral.version + 1
            from person
            where person.id = referral.person_id and person.id = :personId and ended_at is null
              and owned_by is not null and not ${ownerWorksWithPerson}
            returning referral.id)
        insert into referral_step (referral_id, kind, happened_at) select id, 'freed', :at from freed`,
      { personId, at },
    )
  }

  private async addStep(
    id: number,
    { state, note, appointment, staffId, at, happenedOn, idempotencyKey }: Step,
  ): Promise<void> {
    await this.knex('referral_step').insert({
      referral_id: id,
      kind: 'moved',
      state,
      note,
      appointment_at: appointment?.at ?? null,
      appointment_place: appointment?.place ?? null,
      staff_id: staffId,
      happened_on: happenedOn,
      happened_at: at,
      idempotency_key: idempotencyKey,
    })
  }
}

type WithAppointment<Row> = Row & { readonly appointmentAt: Date | null; readonly appointmentPlace: string | null }

function asAppointed<Row extends object>({ appointmentAt, appointmentPlace, ...found }: WithAppointment<Row>) {
  const isMade = appointmentAt !== null && appointmentPlace !== null
  return { ...found, appointment: isMade ? { at: appointmentAt, place: appointmentPlace } : null } as unknown as Row
}

function parametersOf(scope: AccessScope) {
  return { ...scopeParameters(scope), askedOfCom }
}
