import type { Database, StaffMember } from '../../database'
import { can } from '../../domain/staff/roles'
import type { Caller, Context } from '../context'

/**
 * Acknowledges what was done to an account: for its owner, or for everybody who keeps it. Nobody acknowledges for others
 * what they did themselves. Other notices, and those already acknowledged, are left unchanged.
 */
export function markAccountNoticeSeen(
  database: Database,
  { now }: Context,
  { staff, id, fromAddress }: Caller & { readonly staff: StaffMember; readonly id: number },
): Promise<void> {
  return database.transaction(async ({ accountNotices, audit }) => {
    const isOwn = await accountNotices.seenByOwner(id, staff.id, now)
    const isSeen = isOwn || (can(staff.role, 'manage-accounts') && (await accountNotices.seenByKeeper(id, staff, now)))
    if (!isSeen) return
    const detail = { notice: id, isOwn }
    await audit.record({ site: 'staff', staffId: staff.id, action: 'account-notice-seen', detail, fromAddress })
  })
}
