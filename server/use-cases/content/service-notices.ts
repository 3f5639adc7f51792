import type { Database, StaffMember } from '../../database'
import type { NewNotice } from '../../domain/content/service-notices'
import type { Caller, Context } from '../context'

interface NoticeCommand extends Caller {
  readonly staff: Pick<StaffMember, 'id'>
}

/** Adds a notice to every page of some sites. Idempotent: a form submitted twice adds one notice. */
export function addNotice(
  database: Database,
  { now }: Pick<Context, 'now'>,
  command: NoticeCommand & { readonly notice: NewNotice; readonly idempotencyKey: string },
): Promise<void> {
  return database.transaction(async transaction => {
    const { staff, notice, idempotencyKey } = command
    const id = await transaction.serviceNotices.add(notice, { staffId: staff.id, idempotencyKey, at: now })
    if (id === undefined) return
    await audit(transaction, command, notice.closedFrom ? 'planned-maintenance-added' : 'service-notice-added', id)
  })
}

/**
 * Ends a notice early. It stays in the list with the name of who ended it.
 *
 * @returns false when it had already ended
 */
export function withdrawNotice(
  database: Database,
  { now }: Pick<Context, 'now'>,
  command: NoticeCommand & { readonly id: number },
): Promise<boolean> {
  return database.transaction(async transaction => {
    const isEnded = await transaction.serviceNotices.withdraw(command.id, { staffId: command.staff.id, at: now })
    if (isEnded) await audit(transaction, command, 'service-notice-withdrawn', command.id)
    return isEnded
  })
}

function audit(database: Database, command: NoticeCommand, what: string, notice: number): Promise<void> {
  return database.audit.record({
    site: 'staff',
    staffId: command.staff.id,
    action: what,
    detail: { notice },
    fromAddress: command.fromAddress,
  })
}
