import type { ContentChange } from '../../content/apply-overrides'
import { isDuplicate, type ContentAct, type Database, type StaffMember } from '../../database'
import type { Caller, Circumstances } from '../context'

/** What a service owner does to a fact or contact. */
export interface ContentActDone extends Caller {
  readonly staff: Pick<StaffMember, 'id'>
  readonly act: ContentAct
  readonly change: ContentChange
  readonly reason: string | null
  /** The version on their page: an act on an older one is refused. */
  readonly version: number
  readonly actKey: string
}

export type ContentResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'changed' }
  /** The pages could not be made of it, so all stays as it was. */
  | { readonly kind: 'refused'; readonly faults: readonly string[] }

/**
 * Changes what all pages say of a fact or contact: once, on what the owner's page showed, in the history and the audit.
 *
 * @param tryOut says why pages could not be made of it
 */
export async function changeContent(
  database: Database,
  { now }: Pick<Circumstances, 'now'>,
  done: ContentActDone,
  tryOut: (change: ContentChange) => Promise<readonly string[]>,
): Promise<ContentResult> {
  const { staff, act, change, reason, version, actKey, fromAddress } = done
  if (await database.contentChanges.isDone(actKey)) return { kind: 'done' }
  const faults = await tryOut(change)
  if (faults.length > 0) return { kind: 'refused', faults }
  try {
    await database.transaction(async transaction => {
      const next = { ...change, act, reason, version: version + 1, staffId: staff.id, actKey, at: now }
      await transaction.contentChanges.add(next)
      await transaction.audit.record({
        site: 'staff',
        staffId: staff.id,
        act: `${change.kind}-${act}`,
        detail: { name: change.name, version: version + 1 },
        fromAddress,
      })
    })
    return { kind: 'done' }
  } catch (error) {
    const isTwice = ['content_change_act_key', 'content_change_version'].some(each => isDuplicate(error, each))
    if (!isTwice) throw error
    return { kind: (await database.contentChanges.isDone(actKey)) ? 'done' : 'changed' }
  }
}
