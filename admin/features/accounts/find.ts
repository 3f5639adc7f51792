import type { Account, Pdu, Prison, StaffMember } from '../../../server/database'
import type { Reads } from '../../../server/database/reads'
import { managesAllAccounts } from '../../../server/domain/staff/roles'
import { managesAccount, seesAccount } from '../../access/permissions'
import { gone } from '../../page/answers'
import { idIn } from '../../page/id-in-address'
import type { Asker } from '../../page/kernel'

/** An account, and the prisons and PDUs that the reader may assign to it. */
export interface Found {
  readonly account: Account
  readonly prisons: readonly Prison[]
  /** None for managers, who assign no role that belongs to one. */
  readonly pdus: readonly Pdu[]
}

/**
 * Finds the account that the URL names.
 *
 * @returns a function that throws PageError 404 when the reader may not see the account or there is none
 */
export function findAccount({ accounts }: Pick<Reads, 'accounts'>): (asker: Asker) => Promise<Account> {
  return async ({ req, staff }) => {
    const account = await accounts.find(idIn(req.params.id))
    return account && seesAccount(staff, account) ? account : gone()
  }
}

/**
 * Finds the account that the URL names, with the prisons that the reader may assign to it.
 *
 * @returns a function that throws PageError 404 also when the reader may see the account but not change it
 */
export function findAccountToChange(
  database: Pick<Reads, 'accounts' | 'pdus' | 'prisons'>,
): (asker: Asker) => Promise<Found> {
  const find = findAccount(database)
  return async asker => {
    const account = await find(asker)
    return managesAccount(asker.staff, account) ? { account, ...(await findAssignable(database, asker)) } : gone()
  }
}

/** Finds the prisons and PDUs that the reader may assign. */
export async function findAssignable(
  database: Pick<Reads, 'pdus' | 'prisons'>,
  { staff }: Asker,
): Promise<Omit<Found, 'account'>> {
  const [prisons, pdus] = await Promise.all([
    assignablePrisons(database, staff),
    managesAllAccounts(staff.role) ? database.pdus.all() : [],
  ])
  return { prisons, pdus }
}

/** The active prisons that an account administrator may assign: managers only their own. */
export async function assignablePrisons(
  { prisons }: Pick<Reads, 'prisons'>,
  { role, prisons: own }: StaffMember,
): Promise<readonly Prison[]> {
  return (await prisons.all()).filter(({ id, active }) => active && (managesAllAccounts(role) || own.includes(id)))
}

/** The colleagues who may take over somebody's work: active staff of the same prisons. */
export async function colleaguesOf({ staff }: Pick<Reads, 'staff'>, account: Account): Promise<StaffMember[]> {
  const members = await staff.inPrisons(account.prisons)
  return members.filter(({ id, active }) => active && id !== account.id)
}
