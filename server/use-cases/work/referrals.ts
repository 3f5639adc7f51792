import type { AccessScope, Application, Appointment, Database, Person, Referral, ReferralStep } from '../../database'
import type { ConsentBody } from '../../domain/applications'
import { londonToday, type CalendarDay } from '../../domain/calendar'
import {
  chaseDay,
  consentMissingFor,
  earliestStep,
  nextStatuses,
  referralTable,
  referralWork,
  type OwnerAction,
  type ReferralAction,
  type ReferralKind,
  type ReferralStatus,
} from '../../domain/work/referrals'
import type { Context } from '../context'
import { addWork, moveWork, type ShownWork, type WorkCommand, type WorkResult } from './move-work'

interface PersonsWorkCommand extends WorkCommand {
  readonly scope: AccessScope
  readonly person: Person
}

export interface ReferralCommand extends PersonsWorkCommand {
  readonly status: ReferralStatus
  /** The day on which it happened: today or before. */
  readonly happenedOn: CalendarDay
  readonly note: string | null
  /** The appointment that is made; null for every other status. */
  readonly appointment: Appointment | null
  /** When to chase; null for as long as is usual. */
  readonly chaseOn: CalendarDay | null
}

export type ReferralRefusal =
  /** Referrals of this kind do not begin so. */
  | { readonly kind: 'cannot-begin-so' }
  /** The COM cannot be asked where none is known. */
  | { readonly kind: 'no-com' }
  /** The step is said to have happened long before the referral was opened. */
  | { readonly kind: 'too-early' }
  | { readonly kind: 'needs-consent'; readonly bodies: readonly ConsentBody[] }

export type ReferralResult = WorkResult<ReferralStep> | ReferralRefusal

const repositoryIn = ({ referrals }: Database) => referrals

/**
 * Begins work with others for a person: asked of the COM, or sent. What is sent is ticked on the application that it
 * came from, in the same transaction. Nothing is passed on without the person's consent.
 *
 * @param command.application the reference of the application it comes from; null for none
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
  return addWork<ReferralRefusal>(database, command, repositoryIn, async transaction => {
    const { kind, whom, person, status, happenedOn } = command
    if (!nextStatuses(kind, null).includes(status)) return { kind: 'cannot-begin-so' }
    if (status === 'asked-com' && person.comName === null && person.comEmail === null) return { kind: 'no-com' }
    if (happenedOn < earliestStep(context.today)) return { kind: 'too-early' }
    const refusal = await missingConsent(transaction, command, kind)
    if (refusal) return refusal
    const application = await applicationFor(transaction, command, command.application)
    const id = await transaction.referrals.open(
      {
        personId: person.id,
        kind,
        whom,
        applicationId: application?.id ?? null,
        chaseOn: chaseOnFor(command, kind, context),
      },
      { ...stepOf(command), staffId: command.staff.id, at: context.now, idempotencyKey: command.idempotencyKey },
    )
    await tickFor(transaction, context, command, kind, application)
    return { kind: 'added', id, event: { action: 'referral-opened', detail: { kind, state: status, happenedOn } } }
  })
}

/** Says how a referral goes on, whosever it is. */
export function moveReferral(
  database: Database,
  context: Context,
  command: ReferralCommand & ShownWork,
): Promise<ReferralResult> {
  const { status, happenedOn } = command
  // A referral that has begun does not begin again.
  if (status === 'asked-com') return Promise.resolve({ kind: 'changed' })
  return moveWork<Referral, ReferralStatus, ReferralAction, ReferralRefusal, ReferralStep>(database, context, command, {
    kind: referralWork,
    action: status,
    repositoryIn,
    lock: transaction => lockOfPerson(transaction, command),
    has: referral => nextStatuses(referral.kind, referral.status).includes(status),
    refuse: async (transaction, { kind, openedAt }) =>
      happenedOn < earliestStep(londonToday(openedAt))
        ? { kind: 'too-early' }
        : missingConsent(transaction, command, kind),
    step: { ...stepOf(command), kind: 'moved' },
    own: ({ kind }) => ({ chaseOn: chaseOnFor(command, kind, context) }),
    also: async (transaction, { kind, reference }) => {
      const application = await applicationFor(transaction, command, reference)
      await tickFor(transaction, context, command, kind, application)
      if (command.appointment && application) await recordAppointment(transaction, context, command, kind, application)
    },
    event: ({ kind }) => ({ action: 'referral-moved', detail: { kind, state: status, happenedOn } }),
  })
}

/** Makes a referral somebody's who takes it on, or the team's. */
export function changeOwner(
  database: Database,
  context: Context,
  command: PersonsWorkCommand & ShownWork & { readonly action: OwnerAction },
): Promise<WorkResult> {
  const { id, action } = command
  return moveWork(database, context, command, {
    kind: referralWork,
    action,
    repositoryIn,
    lock: transaction => lockOfPerson(transaction, command),
    step: { kind: action },
    event: ({ holderId }) => ({ action: `referral-${action}`, detail: { referral: id, from: holderId } }),
  })
}

/** People are locked before work, since consents and applications of theirs are read with it. */
async function lockOfPerson({ people, referrals }: Database, { person, id, scope }: PersonsWorkCommand & ShownWork) {
  if (!(await people.lock(person.id))) return undefined
  const referral = await referrals.lockInScope(id, scope)
  return referral?.personId === person.id ? referral : undefined
}

async function missingConsent(
  { consents }: Database,
  { person, status }: ReferralCommand,
  kind: ReferralKind,
): Promise<ReferralRefusal | undefined> {
  const bodies = consentMissingFor(kind, status, await consents.holdLive(person.id))
  return bodies.length > 0 ? { kind: 'needs-consent', bodies } : undefined
}

function stepOf({ status, happenedOn, note, appointment }: ReferralCommand) {
  return { status, happenedOn, note, appointment }
}

function chaseOnFor(
  { status, happenedOn, appointment, chaseOn }: ReferralCommand,
  kind: ReferralKind,
  { routing }: Context,
): CalendarDay | null {
  const usual = chaseDay(
    kind,
    status,
    appointment && londonToday(appointment.at),
    happenedOn,
    routing.extraBankHolidays,
  )
  return usual === null ? null : (chaseOn ?? usual)
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
  { staff, status, happenedOn }: ReferralCommand,
  kind: ReferralKind,
  application: Application | undefined,
): Promise<void> {
  if (status !== 'sent' || application?.status !== 'open') return
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

/** Puts the appointment on the application's time line, which the person sees too. */
async function recordAppointment(
  database: Database,
  { now }: Context,
  { staff, appointment }: ReferralCommand,
  kind: ReferralKind,
  { id, version }: Application,
): Promise<void> {
  const detail = { referral: kind, appointmentAt: appointment?.at.toISOString() }
  await database.applications.applyEvent(
    { id, version },
    { kind: 'appointment-made', at: now, staffId: staff.id, detail },
  )
}
