import type { Database, StaffMember } from '../../database'
import type { Caller, Context } from '../context'
import { isSecret } from './secrets'
import { evenOut, inTurn } from './turns'

export type StaffSignIn =
  { readonly kind: 'right'; readonly staff: StaffMember } | { readonly kind: 'wrong' } | { readonly kind: 'locked' }

/**
 * Verifies a staff password. Neither the result nor its time reveals whether the address has an account; five wrong
 * attempts from one network address lock it there.
 *
 * @throws {TooBusy} when too many sign in at once
 */
export function signInStaff(
  database: Database,
  _context: Context,
  { email, password, fromAddress }: { readonly email: string; readonly password: string } & Caller,
): Promise<StaffSignIn> {
  return inTurn(fromAddress, async () => {
    const begunAt = performance.now()
    const counted = { name: nameOfStaff(email), from: fromAddress }
    const { allowed, last } = await database.signInTries.begin(counted)
    if (!allowed) return { kind: 'locked' }
    const staff = await database.staff.findByEmail(email)
    const right = await isSecret(password, staff?.passwordHash)
    if (staff) {
      const action = right ? 'password-right' : 'sign-in-refused'
      await database.audit.record({ site: 'staff', staffId: staff.id, action, fromAddress })
    }
    if (right && staff) {
      await database.signInTries.forget(counted)
      return { kind: 'right', staff }
    }
    const isSlow = await database.signInTries.isOneOfMany(counted)
    if (last) await database.signInTries.lock(counted)
    await evenOut(begunAt, isSlow)
    return { kind: last ? 'locked' : 'wrong' }
  })
}

/** The name under which tries to sign in with an e-mail address are counted. */
export function nameOfStaff(email: string): string {
  return `staff:${email.toLowerCase().slice(0, 200)}`
}

/** Records that a member of staff has signed in. @returns how many wrong tries there were since they did before */
export async function recordSignIn(
  database: Database,
  _context: Context,
  { staff, fromAddress }: Caller & { readonly staff: StaffMember },
): Promise<number> {
  const wrongTries = await database.audit.wrongTriesOf({ staffId: staff.id })
  await database.audit.record({ site: 'staff', staffId: staff.id, action: 'signed-in', fromAddress })
  return wrongTries
}

/** Records that a member of staff has signed out. */
export async function recordSignOut(
  database: Database,
  _context: Context,
  { staff, fromAddress }: Caller & { readonly staff: StaffMember },
): Promise<void> {
  await database.audit.record({ site: 'staff', staffId: staff.id, action: 'signed-out', fromAddress })
}
