import type { Application, Database, NewEvent } from '../../../database'
import { addWorkingDays, workingDayOnOrAfter, type CalendarDay } from '../../../domain/calendar'
import type { Caller, Context } from '../../context'

/** A person's command on an application that they sent. */
export interface PersonCommand extends Caller {
  readonly personId: number
  readonly reference: string
  /** Generated with the page, so that a double click or a retry has no further effect. */
  readonly idempotencyKey: string
}

export type FollowResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'not-found' }
  /** The application's status does not allow the command: it is already closed, or not closed yet. */
  | { readonly kind: 'too-late' }

/** Adds information to an open application. */
export function addToApplication(
  database: Database,
  context: Context,
  command: PersonCommand & { readonly body: string },
): Promise<FollowResult> {
  return follow(database, command, 'application-added-to', async (transaction, application) => {
    const { now } = context
    await transaction.messages.add(application.id, {
      sender: 'person',
      staffId: null,
      body: command.body,
      sentAt: now,
    })
    await transaction.applications.applyEvent(application, eventOf('added-to', command, now))
    await transaction.expiredForms.settle(command.personId, { kind: 'message', about: command.reference })
    return 'changed'
  })
}

/** Withdraws an open application; staff see the withdrawal. */
export function withdraw(database: Database, context: Context, command: PersonCommand): Promise<FollowResult> {
  return follow(database, command, 'application-withdrawn', async (transaction, application) => {
    await transaction.notifications.withdrawAsked(application.id, context.now)
    await transaction.applications.applyEvent(application, eventOf('withdrawn', command, context.now), {
      status: 'closed',
      outcome: 'withdrawn',
      closedAt: context.now,
    })
    return 'changed'
  })
}

/** Chases staff for a reply once the reply date has passed, at most once per working day. */
export function chaseApplication(database: Database, context: Context, command: PersonCommand): Promise<FollowResult> {
  const { now, today, routing } = context
  return follow(database, command, 'asked-for-news', async (transaction, application) => {
    if (!isLate(application, today)) return 'nothing-done'
    const workingDay = workingDayOnOrAfter(today, routing.extraBankHolidays)
    const first = await transaction.chases.add(application.id, { workingDay, chasedAt: now })
    if (!first) return 'nothing-done'
    await transaction.applications.applyEvent(application, eventOf('asked-for-news', command, now))
    return 'changed'
  })
}

/** Whether the reply date is before today. */
export function isLate({ status, respondBy }: Application, today: CalendarDay): boolean {
  return status === 'open' && respondBy < today
}

/**
 * Records that the person disagrees with the answer and asks the prison's manager to review it, once per application.
 * The manager's reply is due in the usual time.
 */
export function requestReview(
  database: Database,
  context: Context,
  command: PersonCommand & { readonly words: string },
): Promise<FollowResult> {
  const { now, today, routing } = context
  const respondBy = addWorkingDays(today, routing.replyWithinWorkingDays.standard, routing.extraBankHolidays)
  return follow(
    database,
    command,
    'another-look-asked',
    async (transaction, application) => {
      if (!canBeReviewed(application)) return 'nothing-done'
      const first = await transaction.reviewRequests.add(application.id, {
        words: command.words,
        askedAt: now,
        respondBy,
      })
      if (!first) return 'nothing-done'
      await transaction.applications.applyEvent(application, eventOf('asked-another-look', command, now))
      await transaction.expiredForms.settle(command.personId, { kind: 'another-look', about: command.reference })
      return 'changed'
    },
    'closed',
  )
}

/** Whether staff have answered. A withdrawn application has no answer to review. */
export function canBeReviewed({ outcome }: Application): boolean {
  return outcome !== null && outcome !== 'withdrawn'
}

/** Whether a review request discloses the application to managers who could not see it before (decision 75). */
export function reviewRequestShares({ restricted, destination }: Application): boolean {
  return restricted && destination === 'COM'
}

/** Marks the messages of an application as read by the person. */
export function markMessagesRead(database: Database, { now }: Context, { id }: Application): Promise<void> {
  return database.messages.markRead(id, now)
}

function eventOf(kind: NewEvent['kind'], command: PersonCommand, at: Date): NewEvent {
  return { kind, at, idempotencyKey: command.idempotencyKey }
}

function follow(
  database: Database,
  command: PersonCommand,
  audited: string,
  change: (database: Database, application: Application) => Promise<'changed' | 'nothing-done'>,
  on: Application['status'] = 'open',
): Promise<FollowResult> {
  return database.transaction(async transaction => {
    const application = await transaction.applications.lockOfPerson(command.reference, command.personId)
    if (!application) return { kind: 'not-found' }
    if (await transaction.applications.isDone(command.idempotencyKey)) return { kind: 'done' }
    if (application.status !== on) return { kind: 'too-late' }
    if ((await change(transaction, application)) === 'nothing-done') return { kind: 'done' }
    await transaction.audit.record({
      site: 'my',
      actingPersonId: command.personId,
      personId: command.personId,
      applicationId: application.id,
      action: audited,
      fromAddress: command.fromAddress,
    })
    return { kind: 'done' }
  })
}
