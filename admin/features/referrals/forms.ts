import { z } from 'zod'
import { referralKinds, referralStates } from '../../../server/domain/referrals'
import { dayFieldOrNone } from '../../day-field'
import { oneOf, plainText, plainTextOrNone } from '../../form'
import { pageField } from '../../page-of'

/** In letters as people see them. */
export const referralLimits = { whom: 100, note: 1_000 } as const

/** What the address of the list says; anything unknown in it is as if it were not there. */
export const listQuery = z.object({
  state: z.enum(['asked-com', 'to-chase']).nullable().catch(null),
  /** Whose they are. */
  owner: z
    .union([z.literal('nobody'), z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)])
    .nullable()
    .catch(null),
  page: pageField,
})
export type ListQuery = z.infer<typeof listQuery>

const step = {
  state: oneOf(referralStates),
  'referral-note': plainTextOrNone(referralLimits.note),
  'chase-on': dayFieldOrNone,
}

export const openForm = z.object({
  'referral-kind': oneOf(referralKinds as [(typeof referralKinds)[number], ...(typeof referralKinds)[number][]]),
  'referral-whom': plainText(referralLimits.whom),
  ...step,
  application: z.string().max(20).catch(''),
})
export const stepForm = z.object(step)

/** What is shown again when a form is refused. */
export const referralFields = [
  'referral-kind',
  'referral-whom',
  'state',
  'referral-note',
  'chase-on',
  'application',
] as const
