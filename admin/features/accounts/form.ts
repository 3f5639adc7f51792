import { z } from 'zod'
import type { AccountChange, Pdu, Prison } from '../../../server/database'
import { regions } from '../../../server/domain/routing'
import { canBelongToPdu, needsPdu } from '../../../server/domain/staff/pdus'
import { probationTeamKinds } from '../../../server/domain/staff/probation-teams'
import { assignableRoles, hasOwnPrisons, roleEntry, roles } from '../../../server/domain/staff/roles'
import { plainText, parseForm, refusedBy, type Parsed } from '../../forms/form'
import { pageField } from '../../lists/page-of'
import type { FormReader, Visit } from '../../page/kernel'

const nameLimit = 100

/** The query string of the list; invalid parameters are ignored. */
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

/** The address of a page of the list with these filters; the usual ones are left out. */
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
  .transform(values => [...new Set(values ?? [])])

interface Assignable {
  readonly prisons: readonly Prison[]
  readonly pdus: readonly Pdu[]
}

/** Reads the fields of an account. Roles limited to prisons need one, and probation teams a kind and a region. A PDU is theirs to have where it fits. */
export const accountForm: FormReader<AccountChange, Assignable> = {
  fields: ['staff-name', 'role', 'team-kind', 'team-region', 'pdu'],
  freeText: [],
  read: readAccount,
}

/** The same, with the email address to sign in with. */
export const invitationForm: FormReader<AccountChange & { readonly email: string }, Assignable> = {
  fields: ['staff-email', ...accountForm.fields],
  freeText: [],
  read(body, visit) {
    const [email, account] = [parseForm(emailForm, body), readAccount(body, visit)]
    if (email.ok && account.ok) return { ok: true, value: { ...account.value, email: email.value['staff-email'] } }
    return refusedBy(email, account)
  },
}

function readAccount(body: unknown, { staff, found }: Visit<Assignable>): Parsed<AccountChange> {
  const offered = assignableRoles(staff.role)
  const form = z
    .object({
      'staff-name': plainText(nameLimit).refine(name => !/[\r\n]/.test(name), 'one-line'),
      role: z.enum(roles, 'nothing-chosen').refine(role => offered.includes(role), 'nothing-chosen'),
      prisons: listed,
      'team-kind': z.enum(probationTeamKinds).nullable().catch(null),
      'team-region': z.enum(regions).nullable().catch(null),
      pdu: z.string().optional(),
    })
    .transform(({ 'staff-name': name, role, prisons, pdu: pduValue, ...team }, context) => {
      const known = prisons.filter(id => found.prisons.some(prison => prison.id === id))
      if (hasOwnPrisons(role) && known.length === 0) {
        context.addIssue({ code: 'custom', message: 'nothing-chosen', path: ['prisons'] })
        return z.NEVER
      }
      const isTeam = roleEntry(role).sees === 'as-probation-team'
      const missing = isTeam ? (['team-kind', 'team-region'] as const).filter(field => team[field] === null) : []
      for (const field of missing) context.addIssue({ code: 'custom', message: 'nothing-chosen', path: [field] })
      if (missing.length > 0) return z.NEVER
      const pdu = found.pdus.find(({ id }) => String(id) === pduValue)
      const belongs = canBelongToPdu(role, isTeam ? team['team-kind'] : null)
      if (needsPdu(role) && !pdu) {
        context.addIssue({ code: 'custom', message: 'nothing-chosen', path: ['pdu'] })
        return z.NEVER
      }
      if (belongs && isTeam && pdu && pdu.region !== team['team-region']) {
        context.addIssue({ code: 'custom', message: 'of-other-region', path: ['pdu'] })
        return z.NEVER
      }
      return {
        name,
        role,
        prisons: hasOwnPrisons(role) ? known : [],
        teamKind: isTeam ? team['team-kind'] : null,
        teamRegion: isTeam ? team['team-region'] : null,
        pduId: belongs ? (pdu?.id ?? null) : null,
      }
    })
  return parseForm<AccountChange>(form, body)
}

/** The prisons ticked in a posted form, to show it again. */
export function prisonsIn(body: unknown): readonly string[] {
  return [(body as Readonly<Record<string, unknown>> | undefined)?.prisons]
    .flat()
    .filter(each => typeof each === 'string')
}

/** The receiver of the work of somebody who leaves: a colleague, or null for the team. */
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
