import type { Application, Appointment, Database, Person, AccessScope, StaffMember } from '../../database'
import type { ConsentBody } from '../../domain/applications'
import { londonToday, type CalendarDay } from '../../domain/calendar'
import {
  canChangeOwner,
  chaseDay,
  consentMissingFor,
  earliestStep,
  isEnded,
  nextStates,
  referralTable,
  type OwnerAction,
  type ReferralKind,
  type ReferralState,
} from '../../domain/work/referrals'
import { isUnchanged } from '../accounts/lock-accounts'
import type { Caller, Context } from '../context'

interface Command extends Caller {
  readonly staff: StaffMember
  readonly scope: AccessScope
  readonly person: Person
  /** Made with the page, so that a double click or a retry acts once. */
  readonly idempotencyKey: string
}

export interface ReferralCommand extends Command {
  readonly state: ReferralState
  /** The day on which it happened: today or before. */
  readonly happenedOn: CalendarDay
  readonly note: string | null
  /** The appointment that is made; null in every other state. */
  readonly appointment: Appointment | null
  /** When to ask for news; null for as long as is usual. */
  readonly chaseOn: CalendarDay | null
}

/** An act on a referral, and the version that its page showed. */
interface Shown {
  readonly id: number
  readonly version: number
}

export type ReferralResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'changed' }
  /** Referrals of this kind do not begin so. */
  | { readonly kind: 'cannot-begin-so' }
  /** The COM cannot be asked where none is known. */
  | { readonly kind: 'no-com' }
  /** The step is said to have happened long before the referral was opened. */
  | { readonly kind: 'too-early' }
  /** The person's record, the referral in sight or the account of whoever acts is not there as it was. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'needs-consent'; readonly bodies: readonly ConsentBody[] }

/**
 * Begins work with others for a person: asked of the COM, or sent. What is sent is ticked on the application that it
 * came from, in the same transaction. Nothing is passed on without the person's consent.
 *
 * @param act.application the reference of the application it comes from; null for none
 */
export function openReferral(
  database: Database,
  context: Context,
  command: ReferralCommand & {
    readonly kind: ReferralKind
    readonly whom: string
    readonly application: string | null
  },
): Promise<ReferralResult> {
  return database.transaction(async transaction => {
    if (!(await holds(transaction, command))) return { kind: 'gone' }
    if (await transaction.referrals.isDone(command.idempotencyKey)) return { kind: 'done' }
    if (!nextStates(command.kind, null).includes(command.state)) return { kind: 'cannot-begin-so' }
    if (command.state === 'asked-com' && command.person.comName === null && command.person.comEmail === null)
      return { kind: 'no-com' }
    if (command.happenedOn < earliestStep(context.today)) return { kind: 'too-early' }
    const bodies = await missing(transaction, command, command.kind)
    if (bodies.length > 0) return { kind: 'needs-consent', bodies }
    const application = await applicationFor(transaction, command, command.application)
    await transaction.referrals.open(
      { personId: command.person.id, kind: command.kind, whom: command.whom, applicationId: application?.id ?? null },
      stepOf(command, command.kind, context),
    )
    await tickFor(transaction, context, command, command.kind, application)
    await audit(transaction, command, command.kind, 'referral-opened')
    return { kind: 'done' }
  })
}

/** Says how a referral goes on, whosever it is. `changed` when it is not as the page showed it any more. */
export function moveReferral(
  database: Database,
  context: Context,
  command: ReferralCommand & Shown,
): Promise<ReferralResult> {
  return database.transaction(async transaction => {
    const referral = await lockShown(transaction, command)
    if (!referral) return { kind: 'gone' }
    if (await transaction.referrals.isDone(command.idempotencyKey)) return { kind: 'done' }
    const isAsShown =
      referral.version === command.version && nextStates(referral.kind, referral.state).includes(command.state)
    if (!isAsShown) return { kind: 'changed' }
    if (command.happenedOn < earliestStep(londonToday(referral.openedAt))) return { kind: 'too-early' }
    const bodies = await missing(transaction, command, referral.kind)
    if (bodies.length > 0) return { kind: 'needs-consent', bodies }
    await transaction.referrals.move(referral.id, stepOf(command, referral.kind, context))
    const reference = await transaction.referrals.applicationOf(referral.id)
    const application = await applicationFor(transaction, command, reference)
    await tickFor(transaction, context, command, referral.kind, application)
    if (command.appointment && application)
      await tellOfAppointment(transaction, context, command, referral, application)
    await audit(transaction, command, referral.kind, 'referral-moved')
    return { kind: 'done' }
  })
}

/** Makes a referral somebody's who takes it on, or nobody's. `changed` when it is not as the page showed it any more. */
export function changeOwner(
  database: Database,
  { now }: Context,
  command: Command & Shown & { readonly action: OwnerAction },
): Promise<Exclude<ReferralResult, { kind: 'needs-consent' }>> {
  const { staff, idempotencyKey } = command
  return database.transaction(async transaction => {
    const referral = await lockShown(transaction, command)
    if (!referral) return { kind: 'gone' }
    if (await transaction.referrals.isDone(idempotencyKey)) return { kind: 'done' }
    if (referral.version !== command.version || !canChangeOwner(referral, command.action, staff.id))
      return { kind: 'changed' }
    await transaction.referrals.changeOwner(referral.id, {
      kind: command.action,
      staffId: staff.id,
      at: now,
      idempotencyKey,
    })
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      personId: referral.personId,
      action: `referral-${command.action}`,
      detail: { referral: referral.id, from: referral.ownedBy },
      fromAddress: command.fromAddress,
    })
    return { kind: 'done' }
  })
}

/** Holds the account of whoever acts and then the person. @returns whether both are there as they were */
async function holds(database: Database, { staff, person }: Command): Promise<boolean> {
  return (await isUnchanged(database, staff)) && (await database.people.lock(person.id)) !== undefined
}

async function lockShown(database: Database, command: Command & Shown) {
  if (!(await holds(database, command))) return undefined
  return database.referrals.lockOfPerson(command.id, command.person.id, command.scope)
}

async function missing(
  database: Database,
  { person, state }: ReferralCommand,
  kind: ReferralKind,
): Promise<readonly ConsentBody[]> {
  return consentMissingFor(kind, state, await database.consents.holdLive(person.id))
}

function stepOf(command: ReferralCommand, kind: ReferralKind, { now, routing }: Context) {
  const { state, happenedOn, note, appointment, staff, idempotencyKey } = command
  const isEnd = isEnded(state)
  const on = appointment && londonToday(appointment.at)
  const chaseOn = isEnd ? null : (command.chaseOn ?? chaseDay(kind, state, on, happenedOn, routing.extraBankHolidays))
  return { state, note, appointment, staffId: staff.id, at: now, happenedOn, idempotencyKey, chaseOn, isEnd }
}

/** @returns the application, locked; undefined where there is none of this person that the member of staff may see */
async function applicationFor(
  database: Database,
  { person, scope }: ReferralCommand,
  reference: string | null,
): Promise<Application | undefined> {
  const application = reference === null ? undefined : await database.applications.lockInScope(reference, scope)
  return application?.personId === person.id ? application : undefined
}

/** Sending is what the application's action asks for: it is ticked, once. */
async function tickFor(
  database: Database,
  { now, today }: Context,
  { staff, state, happenedOn }: ReferralCommand,
  kind: ReferralKind,
  application: Application | undefined,
): Promise<void> {
  if (state !== 'sent' || application?.status !== 'open') return
  const wanted: readonly string[] = referralTable[kind].actions
  const listed = await database.applications.actions(application.id)
  let version = application.version
  for (const { action } of listed.filter(each => wanted.includes(each.action) && each.doneAt === null)) {
    await database.applications.tickAction(application.id, action, { by: staff.id, at: now })
    const detail = { action, ...(happenedOn !== today && { happenedOn }) }
    const event = { kind: 'action-done', at: now, staffId: staff.id, detail } as const
    await database.applications.applyEvent({ id: application.id, version }, event)
    version += 1
  }
}

/** The application's time line, which the person sees too, has the appointment. */
async function tellOfAppointment(
  database: Database,
  { now }: Context,
  { staff, appointment }: ReferralCommand,
  { kind }: { readonly kind: ReferralKind },
  { id, version }: Application,
): Promise<void> {
  const detail = { referral: kind, appointmentAt: appointment?.at.toISOString() }
  await database.applications.applyEvent(
    { id, version },
    { kind: 'appointment-made', at: now, staffId: staff.id, detail },
  )
}

async function audit(database: Database, command: ReferralCommand, kind: ReferralKind, name: string): Promise<void> {
  await database.audit.record({
    site: 'staff',
    staffId: command.staff.id,
    personId: command.person.id,
    action: name,
    detail: { kind, state: command.state, happenedOn: command.happenedOn },
    fromAddress: command.fromAddress,
  })
}
