import type { AuditEvent, Database, OwnedReferral, Role, AccessScope, StaffMember } from '../../database'

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

/** The roles that ask other bodies, and so can wait for an answer. */
const askingRoles: ReadonlySet<Role> = new Set(['officer', 'manager', 'com'])

/**
 * Hands open referrals over, as far as whoever gets them may see them. The others go to the team when all has to go, and
 * stay when it is a choice. The people must be held.
 */
export async function reassignReferrals(database: Database, reassignment: Reassignment): Promise<Reassigned> {
  const { referrals, audit } = database
  const { from, to, by, within, at } = reassignment
  const owned = await referrals.lockOwnedBy(from)
  const mine = await seenOf(owned, within?.scope ?? null, referrals)
  const seen = await seenOf(mine, to?.scope ?? null, referrals)
  const theirs = to ? seen.filter(({ ownedBy }) => ownedBy !== to.member.id) : []
  const others = to ? mine.filter(each => !seen.includes(each)) : mine
  const freed = to && within ? [] : others
  await referrals.give(idsOf(theirs), { to: to?.member.id ?? null, by: by.id, at })
  await referrals.give(idsOf(freed), { to: null, by: by.id, at })
  const audited = ({ id, personId, ownedBy }: OwnedReferral, action: string, toId: number | null) =>
    eventOf(reassignment, personId, action, { referral: id, from: ownedBy, to: toId })
  await audit.record(
    ...theirs.map(each => audited(each, 'referral-given', to?.member.id ?? null)),
    ...freed.map(each => audited(each, 'referral-handed-back', null)),
  )
  return { toColleague: theirs.length, toTeam: freed.length, left: others.length - freed.length }
}

/**
 * Has a colleague wait for the answers to questions, as far as they ask other bodies and may see them. A team waits for
 * no answer: the others stay where they are, for whoever takes them over. The people must be held.
 */
export async function reassignEnquiries(database: Database, reassignment: Reassignment): Promise<Reassigned> {
  const { enquiries, audit } = database
  const { from, to, by, within, at } = reassignment
  const held = await enquiries.lockHeldBy(from)
  const mine = within && !askingRoles.has(within.role) ? [] : await seenOf(held, within?.scope ?? null, enquiries)
  const seen = to && askingRoles.has(to.member.role) ? await seenOf(mine, to.scope, enquiries) : []
  const theirs = seen.filter(({ heldBy }) => heldBy !== to?.member.id)
  if (to) {
    await enquiries.give(idsOf(theirs), { to: to.member.id, by: by.id, at })
    await audit.record(
      ...theirs.map(({ id, personId, applicationId, heldBy }) => ({
        ...eventOf(reassignment, personId, 'question-given', { question: id, from: heldBy, to: to.member.id }),
        ...(applicationId !== null && { applicationId }),
      })),
    )
  }
  return { toColleague: theirs.length, toTeam: 0, left: mine.length - seen.length }
}

/** @param sight null for everything */
async function seenOf<Work extends { readonly id: number }>(
  work: readonly Work[],
  scope: AccessScope | null,
  repository: { idsInScope(ids: readonly number[], scope: AccessScope): Promise<ReadonlySet<number>> },
): Promise<readonly Work[]> {
  if (scope === null || work.length === 0) return work
  const seen = await repository.idsInScope(idsOf(work), scope)
  return work.filter(({ id }) => seen.has(id))
}

function idsOf(work: readonly { readonly id: number }[]): number[] {
  return work.map(({ id }) => id)
}

function eventOf(
  { by, fromAddress }: Reassignment,
  personId: number,
  action: string,
  detail: Readonly<Record<string, unknown>>,
): AuditEvent {
  return { site: 'staff', staffId: by.id, personId, action, detail, fromAddress }
}
