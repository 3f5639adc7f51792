import type { PersonFacts, StaffMember } from '../../server/database'
import type { Permission } from '../../server/domain/staff/permissions'
import { assignableRoles, can, managesAllAccounts, roleEntry, type Role } from '../../server/domain/staff/roles'

export type { Permission } from '../../server/domain/staff/permissions'
export { can } from '../../server/domain/staff/roles'

/** Facts that decide who sees a person or who is responsible for them, and are more than a matter of spelling. */
const permissionToCorrect: Partial<Record<keyof PersonFacts, Permission>> = {
  comName: 'correct-com-and-risk',
  comEmail: 'correct-com-and-risk',
  pomEmail: 'correct-com-and-risk',
  riskOfSeriousHarm: 'correct-com-and-risk',
  paroleMappaLevel: 'correct-com-and-risk',
  earlyAllocation: 'correct-com-and-risk',
  responsibilityOverride: 'decide-responsibility',
}

/** Whether a role may correct a fact about a person. Prison and reception come from files only. */
export function mayCorrect(role: Role, fact: keyof PersonFacts): boolean {
  if (fact === 'prisonId' || fact === 'receptionDate') return false
  return can(role, permissionToCorrect[fact] ?? 'correct-facts')
}

/** Whether a member of staff manages a prison's local services: editors manage those of every prison. */
export function looksAfter({ role, prisons }: Pick<StaffMember, 'role' | 'prisons'>, prisonId: string): boolean {
  return roleEntry(role).prisons === 'every' || prisons.includes(prisonId)
}

type AccountHolder = Pick<StaffMember, 'id' | 'role' | 'prisons'>

/** Whether a reader may see an account: managers see staff of at least one of their prisons. */
export function seesAccount(reader: AccountHolder, { role, prisons }: AccountHolder): boolean {
  if (managesAllAccounts(reader.role)) return true
  return assignableRoles(reader.role).includes(role) && prisons.some(each => reader.prisons.includes(each))
}

/**
 * Whether a reader may change, end and reset an account: never their own, and for managers only accounts limited to the
 * manager's prisons.
 */
export function managesAccount(reader: AccountHolder, account: AccountHolder): boolean {
  if (reader.id === account.id || !can(reader.role, 'manage-accounts') || !seesAccount(reader, account)) return false
  return managesAllAccounts(reader.role) || account.prisons.every(each => reader.prisons.includes(each))
}
