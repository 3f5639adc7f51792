import { z } from 'zod'
import { groupings, reports, type Grouping, type ReportName } from '../../../server/domain/reports'

/** How many months back a report can reach. */
export const periods = ['3', '12', '24'] as const

/** What the address of a report says; anything unknown in it is as if it were not there. */
export const reportQuery = z.object({
  prison: z.string().max(10).catch(''),
  by: z.enum(groupings).nullable().catch(null),
  months: z.enum(periods).catch('12'),
  format: z.enum(['page', 'csv']).catch('page'),
})
export type ReportQuery = z.infer<typeof reportQuery>

/** What the report is grouped by: as asked where it can be, otherwise as it usually is. */
export function groupingOf(report: ReportName, asked: Grouping | null): Grouping {
  const possible: readonly Grouping[] = reports[report].by
  return asked !== null && possible.includes(asked) ? asked : possible[0]!
}

/** The address of a report with the same choices. */
export function addressOf(report: ReportName, { prison, by, months }: ReportQuery): string {
  const parameters = new URLSearchParams({ months, ...(prison && { prison }), ...(by && { by }) })
  return `/reports/${report}?${parameters.toString()}`
}
