import type { Database, StaffMember } from '../../database'

type Member = Pick<StaffMember, 'id' | 'accountVersion'>

/**
 * Locks staff accounts until the end of the transaction, so that the permissions a command was authorised with cannot
 * change while it runs.
 *
 * @returns a check whether a member's account still has the version from their session
 */
export async function lockAccounts(
  { accounts }: Database,
  members: readonly Member[],
): Promise<(member: Member) => boolean> {
  const held = await accounts.hold(members.map(({ id }) => id))
  return ({ id, accountVersion }) => held.get(id) === accountVersion
}

/** Locks one account and checks that it is unchanged. */
export async function isUnchanged(database: Database, member: Member): Promise<boolean> {
  const isSame = await lockAccounts(database, [member])
  return isSame(member)
}
