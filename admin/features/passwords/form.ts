import { z } from 'zod'
import { faultOfPassword } from '../../../server/use-cases/accounts/staff-passwords'
import { parseForm, refusedBy, type Parsed } from '../../forms/form'
import type { FormReader } from '../../page/kernel'

const typed = (limit: number) => z.string('empty').min(1, 'empty').max(limit, 'too-long')

const withCode = z.object({ email: typed(200).pipe(z.string().trim().min(1, 'empty')), 'set-code': typed(100) })
const withOld = z.object({ 'old-password': typed(400) })

interface Chosen {
  readonly password: string
}

/** A new password typed twice, since nobody sees what they type. */
function newPassword(email: string) {
  return z
    .object({ 'new-password': typed(200), 'new-password-again': z.string().catch('') })
    .transform(({ 'new-password': password, 'new-password-again': again }, context) => {
      const fault = faultOfPassword(password, email)
      if (fault) context.addIssue({ code: 'custom', message: fault, path: ['new-password'] })
      else if (again !== password)
        context.addIssue({ code: 'custom', message: 'differs', path: ['new-password-again'] })
      return { password }
    })
}

/** Reads the form that sets a password with a code. */
export function readPasswordWithCode(
  body: unknown,
): Parsed<Chosen & { readonly email: string; readonly code: string }> {
  const read = parseForm(withCode, body)
  const chosen = parseForm(newPassword(read.ok ? read.value.email : ''), body)
  if (!read.ok || !chosen.ok) return refusedBy(read, chosen)
  return { ok: true, value: { email: read.value.email, code: read.value['set-code'], ...chosen.value } }
}

/** Reads the form that changes one's own password. No field is filled in again, because all of them are passwords. */
export const ownPasswordForm: FormReader<Chosen & { readonly old: string }, unknown> = {
  fields: [],
  freeText: [],
  isSecret: true,
  read(body, { staff }) {
    const read = parseForm(withOld, body)
    const chosen = parseForm(newPassword(staff.email), body)
    if (!read.ok || !chosen.ok) return refusedBy(read, chosen)
    return { ok: true, value: { old: read.value['old-password'], ...chosen.value } }
  },
}
