import type { Application, ApplicationEvent, Database, EventKind, Person } from '../../../database'
import { canUndoClosing } from '../../../domain/applications'
import { decide } from '../../../domain/routing'
import type { Context } from '../../context'
import { notifyOf } from '../../work/notifications'
import { routingFacts } from '../routing/routing-facts'
import {
  applyCommand,
  Changed,
  refusable,
  Refused,
  type CommandResult,
  type MakeEvent,
  type StaffCommand,
} from './handle-application'

/** Not theirs to undo, or not any more: the hour is over. */
export interface TooLate {
  readonly kind: 'too-late'
}

/**
 * Undoes a closing, within the hour, by whoever closed it. What the person was sent stays: they read that staff opened it
 * again.
 *
 * @returns `too-late` after the hour, and for anybody else: a manager reopens it
 */
export function undoClosing(
  database: Database,
  context: Context,
  command: StaffCommand,
): Promise<CommandResult | TooLate> {
  return refusable<TooLate>(
    reopenIt(database, context, command, { kind: 'closing-undone', detail: {} }, events => {
      const outcome = lastOutcome(events)
      const { now } = context
      if (outcome && !canUndoClosing({ staffId: outcome.staffId, closedAt: outcome.happenedAt }, command.staff.id, now))
        throw new Refused<TooLate>({ kind: 'too-late' })
    }),
  )
}

/** A manager reopens an application that staff closed, with a reason. */
export function reopen(
  database: Database,
  context: Context,
  command: StaffCommand & { readonly reason: string },
): Promise<CommandResult> {
  return reopenIt(database, context, command, { kind: 'reopened', detail: { reason: command.reason } })
}

/** What gave an application its outcome, where staff did. */
export function lastOutcome(events: readonly ApplicationEvent[]): ApplicationEvent | undefined {
  return events.findLast(({ kind }) => kind === 'outcome')
}

/**
 * Whether staff can open an application again: one that staff closed, of a person in prison. An appeal that waits for its
 * answer is answered instead.
 */
export function canReopen(
  { status, outcome }: Pick<Application, 'status' | 'outcome'>,
  person: Pick<Person, 'whereabouts'>,
  reviewRequest: { readonly answer: string | null } | undefined,
): boolean {
  const closedByStaff = status === 'closed' && outcome !== 'withdrawn' && outcome !== 'person-left'
  return closedByStaff && person.whereabouts !== 'left' && reviewRequest?.answer !== null
}

function reopenIt(
  database: Database,
  context: Context,
  command: StaffCommand,
  as: OpenedAgainAs,
  check?: (events: readonly ApplicationEvent[]) => void,
): Promise<CommandResult> {
  return database.transaction(async transaction => {
    await lockPersonOf(transaction, command)
    return applyCommand(transaction, context, command, `application-${as.kind}`, async (inner, application, event) => {
      const person = await inner.people.find(application.personId)
      if (!person) throw new Error('An application without its person')
      const reviewRequest = await inner.reviewRequests.ofApplication(application.id)
      if (!canReopen(application, person, reviewRequest)) throw new Changed([])
      check?.(await inner.applications.events(application.id))
      await openAgain(inner, context, { application, person, as }, event)
    })
  })
}

/** Locks the person before the application: otherwise a concurrent import would decide all their open ones except this. */
export async function lockPersonOf(
  { applications, people }: Database,
  { reference, scope }: Pick<StaffCommand, 'reference' | 'scope'>,
): Promise<void> {
  const found = await applications.findInScope(reference, scope)
  if (found) await people.lock(found.personId)
}

/** How it came that an application is open again. */
interface OpenedAgainAs {
  readonly kind: EventKind & ('opened-again' | 'closing-undone' | 'reopened')
  readonly detail: Readonly<Record<string, unknown>>
}

/**
 * Opens a closed application again, under the same reference and history: it is decided again, belongs to nobody and has
 * a new reply date (decision 19).
 */
export async function openAgain(
  database: Database,
  context: Context,
  {
    application,
    person,
    as,
  }: { readonly application: Application; readonly person: Person; readonly as: OpenedAgainAs },
  event: MakeEvent,
): Promise<void> {
  const { now, today, routing } = context
  const { topic, safetyConcern, reference, overridden } = application
  const facts = routingFacts(person, { id: reference, topic, safetyConcern }, today)
  const result = decide(facts, routing)
  const decision = { decidedAt: now, cause: 'opened-again', facts, result } as const
  // An override by staff stays in force (decision 7).
  if (overridden) await database.applications.addDecision(application.id, decision)
  else await database.applications.reroute(application.id, decision, result.respondBy, true)
  await database.notifications.withdrawCarriedOn(application.id, now)
  await notifyOf(database, context, person, { ...application, respondBy: result.respondBy }, result)
  const { team } = overridden ? application : result
  await database.applications.applyEvent(application, event({ kind: as.kind, detail: { ...as.detail, team } }), {
    status: 'open',
    outcome: null,
    outcomeReason: null,
    closedAt: null,
    claimedBy: null,
    respondBy: result.respondBy,
  })
}
