import type { CalendarDay } from '../calendar'
import type { ReferralKind, ReferralStatus } from '../work/referrals'

/** What has to be settled for the day that a person leaves prison (PF App 1, PF App 2; checklist.md). */
export const leavingItems = ['housing', 'gp', 'id', 'bank', 'benefits', 'meeting'] as const
export type LeavingItem = (typeof leavingItems)[number]

/** Where a person sleeps on the first night, or that it is known that they have nowhere. */
const firstNights = ['own', 'family', 'supported', 'cas', 'temporary', 'none'] as const
const notArranged = ['not-yet', 'not-needed'] as const

const arranged = ['arranged', ...notArranged] as const

/** How each item can stand. */
export const leavingValues = {
  housing: [...firstNights, ...notArranged],
  gp: arranged,
  id: arranged,
  bank: arranged,
  benefits: arranged,
  meeting: arranged,
} as const satisfies Record<LeavingItem, readonly [string, ...string[]]>
export type LeavingValue = (typeof leavingValues)[LeavingItem][number]

/** Where a person slept on the first night, as reports count it. */
export type FirstNight = 'somewhere' | 'nowhere' | 'not-known'

/**
 * @param housing what was recorded last; null when nobody recorded anything
 * @returns null for a person who needed no place of their own
 */
export function firstNightFrom(housing: LeavingValue | null): FirstNight | null {
  if (housing === null || housing === 'not-yet') return 'not-known'
  if (housing === 'not-needed') return null
  return housing === 'none' ? 'nowhere' : 'somewhere'
}

/** How the items stand; one that nobody has recorded is not there. */
export type LeavingStates = Readonly<Partial<Record<LeavingItem, LeavingValue>>>

/** What is recorded of an item that still needs somebody; so does one of which nothing is. */
export const unsettledValues = ['not-yet', 'none'] as const satisfies readonly LeavingValue[]

/** The items that still need somebody: nothing is recorded, not arranged yet, or nowhere to sleep. */
export function itemsLeft(states: LeavingStates): readonly LeavingItem[] {
  return leavingItems.filter(item => ([undefined, ...unsettledValues] as readonly unknown[]).includes(states[item]))
}

/** What the end of a referral says of an item. A council that accepts somebody has not said where they sleep. */
const saidByReferrals: readonly {
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
 * What referrals that ended well in this time in custody say of items that nobody has settled, one for each item.
 *
 * @param referrals the newest first
 */
export function saidFromReferrals<
  Ended extends { readonly kind: ReferralKind; readonly status: ReferralStatus; readonly movedOn: CalendarDay },
>(states: LeavingStates, referrals: readonly Ended[], custodyBegan: CalendarDay) {
  const left = itemsLeft(states)
  return saidByReferrals.flatMap(({ kind, status, item, value }) => {
    const referral = referrals.find(
      each => each.kind === kind && each.status === status && each.movedOn >= custodyBegan,
    )
    return referral && left.includes(item) ? [{ item, value, referral }] : []
  })
}
