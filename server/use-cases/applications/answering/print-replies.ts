import type { Database, RepliesWanted, Reply, AccessScope, StaffMember } from '../../../database'
import { isAboutPrivateTasks, isPrivate } from '../../../domain/checklist'
import type { Caller, Context } from '../../context'

/** The maximum number of replies in a batch. */
export const repliesAtOnce = 100

export interface PrintRepliesCommand extends Caller {
  readonly staff: StaffMember
  readonly scope: AccessScope
  readonly wanted: RepliesWanted
  readonly idempotencyKey: string
}

/**
 * Creates a batch of the replies that have not been printed yet.
 *
 * @returns the batch, the same one for the same idempotency key; null when there are no replies or too many
 */
export function printReplies(
  database: Database,
  { now, today }: Context,
  { staff, scope, wanted, idempotencyKey, fromAddress }: PrintRepliesCommand,
): Promise<number | null> {
  return database.transaction(async transaction => {
    const { prisonId, location } = wanted
    const { id, isNew } = await transaction.replies.addBatch({
      prisonId,
      location,
      by: staff.id,
      at: now,
      idempotencyKey,
    })
    if (!isNew) return id
    const found = await transaction.replies.toPrint(wanted, scope, today, repliesAtOnce + 1)
    const printed = found.length > repliesAtOnce ? 0 : await transaction.replies.addToBatch(id, found)
    if (printed === 0) {
      await transaction.replies.removeBatch(id)
      return null
    }
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      action: 'reply-batch-made',
      detail: { batch: id, prison: prisonId, replies: printed },
      fromAddress,
    })
    return id
  })
}

/**
 * Whether a reply must not be printed. Private replies never go on paper that others handle: the sheet asks the person
 * to come and hear it.
 */
export function staysOffPaper({ form, task, restricted }: Pick<Reply, 'form' | 'task' | 'restricted'>): boolean {
  return restricted || isPrivate({ form, task }) || isAboutPrivateTasks(form)
}
