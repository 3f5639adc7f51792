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
    readonly absence: Omit<NewComAbsence, 'coveredBy'> & { readonly coverEmail: string | null }
    readonly idempotencyKey: string
  },
): Promise<'set' | 'no-such-com' | 'no-such-cover'> {
  const { staff, absence, idempotencyKey, fromAddress } = command
  const { coverEmail, ...days } = absence
  return database.transaction(async transaction => {
    if (!(await isUnchanged(transaction, staff))) return 'no-such-com'
    const isTheirs =
      comsKeptBy(staff).includes(days.comEmail) ||
      (staff.pduId && (await transaction.comAbsences.isOfPdu(days.comEmail, staff.pduId)))
    if (!isTheirs) return 'no-such-com'
    const cover = coverEmail === null ? undefined : await transaction.comAbsences.coverAt(coverEmail)
    if (coverEmail !== null && (!cover || coverEmail === days.comEmail)) return 'no-such-cover'
    const coveredBy = cover?.id ?? null
    const id = await transaction.comAbsences.add({ ...days, coveredBy }, { staffId: staff.id, at: now, idempotencyKey })
    if (id === undefined) return 'set'
    const { comEmail: com, fromDay: from, untilDay: until } = days
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      action: 'com-absence-set',
      detail: { com, coveredBy, from, until },
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
    const by = { comEmails: comsKeptBy(staff), staffId: staff.id, at: now }
    const removed = await transaction.comAbsences.remove(id, by)
    if (!removed) return false
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      action: 'com-absence-removed',
      detail: { com: removed.comEmail, coveredBy: removed.coveredBy },
      fromAddress,
    })
    await transaction.jobs.add(deliveryJob)
    return true
  })
}
