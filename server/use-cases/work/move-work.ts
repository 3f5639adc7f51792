import type { AuditEvent, Database, NewStep, Person, StaffMember, WorkItem, WorkStep } from '../../database'
import type { CalendarDay } from '../../domain/calendar'
import {
  acceptsSteps,
  canFollow,
  endsWork,
  isComplete,
  stateAfter,
  type KindOfWork,
  type WorkState,
} from '../../domain/work/work'
import { isUnchanged } from '../accounts/lock-accounts'
import type { Caller, Context } from '../context'

/** Somebody adds or changes a piece of work. */
export interface WorkCommand extends Caller {
  readonly staff: StaffMember
  /** Made with the page, so that a double click or a retry acts once. */
  readonly idempotencyKey: string
}

/** A piece of work as a page showed it. */
export interface ShownWork {
  readonly id: number
  readonly version: number
}

export type WorkResult<Step extends WorkStep = WorkStep> =
  | {
      readonly kind: 'done'
      readonly id: number
      /** The steps that others made since the page was opened. */
      readonly since?: readonly Step[]
    }
  /** Somebody else was first, and nothing is done. */
  | { readonly kind: 'changed' }
  /** The person's record, the work in scope or the account of whoever acts is not there as it was. */
  | { readonly kind: 'gone' }

type Event = Pick<AuditEvent, 'action' | 'detail' | 'applicationId'>

/** What the statements of a kind of work have to offer here. */
interface Repository<Item, Step extends WorkStep = WorkStep> {
  idForKey(idempotencyKey: string): Promise<number | undefined>
  steps(ids: readonly number[]): Promise<readonly (Step & { readonly kind: string })[]>
  change(
    item: Item,
    after: WorkState<string> & { readonly endedAt: Date | null | undefined },
    step: NewStep & { readonly kind: string } & Readonly<Record<string, unknown>>,
    own?: Readonly<Record<string, unknown>>,
  ): Promise<void>
}

/**
 * Adds a piece of work for a person, once, in one transaction.
 *
 * @param add the kind's own checks and then the insert; a refusal does not roll back, so checks come first
 */
export function addWork<Refusal extends { readonly kind: string } = never>(
  database: Database,
  { staff, person, idempotencyKey, fromAddress }: WorkCommand & { readonly person: Person },
  repositoryIn: (database: Database) => Pick<Repository<never>, 'idForKey'>,
  add: (
    transaction: Database,
  ) => Promise<{ readonly kind: 'added'; readonly id: number; readonly event: Event } | Refusal>,
): Promise<WorkResult<never> | Refusal> {
  return database.transaction(async transaction => {
    if (!(await isUnchanged(transaction, staff)) || !(await transaction.people.lock(person.id))) return { kind: 'gone' }
    const before = await repositoryIn(transaction).idForKey(idempotencyKey)
    if (before !== undefined) return { kind: 'done', id: before }
    const added = await add(transaction)
    if (!('event' in added)) return added
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      personId: person.id,
      fromAddress,
      ...added.event,
    })
    return { kind: 'done', id: added.id }
  })
}

/**
 * Finds a piece of work in scope and locks it, after the application that it is about: every command locks an
 * application first, to avoid a deadlock.
 */
export async function lockWithApplication<Item extends { readonly applicationId: number | null }, Scope>(
  { applications }: Pick<Database, 'applications'>,
  work: {
    findInScope(id: number, scope: Scope): Promise<Item | undefined>
    lockInScope(id: number, scope: Scope): Promise<Item | undefined>
  },
  id: number,
  scope: Scope,
): Promise<Item | undefined> {
  const found = await work.findInScope(id, scope)
  if (found?.applicationId) await applications.lockEach([found.applicationId])
  return found && work.lockInScope(id, scope)
}

/** One action on a piece of work: the rule of its kind, and what the kind adds to it. */
interface Move<Item, Status extends string, Action extends string, Refusal, Step extends WorkStep> {
  readonly kind: KindOfWork<Status, Action>
  readonly action: Action
  readonly repositoryIn: (database: Database) => Repository<Item, Step>
  /** Finds the work in scope and locks it. */
  readonly lock: (transaction: Database) => Promise<Item | undefined>
  /** Whether the action is one that this piece of work has; absent where all of its kind have the same. */
  readonly has?: (item: Item) => boolean
  /** Why it cannot be done, beside the rule of its kind. */
  readonly refuse?: (transaction: Database, item: Item) => Promise<Refusal | undefined>
  readonly step: {
    readonly kind: string
    readonly words?: string | null
    readonly doneOn?: CalendarDay | null
  } & Readonly<Record<string, unknown>>
  /** Columns that only this kind has, by their names in the code. */
  readonly own?: (item: Item) => Readonly<Record<string, unknown>>
  /** What else is done in the same transaction. */
  readonly also?: (transaction: Database, item: Item) => Promise<void>
  readonly event: (item: Item) => Event
}

/**
 * Does something with a piece of work, once, in one transaction: the new state, the step with who and when, and the
 * audit entry.
 */
export function moveWork<
  Item extends WorkItem<Status>,
  Status extends string,
  Action extends string,
  Refusal extends { readonly kind: string } = never,
  Step extends WorkStep = WorkStep,
>(
  database: Database,
  { now }: Context,
  { staff, version, idempotencyKey, fromAddress }: WorkCommand & ShownWork,
  { kind, action, repositoryIn, lock, has, refuse, step, own, also, event }: Move<Item, Status, Action, Refusal, Step>,
): Promise<WorkResult<Step> | Refusal> {
  // The form refuses it before: what comes here without its words is a fault of the code.
  if (!isComplete(kind.actions[action], step)) throw new Error(`Words or a day are missing from '${action}'`)
  return database.transaction(async transaction => {
    if (!(await isUnchanged(transaction, staff))) return { kind: 'gone' }
    const item = await lock(transaction)
    if (!item) return { kind: 'gone' }
    const repository = repositoryIn(transaction)
    if ((await repository.idForKey(idempotencyKey)) !== undefined) return { kind: 'done', id: item.id }
    const steps = item.version === version ? [] : await repository.steps([item.id])
    // Each step raises the version by one. So does a move to another prison, which is none: then they cannot be counted.
    const isCounted = item.version === version || steps.length === item.version
    const since = isCounted ? steps.slice(version - item.version) : null
    const isStale = version > item.version || !acceptsSteps(kind.actions[action], since)
    if (isStale || !canFollow(kind, item, action, staff.id) || has?.(item) === false) return { kind: 'changed' }
    const refusal = await refuse?.(transaction, item)
    if (refusal) return refusal
    const ends = endsWork(kind, action)
    const endedAt = ends === undefined ? undefined : ends ? now : null
    const made = { ...step, staffId: staff.id, at: now, idempotencyKey }
    await repository.change(item, { ...stateAfter(kind, item, action, staff.id), endedAt }, made, own?.(item))
    await also?.(transaction, item)
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      personId: item.personId,
      fromAddress,
      ...event(item),
    })
    const byOthers = since?.filter(({ staffId }) => staffId !== staff.id) ?? []
    return { kind: 'done', id: item.id, ...(byOthers.length > 0 && { since: byOthers }) }
  })
}
