import { Secret, TOTP } from 'otpauth'
import { toString as drawQrCode } from 'qrcode'
import type { Database, StaffMember } from '../../../server/database'

/** The name that authenticators show beside the code. */
const issuer = 'Leaving prison staff console'

/** A code from the step before or after this one counts too, since clocks differ. */
const window = 1

export function newSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** The secret as people type it, and as a picture to scan: SVG, to stand in the page itself. */
export async function describeSecret(secret: string, email: string): Promise<{ text: string; picture: string }> {
  const address = totp(secret, email).toString()
  return { text: secret.replace(/.{4}(?=.)/g, '$& '), picture: await drawQrCode(address, { type: 'svg', margin: 2 }) }
}

export type CodeCheck = 'right' | 'wrong' | 'locked'

/**
 * Checks a code from the member of staff's authenticator. Five wrong ones lock it for 15 minutes, and a code that was
 * taken once is wrong from then on.
 */
export async function checkCode(
  { signInTries }: Database,
  staff: StaffMember,
  { secret, code, now }: { readonly secret: string; readonly code: string; readonly now: Date },
): Promise<CodeCheck> {
  const key = `staff-code:${staff.id}`
  const { allowed, last } = await signInTries.begin(key)
  if (!allowed) return 'locked'
  const authenticator = totp(secret, staff.email)
  const timestamp = now.getTime()
  const step = authenticator.validate({ token: code, timestamp, window })
  const isRight = step !== null && (await signInTries.useOnce(`${key}:${authenticator.counter({ timestamp }) + step}`))
  if (!isRight) {
    if (last) await signInTries.lock(key)
    return last ? 'locked' : 'wrong'
  }
  await signInTries.forget(key)
  return 'right'
}

function totp(secret: string, label: string): TOTP {
  return new TOTP({ issuer, label, algorithm: 'SHA1', digits: 6, period: 30, secret: Secret.fromBase32(secret) })
}
