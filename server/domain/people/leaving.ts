import type { CalendarDay } from '../calendar'
import type { ReferralKind, ReferralStatus } from '../work/referrals'

/** The items to arrange for the day that a person leaves prison (PF App 1, PF App 2; checklist.md). */
export const leavingItems = ['housing', 'gp', 'id', 'bank', 'benefits', 'meeting'] as const
export type LeavingItem = (typeof leavingItems)[number]

/** Where a person sleeps on the first night, including that they are known to have nowhere. */
const firstNights = ['own', 'family', 'supported', 'cas', 'temporary', 'none'] as const
const notArranged = ['not-yet', 'not-needed'] as const

const arranged = ['arranged', ...notArranged] as const

/** The possible values of each item. */
export const leavingValues = {
  housing: [...firstNights, ...notArranged],
  gp: arranged,
  id: arranged,
  bank: arranged,
  benefits: arranged,
  meeting: arranged,
} as const satisfies Record<LeavingItem, readonly [string, ...string[]]>
export type LeavingValue = (typeof leavingValues)[LeavingItem][number]

/** The first-night categories of reports. */
export type FirstNight = 'somewhere' | 'nowhere' | 'not-known'

/**
 * The first-night category of a person.
 *
 * @param housing the latest record; null when there is none
 * @returns null for a person who needed no accommodation of their own
 */
export function firstNightFrom(housing: LeavingValue | null): FirstNight | null {
  if (housing === null || housing === 'not-yet') return 'not-known'
  if (housing === 'not-needed') return null
  return housing === 'none' ? 'nowhere' : 'somewhere'
}

/** The current values of the items; items without a record are absent. */
export type LeavingStates = Readonly<Partial<Record<LeavingItem, LeavingValue>>>

/** Values that still need action, like a missing record. */
export const unsettledValues = ['not-yet', 'none'] as const satisfies readonly LeavingValue[]

/** The items that still need action: no record, not arranged yet, or nowhere to sleep. */
export function itemsLeft(states: LeavingStates): readonly LeavingItem[] {
  return leavingItems.filter(item => ([undefined, ...unsettledValues] as readonly unknown[]).includes(states[item]))
}

/**
 * The value of an item that follows from a referral's result. A council's acceptance does not yet say where the person
 * sleeps.
 */
const referralStates: readonly {
  readonly kind: ReferralKind
  readonly status: ReferralStatus
  readonly item: LeavingItem
  readonly value: LeavingValue
}[] = [
  { kind: 'cas', status: 'accepted', item: 'housing', value: 'cas' },
  { kind: 'gp-registration', status: 'done', item: 'gp', value: 'arranged' },
  { kind: 'prison-banking', status: 'done', item: 'bank', value: 'arranged' },
  { kind: 'dwp-work-coach', status: 'done', item: 'benefits', value: 'arranged' },
]

/**
 * Suggests values of unsettled items from referrals that ended well in this time in custody, at most one per item.
 *
 * @param referrals newest first
 */
export function statesFromReferrals<
  Ended extends { readonly kind: ReferralKind; readonly status: ReferralStatus; readonly movedOn: CalendarDay },
>(states: LeavingStates, referrals: readonly Ended[], custodyBegan: CalendarDay) {
  const left = itemsLeft(states)
  return referralStates.flatMap(({ kind, status, item, value }) => {
    const referral = referrals.find(
      each => each.kind === kind && each.status === status && each.movedOn >= custodyBegan,
    )
    return referral && left.includes(item) ? [{ item, value, referral }] : []
  })
}
