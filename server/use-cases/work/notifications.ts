import type {
  Application,
  Database,
  Notification,
  NotificationScope,
  NotificationStep,
  Person,
  SafetyConcern,
  StaffMember,
} from '../../database'
import { consentMissing } from '../../domain/applications'
import type { PlanStage } from '../../domain/assessments'
import { addWorkingDays, type CalendarDay } from '../../domain/calendar'
import type { NewJob } from '../../domain/jobs'
import type { Action, Decision } from '../../domain/routing'
import {
  isTheirs,
  notificationsWanted,
  notificationWork,
  type NotificationAction,
  type NotificationStatus,
  type OutsideContact,
  type WantedNotification,
} from '../../domain/work/notifications'
import { isUnchanged } from '../accounts/lock-accounts'
import type { NeedsConsent } from '../applications/answering/needs-consent'
import type { Caller, Context } from '../context'
import { consentStillMissing } from '../people/consent'
import { lockWithApplication, moveWork, type ShownWork, type WorkCommand, type WorkResult } from './move-work'

/** Whom a notification is to: a recipient, of the prison where the person is or of another. */
type Addressee = Pick<Notification, 'recipient' | 'toPrison'>

type Routed = Pick<Decision, 'destination' | 'team' | 'copyTo' | 'actions' | 'restricted'>

/**
 * Makes the notifications that a decision on an application asks for, withdraws those that none asks for any more, and
 * records as delivered what somebody can see. Runs in the transaction that stored the decision, with the person locked.
 *
 * @param decision the rules' own; where staff chose a destination, the application's counts
 */
export async function notifyOf(
  database: Database,
  context: Context,
  person: Pick<Person, 'id'>,
  application: Pick<
    Application,
    'id' | 'topic' | 'safetyConcern' | 'respondBy' | 'destination' | 'team' | 'heldIn' | 'overridden' | 'status'
  >,
  decision: Routed,
): Promise<void> {
  const { notifications, consents } = database
  const live = await consents.holdLive(person.id)
  const mayShare = (action: Action) => consentMissing(action, application.topic, live).length === 0
  const { overridden, destination, team } = application
  const routed = overridden ? { ...decision, destination, team } : decision
  const wanted = notificationsWanted(routed, mayShare).map(each => ({
    ...each,
    toPrison: each.recipient === 'prt' ? application.heldIn : null,
  }))
  const before = await notifications.lockOfApplication(application.id)
  const isTo = (one: Addressee, other: Addressee) =>
    one.recipient === other.recipient && one.toPrison === other.toPrison
  const unwanted = before.filter(each => each.endedAt === null && !wanted.some(other => isTo(each, other)))
  if (unwanted.length > 0)
    await notifications.withdraw(
      unwanted.map(({ id }) => id),
      context.now,
    )
  for (const each of wanted) {
    const others = before.filter(other => isTo(each, other))
    const isAnswer = each.purpose === 'to-answer'
    // What is closed until now was answered, and is to be answered anew.
    const isAnew = isAnswer && application.status === 'closed'
    if (!isAnew && others.some(other => other.endedAt !== null && covers(other, each))) continue
    const open = others.find(({ endedAt }) => endedAt === null)
    if (open) {
      // The day of a reply moves with it; another day stays, unless another thing is asked.
      const due = open.purpose === each.purpose && !isAnswer ? open.due : dueFor(each, application, context)
      if (due !== open.due || !covers(open, each)) await notifications.update(open.id, { ...each, due })
    } else {
      const isSafety = application.safetyConcern && each.purpose !== 'to-do'
      await notifications.add(
        {
          ...each,
          personId: person.id,
          applicationId: application.id,
          isSafety,
          words: null,
          due: dueFor(each, application, context),
        },
        { at: context.now },
      )
    }
  }
  await notifications.deliver({ personId: person.id }, context.today, context.now)
}

/** Makes what the latest decision asks for and the person's consent now covers. The person must be locked. */
export async function notifyAgain(database: Database, context: Context, application: Application): Promise<void> {
  const decision = await database.applications.lastDecision(application.id)
  if (!decision || application.status === 'closed') return
  await notifyOf(database, context, { id: application.personId }, application, decision.result)
}

/** Whether what was told or asked before is all that is to be told or asked now. */
function covers(before: Pick<WantedNotification, 'purpose' | 'actions'>, wanted: WantedNotification): boolean {
  return before.purpose === wanted.purpose && wanted.actions.every(each => before.actions.includes(each))
}

/** A safety concern is passed on the same day, what is to be answered by the day of the reply, and the rest by the next working day. */
export function dueFor(
  { purpose }: Pick<WantedNotification, 'purpose'>,
  { safetyConcern, respondBy }: Pick<Application, 'safetyConcern' | 'respondBy'>,
  { today, routing }: Context,
): CalendarDay {
  if (purpose === 'to-answer') return respondBy
  return safetyConcern ? today : addWorkingDays(today, 1, routing.extraBankHolidays)
}

export interface NotificationCommand extends WorkCommand, ShownWork {
  readonly scope: NotificationScope
  readonly action: Exclude<NotificationAction, 'seen'>
  /** What was done, what was said, or null. */
  readonly words: string | null
  /** How the recipient was told outside the service; null for other actions. */
  readonly outside: OutsideContact | null
}

/**
 * The recipient does what they were asked, or acknowledges what they were told; the team chases them, or records that it
 * told them outside the service. What it hands over of an application is done with it.
 */
export function moveNotification(
  database: Database,
  context: Context,
  command: NotificationCommand,
): Promise<WorkResult<NotificationStep> | NeedsConsent> {
  const { id, scope, action, words, outside, staff } = command
  return moveWork<Notification, NotificationStatus, NotificationAction, NeedsConsent, NotificationStep>(
    database,
    context,
    command,
    {
      kind: notificationWork,
      action,
      repositoryIn: ({ notifications }) => notifications,
      lock: transaction => lockWithApplication(transaction, transaction.notifications, id, scope),
      has: notification => isTheirs(action, notification),
      refuse: (transaction, notification) => consentFor(transaction, notification, action),
      step: {
        kind: action,
        words,
        way: outside?.way ?? null,
        whom: outside?.whom ?? null,
        doneOn: outside?.on ?? null,
      },
      also: async (transaction, notification) => {
        if (action !== 'chased') await tickHandedOver(transaction, context, notification, staff)
      },
      event: ({ applicationId }) => ({
        ...(applicationId !== null && { applicationId }),
        action: `notification-${action}`,
        detail: { notification: id },
      }),
    },
  )
}

/** An action that is carried on discloses nothing without consent, as on the application itself. */
async function consentFor(
  database: Database,
  { carriedOn, personId, actions, topic }: Notification,
  command: NotificationAction,
): Promise<NeedsConsent | undefined> {
  if (!carriedOn || command !== 'done' || topic === null) return undefined
  for (const action of actions) {
    const bodies = await consentStillMissing(database, personId, action, topic)
    if (bodies.length > 0) return { kind: 'needs-consent', bodies }
  }
  return undefined
}

/** What is carried on becomes a colleague's. */
export function giveCarriedOn(
  database: Database,
  { now }: Context,
  command: WorkCommand & ShownWork & { readonly scope: NotificationScope; readonly to: number },
): Promise<WorkResult> {
  const { id, scope, staff, to, version, fromAddress } = command
  return database.transaction(async transaction => {
    if (!(await isUnchanged(transaction, staff))) return { kind: 'gone' }
    const item = await transaction.notifications.lockInScope(id, scope)
    if (!item?.carriedOn) return { kind: 'gone' }
    if (item.endedAt !== null || (item.version !== version && item.holderId !== to)) return { kind: 'changed' }
    if (item.holderId === to) return { kind: 'done', id }
    await transaction.notifications.give([id], { to, by: staff.id, at: now })
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      personId: item.personId,
      ...(item.applicationId !== null && { applicationId: item.applicationId }),
      action: 'notification-given',
      detail: { notification: id, from: item.holderId, to },
      fromAddress,
    })
    return { kind: 'done', id }
  })
}

async function tickHandedOver(
  database: Database,
  { now }: Context,
  { applicationId, actions }: Notification,
  staff: StaffMember,
): Promise<void> {
  if (applicationId === null) return
  for (const action of actions) await tick(database, now, applicationId, action, staff)
}

async function tick(
  database: Database,
  at: Date,
  applicationId: number,
  action: Action,
  staff: StaffMember,
  detail: Readonly<Record<string, unknown>> = {},
) {
  const [application] = await database.applications.lockEach([applicationId])
  if (!application) return
  await database.applications.tickAction(applicationId, action, { by: staff.id, at })
  await database.applications.applyEvent(application, {
    kind: 'action-done',
    at,
    staffId: staff.id,
    detail: { action, ...detail },
  })
}

/**
 * Ticks an action of an application that was done in another way, such as by the answer to an enquiry, and ends the
 * notification that carries it. The application must be locked.
 */
export async function doAction(
  database: Database,
  { now }: Context,
  {
    applicationId,
    action,
    staff,
    byEnquiry,
  }: {
    readonly applicationId: number
    readonly action: Action
    readonly staff: StaffMember
    /** Where an answer does it: of which enquiry and assessment, and whether it was given outside the service. */
    readonly byEnquiry?: { readonly id: number; readonly stage: PlanStage | null; readonly isOutside: boolean }
  },
): Promise<void> {
  const listed = await database.applications.actions(applicationId)
  if (!listed.some(each => each.action === action && each.doneAt === null)) return
  await database.notifications.end(applicationId, action, { staffId: staff.id, at: now })
  await tick(database, now, applicationId, action, staff, byEnquiry && { byEnquiry })
}

/**
 * Records that a member of staff has opened what is addressed to them: the notifications of an application or a safety
 * concern whose page they look at, or one notification.
 */
export function seeNotifications(
  database: Database,
  { now, today }: Context,
  {
    staff,
    ...of
  }: Caller & { readonly staff: StaffMember } & (
      | { readonly application: Pick<Application, 'id'> }
      | { readonly concern: Pick<SafetyConcern, 'id' | 'applicationId'> }
      | { readonly notification: Pick<Notification, 'id'>; readonly scope: NotificationScope }
    ),
): Promise<void> {
  return database.transaction(async transaction => {
    if (!(await isUnchanged(transaction, staff))) return
    const { notifications } = transaction
    const lockUnseen = async (): Promise<readonly Pick<Notification, 'id'>[]> => {
      if ('application' in of) return notifications.lockUnseen(of.application.id, staff.id, today)
      if ('concern' in of) {
        const open = await notifications.lockOpenOfConcern(of.concern, staff.id, today)
        return open.filter(({ status }) => status === 'open')
      }
      const one = await notifications.lockInScope(of.notification.id, of.scope)
      return one?.isForReader && one.status === 'open' ? [one] : []
    }
    const ids = (await lockUnseen()).map(({ id }) => id)
    if (ids.length > 0) await notifications.see(ids, { staffId: staff.id, at: now })
  })
}

/** Added to the queue in the transaction after which accounts may see more; once, however many accounts change. */
export const deliveryJob = {
  kind: 'deliver-notifications',
  payload: {},
  key: 'deliver-notifications',
} as const satisfies NewJob

/**
 * Records as delivered what somebody can see since an account or the day changed, and opens anew what nobody does.
 * Idempotent.
 */
export function deliverNotifications(database: Database, { now, today }: Context): Promise<void> {
  return database.transaction(async ({ notifications }) => {
    await notifications.openWhereNobodyIs(today, now)
    await notifications.deliver({}, today, now)
  })
}
