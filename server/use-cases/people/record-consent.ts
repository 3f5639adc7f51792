import type { Database, Person, SpokenWay, StaffMember } from '../../database'
import type { ConsentBody } from '../../domain/applications'
import type { CalendarDay } from '../../domain/calendar'
import { isUnchanged } from '../accounts/lock-accounts'
import type { Caller, Context } from '../context'
import { endConsent } from './consent'
import { applyCommand, type CommandResult, type Change, type StaffCommand } from '../applications/handle-application'

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
  context: Context,
  command: StaffCommand & SpokenConsent,
): Promise<CommandResult> {
  return applyToConsent(database, context, command, 'consent-recorded', async (transaction, application, event) => {
    const { id: applicationId, personId, language } = application
    await transaction.consents.add({
      ...spoken(command),
      personId,
      applicationId,
      language,
      recordedAt: context.now,
    })
    await transaction.applications.applyEvent(
      application,
      event({ kind: 'consent-recorded', detail: { body: command.body } }),
    )
  })
}

/** Keeps that the person took back, on paper or in talking, what they had let staff tell. */
export function recordTakenBack(
  database: Database,
  context: Context,
  command: StaffCommand & { readonly body: ConsentBody },
): Promise<CommandResult> {
  return applyToConsent(database, context, command, 'consent-taken-back', async (transaction, application, event) => {
    await transaction.consents.takeBack(application.personId, command.body, context.now)
    await transaction.applications.applyEvent(
      application,
      event({ kind: 'consent-taken-back', detail: { body: command.body } }),
    )
  })
}

/**
 * The person is locked first, as by whoever decides their applications again: the consent needs the person's record, and
 * each would else hold what the other waits for.
 */
function applyToConsent(
  database: Database,
  context: Context,
  command: StaffCommand,
  audited: string,
  change: Change,
): Promise<CommandResult> {
  return database.transaction(async transaction => {
    if (!(await isUnchanged(transaction, command.staff))) return { kind: 'not-found' }
    const found = await transaction.applications.findInScope(command.reference, command.scope)
    if (found) await transaction.people.lock(found.personId)
    return applyCommand(transaction, context, command, audited, change)
  })
}

interface PersonCommand extends Caller {
  readonly staff: StaffMember
  readonly person: Person
}

/**
 * Keeps a yes that belongs to no application, such as one given in the talk about BCST2 (PF 3.8: what is passed on
 * rests on the person's consent).
 *
 * @param act.idempotencyKey made with the page, so that a double click or a retry keeps it once
 */
export function recordPersonsConsent(
  database: Database,
  { now }: Pick<Context, 'now'>,
  command: PersonCommand & SpokenConsent & { readonly idempotencyKey: string },
): Promise<void> {
  return database.transaction(async transaction => {
    await transaction.people.lock(command.person.id)
    const isFirst = await transaction.consents.add({
      ...spoken(command),
      personId: command.person.id,
      applicationId: null,
      idempotencyKey: command.idempotencyKey,
      language: command.person.language,
      recordedAt: now,
    })
    if (isFirst) await audit(transaction, command, 'consent-recorded', command.body)
  })
}

/** Keeps that the person took back a yes; staff read it in the time line of each application that held it. */
export function recordPersonsTakenBack(
  database: Database,
  { now }: Pick<Context, 'now'>,
  command: PersonCommand & { readonly body: ConsentBody },
): Promise<void> {
  return database.transaction(async transaction => {
    await transaction.people.lock(command.person.id)
    await endConsent(transaction, now, command.person.id, command.body)
    await audit(transaction, command, 'consent-taken-back', command.body)
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

async function audit(
  database: Database,
  { staff, person, fromAddress }: PersonCommand,
  action: string,
  body: ConsentBody,
) {
  await database.audit.record({
    site: 'staff',
    staffId: staff.id,
    personId: person.id,
    action,
    detail: { body },
    fromAddress,
  })
}
