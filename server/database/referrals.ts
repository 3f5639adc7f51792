import type { Knex } from 'knex'
import type { CalendarDay } from '../domain/calendar'
import type { ReferralKind, ReferralState } from '../domain/referrals'
import { row, rows } from './rows'
import { personInSight, type Sight } from './sight'

export interface Referral {
  readonly id: number
  readonly personId: number
  readonly kind: ReferralKind
  /** The council, service or person that it went to. */
  readonly whom: string
  readonly state: ReferralState
  readonly chaseOn: CalendarDay | null
  readonly version: number
  readonly openedAt: Date
  readonly endedAt: Date | null
}

export interface ReferralStep {
  readonly state: ReferralState
  readonly note: string | null
  readonly staffName: string
  readonly happenedAt: Date
}

export type WaitingReferral = Referral & {
  readonly firstName: string
  readonly lastName: string
  readonly prisonNumber: string
  readonly prisonName: string
  /** How many there are in all. */
  readonly total: number
}

interface Step {
  readonly state: ReferralState
  readonly note: string | null
  readonly staffId: number
  readonly at: Date
  readonly actKey: string
  readonly chaseOn: CalendarDay | null
  readonly isEnd: boolean
}

export const referralPageSize = 50

/** A referral is whoever's who did something for it last. */
const lastStepBy = `(select staff_id from referral_step where referral_id = referral.id
  order by referral_step.id desc limit 1)`

/** Work that is done with others for people, with every step of it. */
export class Referrals {
  constructor(private readonly knex: Knex) {}

  ofPerson(personId: number): Promise<Referral[]> {
    return rows(this.knex, 'select * from referral where person_id = :personId order by id desc', { personId })
  }

  lockOfPerson(id: number, personId: number): Promise<Referral | undefined> {
    return row(this.knex, 'select * from referral where id = :id and person_id = :personId for update', {
      id,
      personId,
    })
  }

  steps(referralId: number): Promise<ReferralStep[]> {
    return rows(
      this.knex,
      `select referral_step.*, staff.name as staff_name from referral_step join staff on staff.id = staff_id
        where referral_id = :referralId order by referral_step.id`,
      { referralId },
    )
  }

  /**
   * What is waited for of the people in sight, what is to be asked after first.
   *
   * @param of those in this state, null for every state; and those for which this member of staff did something last
   * @param page from 1, {@link referralPageSize} a page
   */
  waiting(
    sight: Sight,
    { state, by }: { readonly state: ReferralState | null; readonly by: number | null },
    page: number,
  ): Promise<WaitingReferral[]> {
    return rows(
      this.knex,
      `select referral.*, first_name, last_name, prison_number, prison.name as prison_name, count(*) over () as total
        from referral join person on person.id = person_id join prison on prison.id = prison_id
        where ended_at is null and (:state::text is null or state = :state)
          and (:by::bigint is null or ${lastStepBy} = :by) and ${personInSight}
        order by chase_on nulls last, referral.id limit ${referralPageSize} offset :offset`,
      { prisons: sight.prisons, comEmail: sight.comEmail, state, by, offset: (page - 1) * referralPageSize },
    )
  }

  /** How many of the people in sight are to be asked after by now, and how many the COM is asked to make. */
  async counts(sight: Sight, today: CalendarDay): Promise<{ toChase: number; askedOfCom: number }> {
    const found = await row<{ toChase: number; askedOfCom: number }>(
      this.knex,
      `select count(*) filter (where chase_on <= :today) as to_chase,
          count(*) filter (where state = 'asked-com') as asked_of_com
        from referral join person on person.id = person_id where ended_at is null and ${personInSight}`,
      { prisons: sight.prisons, comEmail: sight.comEmail, today },
    )
    return found!
  }

  /** How many each member of staff is to ask after by now. */
  toChaseByStaff(sight: Sight, today: CalendarDay): Promise<{ readonly staffId: number; readonly toChase: number }[]> {
    return rows(
      this.knex,
      `select ${lastStepBy} as staff_id, count(*) as to_chase from referral join person on person.id = person_id
        where ended_at is null and chase_on <= :today and ${personInSight} group by 1`,
      { prisons: sight.prisons, comEmail: sight.comEmail, today },
    )
  }

  async isDone(actKey: string): Promise<boolean> {
    const found = await row(this.knex, 'select 1 as done from referral_step where act_key = :actKey', { actKey })
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

  private async addStep(id: number, { state, note, staffId, at, actKey }: Step): Promise<void> {
    await this.knex('referral_step').insert({
      referral_id: id,
      state,
      note,
      staff_id: staffId,
      happened_at: at,
      act_key: actKey,
    })
  }
}
