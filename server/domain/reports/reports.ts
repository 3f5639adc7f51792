import { topicEntry, type Topic } from '../routing'

/** What a report can be grouped by. */
export const groupings = ['month', 'prison', 'region', 'team', 'pathway', 'rule', 'kind'] as const
export type Grouping = (typeof groupings)[number]

/**
 * What managers can ask (PF 3.8, Service Level Measures; Appendix 3: reports for management oversight): into what each
 * report divides what it counts, and what it can be grouped by, the usual grouping first.
 */
export const reports = {
  replies: { series: ['in-time', 'late'], by: ['month', 'prison', 'region', 'team', 'pathway'] },
  open: { series: ['not-due', 'overdue'], by: ['team', 'pathway', 'prison', 'region'] },
  assessments: { series: ['in-time', 'late', 'overdue'], by: ['kind', 'month', 'prison', 'region'] },
  overrides: { series: ['sent-on'], by: ['rule', 'month', 'prison', 'region', 'team'] },
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
  readonly kind?: string
}

export interface Tally {
  readonly group: string
  /** In the order of the report's series; null where the number is too small to show. */
  readonly counts: readonly (number | null)[]
}

/** A number below this, but nought, could point to somebody. */
export const smallestShown = 5

/**
 * Adds up what was counted, a row a group, in the groups' own order. Numbers from 1 to 4 are held back.
 */
export function tally(report: ReportName, by: Grouping, counted: readonly Counted[]): readonly Tally[] {
  const series: readonly string[] = reports[report].series
  const sums = new Map<string, number[]>()
  for (const each of counted) {
    const group = groupOf(each, by)
    const sum = sums.get(group) ?? series.map(() => 0)
    const place = series.indexOf(each.series)
    sum[place] = (sum[place] ?? 0) + each.count
    sums.set(group, sum)
  }
  return [...sums]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([group, counts]) => ({ group, counts: counts.map(count => (isSmall(count) ? null : count)) }))
}

function isSmall(count: number): boolean {
  return count > 0 && count < smallestShown
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
