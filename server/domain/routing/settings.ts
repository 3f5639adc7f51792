import type { ExtraBankHolidays } from '../calendar'
import type { PolicyName } from './policy-sets'
import type { TopicClass } from './topics'

/** What routing.md marks as a service default, and what an installation chooses. */
export interface RoutingSettings {
  /** The set of a case that names none. */
  readonly defaultPolicy: PolicyName
  /** One-off proclaimed bank holidays. */
  readonly extraBankHolidays: ExtraBankHolidays
  /** Working days after today by which a reply is due. */
  readonly replyWithinWorkingDays: { readonly soon: number; readonly standard: number }
  /** A release at most this many days after today makes an application soon. */
  readonly soonBeforeReleaseDays: number
  /** Topics whose class is this service's choice rather than the policy's. */
  readonly classes: Readonly<Record<'mental-health' | 'keep-my-job', TopicClass>>
  /** Whether people who were in the armed forces are signposted to a veterans officer. */
  readonly signpostToVeteransOfficer: boolean
}

export const defaultRoutingSettings: RoutingSettings = Object.freeze({
  defaultPolicy: 'framework-2022',
  extraBankHolidays: new Set<never>(),
  replyWithinWorkingDays: Object.freeze({ soon: 2, standard: 5 }),
  soonBeforeReleaseDays: 14,
  classes: Object.freeze({ 'mental-health': 'immediate', 'keep-my-job': 'immediate' }),
  signpostToVeteransOfficer: true,
})
