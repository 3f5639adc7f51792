import type { Database } from '../../../database'
import { mostGoals } from '../../../domain/people/own-goals'
import type { Context } from '../../context'

export const goalChanges = ['done', 'not-done', 'share', 'keep', 'remove'] as const
/** What a person does with a goal of theirs. */
export type GoalChange = (typeof goalChanges)[number]

/** The expired form of a new goal; there is one for each person. */
export const newGoal = { kind: 'goal', about: 'new' } as const

/**
 * Adds a person's own goal. Text from an expired page counts as reviewed.
 *
 * @param isShared whether staff may see it
 */
export function addGoal(
  database: Database,
  { now }: Context,
  { personId, goal, isShared }: { readonly personId: number; readonly goal: string; readonly isShared: boolean },
): Promise<'added' | 'too-many'> {
  return database.transaction(async transaction => {
    await transaction.people.lock(personId)
    if ((await transaction.ownGoals.count(personId)) >= mostGoals) return 'too-many'
    await transaction.ownGoals.add(personId, goal, isShared ? now : null, now)
    await transaction.expiredForms.settle(personId, newGoal)
    return 'added'
  })
}

/** Changes a goal of the person's; one that is not there, or not theirs, stays as it is. */
export async function changeGoal(
  database: Database,
  { now }: Context,
  { personId, id, change }: { readonly personId: number; readonly id: number; readonly change: GoalChange },
): Promise<void> {
  const goals = database.ownGoals
  const changes: Readonly<Record<GoalChange, () => Promise<void>>> = {
    done: () => goals.markDone(personId, id, now),
    'not-done': () => goals.markDone(personId, id, null),
    share: () => goals.share(personId, id, now),
    keep: () => goals.share(personId, id, null),
    remove: () => goals.remove(personId, id),
  }
  await changes[change]()
}
