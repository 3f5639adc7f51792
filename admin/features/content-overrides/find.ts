import { entryKinds } from '../../../server/content/facts-and-contacts/apply-overrides'
import type { StoredOverride } from '../../../server/database'
import { gone } from '../../page/answers'
import type { Asker } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { actsOn, entryOf, type Entry } from '../../presenting/content-entries'

/** A fact or contact. */
export interface Found {
  readonly entry: Entry
  /** All that was changed of it, the oldest first. */
  readonly history: readonly StoredOverride[]
}

/**
 * Finds the fact or contact that the URL names.
 *
 * @returns a function that throws PageError 404 for what the public cannot see, and where the action, if one is given,
 *   is not possible for it
 */
export function findEntry(
  { database, published }: ConsoleDependencies,
  action?: 'confirm' | 'undo' | 'correct' | 'withdraw',
): (asker: Asker) => Promise<Found> {
  return async ({ req }) => {
    const kind = entryKinds.find(each => each === req.params.kind) ?? gone()
    const name = String(req.params.name)
    const history = await database.contentOverrides.of(kind, name)
    const entry = entryOf(published.content, kind, name, history.at(-1)) ?? gone()
    return action === undefined || actsOn(entry)[action] ? { entry, history } : gone()
  }
}
