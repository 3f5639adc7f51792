import type { AccessScope, Database, HeldWork, StaffMember } from '../../database'
import { can, type Role } from '../../domain/staff/roles'
import { workKinds, workKindTable, type WorkKind } from './kinds'

/** Whoever gets work, and what they may see. */
export interface Receiver {
  readonly member: Pick<StaffMember, 'id' | 'name' | 'role' | 'prisons' | 'accountVersion'>
  readonly scope: AccessScope
}

/** Work that goes from some colleagues to another, or to the team. */
export interface Reassignment {
  readonly from: readonly number[]
  /** Null for the team. */
  readonly to: Receiver | null
  readonly by: Pick<StaffMember, 'id'>
  /** Who chose to, where only what they may see goes; null when all has to go. */
  readonly within: { readonly role: Role; readonly scope: AccessScope } | null
  readonly at: Date
  readonly fromAddress: string | undefined
}

/** What of one kind went to the colleague, what to the team, and what stayed with those who had it. */
export interface Reassigned {
  readonly toColleague: number
  readonly toTeam: number
  readonly left: number
}

/** Reassigns every kind of work that somebody holds. The people must be locked. */
export async function reassignWork(
  database: Database,
  reassignment: Reassignment,
): Promise<Readonly<Record<WorkKind, Reassigned>>> {
  const reassigned: Partial<Record<WorkKind, Reassigned>> = {}
  // One after the other, always in this order, so that two transactions cannot wait for each other's locks.
  for (const kind of workKinds) reassigned[kind] = await reassignKind(database, kind, reassignment)
  return reassigned as Record<WorkKind, Reassigned>
}

/**
 * Open work goes to whoever gets it as far as they can hold it and may see it. The rest goes to the team when all has to
 * go, and stays when it is a choice. Where a team holds no work of this kind, it stays for whoever takes it over.
 */
async function reassignKind(database: Database, kind: WorkKind, reassignment: Reassignment): Promise<Reassigned> {
  const { from, to, by, within, at, fromAddress } = reassignment
  const { work, auditName } = workKindTable[kind]
  const repository = database[kind]
  const canHold = (role: Role) => can(role, work.holderPermission)
  const held = await repository.lockHeldBy(from)
  const chosen = within && !canHold(within.role) ? [] : held
  const mine = within ? await seenOf(chosen, within.scope, repository) : chosen
  const seen = to && canHold(to.member.role) ? await seenOf(mine, to.scope, repository) : []
  const moving = seen.filter(({ holderId }) => holderId !== to?.member.id)
  const others = mine.filter(each => !seen.includes(each))
  const freed = work.heldByTeam && !(to && within) ? others : []
  const moves = [
    { items: moving, holder: to?.member.id ?? null, action: `${auditName}-given` },
    { items: freed, holder: null, action: `${auditName}-handed-back` },
  ]
  for (const { items, holder, action } of moves) {
    if (items.length === 0) continue
    const ids = items.map(({ id }) => id)
    await repository.give(ids, { to: holder, by: by.id, at })
    await database.audit.record(
      ...items.map(({ id, personId, applicationId, holderId }) => ({
        site: 'staff' as const,
        staffId: by.id,
        personId,
        ...(typeof applicationId === 'number' && { applicationId }),
        action,
        detail: { [auditName]: id, from: holderId, to: holder },
        fromAddress,
      })),
    )
  }
  return { toColleague: moving.length, toTeam: freed.length, left: others.length - freed.length }
}

async function seenOf(
  held: readonly HeldWork[],
  scope: AccessScope,
  repository: { idsInScope(ids: readonly number[], scope: AccessScope): Promise<ReadonlySet<number>> },
): Promise<readonly HeldWork[]> {
  if (held.length === 0) return held
  const seen = await repository.idsInScope(
    held.map(({ id }) => id),
    scope,
  )
  return held.filter(({ id }) => seen.has(id))
}
