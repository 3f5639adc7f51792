import type { Application, ApplicationEvent, Database, NewEvent, Outcome, Sight, StaffMember } from '../../database'
import type { ConsentBody } from '../../domain/applications'
import { decide, teamFor, type Action, type Destination } from '../../domain/routing'
import { isAsBefore } from '../accounts/lock-accounts'
import type { Caller, Circumstances } from '../context'
import { consentStillMissing } from '../people/consent'
import { routingFacts } from './routing-facts'

/** A member of staff, what they may see, and the application as their page showed it. */
export interface StaffAct extends Caller {
  readonly staff: StaffMember
  readonly sight: Sight
  readonly reference: string
  /** The version on their page: an act on an older one is refused with what has changed. */
  readonly version: number
  /** Made with the page, so that a double click or a retry acts once. */
  readonly actKey: string
}

export type ActResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'changed'; readonly since: readonly ApplicationEvent[] }
  | { readonly kind: 'closed' }

export type Change = (database: Database, application: Application, event: MakeEvent) => Promise<void>
/** Adds to an event who did it, when, and the key of the act. */
export type MakeEvent = (event: Pick<NewEvent, 'kind' | 'detail'>) => NewEvent

export function claim(database: Database, circumstances: Circumstances, act: StaffAct): Promise<ActResult> {
  return actOnOpen(database, circumstances, act, 'application-claimed', (transaction, application, event) =>
    transaction.applications.act(application, event({ kind: 'claimed' }), { claimedBy: act.staff.id }),
  )
}

export function handBack(database: Database, circumstances: Circumstances, act: StaffAct): Promise<ActResult> {
  return actOnOpen(database, circumstances, act, 'application-handed-back', (transaction, application, event) =>
    transaction.applications.act(application, event({ kind: 'handed-back' }), { claimedBy: null }),
  )
}

/**
 * Ticks an action, or takes the tick back. What passes something on to others is done only with the person's consent;
 * without it nothing changes, and whose is missing is told.
 */
export async function tickAction(
  database: Database,
  circumstances: Circumstances,
  act: StaffAct & { readonly action: Action; readonly done: boolean },
): Promise<ActResult | NeedsConsent> {
  const { action, done, staff } = act
  try {
    return await actOnOpen(database, circumstances, act, 'action-ticked', async (transaction, application, event) => {
      const { personId, topic } = application
      const missing = done ? await consentStillMissing(transaction, personId, action, topic) : []
      if (missing.length > 0) throw new Refused(missing)
      await transaction.applications.tickAction(
        application.id,
        action,
        done ? { by: staff.id, at: circumstances.now } : null,
      )
      await transaction.applications.act(
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
  circumstances: Circumstances,
  act: StaffAct & { readonly destination: Destination; readonly reason: string },
): Promise<ActResult> {
  return actOnOpen(database, circumstances, act, 'application-overridden', async (transaction, application, event) => {
    const person = await transaction.people.find(application.personId)
    if (!person) throw new Error('An application without its person')
    const facts = routingFacts(
      person,
      { id: application.reference, topic: application.topic, safetyConcern: application.safetyConcern },
      circumstances.today,
    )
    const team = teamFor(facts, act.destination, circumstances.routing)
    const result = { ...decide(facts, circumstances.routing), destination: act.destination, team }
    await transaction.applications.reroute(
      application.id,
      { decidedAt: circumstances.now, cause: 'overridden', facts, result },
      application.respondBy,
      true,
    )
    const detail = { fromTeam: application.team, toTeam: team, rule: application.rule, reason: act.reason }
    await transaction.applications.act(application, event({ kind: 'overridden', detail }), { overridden: true })
  })
}

/** Writes for staff alone; the person never sees it. */
export function addNote(
  database: Database,
  circumstances: Circumstances,
  act: StaffAct & { readonly body: string },
): Promise<ActResult> {
  return actOn(database, circumstances, act, 'note-written', async (transaction, application, event) => {
    const { now } = circumstances
    await transaction.staffNotes.add(application.id, { staffId: act.staff.id, body: act.body, writtenAt: now })
    await transaction.applications.act(application, event({ kind: 'note' }))
  })
}

/** Writes to the person. */
export function sendMessage(
  database: Database,
  circumstances: Circumstances,
  act: StaffAct & { readonly body: string },
): Promise<ActResult> {
  return actOn(database, circumstances, act, 'message-sent', async (transaction, application, event) => {
    await writeToPerson(transaction, circumstances, application, act)
    await transaction.applications.act(application, event({ kind: 'message' }))
  })
}

/** Answers the application: the outcome, and the reason in plain words as a message to the person. */
export function giveOutcome(
  database: Database,
  circumstances: Circumstances,
  act: StaffAct & { readonly outcome: Exclude<Outcome, 'withdrawn'>; readonly body: string },
): Promise<ActResult> {
  return actOnOpen(database, circumstances, act, 'outcome-given', async (transaction, application, event) => {
    await writeToPerson(transaction, circumstances, application, act)
    await transaction.applications.act(application, event({ kind: 'outcome', detail: { outcome: act.outcome } }), {
      status: 'closed',
      outcome: act.outcome,
      outcomeReason: act.body,
      closedAt: circumstances.now,
    })
  })
}

/** Says that somebody has seen that the person is not safe, and what they did. */
export function acknowledgeSafetyConcern(
  database: Database,
  circumstances: Circumstances,
  act: StaffAct & { readonly whatWasDone: string },
): Promise<ActResult> {
  return actOn(database, circumstances, act, 'safety-acknowledged', async (transaction, application, event) => {
    const acknowledgement = { by: act.staff.id, at: circumstances.now, whatWasDone: act.whatWasDone }
    const first = await transaction.safetyConcerns.acknowledge(application.id, acknowledgement)
    if (!first) throw new Changed(await transaction.applications.events(application.id, act.version))
    await transaction.applications.act(application, event({ kind: 'safety-acknowledged' }))
  })
}

/** Somebody acted first in a way that the version does not show. */
export class Changed extends Error {
  constructor(readonly since: readonly ApplicationEvent[]) {
    super('Somebody acted first')
  }
}

function actOnOpen(
  database: Database,
  circumstances: Circumstances,
  act: StaffAct,
  audited: string,
  change: Change,
): Promise<ActResult> {
  return actOn(database, circumstances, act, audited, change, true)
}

/** Every act of staff: in sight, once, on what their page showed, in the time line and in the audit; all or nothing. */
export async function actOn(
  database: Database,
  circumstances: Circumstances,
  act: StaffAct,
  audited: string,
  change: Change,
  mustBeOpen = false,
): Promise<ActResult> {
  try {
    return await database.transaction(async transaction => {
      if (!(await isAsBefore(transaction, act.staff))) return { kind: 'not-found' }
      const application = await transaction.applications.lockInSight(act.reference, act.sight)
      if (!application) return { kind: 'not-found' }
      if (await transaction.applications.isDone(act.actKey)) return { kind: 'done' }
      if (application.version !== act.version) {
        return { kind: 'changed', since: await transaction.applications.events(application.id, act.version) }
      }
      if (mustBeOpen && application.status === 'closed') return { kind: 'closed' }
      await change(transaction, application, event => ({
        ...event,
        at: circumstances.now,
        staffId: act.staff.id,
        actKey: act.actKey,
      }))
      await transaction.audit.record({
        site: 'staff',
        staffId: act.staff.id,
        personId: application.personId,
        applicationId: application.id,
        act: audited,
        fromAddress: act.fromAddress,
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
  { now }: Circumstances,
  application: Application,
  act: StaffAct & { readonly body: string },
): Promise<void> {
  await database.messages.add(application.id, {
    sender: 'staff',
    staffId: act.staff.id,
    body: act.body,
    sentAt: now,
  })
}
