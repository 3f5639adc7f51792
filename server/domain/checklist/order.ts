import type { CalendarDay } from '../calendar'
import type { Situation } from './situation'
import type { TaskId } from './tasks'

/** Why a task has its rank (checklist-next.md, Rank), most harm first. */
export const rankReasons = ['today', 'bed', 'lost', 'weeks', 'last-month', 'any-time', 'can-wait'] as const
export type RankReason = (typeof rankReasons)[number]

export interface Rank {
  /** 1 is the most urgent. */
  readonly level: number
  readonly reason: RankReason
  /** The place among tasks of one level and day: those with fewer presses stand first. */
  readonly place: number
  /** A task that comes first: while it is still to do, this one is not among the next. */
  readonly after: TaskId | null
}

interface Rule {
  readonly reason: RankReason
  readonly task: TaskId
  readonly when: (situation: Situation) => boolean
  readonly after?: TaskId
}

const within = (days: number | null, limit: number) => days !== null && days <= limit
const always = () => true
const leavesSoon = ({ leavesIn }: Situation) => within(leavesIn, 56)
const inAYear = ({ leavesIn }: Situation) => within(leavesIn, 365)
const inTwoWeeks = ({ leavesIn }: Situation) => within(leavesIn, 14)
const lastMonth = ({ leavesIn, person }: Situation) => within(leavesIn, 31) || person.custodyStatus === 'recalled'
const isNew = ({ isNew: came, awaitsCourt }: Situation) => came || awaitsCourt
const noHome = ({ known, person }: Situation) => known.answers.home === 'no' && person.custodyStatus !== 'recalled'
const rents = ({ known }: Situation) => known.answers.rent === 'yes'

/** The order as data: for each task the first rule that holds counts; the place is the rule's own in this list. */
const rules: readonly Rule[] = [
  { reason: 'today', task: 'official-letters', when: always },
  { reason: 'today', task: 'support-team', when: ({ known }) => known.script === true },
  { reason: 'today', task: 'ready-for-the-day', when: s => s.known.script === true && inTwoWeeks(s) },
  { reason: 'today', task: 'if-court-lets-you-go', when: ({ hearingIn }) => within(hearingIn, 7) },

  { reason: 'bed', task: 'why-recalled', when: always },
  { reason: 'bed', task: 'if-court-lets-you-go', when: always },
  { reason: 'bed', task: 'tag-address', when: ({ tagIn }) => within(tagIn, 56) },
  { reason: 'bed', task: 'tell-a-council', when: s => leavesSoon(s) && noHome(s) },
  { reason: 'bed', task: 'where-to-live', when: leavesSoon },
  { reason: 'bed', task: 'first-night-room', when: inTwoWeeks },

  { reason: 'lost', task: 'home-to-keep', when: isNew },
  { reason: 'lost', task: 'first-week-plan', when: ({ awaitsCourt }) => awaitsCourt },
  { reason: 'lost', task: 'council-tax', when: isNew },
  { reason: 'lost', task: 'job-to-keep', when: isNew },
  { reason: 'lost', task: 'tell-landlord', when: isNew, after: 'home-to-keep' },
  { reason: 'lost', task: 'release-date', when: always },
  { reason: 'lost', task: 'parole-plan', when: always },
  { reason: 'lost', task: 'where-to-live', when: ({ paroleIsNear }) => paroleIsNear },

  { reason: 'weeks', task: 'where-to-live', when: inAYear },
  { reason: 'weeks', task: 'find-id', when: inAYear },
  { reason: 'weeks', task: 'tell-a-council', when: s => inAYear(s) && noHome(s) },
  { reason: 'weeks', task: 'tell-a-council', when: inAYear, after: 'where-to-live' },
  { reason: 'weeks', task: 'bank-account', when: inAYear },
  { reason: 'weeks', task: 'tag-address', when: always },
  { reason: 'weeks', task: 'leaving-day-things', when: ({ tagIn }) => within(tagIn, 21) },
  { reason: 'weeks', task: 'home-to-keep', when: rents },
  { reason: 'weeks', task: 'end-tenancy', when: rents, after: 'home-to-keep' },

  { reason: 'last-month', task: 'first-week-plan', when: lastMonth },
  { reason: 'last-month', task: 'gp-surgery', when: s => lastMonth(s) && !inTwoWeeks(s) },
  { reason: 'last-month', task: 'work-coach', when: lastMonth },
  { reason: 'last-month', task: 'universal-credit', when: lastMonth, after: 'work-coach' },
  { reason: 'last-month', task: 'leaving-day-things', when: lastMonth },
  { reason: 'last-month', task: 'first-probation-meeting', when: lastMonth },
  { reason: 'last-month', task: 'gp-surgery', when: lastMonth },
  { reason: 'last-month', task: 'letter-to-take', when: lastMonth },
  { reason: 'last-month', task: 'money-on-the-day', when: lastMonth },
  { reason: 'last-month', task: 'licence', when: lastMonth },
  { reason: 'last-month', task: 'take-home-kit', when: lastMonth },
  { reason: 'last-month', task: 'setting-up-home', when: lastMonth },

  { reason: 'any-time', task: 'learning-and-work', when: always },
  { reason: 'any-time', task: 'money-help', when: always },
  { reason: 'any-time', task: 'people-to-contact', when: always },
  { reason: 'any-time', task: 'womens-service', when: always },
  { reason: 'any-time', task: 'probation-worker', when: always },
  { reason: 'any-time', task: 'cv', when: always },
  { reason: 'any-time', task: 'certificates', when: always },
  { reason: 'any-time', task: 'boss-and-date', when: always },
  { reason: 'any-time', task: 'child-arrangements', when: always },
  { reason: 'any-time', task: 'time-in-care', when: always },
]

/** The rank of a task for a person; one that no rule names can wait. */
export function rankOf(task: TaskId, situation: Situation): Rank {
  const place = rules.findIndex(rule => rule.task === task && rule.when(situation))
  const rule = rules[place]
  const reason = rule?.reason ?? 'can-wait'
  return {
    level: rankReasons.indexOf(reason) + 1,
    reason,
    place: rule ? place : rules.length,
    after: rule?.after ?? null,
  }
}

/** What the order needs to know of a task. */
export interface Ranked {
  readonly rank: Rank
  readonly due: CalendarDay | null
}

/**
 * Orders tasks by rank, then by day, then by place. A day that has passed counts as today. In the last month, and for
 * what can be done at any time, the day says less than the place.
 */
export function byRank(today: CalendarDay): (one: Ranked, other: Ranked) => number {
  const day = ({ rank, due }: Ranked) =>
    rank.level >= rankReasons.indexOf('last-month') + 1 ? '' : due === null ? '9' : due < today ? today : due
  return (one, other) =>
    one.rank.level - other.rank.level || day(one).localeCompare(day(other)) || one.rank.place - other.rank.place
}
