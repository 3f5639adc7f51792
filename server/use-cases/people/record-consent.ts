import type { Database, Person, SpokenWay, StaffMember } from '../../database'
import type { ConsentBody } from '../../domain/applications'
import type { CalendarDay } from '../../domain/calendar'
import { isUnchanged } from '../accounts/lock-accounts'
import {
  applyCommand,
  type CommandResult,
  type Change,
  type StaffCommand,
} from '../applications/answering/handle-application'
import type { Caller, Context } from '../context'
import { notifyAgain } from '../work/notifications'
import { endConsent } from './consent'

/** A consent given on paper or in conversation: to whom, when and in which words. */
export interface SpokenConsent {
  readonly body: ConsentBody
  readonly whom: string | null
  readonly way: SpokenWay
  readonly givenOn: CalendarDay
  readonly wording: string
}

/** Records a consent given on paper or in conversation, with who recorded it, when it was given and in which words. */
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
    await notifyAgain(transaction, context, application)
  })
}

/** Records a consent withdrawn on paper or in conversation. */
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

/** Locks the person before the consent, in the same order as deciding applications again does, to avoid a deadlock. */
function applyToConsent(
  database: Database,
  context: Context,
  command: StaffCommand & { readonly body: ConsentBody },
  audited: string,
  change: Change,
): Promise<CommandResult> {
  return database.transaction(async transaction => {
    if (!(await isUnchanged(transaction, command.staff))) return { kind: 'not-found' }
    const found = await transaction.applications.findInScope(command.reference, command.scope)
    if (found) await transaction.people.lock(found.personId)
    const { body } = command
    return applyCommand(transaction, context, command, audited, change, {
      // A consent is of one body: what others did is about other bodies, or about none.
      goesBeside: since => since.every(({ detail }) => detail.body !== body),
    })
  })
}

interface PersonCommand extends Caller {
  readonly staff: StaffMember
  readonly person: Person
}

/**
 * Records a consent that belongs to no application, such as one given in the BCST2 interview (PF 3.8: disclosure rests
 * on the person's consent).
 *
 * @param command.idempotencyKey generated with the page, so that a double click or a retry records it once
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

/** Records a withdrawn consent; staff see this in the timeline of each application that relied on it. */
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
