import { topicEntry, type Topic } from './topics'

/** The dimensions that reports can be grouped by. */
export const groupings = ['month', 'prison', 'region', 'team', 'pathway', 'rule', 'way', 'kind'] as const
export type Grouping = (typeof groupings)[number]

/** The dimensions that reports can be filtered by, if they can be grouped by them. */
export const narrowings = ['region', 'team', 'pathway', 'kind'] as const satisfies readonly Grouping[]
export type Narrowing = (typeof narrowings)[number]

/**
 * The reports for managers (PF 3.8, Service Level Measures; Appendix 3: reports for management oversight): the series
 * of each, and its groupings with the default first.
 */
export const reports = {
  replies: { series: ['in-time', 'late'], by: ['month', 'prison', 'region', 'team', 'pathway'] },
  open: { series: ['not-due', 'overdue'], by: ['team', 'pathway', 'prison', 'region'] },
  assessments: { series: ['in-time', 'late', 'overdue'], by: ['kind', 'month', 'prison', 'region'] },
  overrides: { series: ['sent-on'], by: ['rule', 'way', 'month', 'prison', 'region', 'team'] },
  needs: { series: ['met', 'not-met'], by: ['pathway', 'month', 'prison', 'region'] },
  'first-night': { series: ['somewhere', 'nowhere', 'not-known'], by: ['month', 'prison', 'region'] },
} as const satisfies Record<string, { readonly series: readonly string[]; readonly by: readonly Grouping[] }>

export type ReportName = keyof typeof reports
export type Series = (typeof reports)[ReportName]['series'][number]

export const reportNames = Object.keys(reports) as readonly ReportName[]

/** A count with the values of all dimensions that it can be grouped by. */
export interface Counted {
  readonly series: string
  readonly count: number
  readonly prisonId: string
  readonly region: string
  /** YYYY-MM; absent for counts as of today. */
  readonly month?: string
  readonly team?: string
  readonly topic?: Topic
  readonly pathway?: string
  readonly rule?: string
  /** An override's origin, destination and rule, separated by bars. */
  readonly way?: string
  readonly kind?: string
  /** Days from submission to answer. */
  readonly days?: number
}

/**
 * A number with disclosure control: `small` stands for 1 to 4, and `held-back` for a number that would reveal a small
 * one.
 */
export type Shown = number | 'small' | 'held-back'

export interface Tally {
  readonly group: string
  /** In the order of the report's series. */
  readonly counts: readonly Shown[]
  /** The median number of days to an answer; null when there are too few answers. */
  readonly middleDays: number | null
}

export interface Tallies {
  /** In the order of the groups. */
  readonly rows: readonly Tally[]
  readonly total: Omit<Tally, 'group'>
}

/** Non-zero numbers below this could identify a person. */
export const smallestShown = 5

/**
 * Sums counts into one row per group and a total. Numbers from 1 to 4 are suppressed, along with as many others as
 * needed so that no small one can be derived from the total.
 *
 * @param groups groups that get a row even without counts
 */
export function tally(
  report: ReportName,
  by: Grouping,
  counted: readonly Counted[],
  groups: readonly string[] = [],
): Tallies {
  const inGroups = new Map<string, Counted[]>(groups.map(group => [group, []]))
  for (const each of counted) {
    const group = groupOf(each, by)
    inGroups.set(group, [...(inGroups.get(group) ?? []), each])
  }
  const sorted = [...inGroups].sort(([one], [other]) => (one < other ? -1 : 1))
  const columns = reports[report].series.map(series =>
    holdBack(sorted.map(([, all]) => sum(all.filter(each => each.series === series)))),
  )
  return {
    rows: sorted.map(([group, all], index) => ({
      group,
      counts: columns.map(column => column[index]!),
      middleDays: middleDays(all),
    })),
    total: {
      counts: reports[report].series.map(series => shown(sum(counted.filter(each => each.series === series)))),
      middleDays: middleDays(counted),
    },
  }
}

/** Filters counts by region, team, pathway or kind; null applies no filter. */
export function narrowedTo(
  only: Readonly<Record<Narrowing, string | null>>,
  counted: readonly Counted[],
): readonly Counted[] {
  const requested = narrowings.filter(each => only[each] !== null)
  return counted.filter(each => requested.every(by => groupOf(each, by) === only[by]))
}

/**
 * The percentage of a row that falls in its first series.
 *
 * @returns null when the row is empty, or when the percentage would reveal a suppressed number
 */
export function shareOfFirst(counts: readonly Shown[]): number | null {
  const numbers = counts.filter(count => typeof count === 'number')
  const all = numbers.reduce((total, count) => total + count, 0)
  return numbers.length < counts.length || all === 0 ? null : Math.round((100 * numbers[0]!) / all)
}

function sum(counted: readonly Counted[]): number {
  return counted.reduce((total, { count }) => total + count, 0)
}

function isSmall(count: number): boolean {
  return count > 0 && count < smallestShown
}

function shown(count: number): Shown {
  return isSmall(count) ? 'small' : count
}

/**
 * Suppresses numbers in a column that is shown with its total. Subtracting the visible numbers from the total gives the
 * sum of the suppressed ones, so there must be at least two and their sum must not be small. The smallest are
 * suppressed first.
 */
function holdBack(column: readonly number[]): readonly Shown[] {
  const suppressed = new Set<number>()
  let together = 0
  const ascending = [...column.entries()].filter(([, count]) => count > 0).sort(([, one], [, other]) => one - other)
  for (const [index, count] of ascending) {
    const isEnough = suppressed.size === 0 || (suppressed.size > 1 && together >= smallestShown)
    if (!isSmall(count) && isEnough) break
    suppressed.add(index)
    together += count
  }
  return column.map((count, index) => (suppressed.has(index) && !isSmall(count) ? 'held-back' : shown(count)))
}

function middleDays(counted: readonly Counted[]): number | null {
  const timed = counted.flatMap(({ days, count }) => (days === undefined ? [] : [{ days, count }]))
  const all = timed.reduce((total, { count }) => total + count, 0)
  if (all < smallestShown) return null
  let passed = 0
  const middle = timed
    .sort((one, other) => one.days - other.days)
    .find(({ count }) => {
      passed += count
      return passed >= all / 2
    })
  return middle!.days
}

function groupOf(counted: Counted, by: Grouping): string {
  switch (by) {
    case 'prison':
      return counted.prisonId
    case 'pathway':
      return counted.pathway ?? (counted.topic === undefined ? '' : topicEntry(counted.topic).pathway)
    default:
      return counted[by] ?? ''
  }
}
