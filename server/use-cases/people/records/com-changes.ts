import type {
  ComChange,
  Database,
  ManagerRole,
  NewComChange,
  Person,
  PersonFacts,
  StaffMember,
} from '../../../database'
import type { Reads } from '../../../database/reads'
import { roleEntry, rolesThatCan } from '../../../domain/staff/roles'
import { isUnchanged } from '../../accounts/lock-accounts'
import type { Caller, Context } from '../../context'
import { deliveryJob } from '../../work/notifications'

/**
 * Records that a person has another COM's or POM's address, or none, so that the one before is told, and the new one is
 * told and asked anew. The first that is known of a person takes nobody away from anybody.
 */
export async function recordComChanges(
  database: Database,
  person: Person,
  after: Readonly<Record<string, unknown>> & Partial<Pick<PersonFacts, 'comEmail' | 'pomEmail'>>,
  by: Pick<NewComChange, 'source' | 'staffId' | 'changedAt'>,
): Promise<void> {
  const { comEmail, pomEmail, comEmailConfirmed } = person
  const add = async (role: ManagerRole, before: string | null, now: string | null | undefined) => {
    if (now === undefined || now === before) return
    await database.comChanges.add({ personId: person.id, role, before, after: now, ...by })
    await database.notifications.askAnew(person.id, role, by.changedAt)
    await database.jobs.add(deliveryJob)
  }
  // Without a COM now there may have been one before.
  if (comEmail !== null || comEmailConfirmed !== null) await add('com', comEmail, after.comEmail)
  if (pomEmail !== null) await add('pom', pomEmail, after.pomEmail)
}

/** Marks as read that a COM or POM lost a person. Notices of others and those already read are left unchanged. */
export function markComChangeSeen(
  database: Database,
  { now }: Context,
  { staff, id, fromAddress }: Caller & { readonly staff: StaffMember; readonly id: number },
): Promise<void> {
  return database.transaction(async transaction => {
    if (!(await isUnchanged(transaction, staff))) return
    const role = managerRoleOf(staff)
    const seen = role && (await transaction.comChanges.seen(id, role, staff.email, now))
    if (!seen) return
    const { personId } = seen
    await transaction.audit.record({ site: 'staff', staffId: staff.id, personId, action: 'com-loss-seen', fromAddress })
  })
}

/** As whom somebody sees people by the address of their account; undefined for everybody else. */
export function managerRoleOf({ role }: Pick<StaffMember, 'role'>): ManagerRole | undefined {
  const { sees } = roleEntry(role)
  if (sees === 'as-com') return 'com'
  return sees === 'as-pom' ? 'pom' : undefined
}

/** Whether a change of the COM waits for somebody else than who made it: where the prison has somebody else. */
export async function isForOthers(
  { staff }: Pick<Reads, 'staff'>,
  { staffId }: ComChange,
  prisonId: string,
  readerId: number,
): Promise<boolean> {
  if (staffId !== readerId) return false
  return (await staff.othersInPrison(prisonId, rolesThatCan('confirm-com'), readerId)).length > 0
}

/**
 * Confirms a person's new COM for the prison's team. From then on the COM sees what the person told a COM in confidence.
 *
 * @param command.seen the address that the page showed
 * @returns `not-confirmed` when there is nothing to confirm, the address is another one by now, somebody else has to, or
 *   the account has ended or changed
 */
export function confirmCom(
  database: Database,
  _context: Context,
  {
    staff,
    person,
    seen,
    fromAddress,
  }: Caller & { readonly staff: StaffMember; readonly person: Person; readonly seen: string },
): Promise<'confirmed' | 'not-confirmed'> {
  return database.transaction(async transaction => {
    if (!(await isUnchanged(transaction, staff))) return 'not-confirmed'
    const locked = await transaction.people.lock(person.id)
    const change = locked?.comEmail === seen ? await transaction.comChanges.waiting(person.id) : undefined
    if (!locked || !change || (await isForOthers(transaction, change, locked.prisonId, staff.id)))
      return 'not-confirmed'
    await transaction.comChanges.confirm(person.id)
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      personId: person.id,
      action: 'com-confirmed',
      detail: { isOwnChange: change.staffId === staff.id },
      fromAddress,
    })
    return 'confirmed'
  })
}
