import { Secret, TOTP } from 'otpauth'
import type { Database, StaffMember } from '../../database'
import type { Caller, Context } from '../context'

/** The name that authenticators show beside the code. */
const issuer = 'Leaving prison staff console'

/** Accepts codes one step early or late, because clocks differ. */
const window = 1

/** Generates an authenticator secret in Base32. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** The otpauth address for setting up an authenticator. */
export function authenticatorAddress(secret: string, email: string): string {
  return totp(secret, email).toString()
}

export type CodeCheck = 'right' | 'wrong' | 'locked'

/**
 * Verifies a code from a member of staff's authenticator. Five wrong codes from one network address lock it there,
 * and each code works only once.
 *
 * @param keepAs the sealed secret to store after a correct code; null when it is stored already
 */
export async function checkSecondFactor(
  database: Database,
  { now }: Context,
  command: Caller & {
    readonly staff: StaffMember
    readonly secret: string
    readonly code: string
    readonly keepAs: string | null
  },
): Promise<CodeCheck> {
  const { staff, keepAs, fromAddress } = command
  const result = await checkCode(database, now, command)
  if (result !== 'right') {
    await database.audit.record({ site: 'staff', staffId: staff.id, action: 'sign-in-refused', fromAddress })
  } else if (keepAs !== null) {
    await database.staff.keepSecondFactor(staff.id, keepAs)
  }
  return result
}

async function checkCode(
  { signInTries }: Database,
  now: Date,
  {
    staff,
    secret,
    code,
    fromAddress,
  }: Caller & { readonly staff: StaffMember; readonly secret: string; readonly code: string },
): Promise<CodeCheck> {
  const key = `staff-code:${staff.id}`
  const counted = { name: `staff-factor:${staff.id}`, from: fromAddress }
  const { allowed, last } = await signInTries.begin(counted)
  if (!allowed) return 'locked'
  const authenticator = totp(secret, staff.email)
  const timestamp = now.getTime()
  const step = authenticator.validate({ token: code, timestamp, window })
  const isRight = step !== null && (await signInTries.useOnce(`${key}:${authenticator.counter({ timestamp }) + step}`))
  if (!isRight) {
    if (last) await signInTries.lock(counted)
    return last ? 'locked' : 'wrong'
  }
  await signInTries.forget(counted)
  return 'right'
}

function totp(secret: string, label: string): TOTP {
  return new TOTP({ issuer, label, algorithm: 'SHA1', digits: 6, period: 30, secret: Secret.fromBase32(secret) })
}
