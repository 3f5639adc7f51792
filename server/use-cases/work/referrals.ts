import type { Application, Appointment, Database, Person, Sight, StaffMember } from '../../database'
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
  type OwnerAct,
  type ReferralKind,
  type ReferralState,
} from '../../domain/work/referrals'
import { isAsBefore } from '../accounts/lock-accounts'
import type { Caller, Circumstances } from '../context'

interface Act extends Caller {
  readonly staff: StaffMember
  readonly sight: Sight
  readonly person: Person
  /** Made with the page, so that a double click or a retry acts once. */
  readonly actKey: string
}

export interface ReferralAct extends Act {
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
  circumstances: Circumstances,
  act: ReferralAct & { readonly kind: ReferralKind; readonly whom: string; readonly application: string | null },
): Promise<ReferralResult> {
  return database.transaction(async transaction => {
    if (!(await holds(transaction, act))) return { kind: 'gone' }
    if (await transaction.referrals.isDone(act.actKey)) return { kind: 'done' }
    if (!nextStates(act.kind, null).includes(act.state)) return { kind: 'cannot-begin-so' }
    if (act.state === 'asked-com' && act.person.comName === null && act.person.comEmail === null)
      return { kind: 'no-com' }
    if (act.happenedOn < earliestStep(circumstances.today)) return { kind: 'too-early' }
    const bodies = await missing(transaction, act, act.kind)
    if (bodies.length > 0) return { kind: 'needs-consent', bodies }
    const application = await applicationFor(transaction, act, act.application)
    await transaction.referrals.open(
      { personId: act.person.id, kind: act.kind, whom: act.whom, applicationId: application?.id ?? null },
      stepOf(act, act.kind, circumstances),
    )
    await tickFor(transaction, circumstances, act, act.kind, application)
    await audit(transaction, act, act.kind, 'referral-opened')
    return { kind: 'done' }
  })
}

/** Says how a referral goes on, whosever it is. `changed` when it is not as the page showed it any more. */
export function moveReferral(
  database: Database,
  circumstances: Circumstances,
  act: ReferralAct & Shown,
): Promise<ReferralResult> {
  return database.transaction(async transaction => {
    const referral = await lockShown(transaction, act)
    if (!referral) return { kind: 'gone' }
    if (await transaction.referrals.isDone(act.actKey)) return { kind: 'done' }
    const isAsShown = referral.version === act.version && nextStates(referral.kind, referral.state).includes(act.state)
    if (!isAsShown) return { kind: 'changed' }
    if (act.happenedOn < earliestStep(londonToday(referral.openedAt))) return { kind: 'too-early' }
    const bodies = await missing(transaction, act, referral.kind)
    if (bodies.length > 0) return { kind: 'needs-consent', bodies }
    await transaction.referrals.move(referral.id, stepOf(act, referral.kind, circumstances))
    const reference = await transaction.referrals.applicationOf(referral.id)
    const application = await applicationFor(transaction, act, reference)
    await tickFor(transaction, circumstances, act, referral.kind, application)
    if (act.appointment && application) await tellOfAppointment(transaction, circumstances, act, referral, application)
    await audit(transaction, act, referral.kind, 'referral-moved')
    return { kind: 'done' }
  })
}

/** Makes a referral somebody's who takes it on, or nobody's. `changed` when it is not as the page showed it any more. */
export function changeOwner(
  database: Database,
  { now }: Circumstances,
  act: Act & Shown & { readonly act: OwnerAct },
): Promise<Exclude<ReferralResult, { kind: 'needs-consent' }>> {
  const { staff, actKey } = act
  return database.transaction(async transaction => {
    const referral = await lockShown(transaction, act)
    if (!referral) return { kind: 'gone' }
    if (await transaction.referrals.isDone(actKey)) return { kind: 'done' }
    if (referral.version !== act.version || !canChangeOwner(referral, act.act, staff.id)) return { kind: 'changed' }
    await transaction.referrals.changeOwner(referral.id, { kind: act.act, staffId: staff.id, at: now, actKey })
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      personId: referral.personId,
      act: `referral-${act.act}`,
      detail: { referral: referral.id, from: referral.ownedBy },
      fromAddress: act.fromAddress,
    })
    return { kind: 'done' }
  })
}

/** Holds the account of whoever acts and then the person. @returns whether both are there as they were */
async function holds(database: Database, { staff, person }: Act): Promise<boolean> {
  return (await isAsBefore(database, staff)) && (await database.people.lock(person.id)) !== undefined
}

async function lockShown(database: Database, act: Act & Shown) {
  if (!(await holds(database, act))) return undefined
  return database.referrals.lockOfPerson(act.id, act.person.id, act.sight)
}

async function missing(
  database: Database,
  { person, state }: ReferralAct,
  kind: ReferralKind,
): Promise<readonly ConsentBody[]> {
  return consentMissingFor(kind, state, await database.consents.holdLive(person.id))
}

function stepOf(act: ReferralAct, kind: ReferralKind, { now, routing }: Circumstances) {
  const { state, happenedOn, note, appointment, staff, actKey } = act
  const isEnd = isEnded(state)
  const on = appointment && londonToday(appointment.at)
  const chaseOn = isEnd ? null : (act.chaseOn ?? chaseDay(kind, state, on, happenedOn, routing.extraBankHolidays))
  return { state, note, appointment, staffId: staff.id, at: now, happenedOn, actKey, chaseOn, isEnd }
}

/** @returns the application, locked; undefined where there is none of this person that the member of staff may see */
async function applicationFor(
  database: Database,
  { person, sight }: ReferralAct,
  reference: string | null,
): Promise<Application | undefined> {
  const application = reference === null ? undefined : await database.applications.lockInSight(reference, sight)
  return application?.personId === person.id ? application : undefined
}

/** Sending is what the application's action asks for: it is ticked, once. */
async function tickFor(
  database: Database,
  { now, today }: Circumstances,
  { staff, state, happenedOn }: ReferralAct,
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
    await database.applications.act({ id: application.id, version }, event)
    version += 1
  }
}

/** The application's time line, which the person sees too, has the appointment. */
async function tellOfAppointment(
  database: Database,
  { now }: Circumstances,
  { staff, appointment }: ReferralAct,
  { kind }: { readonly kind: ReferralKind },
  { id, version }: Application,
): Promise<void> {
  const detail = { referral: kind, appointmentAt: appointment?.at.toISOString() }
  await database.applications.act({ id, version }, { kind: 'appointment-made', at: now, staffId: staff.id, detail })
}

async function audit(database: Database, act: ReferralAct, kind: ReferralKind, name: string): Promise<void> {
  await database.audit.record({
    site: 'staff',
    staffId: act.staff.id,
    personId: act.person.id,
    act: name,
    detail: { kind, state: act.state, happenedOn: act.happenedOn },
    fromAddress: act.fromAddress,
  })
}
