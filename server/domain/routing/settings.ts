import type { ExtraBankHolidays } from '../calendar'
import type { TopicClass } from '../topics'
import type { PolicyName } from './policy-sets'

/** The service defaults of routing.md, and the choices of an installation. */
export interface RoutingSettings {
  /** The policy set for cases that name none. */
  readonly defaultPolicy: PolicyName
  /** One-off proclaimed bank holidays. */
  readonly extraBankHolidays: ExtraBankHolidays
  /** Working days from today until a reply is due. */
  readonly replyWithinWorkingDays: { readonly soon: number; readonly standard: number }
  /** Nowhere to stay is urgent when the person leaves within this many days. */
  readonly urgentBeforeLeavingDays: number
  /** Leaving within this many days gives an application the priority "soon". */
  readonly soonBeforeLeavingDays: number
  /** Topics whose class is this service's choice rather than the policy's. */
  readonly classes: Readonly<Record<'mental-health' | 'keep-my-job', TopicClass>>
  /** Whether people who ask about immigration are signposted to advice. */
  readonly signpostToImmigrationAdvice: boolean
  /** Whether people who were in the armed forces are signposted to a veterans officer. */
  readonly signpostToVeteransOfficer: boolean
}

export const defaultRoutingSettings: RoutingSettings = Object.freeze({
  defaultPolicy: 'framework-2022',
  extraBankHolidays: new Set<never>(),
  replyWithinWorkingDays: Object.freeze({ soon: 2, standard: 5 }),
  urgentBeforeLeavingDays: 3,
  soonBeforeLeavingDays: 14,
  classes: Object.freeze({ 'mental-health': 'immediate', 'keep-my-job': 'immediate' }),
  signpostToImmigrationAdvice: true,
  signpostToVeteransOfficer: true,
})
