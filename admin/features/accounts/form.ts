import { z } from 'zod'
import type { AccountChange, Prison } from '../../../server/database'
import { hasOwnPrisons, roles, type Role } from '../../../server/domain/staff/roles'
import { plainText, parseForm, type Fault, type Parsed } from '../../forms/form'
import { pageField } from '../../lists/page-of'

const nameLimit = 100

/** What the address of the list says; anything unusable in it is as if it were not there. */
export const accountsQuery = z.object({
  prison: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .catch(null),
  role: z.enum(roles).nullable().catch(null),
  state: z.enum(['active', 'ended']).catch('active'),
  page: pageField,
})
export type AccountsQuery = z.infer<typeof accountsQuery>

export function addressOf({ prison, role, state }: AccountsQuery, at: number): string {
  const parameters = new URLSearchParams()
  if (state !== 'active') parameters.set('state', state)
  if (prison !== null) parameters.set('prison', prison)
  if (role !== null) parameters.set('role', role)
  if (at > 1) parameters.set('page', String(at))
  const text = parameters.toString()
  return text === '' ? '/accounts' : `/accounts?${text}`
}

const emailForm = z.object({
  'staff-email': z
    .string('nothing-written')
    .trim()
    .toLowerCase()
    .min(1, 'nothing-written')
    .max(200, 'not-an-address')
    .pipe(z.email('not-an-address')),
})

const listed = z
  .union([z.string().transform(one => [one]), z.array(z.string()).max(500)])
  .optional()
  .transform(given => [...new Set(given ?? [])])

/**
 * Reads who somebody is to be. A role that sees people by prison needs one; other roles have none.
 *
 * @param given the roles and prisons that whoever fills it in may give
 */
export function readAccount(
  body: unknown,
  given: { readonly roles: readonly Role[]; readonly prisons: readonly Prison[] },
): Parsed<AccountChange> {
  const form = z
    .object({
      'staff-name': plainText(nameLimit).refine(name => !/[\r\n]/.test(name), 'one-line'),
      role: z.enum(roles, 'nothing-chosen').refine(role => given.roles.includes(role), 'nothing-chosen'),
      prisons: listed,
    })
    .transform(({ 'staff-name': name, role, prisons }, context) => {
      const known = prisons.filter(id => given.prisons.some(prison => prison.id === id))
      if (hasOwnPrisons(role) && known.length === 0) {
        context.addIssue({ code: 'custom', message: 'nothing-chosen', path: ['prisons'] })
        return z.NEVER
      }
      return { name, role, prisons: hasOwnPrisons(role) ? known : [] }
    })
  return parseForm<AccountChange>(form, body)
}

/** The same, with the address that somebody is to sign in with. */
export function readInvitation(
  body: unknown,
  given: { readonly roles: readonly Role[]; readonly prisons: readonly Prison[] },
): Parsed<AccountChange & { readonly email: string }> {
  const [email, account] = [parseForm(emailForm, body), readAccount(body, given)]
  if (email.ok && account.ok) return { ok: true, value: { ...account.value, email: email.value['staff-email'] } }
  const faults: Fault[] = [...(email.ok ? [] : email.faults), ...(account.ok ? [] : account.faults)]
  const [first, ...others] = faults
  if (!first) throw new Error('A form was refused without a fault')
  return { ok: false, faults: [first, ...others] }
}

/** Whoever leaves a page with radios without a choice is told; the words are those of the field `work-to`. */
export const leaveForm = z.object({
  'work-to': z.union(
    [
      z.literal('team').transform(() => null),
      z
        .string()
        .regex(/^\d{1,15}$/)
        .transform(Number),
    ],
    'nothing-chosen',
  ),
})

export const codeForm = z.object({ authenticator: z.literal('lost').optional().catch(undefined) })

export const versionForm = z.object({
  version: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
})
