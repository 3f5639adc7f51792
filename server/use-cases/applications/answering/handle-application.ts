import type {
  Application,
  ApplicationEvent,
  Database,
  NewEvent,
  Outcome,
  AccessScope,
  StaffMember,
} from '../../../database'
import type { Action, Destination } from '../../../domain/routing'
import {
  isConsultation,
  passedOnTo,
  type OutsideContact,
  type Recipient,
  type Settlement,
} from '../../../domain/work/notifications'
import { isUnchanged } from '../../accounts/lock-accounts'
import type { Caller, Context } from '../../context'
import { consentStillMissing } from '../../people/consent'
import { dueFor } from '../../work/notifications'
import { sendTo } from '../routing/send-to'
import type { NeedsConsent } from './needs-consent'

/** A command of a member of staff on an application, with their scope and the version that their page showed. */
export interface StaffCommand extends Caller {
  readonly staff: StaffMember
  readonly scope: AccessScope
  readonly reference: string
  /** Optimistic lock: a command on an older version is refused with the events since, unless it only adds to them. */
  readonly version: number
  /** Generated with the page, so that a double click or a retry has no further effect. */
  readonly idempotencyKey: string
}

export type CommandResult =
  | { readonly kind: 'done'; readonly since?: readonly ApplicationEvent[] }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'changed'; readonly since: readonly ApplicationEvent[] }
  | { readonly kind: 'closed' }

export type Change = (database: Database, application: Application, event: MakeEvent) => Promise<void>
/** Whether a command can be done although its page is older than what happened since. */
export type GoesBeside = (since: readonly ApplicationEvent[]) => boolean
/** Completes an event with its author, time and idempotency key. */
export type MakeEvent = (event: Pick<NewEvent, 'kind' | 'detail'>) => NewEvent

/** Claims an application. */
export function claim(database: Database, context: Context, command: StaffCommand): Promise<CommandResult> {
  return applyToOpen(database, context, command, 'application-claimed', (transaction, application, event) =>
    transaction.applications.applyEvent(application, event({ kind: 'claimed' }), { claimedBy: command.staff.id }),
  )
}

/** Returns a claimed application to the team. */
export function handBack(database: Database, context: Context, command: StaffCommand): Promise<CommandResult> {
  return applyToOpen(database, context, command, 'application-handed-back', (transaction, application, event) =>
    transaction.applications.applyEvent(application, event({ kind: 'handed-back' }), { claimedBy: null }),
  )
}

/**
 * Ticks or unticks an action. An action that discloses information to others needs the person's consent; without it
 * nothing changes and the missing consents are returned. Consulting somebody is never ticked: `passed-on`.
 */
export async function tickAction(
  database: Database,
  context: Context,
  command: StaffCommand & { readonly action: Action; readonly done: boolean },
): Promise<CommandResult | NeedsConsent | PassedOn> {
  const { action, done, staff } = command
  return refusable<NeedsConsent | PassedOn>(
    applyToOpen(
      database,
      context,
      command,
      'action-ticked',
      async (transaction, application, event) => {
        const { personId, topic } = application
        const missing = done ? await consentStillMissing(transaction, personId, action, topic) : []
        if (missing.length > 0) throw new Refused<NeedsConsent>({ kind: 'needs-consent', bodies: missing })
        const isPassedOn = (await transaction.notifications.actionsCarried(application.id)).has(action)
        if (isPassedOn || (done && isConsultation(action))) throw new Refused<PassedOn>({ kind: 'passed-on' })
        await transaction.applications.tickAction(
          application.id,
          action,
          done ? { by: staff.id, at: context.now } : null,
        )
        await transaction.applications.applyEvent(
          application,
          event({ kind: done ? 'action-done' : 'action-undone', detail: { action } }),
        )
      },
      leavesAlone(action),
    ),
  )
}

/** What others did is about other actions. */
function leavesAlone(action: Action): GoesBeside {
  return since => since.every(({ detail }) => detail.action !== action)
}

/**
 * Records how somebody was consulted outside the service, whom and when, which does the action. An action that a
 * notification carries is done by that: `passed-on`.
 */
export function recordConsultation(
  database: Database,
  context: Context,
  command: StaffCommand & {
    readonly action: Action
    /** What they said. */
    readonly words: string
    readonly outside: OutsideContact
  },
): Promise<CommandResult | PassedOn> {
  const { action, words, outside, staff } = command
  return refusable<PassedOn>(
    applyToOpen(
      database,
      context,
      command,
      'consultation-recorded',
      async (transaction, application, event) => {
        const { id } = application
        const isPassedOn = (await transaction.notifications.actionsCarried(id)).has(action)
        if (isPassedOn || !isConsultation(action)) throw new Refused<PassedOn>({ kind: 'passed-on' })
        await transaction.applications.tickAction(id, action, { by: staff.id, at: context.now })
        const { way, whom, on: happenedOn } = outside
        const detail = { action, way, whom, happenedOn, words }
        await transaction.applications.applyEvent(application, event({ kind: 'action-done', detail }))
      },
      leavesAlone(action),
    ),
  )
}

/** Runs a command that a {@link Refused} rolls back. @returns what it refuses with then */
export async function refusable<Refusal>(done: Promise<CommandResult>): Promise<CommandResult | Refusal> {
  try {
    return await done
  } catch (error) {
    if (error instanceof Refused) return error.refusal as Refusal
    throw error
  }
}

/** The action is passed on to somebody else, and is done by them or by telling them. */
export interface PassedOn {
  readonly kind: 'passed-on'
}

/** What a command answers instead of being done: thrown, so that what was begun is rolled back. */
export class Refused<Refusal extends { readonly kind: string }> extends Error {
  constructor(readonly refusal: Refusal) {
    super(`Refused: ${refusal.kind}`)
  }
}

/**
 * Sends an application to another destination than the rules chose. The record keeps the rules' decision and the
 * reason.
 */
export function override(
  database: Database,
  context: Context,
  command: StaffCommand & { readonly destination: Destination; readonly reason: string },
): Promise<CommandResult> {
  return applyToOpen(database, context, command, 'application-overridden', async (transaction, application, event) => {
    const person = await transaction.people.find(application.personId)
    if (!person) throw new Error('An application without its person')
    const { destination, reason } = command
    const toTeam = await sendTo(transaction, context, { person, application, destination, cause: 'overridden' })
    const detail = { fromTeam: application.team, toTeam, rule: application.rule, reason }
    await transaction.applications.applyEvent(application, event({ kind: 'overridden', detail }), {
      overridden: true,
      heldIn: null,
    })
  })
}

/** The prison is the person's own, has closed, or is not in the register. */
export interface NoSuchPrison {
  readonly kind: 'no-such-prison'
}

/**
 * Passes an application on to the pre-release team of another prison, which holds it from now on. Where nobody there can
 * see it, it stays with the team of the person's prison, which tells them outside the service.
 */
export function passOnToPrison(
  database: Database,
  context: Context,
  command: StaffCommand & { readonly prisonId: string; readonly reason: string },
): Promise<CommandResult | NoSuchPrison> {
  return refusable<NoSuchPrison>(
    applyToOpen(database, context, command, 'application-overridden', async (transaction, application, event) => {
      const { prisonId, reason } = command
      const person = await transaction.people.find(application.personId)
      const prison = await transaction.prisons.find(prisonId)
      if (!person) throw new Error('An application without its person')
      if (!prison?.active || prisonId === person.prisonId) throw new Refused<NoSuchPrison>({ kind: 'no-such-prison' })
      const to = { destination: 'PRT', heldIn: prisonId, cause: 'overridden' } as const
      const toTeam = await sendTo(transaction, context, { person, application, ...to })
      const detail = { fromTeam: application.team, toTeam, toPrison: prison.name, rule: application.rule, reason }
      await transaction.applications.applyEvent(application, event({ kind: 'overridden', detail }), {
        overridden: true,
        heldIn: prisonId,
      })
    }),
  )
}

/** The application was told in confidence, and the recipient may not know of it. */
export interface InConfidence {
  readonly kind: 'in-confidence'
}

/**
 * Passes an application on to a body of the prison or a team of probation, in words for it. It stays with whoever has it;
 * what comes of it is on the notification. Of what was told in confidence the recipient reads the safety concern alone.
 */
export function passOn(
  database: Database,
  context: Context,
  command: StaffCommand & { readonly recipient: Recipient; readonly words: string },
): Promise<CommandResult | InConfidence> {
  return refusable<InConfidence>(
    applyToOpen(database, context, command, 'application-passed-on', async (transaction, application, event) => {
      const { recipient, words, staff } = command
      const { id, personId, restricted } = application
      if (!passedOnTo(application).includes(recipient)) throw new Refused<InConfidence>({ kind: 'in-confidence' })
      const purpose = 'to-do'
      await transaction.notifications.add(
        {
          recipient,
          purpose,
          actions: [],
          personId,
          applicationId: id,
          isSafety: restricted,
          passedOn: true,
          words,
          due: dueFor({ purpose }, application, context),
        },
        { at: context.now, staffId: staff.id },
      )
      await transaction.notifications.deliver({ personId }, context.today, context.now)
      await transaction.applications.applyEvent(
        application,
        event({ kind: 'passed-on', detail: { recipient, reason: words } }),
      )
    }),
  )
}

/** Adds a note for staff; the person never sees it. */
export function addNote(
  database: Database,
  context: Context,
  command: StaffCommand & { readonly body: string },
): Promise<CommandResult> {
  return applyCommand(
    database,
    context,
    command,
    'note-written',
    async (transaction, application, event) => {
      const { now } = context
      await transaction.staffNotes.add(application.id, {
        staffId: command.staff.id,
        body: command.body,
        writtenAt: now,
      })
      await transaction.applications.applyEvent(application, event({ kind: 'note' }))
    },
    { goesBeside: () => true },
  )
}

/** What the person was told, and the end of it: whoever wrote a message without knowing of that may contradict it. */
const toThePerson: ReadonlySet<ApplicationEvent['kind']> = new Set([
  'message',
  'outcome',
  'withdrawn',
  'closed-person-left',
  'stands',
  'opened-again',
])

/** Sends the person a message, unless somebody else wrote to them, or closed the application, since the page was opened. */
export function sendMessage(
  database: Database,
  context: Context,
  command: StaffCommand & { readonly body: string },
): Promise<CommandResult> {
  return applyCommand(
    database,
    context,
    command,
    'message-sent',
    async (transaction, application, event) => {
      await writeToPerson(transaction, context, application, command)
      await transaction.applications.applyEvent(application, event({ kind: 'message' }))
    },
    { goesBeside: since => !since.some(({ kind }) => toThePerson.has(kind)) },
  )
}

/** Answers an application with an outcome; the reason, in plain words, is sent to the person as a message. */
export function giveOutcome(
  database: Database,
  context: Context,
  command: StaffCommand & {
    readonly outcome: Exclude<Outcome, 'withdrawn' | 'person-left'>
    readonly body: string
    /** What becomes of each action that is not done. */
    readonly settled?: readonly Settlement[]
  },
): Promise<CommandResult | NeedsConsent> {
  return refusable<NeedsConsent>(
    applyToOpen(database, context, command, 'outcome-given', async (transaction, application, event) => {
      const { outcome, body, settled = [], staff } = command
      for (const each of settled) await settle(transaction, context, application, each, staff)
      await writeToPerson(transaction, context, application, command)
      await transaction.notifications.answer(application.id, { staffId: staff.id, at: context.now })
      const detail = { outcome, ...(settled.length > 0 && { settled }) }
      await transaction.applications.applyEvent(application, event({ kind: 'outcome', detail }), {
        status: 'closed',
        outcome,
        outcomeReason: body,
        closedAt: context.now,
      })
    }),
  )
}

/** Does with an action of an application what is said of it when the application is closed. */
async function settle(
  database: Database,
  { now }: Context,
  { id, personId, topic, heldIn }: Application,
  settlement: Settlement,
  staff: StaffMember,
): Promise<void> {
  const { action } = settlement
  if (settlement.becomes === 'done') {
    const missing = await consentStillMissing(database, personId, action, topic)
    if (missing.length > 0) throw new Refused<NeedsConsent>({ kind: 'needs-consent', bodies: missing })
    await database.applications.tickAction(id, action, { by: staff.id, at: now })
  }
  if (settlement.becomes === 'carried-on') {
    const { owner, due } = settlement
    await database.notifications.carryOn(
      { personId, applicationId: id, toPrison: heldIn, due, action, owner },
      { at: now, staffId: staff.id },
    )
  }
}

/** A colleague was first, in a way that the application's version does not show. */
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
  goesBeside?: GoesBeside,
): Promise<CommandResult> {
  return applyCommand(database, context, command, audited, change, { mustBeOpen: true, goesBeside })
}

/**
 * Runs a command of staff: checks scope, idempotency key and version, then stores the change, its event and the audit
 * record in one transaction.
 */
export async function applyCommand(
  database: Database,
  context: Context,
  command: StaffCommand,
  audited: string,
  change: Change,
  { mustBeOpen = false, goesBeside = () => false }: { mustBeOpen?: boolean; goesBeside?: GoesBeside | undefined } = {},
): Promise<CommandResult> {
  try {
    return await database.transaction(async transaction => {
      if (!(await isUnchanged(transaction, command.staff))) return { kind: 'not-found' }
      const application = await transaction.applications.lockInScope(command.reference, command.scope)
      if (!application) return { kind: 'not-found' }
      if (await transaction.applications.isDone(command.idempotencyKey)) return { kind: 'done' }
      const since =
        application.version === command.version
          ? []
          : await transaction.applications.events(application.id, command.version)
      if (application.version !== command.version && !goesBeside(since)) return { kind: 'changed', since }
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
      return { kind: 'done', since }
    })
  } catch (error) {
    if (error instanceof Changed) return { kind: 'changed', since: error.since }
    throw error
  }
}

/** Stores a message to the person. */
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
