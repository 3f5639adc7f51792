import type {
  Application,
  ApplicationEvent,
  Database,
  NewEvent,
  Outcome,
  AccessScope,
  StaffMember,
} from '../../database'
import type { ConsentBody } from '../../domain/applications'
import { decide, teamFor, type Action, type Destination } from '../../domain/routing'
import { isUnchanged } from '../accounts/lock-accounts'
import type { Caller, Context } from '../context'
import { consentStillMissing } from '../people/consent'
import { routingFacts } from './routing-facts'

/** A member of staff, what they may see, and the application as their page showed it. */
export interface StaffCommand extends Caller {
  readonly staff: StaffMember
  readonly scope: AccessScope
  readonly reference: string
  /** The version on their page: an act on an older one is refused with what has changed. */
  readonly version: number
  /** Made with the page, so that a double click or a retry acts once. */
  readonly idempotencyKey: string
}

export type CommandResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'changed'; readonly since: readonly ApplicationEvent[] }
  | { readonly kind: 'closed' }

export type Change = (database: Database, application: Application, event: MakeEvent) => Promise<void>
/** Adds to an event who did it, when, and the key of the act. */
export type MakeEvent = (event: Pick<NewEvent, 'kind' | 'detail'>) => NewEvent

export function claim(database: Database, context: Context, command: StaffCommand): Promise<CommandResult> {
  return applyToOpen(database, context, command, 'application-claimed', (transaction, application, event) =>
    transaction.applications.applyEvent(application, event({ kind: 'claimed' }), { claimedBy: command.staff.id }),
  )
}

export function handBack(database: Database, context: Context, command: StaffCommand): Promise<CommandResult> {
  return applyToOpen(database, context, command, 'application-handed-back', (transaction, application, event) =>
    transaction.applications.applyEvent(application, event({ kind: 'handed-back' }), { claimedBy: null }),
  )
}

/**
 * Ticks an action, or takes the tick back. What passes something on to others is done only with the person's consent;
 * without it nothing changes, and whose is missing is told.
 */
export async function tickAction(
  database: Database,
  context: Context,
  command: StaffCommand & { readonly action: Action; readonly done: boolean },
): Promise<CommandResult | NeedsConsent> {
  const { action, done, staff } = command
  try {
    return await applyToOpen(database, context, command, 'action-ticked', async (transaction, application, event) => {
      const { personId, topic } = application
      const missing = done ? await consentStillMissing(transaction, personId, action, topic) : []
      if (missing.length > 0) throw new Refused(missing)
      await transaction.applications.tickAction(application.id, action, done ? { by: staff.id, at: context.now } : null)
      await transaction.applications.applyEvent(
        application,
        event({ kind: done ? 'action-done' : 'action-undone', detail: { action } }),
      )
    })
  } catch (error) {
    if (error instanceof Refused) return { kind: 'needs-consent', bodies: error.bodies }
    throw error
  }
}

/** An action would tell these of the person, and the person has not agreed. */
export interface NeedsConsent {
  readonly kind: 'needs-consent'
  readonly bodies: readonly ConsentBody[]
}

class Refused extends Error {
  constructor(readonly bodies: readonly ConsentBody[]) {
    super('The person has not agreed')
  }
}

/** Sends an application elsewhere than the rules say. The record keeps what the rules said, and the reason. */
export function override(
  database: Database,
  context: Context,
  command: StaffCommand & { readonly destination: Destination; readonly reason: string },
): Promise<CommandResult> {
  return applyToOpen(database, context, command, 'application-overridden', async (transaction, application, event) => {
    const person = await transaction.people.find(application.personId)
    if (!person) throw new Error('An application without its person')
    const facts = routingFacts(
      person,
      { id: application.reference, topic: application.topic, safetyConcern: application.safetyConcern },
      context.today,
    )
    const team = teamFor(facts, command.destination, context.routing)
    const result = { ...decide(facts, context.routing), destination: command.destination, team }
    await transaction.applications.reroute(
      application.id,
      { decidedAt: context.now, cause: 'overridden', facts, result },
      application.respondBy,
      true,
    )
    const detail = { fromTeam: application.team, toTeam: team, rule: application.rule, reason: command.reason }
    await transaction.applications.applyEvent(application, event({ kind: 'overridden', detail }), { overridden: true })
  })
}

/** Writes for staff alone; the person never sees it. */
export function addNote(
  database: Database,
  context: Context,
  command: StaffCommand & { readonly body: string },
): Promise<CommandResult> {
  return applyCommand(database, context, command, 'note-written', async (transaction, application, event) => {
    const { now } = context
    await transaction.staffNotes.add(application.id, { staffId: command.staff.id, body: command.body, writtenAt: now })
    await transaction.applications.applyEvent(application, event({ kind: 'note' }))
  })
}

/** Writes to the person. */
export function sendMessage(
  database: Database,
  context: Context,
  command: StaffCommand & { readonly body: string },
): Promise<CommandResult> {
  return applyCommand(database, context, command, 'message-sent', async (transaction, application, event) => {
    await writeToPerson(transaction, context, application, command)
    await transaction.applications.applyEvent(application, event({ kind: 'message' }))
  })
}

/** Answers the application: the outcome, and the reason in plain words as a message to the person. */
export function giveOutcome(
  database: Database,
  context: Context,
  command: StaffCommand & { readonly outcome: Exclude<Outcome, 'withdrawn'>; readonly body: string },
): Promise<CommandResult> {
  return applyToOpen(database, context, command, 'outcome-given', async (transaction, application, event) => {
    await writeToPerson(transaction, context, application, command)
    await transaction.applications.applyEvent(
      application,
      event({ kind: 'outcome', detail: { outcome: command.outcome } }),
      {
        status: 'closed',
        outcome: command.outcome,
        outcomeReason: command.body,
        closedAt: context.now,
      },
    )
  })
}

/** Says that somebody has seen that the person is not safe, and what they did. */
export function acknowledgeSafetyConcern(
  database: Database,
  context: Context,
  command: StaffCommand & { readonly whatWasDone: string },
): Promise<CommandResult> {
  return applyCommand(database, context, command, 'safety-acknowledged', async (transaction, application, event) => {
    const acknowledgement = { by: command.staff.id, at: context.now, whatWasDone: command.whatWasDone }
    const first = await transaction.safetyConcerns.acknowledge(application.id, acknowledgement)
    if (!first) throw new Changed(await transaction.applications.events(application.id, command.version))
    await transaction.applications.applyEvent(application, event({ kind: 'safety-acknowledged' }))
  })
}

/** Somebody acted first in a way that the version does not show. */
export class Changed extends Error {
  constructor(readonly since: readonly ApplicationEvent[]) {
    super('Somebody acted first')
  }
}

function applyToOpen(
  database: Database,
  context: Context,
  command: StaffCommand,
  audited: string,
  change: Change,
): Promise<CommandResult> {
  return applyCommand(database, context, command, audited, change, true)
}

/** Every act of staff: in sight, once, on what their page showed, in the time line and in the audit; all or nothing. */
export async function applyCommand(
  database: Database,
  context: Context,
  command: StaffCommand,
  audited: string,
  change: Change,
  mustBeOpen = false,
): Promise<CommandResult> {
  try {
    return await database.transaction(async transaction => {
      if (!(await isUnchanged(transaction, command.staff))) return { kind: 'not-found' }
      const application = await transaction.applications.lockInScope(command.reference, command.scope)
      if (!application) return { kind: 'not-found' }
      if (await transaction.applications.isDone(command.idempotencyKey)) return { kind: 'done' }
      if (application.version !== command.version) {
        return { kind: 'changed', since: await transaction.applications.events(application.id, command.version) }
      }
      if (mustBeOpen && application.status === 'closed') return { kind: 'closed' }
      await change(transaction, application, event => ({
        ...event,
        at: context.now,
        staffId: command.staff.id,
        idempotencyKey: command.idempotencyKey,
      }))
      await transaction.audit.record({
        site: 'staff',
        staffId: command.staff.id,
        personId: application.personId,
        applicationId: application.id,
        action: audited,
        fromAddress: command.fromAddress,
      })
      return { kind: 'done' }
    })
  } catch (error) {
    if (error instanceof Changed) return { kind: 'changed', since: error.since }
    throw error
  }
}

/** Stores what staff write to the person; they read it in their messages. */
export async function writeToPerson(
  database: Database,
  { now }: Context,
  application: Application,
  command: StaffCommand & { readonly body: string },
): Promise<void> {
  await database.messages.add(application.id, {
    sender: 'staff',
    staffId: command.staff.id,
    body: command.body,
    sentAt: now,
  })
}
