import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
import type { Whereabouts } from '../../domain/people/whereabouts'
import type { Action } from '../../domain/routing'
import { probationTeamKinds } from '../../domain/staff/probation-teams'
import type { Topic } from '../../domain/topics'
import {
  notificationWork,
  type NotificationAction,
  type NotificationStatus,
  type Purpose,
  type Recipient,
  type WantedNotification,
  type WayToTell,
} from '../../domain/work/notifications'
import type { AcctOutcome } from '../../domain/work/safety-concerns'
import { notHeldBack, peopleInScope, personOrPassedOnInScope, type AccessScope } from '../connection/access-scope'
import { Condition, countEach, row, rows, type Parameters } from '../connection/rows'
import { hasAccount, isForReader, isReachable, recipientParameters } from './recipients'
import { WorkItems, type WorkItem, type WorkStep } from './work-items'

/** What somebody was told or asked about a person, with its receipts. Nobody holds it: it is its recipient's. */
export interface Notification extends WorkItem<NotificationStatus> {
  readonly recipient: Recipient
  readonly purpose: Purpose
  readonly actions: readonly Action[]
  readonly isSafety: boolean
  /** It hands over what was recorded of an ACCT. */
  readonly isAcct: boolean
  /** In the words of staff; null where the service made it from a decision. */
  readonly words: string | null
  readonly due: CalendarDay
  readonly madeAt: Date
  /** When it first stood in the list of an account that can see it; null while nobody can. */
  readonly deliveredAt: Date | null
  readonly seenAt: Date | null
  readonly seenByName: string | null
  readonly endedAt: Date | null
  /** The day on which staff told the recipient outside the service, as they recorded it. */
  readonly toldOn: CalendarDay | null
  /** An action that is done after its application was closed: its holder does it. */
  readonly carriedOn: boolean
  /** Staff passed it on, in their words. */
  readonly passedOn: boolean
  /** The prison whose team it is to; null for that where the person is. */
  readonly toPrison: string | null
  readonly toPrisonName: string | null
  /** Somebody can see it now. */
  readonly isReachable: boolean
  /** It is addressed to the reader. */
  readonly isForReader: boolean
  readonly applicationId: number | null
  readonly reference: string | null
  readonly topic: Topic | null
  readonly restricted: boolean
  /** The safety concern that it is about, raised by staff or by its application. */
  readonly aboutConcernId: number | null
  readonly acct: AcctOutcome | null
  readonly acctNumber: string | null
  readonly acctOn: CalendarDay | null
  readonly acctOpenedBy: string | null
  readonly firstName: string
  readonly lastName: string
  readonly prisonNumber: string
  readonly prisonName: string
  readonly whereabouts: Whereabouts
  readonly location: string | null
  readonly comName: string | null
  readonly comEmail: string | null
  readonly pomName: string | null
  readonly pomEmail: string | null
}

export interface NotificationStep extends WorkStep {
  readonly kind:
    | NotificationAction
    | 'made'
    | 'delivered'
    | 'withdrawn'
    | 'given'
    | 'handed-back'
    | 'to-com'
    | 'restored'
    | 'recipient-changed'
    | 'recipient-gone'
  readonly words: string | null
  readonly way: WayToTell | null
  readonly whom: string | null
  readonly doneOn: CalendarDay | null
}

/** Which notifications a member of staff may see: about people in their scope, and those addressed to them. */
export interface NotificationScope extends AccessScope {
  readonly staffId: number
  /** The prisons that the reader works in, whether or not they see the people there. */
  readonly ownPrisons: readonly string[]
  readonly today: CalendarDay
}

const isOpen = 'notification.ended_at is null'
const isDone = `notification.status = 'done'`
/** Only what is carried on has a holder. */
const isHeld = `${isOpen} and notification.carried_on`

/** Worked out once for a notification, and planned once, however many conditions of a statement ask for it. */
const whoIsAddressed = `cross join lateral
  (select ${isReachable} as is_reachable, ${isForReader} as is_for_reader offset 0) as recipients`
const toTell = `${isOpen} and notification.status = 'open' and not recipients.is_reachable`

/** To others than the pre-release team of the person's prison. */
const isToAnother = `(recipient <> 'prt' or to_prison is not null)`

/** Puts what is to be told in order: all of one day come to the same next working day. */
const tellBy = `least(notification.due, cast(notification.made_at at time zone 'Europe/London' as date) + 1)`

/** The lists of notifications, each by what a notification in it is like. */
const listConditions = {
  /** The queue shows whoever answers what they have to answer. */
  'for-you': `${isOpen} and purpose <> 'to-answer' and not carried_on and recipients.is_for_reader`,
  'for-you-ended': `${isDone} and not carried_on and recipients.is_for_reader`,
  'carried-on-due': `${isOpen} and carried_on and due <= :today and (held_by = :staffId or held_by is null)`,
  'carried-on-yours': `${isOpen} and carried_on and held_by = :staffId`,
  'carried-on': `${isOpen} and carried_on`,
  /** Nobody can see it: staff of the prison tell the recipient outside the service. */
  tell: `${toTell} and ${isToAnother}`,
  'not-seen': `${isOpen} and notification.status = 'open' and recipients.is_reachable and ${isToAnother}
    and due < :today`,
} as const
export type NotificationList = keyof typeof listConditions
export const notificationLists = Object.keys(listConditions) as [NotificationList, ...NotificationList[]]

/** Whether notifications are open or done, for all of some lists. */
function listed(lists: readonly NotificationList[]): string {
  const areDone = lists.map(list => list === 'for-you-ended')
  return areDone.every(Boolean) ? isDone : areDone.some(Boolean) ? `(${isOpen} or ${isDone})` : isOpen
}

export const notificationPageSize = 25
/** So many of one person are shown at once. */
const mostOfPerson = 20
/** Who ended some, and when. */
interface Done {
  readonly staffId: number
  readonly at: Date
}

/** What says which notifications are about a safety concern. */
interface ConcernKey {
  readonly id: number
  readonly applicationId: number | null
}
const isOfThisConcern = `(notification.concern_id = :id
  or (notification.application_id = :applicationId and notification.is_safety))`

/** The team that answers an application is not told of it again, unless nobody is in it or it carries something on. */
const isToOthers = `(${isToAnother} or carried_on or not recipients.is_reachable)`

/**
 * What was told in confidence and reaches nobody is the prison's to tell, without what it is about: staff who may read
 * such an application while their own team holds it learn that one waits.
 */
const isToTellInConfidence = `(:tellsInConfidence and ${toTell})`
const inScopeOfStaff = `(${personOrPassedOnInScope} and (application.id is null or ${notHeldBack} or ${isToTellInConfidence}))`
const inScope = `(${inScopeOfStaff} or recipients.is_for_reader)`

const from = `notification
  join person on person.id = notification.person_id
  left join safety_concern on safety_concern.id = notification.concern_id
  left join application on application.id = coalesce(notification.application_id, safety_concern.application_id)
  ${whoIsAddressed}`

/** The condition that something of an application is addressed to the reader, who has not opened it. */
const isUnseenOfApplication = `application_id = :applicationId and status = 'open' and not carried_on and ${isForReader}`

/** What others than the team that answers were told or asked, with every step of each. */
export class Notifications extends WorkItems<Notification, NotificationStep, NotificationStatus, NotificationScope> {
  constructor(knex: Knex) {
    super(knex, {
      kind: notificationWork,
      name: 'notification',
      holder: 'held_by',
      status: 'status',
      isOpen: isHeld,
      isOverdue: `${isHeld} and due < :today`,
      from,
      inScope,
      inScopeOfHolders: inScopeOfStaff,
      freed: 'handed-back',
      columns: `
        coalesce(concern_id, (select raised.id from safety_concern raised
          where is_safety and raised.application_id = notification.application_id)) as about_concern_id,
        acct, acct_number, acct_on, acct_opened_by,
        first_name, last_name, prison_number, location, whereabouts, com_name, com_email, pom_name, pom_email,
        prison.name as prison_name, other_prison.name as to_prison_name, reference, topic, coalesce(restricted, false) as restricted,
        (select done_on from notification_step told where told.notification_id = notification.id
          and told.kind = 'told-outside' order by told.id desc limit 1) as told_on,
        seer.name as seen_by_name, recipients.is_reachable, recipients.is_for_reader`,
      joins: `join prison on prison.id = person.prison_id 
        left join prison other_prison on other_prison.id = notification.to_prison
        left join staff seer on seer.id = notification.seen_by`,
      stepColumns: 'step.words, step.way, step.whom, step.done_on',
    })
  }

  /**
   * A page of a list from 1: open ones by the day they are due, ended ones the newest first.
   *
   * @param holder who carries on what is listed; null for anybody
   */
  list(scope: NotificationScope, list: NotificationList, page: number, holder: number | 'nobody' | null = null) {
    const order =
      list === 'for-you-ended'
        ? 'notification.ended_at desc, notification.id desc'
        : `notification.is_safety desc, ${list === 'tell' ? tellBy : 'notification.due'}, notification.id`
    const isTheirs = holder === null ? '' : holder === 'nobody' ? 'and held_by is null' : 'and held_by = :holder'
    return this.page(
      { where: `:mayBeInScope and ${listConditions[list]} ${isTheirs}`, order },
      { page, size: notificationPageSize },
      {
        ...this.parameters(scope),
        mayBeInScope: mayBeInScopeOf(scope, listed([list])),
        holder,
      },
    )
  }

  /** How many are in each of some lists, in one statement. */
  counts<List extends NotificationList>(
    scope: NotificationScope,
    lists: readonly List[],
  ): Promise<Readonly<Record<List, number>>> {
    return countEach(
      this.knex,
      listConditions,
      lists,
      { from, where: `:mayBeInScope and ${inScope}` },
      {
        ...this.parameters(scope),
        mayBeInScope: mayBeInScopeOf(scope, listed(lists)),
      },
    )
  }

  /** To others than the team, about a person, as far as the reader may see them: the newest, newest first. */
  ofPerson(personId: number, scope: NotificationScope): Promise<Notification[]> {
    return this.select(
      `notification.person_id = :personId and notification.status <> 'withdrawn' and ${isToOthers} and ${inScope}
        order by notification.id desc limit ${mostOfPerson}`,
      { personId, ...this.parameters(scope) },
    )
  }

  /** To others than the team, of an application that the reader may see, the oldest first. */
  ofApplication(applicationId: number, scope: NotificationScope): Promise<Notification[]> {
    return this.select(
      `notification.application_id = :applicationId and notification.status <> 'withdrawn' and ${isToOthers}
        order by notification.id`,
      { applicationId, ...this.parameters(scope) },
    )
  }

  /** What is carried on of a person's applications, as far as the reader may see it, the oldest first. */
  carriedOnOfPerson(personId: number, scope: NotificationScope): Promise<Notification[]> {
    return this.select(
      `notification.person_id = :personId and notification.carried_on and ${inScopeOfStaff} order by notification.id`,
      { personId, ...this.parameters(scope) },
    )
  }

  /** Of a safety concern that the reader may see, the oldest first. */
  ofConcern({ id, applicationId }: ConcernKey, scope: NotificationScope): Promise<Notification[]> {
    return this.select(`${isOfThisConcern} and notification.status <> 'withdrawn' order by notification.id`, {
      id,
      applicationId,
      ...this.parameters(scope),
    })
  }

  /** Of an application, for its person: who was told or asked, and whether they have it. */
  receipts(applicationId: number, today: CalendarDay): Promise<Notification[]> {
    return this.select(
      `notification.application_id = :applicationId and not carried_on and (notification.status <> 'withdrawn'
          or (application.status = 'closed' and purpose = 'to-answer'))
        order by notification.id`,
      { applicationId, ...this.parameters(), today },
    )
  }

  /** The actions of an application that somebody else is asked to do, or carries on. */
  async actionsCarried(applicationId: number): Promise<ReadonlySet<Action>> {
    const found = await rows<{ action: Action }>(
      this.knex,
      `select distinct unnest(actions) as action from notification
        where application_id = :applicationId and status <> 'withdrawn'`,
      { applicationId },
    )
    return new Set(found.map(({ action }) => action))
  }

  /** Whether an action of an application was ever handed to somebody. */
  async hasCarried(applicationId: number, action: Action): Promise<boolean> {
    const found = await row(
      this.knex,
      'select 1 as found from notification where application_id = :applicationId and :action = any(actions)',
      { applicationId, action },
    )
    return found !== undefined
  }

  /** Those of an application that are neither withdrawn nor of staff's own making, locked. */
  async lockOfApplication(
    applicationId: number,
  ): Promise<Pick<Notification, 'id' | 'recipient' | 'toPrison' | 'purpose' | 'actions' | 'due' | 'endedAt'>[]> {
    return rows(
      this.knex,
      `select * from notification where application_id = :applicationId and status <> 'withdrawn' and words is null
        and not carried_on and not passed_on order by id for update`,
      { applicationId },
    )
  }

  /** The open ones of some applications, but for what is carried on. */
  async openOfApplications(
    applicationIds: readonly number[],
  ): Promise<readonly { readonly id: number; readonly applicationId: number }[]> {
    return rows(
      this.knex,
      `select id, application_id from notification
        where application_id = any(:applicationIds) and ended_at is null and not carried_on order by id`,
      { applicationIds },
    )
  }

  /** Whether a reader has not opened something of an application that is addressed to them. */
  async hasUnseen(applicationId: number, scope: NotificationScope): Promise<boolean> {
    const found = await row<{ unseen: boolean }>(
      this.knex,
      `select exists (select 1 from notification join person on person.id = notification.person_id
        where ${isUnseenOfApplication}) as unseen`,
      { applicationId, ...this.parameters(scope) },
    )
    return found?.unseen ?? false
  }

  /** Those open ones of an application that are addressed to a member of staff, locked. */
  async lockUnseen(applicationId: number, staffId: number, today: CalendarDay): Promise<{ readonly id: number }[]> {
    return rows(
      this.knex,
      `select notification.id from notification join person on person.id = notification.person_id
        where ${isUnseenOfApplication}
        order by notification.id for update of notification`,
      { applicationId, ...this.parameters(), staffId, today },
    )
  }

  /** Those open ones of a safety concern that are addressed to a member of staff, locked. */
  async lockOpenOfConcern(
    { id, applicationId }: ConcernKey,
    staffId: number,
    today: CalendarDay,
  ): Promise<Pick<Notification, 'id' | 'status' | 'isAcct'>[]> {
    return rows(
      this.knex,
      `select notification.id, notification.status, is_acct from notification
        join person on person.id = notification.person_id
        where ${isOfThisConcern} and ended_at is null and purpose <> 'to-answer' and ${isForReader}
        order by notification.id for update of notification`,
      { id, applicationId, ...this.parameters(), staffId, today },
    )
  }

  /** Who handed what was recorded of an ACCT to somebody; undefined while nobody did. The concern must be locked. */
  async whoHandedAcct(
    concernId: number,
    recipient: Recipient,
  ): Promise<{ readonly staffId: number | null } | undefined> {
    return row(
      this.knex,
      `select step.staff_id from notification join notification_step step on step.notification_id = notification.id
        where concern_id = :concernId and is_acct and recipient = :recipient and notification.status <> 'withdrawn'
          and step.kind = 'made'`,
      { concernId, recipient },
    )
  }

  /** Adds one that a decision, a safety concern or staff ask for. */
  async add(
    notification: WantedNotification & {
      readonly personId: number
      readonly applicationId: number | null
      /** The safety concern of staff, or whose ACCT it is about. */
      readonly concernId?: number
      readonly isSafety: boolean
      readonly isAcct?: boolean
      readonly passedOn?: boolean
      readonly toPrison?: string | null
      readonly words: string | null
      readonly due: CalendarDay
    },
    { at, staffId = null }: { readonly at: Date; readonly staffId?: number | null },
  ): Promise<number> {
    return this.insert(
      { ...notification, actions: [...notification.actions], madeAt: at },
      { kind: 'made', staffId, at },
    )
  }

  /** Changes what one asks for. It must be locked. */
  async update(
    id: number,
    { purpose, actions, due }: Pick<WantedNotification, 'purpose' | 'actions'> & Pick<Notification, 'due'>,
  ): Promise<void> {
    await this.knex.raw(
      `update notification set purpose = :purpose, actions = :actions, due = :due, version = version + 1
        where id = :id`,
      { id, purpose, actions: [...actions], due } as never,
    )
  }

  /** Withdraws those that no decision asks for any more. They must be locked. */
  withdraw(ids: readonly number[], at: Date): Promise<void> {
    return this.endEach('withdrawn', 'id = any(:ids)', { ids: [...ids], staffId: null, at })
  }

  /** Ends those that carry an action of an application, which was done in another way. */
  end(applicationId: number, action: Action, done: Done): Promise<void> {
    return this.endEach('done', 'application_id = :applicationId and :action = any(actions)', {
      applicationId,
      action,
      ...done,
    })
  }

  /** Adds an action that its owner does after the application was closed. */
  async carryOn(
    item: Pick<Notification, 'personId' | 'applicationId' | 'toPrison' | 'due'> & {
      readonly action: Action
      readonly owner: number
    },
    { at, staffId }: { readonly at: Date; readonly staffId: number },
  ): Promise<void> {
    const { action, owner, ...columns } = item
    await this.insert(
      { ...columns, recipient: 'prt', purpose: 'to-do', actions: [action], heldBy: owner, carriedOn: true, madeAt: at },
      { kind: 'made', staffId, toStaffId: owner, at },
    )
  }

  /**
   * What the team of another prison carries on becomes that of the team where the person is now.
   *
   * @param from the other prison; null for any
   */
  async bringToPrison(personId: number, from: string | null = null): Promise<void> {
    await this.knex.raw(
      `update notification set to_prison = null, version = version + 1
        where person_id = :personId and ended_at is null and carried_on
          and to_prison = coalesce(cast(:from as text), to_prison)`,
      { personId, from } as never,
    )
  }

  /**
   * Somebody else is the person's COM or POM now, or another prison has them: what the one before had or saw is neither
   * delivered nor seen.
   */
  askAnew(personId: number, whose: 'com' | 'pom' | 'prison', at: Date): Promise<void> {
    return this.openAnew(
      'recipient-changed',
      `select id from notification
        where person_id = :personId and ended_at is null and delivered_at is not null and not carried_on
          and to_prison is null and ${whose === 'prison' ? `recipient <> all(:ofPerson)` : 'recipient = :whose'}`,
      { personId, whose, at, ofPerson: ['com', 'pom', ...probationTeamKinds] },
    )
  }

  /**
   * Opens anew what was seen by somebody whose account does not see it any more, where no other account does either: it
   * is to be told outside the service.
   */
  openWhereNobodyIs(today: CalendarDay, at: Date): Promise<void> {
    return this.openAnew(
      'recipient-gone',
      `select notification.id from notification join person on person.id = notification.person_id
        where status = 'seen' and ended_at is null and not carried_on and not ${hasAccount}
        order by notification.id for update of notification`,
      { at, ...this.parameters(), today },
    )
  }

  /** Which of these recipients somebody stands for who could see a notification to them. */
  async reachable(
    recipients: readonly Recipient[],
    { id, personId }: { readonly id: number; readonly personId: number },
    today: CalendarDay,
  ): Promise<ReadonlySet<Recipient>> {
    const found = await rows<{ recipient: Recipient }>(
      this.knex,
      `select recipient from (
          select unnest(cast(:recipients as text[])) as recipient, cast(:id as bigint) as application_id,
            cast(null as bigint) as concern_id, cast(null as text) as to_prison) notification
        join person on person.id = :personId where ${isReachable}`,
      { recipients, id, personId, ...this.parameters(), today },
    )
    return new Set(found.map(({ recipient }) => recipient))
  }

  /** Withdraws what is carried on of an application that is open again: its actions are the application's. */
  withdrawCarriedOn(applicationId: number, at: Date): Promise<void> {
    return this.endEach('withdrawn', 'application_id = :applicationId and carried_on', {
      applicationId,
      staffId: null,
      at,
    })
  }

  /** Ends what is to be answered, when the application is. */
  answer(applicationId: number, done: Done): Promise<void> {
    return this.endEach('done', "application_id = :applicationId and purpose = 'to-answer'", { applicationId, ...done })
  }

  /** Withdraws what is to be answered, when the application is closed without an answer. */
  withdrawUnanswered(applicationId: number, at: Date): Promise<void> {
    return this.endEach('withdrawn', "application_id = :applicationId and purpose = 'to-answer'", {
      applicationId,
      staffId: null,
      at,
    })
  }

  /** Brings back what was withdrawn by mistake, unless its recipient is asked anew. Their applications must be locked. */
  async restore(ids: readonly number[], { staffId, at }: Done): Promise<void> {
    await rows(
      this.knex,
      `with restored as (
          update notification set ended_at = null, version = version + 1,
              status = case when seen_at is null then 'open' else 'seen' end
            where id = any(:ids) and status = 'withdrawn' and not exists (
              select 1 from notification asked where asked.application_id = notification.application_id
                and asked.recipient = notification.recipient and asked.ended_at is null and not asked.carried_on)
            returning id)
        insert into notification_step (notification_id, kind, staff_id, happened_at)
          select id, 'restored', :staffId, :at from restored`,
      { ids: [...ids], staffId, at },
    )
  }

  /** Withdraws all of an application that its person withdrew, but for a safety concern, which stays one. */
  withdrawAsked(applicationId: number, at: Date): Promise<void> {
    return this.endEach('withdrawn', 'application_id = :applicationId and not is_safety', {
      applicationId,
      staffId: null,
      at,
    })
  }

  /** Records that the recipient has done them. They must be locked. */
  finish(ids: readonly number[], done: Done): Promise<void> {
    return this.endEach('done', 'id = any(:ids)', { ids: [...ids], ...done })
  }

  /** Records that a member of staff to whom they are addressed has opened them. They must be locked. */
  async see(ids: readonly number[], { staffId, at }: { readonly staffId: number; readonly at: Date }): Promise<void> {
    await this.knex.raw(
      `with seen as (
          update notification set status = 'seen', seen_at = :at, seen_by = :staffId,
              delivered_at = coalesce(delivered_at, :at), version = version + 1
            where id = any(:ids) and status = 'open' returning id)
        insert into notification_step (notification_id, kind, staff_id, happened_at)
          select id, 'seen', :staffId, :at from seen`,
      { ids: [...ids], staffId, at } as never,
    )
  }

  /**
   * Records as delivered what somebody can see now.
   *
   * @param of one person's, or everybody's
   */
  async deliver(of: { readonly personId?: number }, today: CalendarDay, at: Date): Promise<void> {
    await rows(
      this.knex,
      `with found as (
          select notification.id from notification join person on person.id = notification.person_id
            where status = 'open' and delivered_at is null
              and (cast(:personId as bigint) is null or person.id = :personId) and ${isReachable}
            order by notification.id for update of notification),
        delivered as (
          update notification set delivered_at = :at, version = version + 1
            where id in (select id from found) returning id)
        insert into notification_step (notification_id, kind, happened_at) select id, 'delivered', :at from delivered`,
      { personId: of.personId ?? null, at, ...this.parameters(), today },
    )
  }

  /** Makes each neither delivered nor seen, with the step that says why. @param ids a query for which */
  private async openAnew(
    kind: 'recipient-changed' | 'recipient-gone',
    ids: string,
    parameters: Parameters,
  ): Promise<void> {
    await rows(
      this.knex,
      `with found as (${ids}),
        opened as (
          update notification set status = 'open', delivered_at = null, seen_at = null, seen_by = null,
              version = version + 1
            where id in (select id from found) returning id)
        insert into notification_step (notification_id, kind, happened_at) select id, :kind, :at from opened`,
      { ...parameters, kind },
    )
  }

  /** Ends each that is open and meets a condition, with its step. */
  private async endEach(status: 'done' | 'withdrawn', condition: string, parameters: Parameters): Promise<void> {
    await rows(
      this.knex,
      `with ended as (
          update notification set status = :status, ended_at = :at, version = version + 1
            where ${condition} and ended_at is null returning id)
        insert into notification_step (notification_id, kind, staff_id, happened_at)
          select id, :status, :staffId, :at from ended`,
      { ...parameters, status },
    )
  }

  protected override parameters(scope?: AccessScope & Partial<NotificationScope>): Parameters {
    const tellsInConfidence = scope?.team === 'PRT' && scope.seesRestricted
    return {
      ...super.parameters(scope),
      tellsInConfidence,
      ...recipientParameters(scope?.today ?? null, scope?.staffId ?? null),
    }
  }
}

/**
 * The notifications that a reader may see at most, each of them by an index: who one is addressed to is worked out for
 * these, which would take too long for all.
 *
 * @param which the condition that the list has on `notification`
 */
function mayBeInScopeOf(scope: NotificationScope, which: string): Condition {
  const prisons = [...new Set([...scope.prisons, ...scope.ownPrisons, ...scope.dutyPrisons])]
  const people = peopleInScope({ ...scope, prisons, dutyPrisons: [], probationTeam: null })
  const found = [
    `select notification.id from person join notification on notification.person_id = person.id where ${people.sql}`,
    ...(prisons.length > 0 ? ['select id from notification where to_prison = any(:prisons)'] : []),
    ...(scope.passedOn.length > 0 ? ['select id from notification where application_id = any(:passedOn)'] : []),
    ...(scope.probationTeam === null ? [] : ['select id from notification where recipient = :readersTeam']),
  ]
  return new Condition(`notification.id = any(array(${found.map(each => `${each} and ${which}`).join(' union ')}))`, {
    ...people.parameters,
    passedOn: scope.passedOn,
    readersTeam: scope.probationTeam?.kind,
  })
}
