import type { Database, StaffMember } from '../../database'
import type { Caller, Context } from '../context'
import { isEasyPassword } from './easy-secrets'
import { hashOfCode, hashSecret, isSecret } from './secrets'
import { nameOfStaff } from './staff-sign-in'
import { inTurn } from './turns'

export const leastPasswordLetters = 12

/** The reason why a password is rejected; undefined when it is acceptable. */
export function faultOfPassword(password: string, email: string): 'too-short' | 'too-easy' | undefined {
  if ([...password].length < leastPasswordLetters) return 'too-short'
  const own = email.split('@', 1)[0]!.toLowerCase()
  return password.toLowerCase().includes(own) || isEasyPassword(password, [own]) ? 'too-easy' : undefined
}

interface CodeAndPassword extends Caller {
  readonly email: string
  readonly code: string
  readonly password: string
}

export type PasswordResult = 'set' | 'wrong' | 'locked'

/**
 * Sets a password with the code that the account manager was shown. The result does not reveal whether the address has
 * an account or a code; five wrong attempts from one network address lock it there.
 */
export function setPasswordWithCode(
  database: Database,
  { now }: Context,
  { email, code, password, fromAddress }: CodeAndPassword,
): Promise<PasswordResult> {
  return inTurn(fromAddress, async () => {
    const counted = { name: `staff-code:${email.toLowerCase().slice(0, 200)}`, from: fromAddress }
    const { allowed, last } = await database.signInTries.begin(counted)
    if (!allowed) return 'locked'
    if (await setWithCode(database, now, { email, code, password, fromAddress })) {
      await database.signInTries.forget(counted)
      await database.signInTries.lift(nameOfStaff(email))
      return 'set'
    }
    if (last) await database.signInTries.lock(counted)
    return last ? 'locked' : 'wrong'
  })
}

/** Hashes the password only when the code is right. */
async function setWithCode(
  database: Database,
  now: Date,
  { email, code, password, fromAddress }: CodeAndPassword,
): Promise<boolean> {
  const staff = await database.staff.findByEmail(email)
  if (!staff) return false
  return database.transaction(async transaction => {
    await transaction.accounts.lock([staff.id])
    const issued = await transaction.accounts.lockCode(staff.id)
    if (!issued || issued.hash !== hashOfCode(code) || issued.expiresAt <= now) return false
    await transaction.accounts.setPassword(staff.id, await hashSecret(password))
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      action: 'password-set-with-code',
      detail: { kind: issued.kind },
      fromAddress,
    })
    return true
  })
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
  const counted = { name: nameOfStaff(staff.email), from: fromAddress }
  const isRight = await inTurn(fromAddress, async () => {
    const { allowed, last } = await database.signInTries.begin(counted)
    if (!allowed) return 'locked'
    if (await isSecret(old, staff.passwordHash)) return 'right'
    if (last) await database.signInTries.lock(counted)
    return last ? 'locked' : 'wrong'
  })
  if (isRight !== 'right') return { kind: isRight }
  const passwordHash = await hashSecret(password)
  const version = await database.transaction(async transaction => {
    const changed = await transaction.accounts.setPassword(staff.id, passwordHash)
    await transaction.audit.record({ site: 'staff', staffId: staff.id, action: 'password-changed', fromAddress })
    return changed
  })
  await database.signInTries.forget(counted)
  return { kind: 'set', version }
}
