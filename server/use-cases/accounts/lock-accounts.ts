import type { Database, StaffMember } from '../../database'

type Member = Pick<StaffMember, 'id' | 'accountVersion'>

/**
 * Holds the accounts of whoever acts or is given work until the transaction is over. Of somebody whose account has ended
 * or changed since they asked for the page, it is not known what they may do and see.
 *
 * @returns who of them is as before
 */
export async function lockAccounts(
  { accounts }: Database,
  members: readonly Member[],
): Promise<(member: Member) => boolean> {
  const held = await accounts.hold(members.map(({ id }) => id))
  return ({ id, accountVersion }) => held.get(id) === accountVersion
}

/** The same of one. */
export async function isUnchanged(database: Database, member: Member): Promise<boolean> {
  const asBefore = await lockAccounts(database, [member])
  return asBefore(member)
}
