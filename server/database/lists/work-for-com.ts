import type { Knex } from 'knex'
import type { AgreedTaskKind } from '../../domain/work/com-requests'
import { planStages, type PlanStage } from '../../domain/assessments'
import type { CalendarDay } from '../../domain/calendar'
import type { ReferralKind } from '../../domain/work/referrals'
import type { Topic } from '../../domain/routing'
import type { Outcome } from '../applications/applications'
import { dayOfStep } from '../work/referrals'
import { londonDay, row, rows } from '../connection/rows'
import { applicationInSight, notHeldBack, personInSight, sightParameters, type Sight } from '../connection/access-scope'

/** What staff of a prison do for people, in the order of importance for their COM. */
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
  /** How many there are in all. */
  readonly total: number
}

/** Something that staff of a prison did for a person. */
export type DoneForCom = DoneIn &
  (
    | { readonly kind: 'task-done' | 'task-not-done'; readonly id: number; readonly about: AgreedTaskKind }
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
        /** Where it was answered. */
        readonly outcome: Outcome | null
      }
  )

/** A person, what was done for them since a day, and what waits for their COM. */
export interface PersonOfCom {
  readonly id: number
  readonly firstName: string
  readonly lastName: string
  readonly prisonNumber: string
  readonly prisonName: string
  readonly releaseDate: CalendarDay | null
  readonly tasksDone: number
  readonly referralsSent: number
  readonly answers: number
  /** Open applications that the COM has. */
  readonly applications: number
  readonly tasksToRead: number
  /** Asked of the team and not ended. */
  readonly tasksOpen: number
  /** Referrals that the COM is asked to make. */
  readonly referralsAsked: number
  readonly total: number
}

export const donePageSize = 50
export const personsPageSize = 25

const noApplication = 'null::text as reference, false as restricted, null::text as outcome'
const noDay = 'null::date as happened_on'
const who = 'person.id as person_id, first_name, last_name, prison_number, staff.name as staff_name'

/** What was done for people of the reader since `:since`, in tasks, referrals and applications that they may see. */
const done = `
  select 'task-' || agreed_task_step.kind as kind, happened_at, agreed_task.id, agreed_task.kind as about,
      null::text as whom, ${noDay}, ${noApplication}, ${who}
    from person
    join agreed_task on agreed_task.person_id = person.id
    join agreed_task_step on agreed_task_id = agreed_task.id and agreed_task_step.kind in ('done', 'not-done')
    join staff on staff.id = agreed_task_step.staff_id
    where ${personInSight} and happened_at >= ${londonDay(':since')}
  union all
  select 'assessed', recorded_at, person.id, assessment.kind, null::text, ${noDay}, ${noApplication}, ${who}
    from person
    join assessment on assessment.person_id = person.id
      and assessment.kind in (${planStages.map(each => `'${each}'`).join(', ')})
    join staff on staff.id = assessment.done_by
    where ${personInSight} and recorded_at >= ${londonDay(':since')} and staff.role <> 'com'
  union all
  select 'referral-sent', happened_at, referral.id, referral.kind, whom, ${dayOfStep}, null::text,
      coalesce(application.restricted, false), null::text, ${who}
    from person
    join referral on referral.person_id = person.id
    join referral_step on referral_id = referral.id and referral_step.state = 'sent'
    join staff on staff.id = referral_step.staff_id
    left join application on application.id = referral.application_id
    where ${personInSight} and happened_at >= ${londonDay(':since')} and staff.role <> 'com'
      and (application.id is null or ${notHeldBack})
  union all
  select application_event.kind, happened_at, application.id, topic, null::text, ${noDay}, reference, restricted,
      application_event.detail ->> 'outcome', ${who}
    from person
    join application on application.person_id = person.id
    join application_event on application_event.application_id = application.id
    join staff on staff.id = application_event.staff_id
    where ${applicationInSight} and happened_at >= ${londonDay(':since')}
      and application_event.kind = any(:applicationKinds) and staff.role <> 'com'`

/** What pre-release teams did on behalf of COMs, and what waits for COMs. */
export class WorkForCom {
  constructor(private readonly knex: Knex) {}

  /**
   * What was done for the reader's people, the newest first.
   *
   * @param kind null for everything
   * @param page from 1; {@link donePageSize} a page
   */
  done(sight: Sight, since: CalendarDay, kind: DoneForComKind | null, page: number): Promise<DoneForCom[]> {
    return rows(
      this.knex,
      `select found.*, count(*) over () as total from (${done}) found where :kind::text is null or kind = :kind
        order by happened_at desc, kind, id limit ${donePageSize} offset :offset`,
      { ...parametersOf(sight), since, kind, offset: (page - 1) * donePageSize },
    )
  }

  /**
   * Referrals sent and applications answered for one person from one day to another, both included, the oldest first:
   * nothing of an application that is restricted, whoever reads it.
   */
  forNote(sight: Sight, personId: number, since: CalendarDay, to: CalendarDay): Promise<DoneForCom[]> {
    return rows(
      this.knex,
      `select * from (${done}) found where person_id = :personId and not restricted
          and kind in ('referral-sent', 'outcome') and happened_at < ${londonDay('(:to::date + 1)')}
        order by happened_at, id`,
      { ...parametersOf(sight), personId, since, to },
    )
  }

  /** How much of each was done, in one statement. */
  async counts(sight: Sight, since: CalendarDay): Promise<Readonly<Record<DoneForComKind, number>>> {
    const columns = doneForComKinds.map(kind => `count(*) filter (where kind = '${kind}') as "${kind}"`)
    const found = await row<Readonly<Record<DoneForComKind, number>>>(
      this.knex,
      `select ${columns.join(', ')} from (${done}) found`,
      { ...parametersOf(sight), since },
    )
    return found!
  }

  /** A page of the reader's people from 1, those first who leave soonest, each with what is counted of them. */
  people(sight: Sight, since: CalendarDay, today: CalendarDay, page: number): Promise<PersonOfCom[]> {
    return rows(
      this.knex,
      `with page as materialized (
          select person.id, first_name, last_name, prison_number, prison.name as prison_name, release_date,
              count(*) over () as total
            from person join prison on prison.id = prison_id
            where ${personInSight}
            order by coalesce(release_date < :today, false), release_date nulls last, last_name, first_name, person.id
            limit ${personsPageSize} offset :offset),
        done as (${done})
        select page.*,
          (select count(*) from done where person_id = page.id and kind = 'task-done') as tasks_done,
          (select count(*) from done where person_id = page.id and kind = 'referral-sent') as referrals_sent,
          (select count(*) from done where person_id = page.id and kind = 'outcome') as answers,
          (select count(*) from application join person on person.id = person_id
            where person_id = page.id and status = 'open' and destination = 'COM' and ${notHeldBack}) as applications,
          (select count(*) from agreed_task
            where person_id = page.id and status in ('done', 'not-done') and not is_read) as tasks_to_read,
          (select count(*) from agreed_task where person_id = page.id and status in ('waits', 'taken')) as tasks_open,
          (select count(*) from referral where person_id = page.id and state = 'asked-com') as referrals_asked
        from page
        order by coalesce(release_date < :today, false), release_date nulls last, last_name, first_name, page.id`,
      { ...parametersOf(sight), since, today, offset: (page - 1) * personsPageSize },
    )
  }
}

function parametersOf(sight: Sight) {
  return { ...sightParameters(sight), applicationKinds }
}
