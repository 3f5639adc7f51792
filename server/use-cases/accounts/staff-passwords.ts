import type { Database, StaffMember } from '../../database'
import type { Caller, Context } from '../context'
import { hashOfCode, hashSecret, isSecret } from './secrets'
import { triesOfStaff } from './staff-sign-in'

export const leastPasswordLetters = 12

/** The reason why a password is rejected; undefined when it is acceptable. */
export function faultOfPassword(password: string, email: string): 'too-short' | 'too-easy' | undefined {
  if ([...password].length < leastPasswordLetters) return 'too-short'
  const letters = password.toLowerCase()
  const isRepeated = new Set(letters).size < 5
  return isRepeated || letters.includes(email.split('@', 1)[0]!.toLowerCase()) ? 'too-easy' : undefined
}

export type PasswordResult = 'set' | 'wrong' | 'locked'

/**
 * Sets a password with the code that the account manager was shown. The result does not reveal whether the address has
 * an account or a code; five wrong attempts lock it for 15 minutes.
 */
export async function setPasswordWithCode(
  database: Database,
  { now }: Context,
  {
    email,
    code,
    password,
    fromAddress,
  }: Caller & { readonly email: string; readonly code: string; readonly password: string },
): Promise<PasswordResult> {
  const key = `staff-set-password:${email.toLowerCase().slice(0, 200)}`
  const { allowed, last } = await database.signInTries.begin(key)
  if (!allowed) return 'locked'
  const passwordHash = await hashSecret(password)
  const staff = await database.staff.findByEmail(email)
  const isSet = await database.transaction(async transaction => {
    if (!staff) return false
    await transaction.accounts.lock([staff.id])
    const issued = await transaction.accounts.lockCode(staff.id)
    if (!issued || issued.hash !== hashOfCode(code) || issued.expiresAt <= now) return false
    await transaction.accounts.setPassword(staff.id, passwordHash)
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      action: 'password-set-with-code',
      detail: { kind: issued.kind },
      fromAddress,
    })
    return true
  })
  if (!isSet) {
    if (last) await database.signInTries.lock(key)
    return last ? 'locked' : 'wrong'
  }
  await database.signInTries.forget(key)
  await database.signInTries.forget(triesOfStaff(email))
  return 'set'
}

/**
 * Changes one's own password and ends all other sessions. Wrong attempts count together with those at sign-in.
 *
 * @returns the new account version, for the current session
 */
export async function changeOwnPassword(
  database: Database,
  _context: Context,
  {
    staff,
    old,
    password,
    fromAddress,
  }: Caller & { readonly staff: StaffMember; readonly old: string; readonly password: string },
): Promise<{ readonly kind: 'set'; readonly version: number } | { readonly kind: 'wrong' | 'locked' }> {
  const key = triesOfStaff(staff.email)
  const { allowed, last } = await database.signInTries.begin(key)
  if (!allowed) return { kind: 'locked' }
  if (!(await isSecret(old, staff.passwordHash))) {
    if (last) await database.signInTries.lock(key)
    return { kind: last ? 'locked' : 'wrong' }
  }
  const passwordHash = await hashSecret(password)
  const version = await database.transaction(async transaction => {
    const changed = await transaction.accounts.setPassword(staff.id, passwordHash)
    await transaction.audit.record({ site: 'staff', staffId: staff.id, action: 'password-changed', fromAddress })
    return changed
  })
  await database.signInTries.forget(key)
  return { kind: 'set', version }
}
