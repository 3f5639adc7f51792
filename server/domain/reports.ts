import { topicEntry, type Topic } from './routing'

/** What a report can be grouped by. */
export const groupings = ['month', 'prison', 'region', 'team', 'pathway', 'rule', 'way', 'kind'] as const
export type Grouping = (typeof groupings)[number]

/** What a report can be narrowed to one of, where it can be grouped by it. */
export const narrowings = ['region', 'team', 'pathway', 'kind'] as const satisfies readonly Grouping[]
export type Narrowing = (typeof narrowings)[number]

/**
 * What managers can ask (PF 3.8, Service Level Measures; Appendix 3: reports for management oversight): into what each
 * report divides what it counts, and what it can be grouped by, the usual grouping first.
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

/** So many of one kind, with all that they can be grouped by. */
export interface Counted {
  readonly series: string
  readonly count: number
  readonly prisonId: string
  readonly region: string
  /** YYYY-MM; what is counted as it stands today has none. */
  readonly month?: string
  readonly team?: string
  readonly topic?: Topic
  readonly pathway?: string
  readonly rule?: string
  /** From where to where, against which rule: its parts in this order, with a bar between them. */
  readonly way?: string
  readonly kind?: string
  /** From sending an application to its answer. */
  readonly days?: number
}

/** A number as it may be shown: `small` is from 1 to 4, `held-back` is one that would tell a small one. */
export type Shown = number | 'small' | 'held-back'

export interface Tally {
  readonly group: string
  /** In the order of the report's series. */
  readonly counts: readonly Shown[]
  /** Half of the answers took no longer; null where there are too few to say, or nothing is answered. */
  readonly middleDays: number | null
}

export interface Tallies {
  /** In the groups' own order. */
  readonly rows: readonly Tally[]
  readonly total: Omit<Tally, 'group'>
}

/** A number below this, but nought, could point to somebody. */
export const smallestShown = 5

/**
 * Adds up what was counted, a row a group, and all of it. Numbers from 1 to 4 are held back, and as many others as it
 * takes that no small one can be worked out from the total.
 *
 * @param groups those that have a row even where nothing was counted
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

/** Those that are of one region, team, pathway or kind; null is of any. */
export function narrowedTo(
  only: Readonly<Record<Narrowing, string | null>>,
  counted: readonly Counted[],
): readonly Counted[] {
  const asked = narrowings.filter(each => only[each] !== null)
  return counted.filter(each => asked.every(by => groupOf(each, by) === only[by]))
}

/**
 * How many in a hundred of a row are in its first series.
 *
 * @returns null where nothing was counted, and where it would tell a number that is held back
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
 * What of a column can be shown beside its total. Whoever takes what is shown from the total gets what is held back
 * together: that has to be two numbers at least, and to be no small number itself. The smallest are held back first.
 */
function holdBack(column: readonly number[]): readonly Shown[] {
  const held = new Set<number>()
  let together = 0
  const ascending = [...column.entries()].filter(([, count]) => count > 0).sort(([, one], [, other]) => one - other)
  for (const [index, count] of ascending) {
    const isEnough = held.size === 0 || (held.size > 1 && together >= smallestShown)
    if (!isSmall(count) && isEnough) break
    held.add(index)
    together += count
  }
  return column.map((count, index) => (held.has(index) && !isSmall(count) ? 'held-back' : shown(count)))
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
