import type { Database, NewComAbsence, StaffMember } from '../../database'
import { roleEntry } from '../../domain/staff/roles'
import type { Caller, Context } from '../context'
import { deliveryJob } from '../work/notifications'
import { isUnchanged } from './lock-accounts'

interface AbsenceCommand extends Caller {
  /** A COM for themselves, or an SPO for the COMs of their PDU. */
  readonly staff: StaffMember
}

/** Whose absences a member of staff keeps: their own as a COM, and of an SPO's PDU. In lower case. */
export function comsKeptBy({ role, email, pduComs = [] }: StaffMember): readonly string[] {
  return roleEntry(role).sees === 'as-com' ? [email] : pduComs
}

/** Which absences a member of staff keeps: those of {@link comsKeptBy}, and for an SPO of COMs without an address. */
export function keeperOf(staff: StaffMember) {
  const { sees } = roleEntry(staff.role)
  return { comKeys: comsKeptBy(staff), pduId: sees === 'of-pdu' ? (staff.pduId ?? null) : null, staffId: staff.id }
}

/** The COM whom a member of staff speaks for, by address or by name; undefined where it is none. */
async function comOf(
  { comAbsences }: Database,
  staff: StaffMember,
  com: string,
): Promise<Pick<NewComAbsence, 'comKey' | 'named'> | undefined> {
  const address = com.trim().toLowerCase()
  if (comsKeptBy(staff).includes(address)) return { comKey: address }
  const { pduId } = keeperOf(staff)
  if (pduId === null) return undefined
  if (com.includes('@')) return (await comAbsences.isOfPdu(address, pduId)) ? { comKey: address } : undefined
  const comKey = await comAbsences.namedOfPdu(com, pduId)
  return comKey === undefined ? undefined : { comKey, named: { name: com.trim(), pduId } }
}

/**
 * Records on which days a COM is away, and who covers. From the first day to the last, whoever covers sees what is for
 * the COM, and the COM is not reached where nobody does. Idempotent.
 *
 * @returns `no-such-com` when the COM is not the member of staff's to speak for, `no-such-cover` when nobody with that
 *   address can cover
 */
export function setComAbsence(
  database: Database,
  { now }: Context,
  command: AbsenceCommand & {
    /** `com` is the COM's address, or the name of one of whom the prisons have none. */
    readonly absence: Pick<NewComAbsence, 'fromDay' | 'untilDay'> & {
      readonly com: string
      readonly coverEmail: string | null
    }
    readonly idempotencyKey: string
  },
): Promise<'set' | 'no-such-com' | 'no-such-cover'> {
  const { staff, absence, idempotencyKey, fromAddress } = command
  const { com, coverEmail, ...days } = absence
  return database.transaction(async transaction => {
    if (!(await isUnchanged(transaction, staff))) return 'no-such-com'
    const away = await comOf(transaction, staff, com)
    if (!away) return 'no-such-com'
    const cover = coverEmail === null ? undefined : await transaction.comAbsences.coverAt(coverEmail)
    if (coverEmail !== null && (!cover || coverEmail === away.comKey)) return 'no-such-cover'
    const coveredBy = cover?.id ?? null
    const id = await transaction.comAbsences.add(
      { ...days, ...away, coveredBy },
      { staffId: staff.id, at: now, idempotencyKey },
    )
    if (id === undefined) return 'set'
    const { fromDay: from, untilDay: until } = days
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      action: 'com-absence-set',
      detail: { com: away.comKey, coveredBy, from, until },
      fromAddress,
    })
    await transaction.jobs.add(deliveryJob)
    return 'set'
  })
}

/** Ends that a COM is away and covered, today or before it began. @returns false when it had ended already */
export function removeComAbsence(
  database: Database,
  { now }: Context,
  { staff, id, fromAddress }: AbsenceCommand & { readonly id: number },
): Promise<boolean> {
  return database.transaction(async transaction => {
    if (!(await isUnchanged(transaction, staff))) return false
    const by = { ...keeperOf(staff), at: now }
    const removed = await transaction.comAbsences.remove(id, by)
    if (!removed) return false
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      action: 'com-absence-removed',
      detail: { com: removed.comKey, coveredBy: removed.coveredBy },
      fromAddress,
    })
    await transaction.jobs.add(deliveryJob)
    return true
  })
}
