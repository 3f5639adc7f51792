import type { Database, NewDuty, StaffMember } from '../../database'
import type { Caller, Context } from '../context'
import { isUnchanged } from './lock-accounts'

interface DutyCommand extends Caller {
  /** The manager, who sets duty POMs of their own prisons only. */
  readonly staff: StaffMember
}

/**
 * Makes a POM the duty POM of a prison for some days. What is passed to the duty POM is delivered from the first day on;
 * people without a POM are theirs while it lasts. Several may be on duty. Idempotent.
 *
 * @returns `no-such-pom` when the account is no POM of one of the manager's prisons any more
 */
export function setDutyPom(
  database: Database,
  { now, today }: Context,
  command: DutyCommand & { readonly duty: NewDuty; readonly idempotencyKey: string },
): Promise<'set' | 'no-such-pom'> {
  const { staff, duty, idempotencyKey, fromAddress } = command
  return database.transaction(async transaction => {
    await transaction.accounts.hold([staff.id, duty.staffId])
    const poms = await transaction.dutyPoms.pomsIn(staff.prisons)
    const isPom = poms.some(({ staffId, prisonId }) => staffId === duty.staffId && prisonId === duty.prisonId)
    if (!isPom || !(await isUnchanged(transaction, staff))) return 'no-such-pom'
    const id = await transaction.dutyPoms.add(duty, { staffId: staff.id, at: now, idempotencyKey })
    if (id === undefined) return 'set'
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      action: 'duty-pom-set',
      detail: { account: duty.staffId, prison: duty.prisonId, from: duty.fromDay, until: duty.untilDay },
      fromAddress,
    })
    await transaction.notifications.deliver({}, today, now)
    return 'set'
  })
}

/** Ends that a POM is the duty POM, today or before it began. @returns false when it had ended already */
export function removeDutyPom(
  database: Database,
  { now }: Context,
  { staff, id, fromAddress }: DutyCommand & { readonly id: number },
): Promise<boolean> {
  return database.transaction(async transaction => {
    if (!(await isUnchanged(transaction, staff))) return false
    const removed = await transaction.dutyPoms.remove(id, staff.prisons, { staffId: staff.id, at: now })
    if (!removed) return false
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      action: 'duty-pom-removed',
      detail: { account: removed.staffId, prison: removed.prisonId },
      fromAddress,
    })
    return true
  })
}
