import { z } from 'zod'
import { referralKinds, referralStates } from '../../../server/domain/referrals'
import { dayFieldOrNone } from '../../day-field'
import { oneOf, plainText, plainTextOrNone } from '../../form'

/** In letters as people see them. */
export const referralLimits = { whom: 100, note: 1_000 } as const

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
