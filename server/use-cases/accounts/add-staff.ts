import { z } from 'zod'
import { isDuplicate, type Database } from '../../database'
import { needsPdu } from '../../domain/staff/pdus'
import { hasOwnPrisons, roleEntry, roles } from '../../domain/staff/roles'
import { deliveryJob } from '../work/notifications'
import { hashSecret, newCode } from './secrets'

export interface NewStaff {
  readonly email: string
  readonly role: string
  readonly name: string
  readonly prisons: readonly string[]
}

export type StaffAdded =
  { readonly ok: true; readonly id: number; readonly password: string } | { readonly ok: false; readonly why: string }

/**
 * Adds a staff account from the terminal. The generated password is returned once; only its hash is stored.
 *
 * @returns a one-line reason when the account cannot be created
 */
export async function addStaff(database: Database, account: NewStaff): Promise<StaffAdded> {
  const email = account.email.trim().toLowerCase()
  const name = account.name.trim()
  const role = roles.find(each => each === account.role)
  const prisons = [...new Set(account.prisons)]
  if (!z.email().safeParse(email).success) return { ok: false, why: 'EMAIL is not an email address' }
  if (!role) return { ok: false, why: `ROLE must be one of ${roles.join(', ')}` }
  if (name === '' || name.length > 100 || /\p{Cc}/u.test(name))
    return { ok: false, why: 'NAME must be 1 to 100 letters' }
  if (roleEntry(role).sees === 'as-probation-team') {
    return { ok: false, why: `ROLE ${role} needs a team and a region: invite it in the console` }
  }
  if (needsPdu(role)) return { ok: false, why: `ROLE ${role} needs a PDU: invite it in the console` }
  if (hasOwnPrisons(role) && prisons.length === 0) return { ok: false, why: `ROLE ${role} needs a prison` }
  if (!hasOwnPrisons(role) && prisons.length > 0) return { ok: false, why: `ROLE ${role} has no prisons` }
  const known = new Set((await database.prisons.all()).map(({ id }) => id))
  const unknown = prisons.filter(id => !known.has(id))
  if (unknown.length > 0) return { ok: false, why: `PRISON: not in the register: ${unknown.join(', ')}` }

  const password = newCode()
  const passwordHash = await hashSecret(password)
  try {
    const id = await database.transaction(async transaction => {
      const staffId = await transaction.staff.add({ email, name, role, prisons, passwordHash })
      await transaction.audit.record({ site: 'terminal', staffId, action: 'staff-added', detail: { role, prisons } })
      await transaction.jobs.add(deliveryJob)
      return staffId
    })
    return { ok: true, id, password }
  } catch (error) {
    if (isDuplicate(error, 'staff_email_key')) return { ok: false, why: 'EMAIL has an account already' }
    throw error
  }
}
