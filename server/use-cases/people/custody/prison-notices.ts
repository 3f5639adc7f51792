import type { Database, StaffMember } from '../../../database'
import type { Caller, Context } from '../../context'

/**
 * Marks a notice of a person's move as seen, with who saw it. Notices of other prisons and notices already seen are
 * left unchanged.
 */
export function markNoticeSeen(
  database: Database,
  { now }: Context,
  { staff, id, fromAddress }: Caller & { readonly staff: StaffMember; readonly id: number },
): Promise<void> {
  return database.transaction(async transaction => {
    const seen = await transaction.notices.seen(id, staff.prisons, { staffId: staff.id, at: now })
    if (!seen) return
    const { personId } = seen
    await transaction.audit.record({ site: 'staff', staffId: staff.id, personId, action: 'notice-seen', fromAddress })
  })
}
