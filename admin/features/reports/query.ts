import { z } from 'zod'
import { assessmentKinds } from '../../../server/domain/assessments'
import { addDays, calendarDay, subtractMonths, type CalendarDay } from '../../../server/domain/calendar'
import { groupings, reports, type Grouping, type ReportName } from '../../../server/domain/reports'
import { regions, teams } from '../../../server/domain/routing'
import { pathways } from '../../../server/domain/topics'

/** How many whole months back a report can reach, as it usually does first. */
export const periods = ['12', '3', '24'] as const

/** What the address of a report says; anything unknown in it is as if it were not there. */
export const reportQuery = z.object({
  prison: z.string().max(10).catch(''),
  region: z.enum(regions).nullable().catch(null),
  team: z.enum(teams).nullable().catch(null),
  pathway: z.enum(pathways).nullable().catch(null),
  kind: z.enum(assessmentKinds).nullable().catch(null),
  by: z.enum(groupings).nullable().catch(null),
  months: z.enum(periods).catch('12'),
  format: z.enum(['page', 'csv']).catch('page'),
})
export type ReportQuery = z.infer<typeof reportQuery>

/** What the report is grouped by: as asked where it can be, otherwise as it usually is. */
export function groupingOf(report: ReportName, requested: Grouping | null): Grouping {
  const possible: readonly Grouping[] = reports[report].by
  return requested !== null && possible.includes(requested) ? requested : possible[0]!
}

/** What is asked of a report: what it cannot be grouped by narrows nothing. */
export function queryFor(report: ReportName, requested: ReportQuery): ReportQuery {
  const possible: readonly Grouping[] = reports[report].by
  const only = <Value>(by: Grouping, value: Value) => (possible.includes(by) ? value : null)
  return {
    ...requested,
    region: only('region', requested.region),
    team: only('team', requested.team),
    pathway: only('pathway', requested.pathway),
    kind: only('kind', requested.kind),
  }
}

/** The first of the month that lies so many months back, so that no month is counted in part but this one. */
export function firstDay(today: CalendarDay, { months }: Pick<ReportQuery, 'months'>): CalendarDay {
  return calendarDay(`${subtractMonths(today, Number(months)).slice(0, 7)}-01`)
}

/** The months from one day to another, as YYYY-MM. */
export function monthsBetween(from: CalendarDay, to: CalendarDay): readonly string[] {
  const months: string[] = []
  for (let month = from.slice(0, 7); month <= to.slice(0, 7);) {
    months.push(month)
    month = addDays(calendarDay(`${month}-28`), 4).slice(0, 7)
  }
  return months
}

/** The address of a report with the same choices. */
export function addressOf(
  report: ReportName,
  { prison, by, months, region, team, pathway, kind }: ReportQuery,
): string {
  const chosen = Object.entries({ prison, region, team, pathway, kind, by }).flatMap(
    ([name, value]): [string, string][] => (value ? [[name, value]] : []),
  )
  const parameters = new URLSearchParams([['months', months], ...chosen])
  return `/reports/${report}?${parameters.toString()}`
}
