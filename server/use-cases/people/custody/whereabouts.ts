import type {
  AccessScope,
  AuditEvent,
  Database,
  NewWhereaboutsRecord,
  OpenWorkCounts,
  Person,
  StaffMember,
} from '../../../database'
import type { CalendarDay } from '../../../domain/calendar'
import { openWorkKinds } from '../../../domain/people/open-work'
import {
  canGo,
  canHaveHappened,
  expectedLeaving,
  whereaboutsTable,
  type Elsewhere,
  type WayOfLeaving,
  type Whereabouts,
} from '../../../domain/people/whereabouts'
import { isUnchanged } from '../../accounts/lock-accounts'
import { decideAgain } from '../../applications/routing/decide-again'
import type { Caller, Context } from '../../context'
import { idempotencyKeyFrom } from '../../idempotency-key'
import { isSettledBy, openWorkOf, type Settlement } from './open-work'
import { restoreSettledWork } from './restore-settled-work'
import { settleOpenWork } from './settle-open-work'

/** A person as a page showed them. */
export interface ShownPerson {
  readonly prisonNumber: string
  /** The id of the newest record about them; 0 for none. */
  readonly seen: number
}

/** What is said of many people at once who may have left. */
export type Confirmed = 'left' | 'still-here' | Elsewhere

export interface ConfirmCommand extends Caller {
  readonly staff: StaffMember
  readonly scope: AccessScope
  readonly chosen: readonly ShownPerson[]
  readonly to: Confirmed
  /** Made with the page, so that a double click or a retry acts once. */
  readonly idempotencyKey: string
}

export interface ConfirmResult {
  readonly done: number
  /** Who has open work, which is settled before they are recorded as gone. */
  readonly toSettle: readonly string[]
  /** Who was not there, or not as the page showed them. */
  readonly changed: readonly string[]
}

/**
 * Records that people have left, are still here, or are somewhere else, in one transaction. Somebody with open work is
 * not recorded as gone here, because nothing may close over it.
 *
 * @returns undefined when the account of whoever records it has ended or changed
 */
export function confirmWhereabouts(
  database: Database,
  context: Context,
  { staff, scope, chosen, to, idempotencyKey, fromAddress }: ConfirmCommand,
): Promise<ConfirmResult | undefined> {
  const { now, today } = context
  return database.transaction(async transaction => {
    if (!(await isUnchanged(transaction, staff))) return undefined
    const numbers = chosen.map(({ prisonNumber }) => prisonNumber)
    const keyOf = (prisonNumber: string) => idempotencyKeyFrom(idempotencyKey, prisonNumber)
    const people = new Map((await transaction.people.lockByNumbers(numbers)).map(each => [each.prisonNumber, each]))
    const known = await transaction.whereabouts.openWork(
      scope,
      [...people.values()].map(({ id }) => id),
    )
    const before = await transaction.whereabouts.areRecorded(numbers.map(keyOf))
    const records: NewWhereaboutsRecord[] = []
    const toSettle: string[] = []
    const changed: string[] = []
    let done = 0
    for (const { prisonNumber, seen } of chosen) {
      const person = people.get(prisonNumber)
      const about = person && known.get(person.id)
      if (!person || !about) changed.push(prisonNumber)
      else if (before.has(keyOf(prisonNumber))) done += 1
      else if (about.seen !== seen || !isPossible(person, to)) changed.push(prisonNumber)
      else if (to === 'left' && hasOpenWork(about)) toSettle.push(prisonNumber)
      else {
        const by = { personId: person.id, staffId: staff.id, idempotencyKey: keyOf(prisonNumber) }
        records.push({ ...by, ...whatHappened(person, to, today) })
      }
    }
    for (const record of records) await transaction.whereabouts.add(record, now)
    await endSessions(transaction, context, records)
    await transaction.audit.record(...records.map(each => auditOf(each, fromAddress)))
    return { done: done + records.length, toSettle, changed }
  })
}

function isPossible({ whereabouts }: Person, to: Confirmed): boolean {
  return to === 'still-here' ? whereaboutsTable[whereabouts].mayLeave : canGo(whereabouts, to)
}

function whatHappened(
  person: Person,
  to: Confirmed,
  today: CalendarDay,
): Pick<NewWhereaboutsRecord, 'kind' | 'whereabouts' | 'happenedOn' | 'way'> {
  if (to === 'still-here') return { kind: 'still-here', whereabouts: person.whereabouts, happenedOn: today }
  if (to !== 'left') return { kind: 'moved', whereabouts: to, happenedOn: today }
  const { on, way } = expectedLeaving(person, today) ?? { on: today, way: 'release-date' as const }
  return { kind: 'moved', whereabouts: 'left', happenedOn: canHaveHappened(on, person, today) ? on : today, way }
}

export interface MoveCommand extends Caller {
  readonly staff: StaffMember
  readonly scope: AccessScope
  readonly person: Person
  readonly seen: number
  readonly to: Exclude<Whereabouts, 'left'>
  readonly happenedOn: CalendarDay
  readonly idempotencyKey: string
}

export type WhereaboutsResult = 'done' | 'changed' | 'not-that-day'

/** Records that one person is out at hospital or court, unlawfully at large, or back. */
export function moveWhereabouts(
  database: Database,
  context: Context,
  command: MoveCommand,
): Promise<WhereaboutsResult> {
  const { staff, to, happenedOn, idempotencyKey } = command
  return ofOne(database, context, command, (_transaction, person) => {
    if (!canGo(person.whereabouts, to)) return 'changed'
    if (!canHaveHappened(happenedOn, person, context.today)) return 'not-that-day'
    return {
      record: { personId: person.id, kind: 'moved', whereabouts: to, happenedOn, staffId: staff.id, idempotencyKey },
    }
  })
}

export interface LeaveCommand extends Caller {
  readonly staff: StaffMember
  readonly scope: AccessScope
  readonly person: Person
  readonly seen: number
  readonly happenedOn: CalendarDay
  readonly way: WayOfLeaving
  readonly settlement: Settlement
  readonly idempotencyKey: string
}

/**
 * Records that a person has left prison, settles what is open about them, and ends their in-cell sessions, in one
 * transaction. What it settled is recorded as it was. Their assessments end with it, because those are worked out from
 * where they are.
 *
 * @returns `changed` also when something is open that the settlement does not speak of
 */
export function recordLeft(database: Database, context: Context, command: LeaveCommand): Promise<WhereaboutsResult> {
  const { staff, scope, way, happenedOn, settlement, idempotencyKey, fromAddress } = command
  return ofOne(database, context, command, async (transaction, person) => {
    if (!canGo(person.whereabouts, 'left')) return 'changed'
    if (!canHaveHappened(happenedOn, person, context.today)) return 'not-that-day'
    const open = await openWorkOf(transaction, person, { scope, staffId: staff.id, today: context.today })
    if (!isSettledBy(open, settlement)) return 'changed'
    const by = { person, staff, scope, settlement, idempotencyKey, fromAddress }
    const settled = await settleOpenWork(transaction, context, open, by)
    const { words } = settlement
    const left = { personId: person.id, kind: 'moved', whereabouts: 'left', happenedOn, way } as const
    return {
      record: { ...left, ...(words !== null && { words }), staffId: staff.id, idempotencyKey },
      also: recordId => transaction.settledWorks.add(recordId, settled),
    }
  })
}

export interface UndoCommand extends Caller {
  readonly staff: StaffMember
  readonly scope: AccessScope
  readonly person: Person
  readonly seen: number
  /** Why it was a mistake. */
  readonly words: string
  readonly idempotencyKey: string
}

/** Restored as it was; or in part, because something had changed since and stays as it is. */
export type UndoResult = 'done' | 'done-in-part' | 'changed'

/**
 * Takes back that a person has left, which was recorded by mistake, in one transaction: they are in the lists again,
 * their assessments run from where they were, and everything that was settled with it is as it was, unless somebody has
 * changed it since. Their open applications are decided again.
 */
export async function undoLeft(database: Database, context: Context, command: UndoCommand): Promise<UndoResult> {
  const { staff, scope, words, idempotencyKey, fromAddress } = command
  let isWhole = true
  const result = await ofOne(database, context, command, async (transaction, person) => {
    const [last, ...earlier] = await transaction.whereabouts.ofPerson(person.id)
    if (person.whereabouts !== 'left' || !last) return 'changed'
    const was = earlier.find(({ kind }) => kind !== 'still-here')
    const back = { ...person, whereabouts: 'in-prison' } as const
    const by = { person: back, staff, scope, idempotencyKey, fromAddress }
    const { restored, left } = await restoreSettledWork(transaction, context, last, by)
    isWhole = left.length === 0
    await decideAgain(transaction, context, back)
    return {
      record: {
        personId: person.id,
        kind: 'undone',
        whereabouts: was && was.whereabouts !== 'left' ? was.whereabouts : 'in-prison',
        happenedOn: was?.happenedOn ?? person.custodyBegan,
        words,
        staffId: staff.id,
        idempotencyKey,
      },
      also: async recordId => {
        await transaction.settledWorks.undo(recordId, restored, true)
        await transaction.settledWorks.undo(recordId, left, false)
      },
    }
  })
  if (result === 'done') return isWhole ? 'done' : 'done-in-part'
  return 'changed'
}

type Decided =
  | {
      readonly record: NewWhereaboutsRecord
      /** What is stored with the record, by its id. */
      readonly also?: (recordId: number) => Promise<void>
    }
  | 'changed'
  | 'not-that-day'

/** Records something of one person, once, in one transaction, unless something else was recorded since the page. */
function ofOne(
  database: Database,
  context: Context,
  { staff, scope, seen, person: shown, idempotencyKey, fromAddress }: Omit<MoveCommand, 'to' | 'happenedOn'>,
  decide: (transaction: Database, person: Person) => Decided | Promise<Decided>,
): Promise<WhereaboutsResult> {
  return database.transaction(async transaction => {
    if (!(await isUnchanged(transaction, staff))) return 'changed'
    const person = await transaction.people.lock(shown.id)
    if (!person || !(await transaction.people.findInScope(person.prisonNumber, scope))) return 'changed'
    if ((await transaction.whereabouts.areRecorded([idempotencyKey])).size > 0) return 'done'
    const [last] = await transaction.whereabouts.ofPerson(person.id)
    if ((last?.id ?? 0) !== seen) return 'changed'
    const decided = await decide(transaction, person)
    if (typeof decided === 'string') return decided
    const { record, also } = decided
    const recordId = await transaction.whereabouts.add(record, context.now)
    await also?.(recordId)
    await endSessions(transaction, context, [record])
    await transaction.audit.record(auditOf(record, fromAddress))
    return 'done'
  })
}

/** Ends the in-cell sessions of those who cannot sign in from where they are; sign-in is refused from then on. */
async function endSessions(
  { inCellSessions }: Database,
  { now }: Context,
  records: readonly NewWhereaboutsRecord[],
): Promise<void> {
  for (const { personId, whereabouts } of records) {
    if (!whereaboutsTable[whereabouts].canSignIn) await inCellSessions.endOf(personId, now)
  }
}

function auditOf(record: NewWhereaboutsRecord, fromAddress: string | undefined): AuditEvent {
  const { personId, staffId, kind, whereabouts, happenedOn, way } = record
  return {
    site: 'staff',
    staffId: staffId ?? undefined,
    personId,
    action: `whereabouts-${kind}`,
    detail: { whereabouts, happenedOn, ...(way && { way }) },
    fromAddress,
  }
}

function hasOpenWork(counts: OpenWorkCounts): boolean {
  return openWorkKinds.some(kind => counts[kind] > 0)
}
