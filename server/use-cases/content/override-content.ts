import type { ContentOverride } from '../../content/facts-and-contacts/apply-overrides'
import { isDuplicate, type OverrideAction, type Database, type StaffMember } from '../../database'
import type { Caller, Context } from '../context'

/** A service owner's command on a fact or contact. */
export interface OverrideCommand extends Caller {
  readonly staff: Pick<StaffMember, 'id'>
  readonly action: OverrideAction
  readonly change: ContentOverride
  readonly reason: string | null
  /** Optimistic lock: a command on an older version is refused. */
  readonly version: number
  readonly idempotencyKey: string
}

export type OverrideResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'changed' }
  /** The pages could not be rendered with the override, so nothing changed. */
  | { readonly kind: 'refused'; readonly faults: readonly string[] }

/**
 * Overrides a fact or contact on all pages. Checks idempotency key and version, and records history and audit.
 *
 * @param tryOut returns the faults that stop pages from being rendered with the override
 */
export async function overrideContent(
  database: Database,
  { now }: Pick<Context, 'now'>,
  done: OverrideCommand,
  tryOut: (change: ContentOverride) => Promise<readonly string[]>,
): Promise<OverrideResult> {
  const { staff, action, change, reason, version, idempotencyKey, fromAddress } = done
  if (await database.contentOverrides.isDone(idempotencyKey)) return { kind: 'done' }
  const faults = await tryOut(change)
  if (faults.length > 0) return { kind: 'refused', faults }
  try {
    await database.transaction(async transaction => {
      const next = { ...change, action, reason, version: version + 1, staffId: staff.id, idempotencyKey, at: now }
      await transaction.contentOverrides.add(next)
      await transaction.audit.record({
        site: 'staff',
        staffId: staff.id,
        action: `${change.kind}-${action}`,
        detail: { name: change.name, version: version + 1 },
        fromAddress,
      })
    })
    return { kind: 'done' }
  } catch (error) {
    const isTwice = ['content_change_act_key', 'content_change_version'].some(each => isDuplicate(error, each))
    if (!isTwice) throw error
    return { kind: (await database.contentOverrides.isDone(idempotencyKey)) ? 'done' : 'changed' }
  }
}
