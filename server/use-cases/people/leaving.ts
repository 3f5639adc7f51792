import type { Database, LeavingEntry, Person, StaffMember } from '../../database'
import type { LeavingStates } from '../../domain/people/leaving'
import type { Caller, Circumstances } from '../context'

export interface LeavingAct extends Caller {
  readonly staff: StaffMember
  readonly person: Person
  readonly actKey: string
  /** The last entry that the page showed; 0 for none. */
  readonly seen: number
  readonly states: LeavingStates
}

/** How everything stands after all that was recorded, oldest first. */
export function statesFrom(entries: readonly LeavingEntry[]): LeavingStates {
  return Object.fromEntries(entries.map(({ item, value }) => [item, value]))
}

/**
 * Records how things stand for the day that a person leaves. What is as it was is not recorded again.
 *
 * @returns `changed-meanwhile` when somebody recorded something since the page was made: nothing is recorded then
 */
export function recordLeaving(
  database: Database,
  { now }: Circumstances,
  act: LeavingAct,
): Promise<'recorded' | 'nothing-new' | 'changed-meanwhile'> {
  return database.transaction(async transaction => {
    const person = await transaction.people.lock(act.person.id)
    if (!person) return 'changed-meanwhile'
    if (await transaction.leaving.isRecorded(act.actKey)) return 'recorded'
    const entries = await transaction.leaving.entries(person.id, person.custodyBegan)
    if ((entries.at(-1)?.id ?? 0) !== act.seen) return 'changed-meanwhile'
    const before = statesFrom(entries)
    const news = Object.entries(act.states).filter(([item, value]) => before[item as keyof LeavingStates] !== value)
    if (news.length === 0) return 'nothing-new'
    await transaction.leaving.record(Object.fromEntries(news), {
      personId: person.id,
      custodyBegan: person.custodyBegan,
      staffId: act.staff.id,
      at: now,
      actKey: act.actKey,
    })
    await transaction.audit.record({
      site: 'staff',
      staffId: act.staff.id,
      personId: person.id,
      act: 'leaving-recorded',
      detail: { items: news.map(([item]) => item) },
      fromAddress: act.fromAddress,
    })
    return 'recorded'
  })
}
