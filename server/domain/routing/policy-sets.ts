export const policyNames = ['framework-2022', 'practice-2023'] as const
export type PolicyName = (typeof policyNames)[number]

/** A length of time, calendar months before days, with its source. */
export interface PolicyLength {
  readonly months: number
  readonly days: number
  readonly source: string
}

export interface PolicySet {
  readonly standardDeterminate: PolicyLength
  readonly determinateWithParole: PolicyLength
  readonly indeterminate: PolicyLength
  readonly earlyAllocation: PolicyLength
  readonly shortSentence: PolicyLength
}

/**
 * How long before release, parole or tariff expiry the COM takes over (routing.md, Responsibility: POM or COM).
 * Practice has changed since the framework was written, so the lengths are in dated sets, and every decision names the
 * set it used.
 */
export const policySets: Readonly<Record<PolicyName, PolicySet>> = {
  'framework-2022': {
    standardDeterminate: { months: 7, days: 15, source: 'PF 3.8' },
    determinateWithParole: { months: 8, days: 0, source: 'OMiC, Discretionary release' },
    indeterminate: { months: 8, days: 0, source: 'OMiC, COM allocation' },
    earlyAllocation: { months: 15, days: 0, source: 'OMiC, Early allocation' },
    shortSentence: { months: 10, days: 0, source: 'PF 3.12' },
  },
  'practice-2023': {
    standardDeterminate: { months: 8, days: 14, source: 'practice since 2023' },
    determinateWithParole: { months: 12, days: 0, source: 'practice since 2023' },
    indeterminate: { months: 12, days: 0, source: 'practice since 2023' },
    earlyAllocation: { months: 15, days: 0, source: 'OMiC, Early allocation' },
    shortSentence: { months: 10, days: 0, source: 'PF 3.12' },
  },
}
