import type { Database, LeavingEntry, Person, StaffMember } from '../../../database'
import type { LeavingStates } from '../../../domain/people/leaving'
import type { Caller, Context } from '../../context'

export interface LeavingCommand extends Caller {
  readonly staff: StaffMember
  readonly person: Person
  readonly idempotencyKey: string
  /** The id of the last entry that the page showed; 0 for none. */
  readonly seen: number
  readonly states: LeavingStates
}

/** The current states after all entries, oldest first. */
export function statesFrom(entries: readonly LeavingEntry[]): LeavingStates {
  return Object.fromEntries(entries.map(({ item, value }) => [item, value]))
}

/**
 * Records arrangements for the day that a person leaves. Unchanged items are not recorded again.
 *
 * @returns `changed-meanwhile` when entries were added since the page was made; nothing is recorded then
 */
export function recordLeaving(
  database: Database,
  { now }: Context,
  command: LeavingCommand,
): Promise<'recorded' | 'nothing-new' | 'changed-meanwhile'> {
  return database.transaction(async transaction => {
    const person = await transaction.people.lock(command.person.id)
    if (!person) return 'changed-meanwhile'
    if (await transaction.leaving.isRecorded(command.idempotencyKey)) return 'recorded'
    const entries = await transaction.leaving.entries(person.id, person.custodyBegan)
    if ((entries.at(-1)?.id ?? 0) !== command.seen) return 'changed-meanwhile'
    const before = statesFrom(entries)
    const news = Object.entries(command.states).filter(([item, value]) => before[item as keyof LeavingStates] !== value)
    if (news.length === 0) return 'nothing-new'
    await transaction.leaving.record(Object.fromEntries(news), {
      personId: person.id,
      custodyBegan: person.custodyBegan,
      staffId: command.staff.id,
      at: now,
      idempotencyKey: command.idempotencyKey,
    })
    await transaction.audit.record({
      site: 'staff',
      staffId: command.staff.id,
      personId: person.id,
      action: 'leaving-recorded',
      detail: { items: news.map(([item]) => item) },
      fromAddress: command.fromAddress,
    })
    return 'recorded'
  })
}
