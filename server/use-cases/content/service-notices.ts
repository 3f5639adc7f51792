import type { Database, StaffMember } from '../../database'
import type { NewNotice } from '../../domain/content/service-notices'
import type { Caller, Circumstances } from '../context'

interface NoticeAct extends Caller {
  readonly staff: Pick<StaffMember, 'id'>
}

/** Says something on every page of some sites. The same form sent twice says it once. */
export function addNotice(
  database: Database,
  { now }: Pick<Circumstances, 'now'>,
  act: NoticeAct & { readonly notice: NewNotice; readonly actKey: string },
): Promise<void> {
  return database.transaction(async transaction => {
    const { staff, notice, actKey } = act
    const id = await transaction.serviceNotices.add(notice, { staffId: staff.id, actKey, at: now })
    if (id === undefined) return
    await audit(transaction, act, notice.closedFrom ? 'planned-maintenance-added' : 'service-notice-added', id)
  })
}

/**
 * Ends a notice before its time. It stays in the list, with who ended it.
 *
 * @returns false where it was over already
 */
export function withdrawNotice(
  database: Database,
  { now }: Pick<Circumstances, 'now'>,
  act: NoticeAct & { readonly id: number },
): Promise<boolean> {
  return database.transaction(async transaction => {
    const isEnded = await transaction.serviceNotices.withdraw(act.id, { staffId: act.staff.id, at: now })
    if (isEnded) await audit(transaction, act, 'service-notice-withdrawn', act.id)
    return isEnded
  })
}

function audit(database: Database, act: NoticeAct, what: string, notice: number): Promise<void> {
  return database.audit.record({
    site: 'staff',
    staffId: act.staff.id,
    act: what,
    detail: { notice },
    fromAddress: act.fromAddress,
  })
}
