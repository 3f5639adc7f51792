import type { Database, Person, SpokenWay, StaffMember } from '../../database'
import type { ConsentBody } from '../../domain/applications'
import type { CalendarDay } from '../../domain/calendar'
import { isAsBefore } from '../accounts/lock-accounts'
import type { Caller, Circumstances } from '../context'
import { endConsent } from './consent'
import { actOn, type ActResult, type Change, type StaffAct } from '../applications/handle-application'

/** A yes that was given on paper or in talking: to whom, when, in which words. */
export interface SpokenConsent {
  readonly body: ConsentBody
  readonly whom: string | null
  readonly way: SpokenWay
  readonly givenOn: CalendarDay
  readonly wording: string
}

/** Keeps a yes that the person gave on paper or in talking: who wrote it down, when it was given, in which words. */
export function recordConsent(
  database: Database,
  circumstances: Circumstances,
  act: StaffAct & SpokenConsent,
): Promise<ActResult> {
  return actOnConsent(database, circumstances, act, 'consent-recorded', async (transaction, application, event) => {
    const { id: applicationId, personId, language } = application
    await transaction.consents.add({
      ...spoken(act),
      personId,
      applicationId,
      language,
      recordedAt: circumstances.now,
    })
    await transaction.applications.act(application, event({ kind: 'consent-recorded', detail: { body: act.body } }))
  })
}

/** Keeps that the person took back, on paper or in talking, what they had let staff tell. */
export function recordTakenBack(
  database: Database,
  circumstances: Circumstances,
  act: StaffAct & { readonly body: ConsentBody },
): Promise<ActResult> {
  return actOnConsent(database, circumstances, act, 'consent-taken-back', async (transaction, application, event) => {
    await transaction.consents.takeBack(application.personId, act.body, circumstances.now)
    await transaction.applications.act(application, event({ kind: 'consent-taken-back', detail: { body: act.body } }))
  })
}

/**
 * The person is locked first, as by whoever decides their applications again: the consent needs the person's record, and
 * each would else hold what the other waits for.
 */
function actOnConsent(
  database: Database,
  circumstances: Circumstances,
  act: StaffAct,
  audited: string,
  change: Change,
): Promise<ActResult> {
  return database.transaction(async transaction => {
    if (!(await isAsBefore(transaction, act.staff))) return { kind: 'not-found' }
    const found = await transaction.applications.findInSight(act.reference, act.sight)
    if (found) await transaction.people.lock(found.personId)
    return actOn(transaction, circumstances, act, audited, change)
  })
}

interface PersonAct extends Caller {
  readonly staff: StaffMember
  readonly person: Person
}

/**
 * Keeps a yes that belongs to no application, such as one given in the talk about BCST2 (PF 3.8: what is passed on
 * rests on the person's consent).
 *
 * @param act.actKey made with the page, so that a double click or a retry keeps it once
 */
export function recordPersonsConsent(
  database: Database,
  { now }: Pick<Circumstances, 'now'>,
  act: PersonAct & SpokenConsent & { readonly actKey: string },
): Promise<void> {
  return database.transaction(async transaction => {
    await transaction.people.lock(act.person.id)
    const isFirst = await transaction.consents.add({
      ...spoken(act),
      personId: act.person.id,
      applicationId: null,
      actKey: act.actKey,
      language: act.person.language,
      recordedAt: now,
    })
    if (isFirst) await audit(transaction, act, 'consent-recorded', act.body)
  })
}

/** Keeps that the person took back a yes; staff read it in the time line of each application that held it. */
export function recordPersonsTakenBack(
  database: Database,
  { now }: Pick<Circumstances, 'now'>,
  act: PersonAct & { readonly body: ConsentBody },
): Promise<void> {
  return database.transaction(async transaction => {
    await transaction.people.lock(act.person.id)
    await endConsent(transaction, now, act.person.id, act.body)
    await audit(transaction, act, 'consent-taken-back', act.body)
  })
}

function spoken({
  body,
  whom,
  way,
  givenOn,
  wording,
  staff,
}: SpokenConsent & { readonly staff: Pick<StaffMember, 'id'> }) {
  return { body, whom, way, givenOn, wording, recordedBy: staff.id }
}

async function audit(database: Database, { staff, person, fromAddress }: PersonAct, act: string, body: ConsentBody) {
  await database.audit.record({
    site: 'staff',
    staffId: staff.id,
    personId: person.id,
    act,
    detail: { body },
    fromAddress,
  })
}
