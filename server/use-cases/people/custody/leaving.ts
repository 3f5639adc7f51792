import type { Database, LeavingEntry, Person, StaffMember } from '../../../database'
import type { LeavingItem, LeavingStates, LeavingValue } from '../../../domain/people/leaving'
import type { Caller, Context } from '../../context'
import { idempotencyKeyFrom } from '../../idempotency-key'

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

/** What a list said of one person's items, and what they were changed to. */
export interface LeavingChange {
  readonly person: Person
  /** The record of each item that the page showed; an item without one is absent. */
  readonly seen: Readonly<Partial<Record<LeavingItem, number>>>
  readonly states: LeavingStates
}

/** An item that a colleague recorded while the page was open: theirs stays. */
export interface LeavingConflict {
  readonly personId: number
  readonly item: LeavingItem
  readonly yours: LeavingValue
  readonly theirs: LeavingValue
  readonly staffName: string
}

export interface LeavingOfMany {
  /** How many people and items something was recorded of. */
  readonly people: number
  readonly items: number
  readonly conflicts: readonly LeavingConflict[]
}

/**
 * Records arrangements of many people from one page, in one transaction. Items that are as the page showed them are left,
 * as are those that a colleague recorded meanwhile; everything else is recorded.
 */
export function recordLeavingOfMany(
  database: Database,
  { now }: Context,
  command: Caller & {
    readonly staff: StaffMember
    readonly idempotencyKey: string
    readonly changes: readonly LeavingChange[]
  },
): Promise<LeavingOfMany> {
  const { staff, idempotencyKey, changes, fromAddress } = command
  return database.transaction(async transaction => {
    const people = await transaction.people.lockByNumbers(changes.map(({ person }) => person.prisonNumber))
    const latest = new Map<string, Awaited<ReturnType<Database['leaving']['latestOf']>>[number]>()
    const seenIds = changes.flatMap(({ seen }) => Object.values(seen))
    const [entries, shown] = [
      await transaction.leaving.latestOf(people.map(({ id }) => id)),
      await transaction.leaving.valuesOf(seenIds),
    ]
    for (const entry of entries) latest.set(`${entry.personId} ${entry.item}`, entry)
    const changeOf = new Map(changes.map(change => [change.person.id, change]))
    const conflicts: LeavingConflict[] = []
    const recorded = people.flatMap(person => {
      const { seen, states } = changeOf.get(person.id)!
      const news = itemsOf(states).filter(([item, yours]) => {
        const seenId = seen[item]
        if (seenId !== undefined && shown.get(seenId) === yours) return false
        const now = latest.get(`${person.id} ${item}`)
        if (now?.value === yours) return false
        if (now?.id === seenId) return true
        const { value: theirs, staffName } = now ?? { value: yours, staffName: '' }
        conflicts.push({ personId: person.id, item, yours, theirs, staffName })
        return false
      })
      return news.length > 0 ? [{ person, news }] : []
    })
    for (const { person, news } of recorded) {
      await transaction.leaving.record(Object.fromEntries(news), {
        personId: person.id,
        custodyBegan: person.custodyBegan,
        staffId: staff.id,
        at: now,
        idempotencyKey: idempotencyKeyFrom(idempotencyKey, person.id),
      })
    }
    await transaction.audit.record(
      ...recorded.map(({ person, news }) => ({
        site: 'staff' as const,
        staffId: staff.id,
        personId: person.id,
        action: 'leaving-recorded',
        detail: { items: news.map(([item]) => item) },
        fromAddress,
      })),
    )
    const items = recorded.reduce((sum, { news }) => sum + news.length, 0)
    return { people: recorded.length, items, conflicts }
  })
}

function itemsOf(states: LeavingStates): (readonly [LeavingItem, LeavingValue])[] {
  return Object.entries(states) as [LeavingItem, LeavingValue][]
}
