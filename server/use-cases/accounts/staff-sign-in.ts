import type { Database, StaffMember } from '../../database'
import type { Caller, Context } from '../context'
import { isSecret } from './secrets'

export type StaffSignIn =
  { readonly kind: 'right'; readonly staff: StaffMember } | { readonly kind: 'wrong' } | { readonly kind: 'locked' }

/**
 * Verifies a staff password. The result does not reveal whether the address has an account; five wrong attempts lock it
 * for 15 minutes.
 */
export async function signInStaff(
  database: Database,
  _context: Context,
  { email, password, fromAddress }: { readonly email: string; readonly password: string } & Caller,
): Promise<StaffSignIn> {
  const key = triesOfStaff(email)
  const { allowed, last } = await database.signInTries.begin(key)
  if (!allowed) return { kind: 'locked' }
  const staff = await database.staff.findByEmail(email)
  const right = await isSecret(password, staff?.passwordHash)
  if (staff) {
    await database.audit.record({
      site: 'staff',
      staffId: staff.id,
      action: right ? 'password-right' : 'sign-in-refused',
      fromAddress,
    })
  }
  if (!right || !staff) {
    if (last) await database.signInTries.lock(key)
    return { kind: last ? 'locked' : 'wrong' }
  }
  await database.signInTries.forget(key)
  return { kind: 'right', staff }
}

/** The key under which sign-in attempts for an address are counted. */
export function triesOfStaff(email: string): string {
  return `staff:${email.toLowerCase().slice(0, 200)}`
}

/** Records that a member of staff has signed in, or out. */
export async function recordSession(
  database: Database,
  _context: Context,
  { staff, action, fromAddress }: Caller & { readonly staff: StaffMember; readonly action: 'signed-in' | 'signed-out' },
): Promise<void> {
  await database.audit.record({ site: 'staff', staffId: staff.id, action, fromAddress })
}
