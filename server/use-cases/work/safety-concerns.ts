import type { ConcernScope, Database, NewConcern, Person, SafetyConcern, StaffMember } from '../../database'
import type { CalendarDay } from '../../domain/calendar'
import { isUnsentenced } from '../../domain/routing'
import { roleEntry } from '../../domain/staff/roles'
import type { Purpose, Recipient } from '../../domain/work/notifications'
import { handsAcctToCom, toldOfConcern, type AcctRecord, type WorkedWith } from '../../domain/work/safety-concerns'
import { isUnchanged } from '../accounts/lock-accounts'
import { routingFacts } from '../applications/routing/routing-facts'
import type { Context } from '../context'
import { addWork, lockWithApplication, type WorkCommand, type WorkResult } from './move-work'
import { doAction } from './notifications'

/**
 * Raises a safety concern about a person, and passes it on the same day to those who keep people safe and those who work
 * with the person (PF 3.8, PF App 1 §2).
 */
export function raiseConcern(
  database: Database,
  context: Context,
  command: WorkCommand & { readonly person: Person; readonly raised: Omit<NewConcern, 'personId'> },
): Promise<WorkResult> {
  const { person, raised, staff, idempotencyKey } = command
  return addWork<never>(
    database,
    command,
    ({ safetyConcerns }) => safetyConcerns,
    async transaction => {
      const id = await transaction.safetyConcerns.add(
        { ...raised, personId: person.id },
        { by: staff.id, at: context.now, idempotencyKey },
      )
      for (const recipient of toldOfConcern(workedWith(person, context.today), recipientOf(staff))) {
        await passOn(transaction, context, { id, personId: person.id }, recipient, staff)
      }
      await transaction.notifications.deliver({ personId: person.id }, context.today, context.now)
      return { kind: 'added', id, event: { action: 'safety-concern-raised', detail: { concern: id } } }
    },
  )
}

interface ConcernCommand extends WorkCommand {
  readonly id: number
  readonly scope: ConcernScope
}

/**
 * Acknowledges a safety concern: what was done about it, and what came of an ACCT. ACCT information goes to the COM by
 * whoever hands it over, or waits in their list until they do (PF 3.8).
 *
 * @returns `changed` when a colleague was first
 */
export function acknowledgeConcern(
  database: Database,
  context: Context,
  command: ConcernCommand & { readonly whatWasDone: string; readonly acct: AcctRecord },
): Promise<WorkResult> {
  const { staff, whatWasDone, acct, idempotencyKey } = command
  return withConcern(database, command, async (transaction, concern, person) => {
    if (concern.acknowledgedAt !== null) return { kind: 'changed' }
    const by = { by: staff.id, at: context.now, idempotencyKey }
    await transaction.safetyConcerns.acknowledge(concern.id, { ...acct, ...by, whatWasDone })
    const [application] =
      concern.applicationId === null ? [] : await transaction.applications.lockEach([concern.applicationId])
    if (application) {
      const event = { kind: 'safety-acknowledged', at: context.now, staffId: staff.id, idempotencyKey } as const
      await transaction.applications.applyEvent(application, event)
      // What came of an ACCT says that one was considered.
      await doAction(transaction, context, { applicationId: application.id, action: 'consider-acct', staff })
    }
    const own = await transaction.notifications.lockOpenOfConcern(concern, staff.id, context.today)
    await finish(transaction, context, own, staff)
    const working = workedWith(person, context.today)
    if (acct.acct !== 'not-needed' && working.hasCom && recipientOf(staff) !== 'com') {
      const handing = handsAcctToCom(working)
      const recipient = recipientOf(staff) === handing ? 'com' : handing
      await passOn(transaction, context, concern, recipient, staff, recipient === 'com' ? 'to-know' : 'to-do')
      await transaction.notifications.deliver({ personId: person.id }, context.today, context.now)
    }
    return 'safety-acknowledged'
  })
}

/**
 * The POM, or the pre-release team where there is no POM, hands what was recorded of an ACCT to the COM (PF 3.8).
 *
 * @returns `changed` when it is handed over already, or is not theirs to hand over
 */
export function handAcctToCom(database: Database, context: Context, command: ConcernCommand): Promise<WorkResult> {
  const { staff } = command
  return withConcern(database, command, async (transaction, concern, person) => {
    const working = workedWith(person, context.today)
    const isTheirs = recipientOf(staff) === handsAcctToCom(working)
    const hasAcct = concern.acct === 'opened' || concern.acct === 'open-already'
    const handed = await transaction.notifications.whoHandedAcct(concern.id, 'com')
    // A double click tells them that it is done, not that a colleague was first.
    if (handed?.staffId === staff.id) return { kind: 'done', id: concern.id }
    if (!isTheirs || !hasAcct || handed || !working.hasCom) return { kind: 'changed' }
    await passOn(transaction, context, concern, 'com', staff, 'to-know')
    const own = await transaction.notifications.lockOpenOfConcern(concern, staff.id, context.today)
    await finish(
      transaction,
      context,
      own.filter(({ isAcct }) => isAcct),
      staff,
    )
    await transaction.notifications.deliver({ personId: person.id }, context.today, context.now)
    return 'acct-handed-over'
  })
}

/** Who works with a person, as routing decides it (routing.md, Derived facts). */
export function workedWith(person: Person, today: CalendarDay): WorkedWith {
  const facts = routingFacts(person, { id: '', topic: 'something-else', safetyConcern: true }, today).person
  return { isUnsentenced: isUnsentenced(facts), hasPom: facts.pomAllocated, hasCom: facts.comAllocated }
}

/** As whom a member of staff is told of concerns; null for those who are told of none. */
export function recipientOf({ role }: Pick<StaffMember, 'role'>): Recipient | null {
  const { sees } = roleEntry(role)
  if (sees === 'of-prisons') return 'prt'
  if (sees === 'as-com') return 'com'
  if (sees === 'as-pom') return 'pom'
  return role === 'safety' ? 'prison-safety' : null
}

/** Does something with a concern in scope, in one transaction. @param act gives the name of the audit entry */
function withConcern(
  database: Database,
  { id, scope, staff, idempotencyKey, fromAddress }: ConcernCommand,
  act: (transaction: Database, concern: SafetyConcern, person: Person) => Promise<string | WorkResult>,
): Promise<WorkResult> {
  return database.transaction(async transaction => {
    if (!(await isUnchanged(transaction, staff))) return { kind: 'gone' }
    const found = await transaction.safetyConcerns.findInScope(id, scope)
    const person = found && (await transaction.people.lock(found.personId))
    const concern = await lockWithApplication(transaction, transaction.safetyConcerns, id, scope)
    if (!person || !concern) return { kind: 'gone' }
    if ((await transaction.safetyConcerns.idForKey(idempotencyKey)) !== undefined) return { kind: 'done', id }
    const action = await act(transaction, concern, person)
    if (typeof action !== 'string') return action
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      personId: person.id,
      ...(concern.applicationId !== null && { applicationId: concern.applicationId }),
      action,
      detail: { concern: id },
      fromAddress,
    })
    return { kind: 'done', id }
  })
}

/** Tells somebody of a concern, or of its ACCT where a purpose is given. */
async function passOn(
  { notifications }: Database,
  { now, today }: Context,
  { id, personId }: Pick<SafetyConcern, 'id' | 'personId'>,
  recipient: Recipient,
  staff: StaffMember,
  acctPurpose?: Purpose,
): Promise<void> {
  const purpose = acctPurpose ?? 'to-know'
  const about = { personId, applicationId: null, concernId: id, isSafety: true, isAcct: acctPurpose !== undefined }
  await notifications.add(
    { ...about, recipient, purpose, actions: [], words: null, due: today },
    { at: now, staffId: staff.id },
  )
}

async function finish(
  { notifications }: Database,
  { now }: Context,
  own: readonly { readonly id: number }[],
  { id: staffId }: StaffMember,
): Promise<void> {
  const ids = own.map(({ id }) => id)
  if (ids.length > 0) await notifications.finish(ids, { staffId, at: now })
}
