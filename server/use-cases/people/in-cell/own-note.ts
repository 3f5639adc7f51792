import type { Database } from '../../../database'
import type { Context } from '../../context'

/** Saves or removes a person's own note on a task. Text from an expired page for the same task counts as reviewed. */
export function saveOwnNote(
  database: Database,
  { now }: Context,
  { personId, task, note }: { readonly personId: number; readonly task: string; readonly note: string | null },
): Promise<void> {
  return database.transaction(async transaction => {
    await transaction.tasks.keepNote(personId, task, note, now)
    await transaction.expiredForms.settle(personId, { kind: 'note', about: task })
  })
}
