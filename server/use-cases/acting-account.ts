import type { Database, StaffMember } from '../database'

/**
 * Holds the account of whoever acts until the transaction is over. Of somebody whose account has ended or changed since
 * they asked for the page, it is not known what they may do and see.
 */
export async function isAsBefore({ accounts }: Database, { id, accountVersion }: StaffMember): Promise<boolean> {
  return (await accounts.hold([id])).get(id) === accountVersion
}
