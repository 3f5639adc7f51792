import { seesNobody, type AccessScope, type Database, type Person } from '../database'
import type { AssessmentState } from '../domain/assessments'
import type { CalendarDay } from '../domain/calendar'
import { firstNightFrom } from '../domain/people/leaving'
import type { Counted, ReportName, Series } from '../domain/reports'
import { assessmentsOf } from './assessments/assessments'
import type { Context } from './context'

/**
 * Computes a report for some prisons.
 *
 * @param since the first day counted; open work is counted as of today
 * @param scope the reader's: applications that they may not know of are not counted
 */
export function countFor(
  database: Database,
  context: Context,
  report: ReportName,
  prisons: readonly string[],
  since: CalendarDay,
  scope: AccessScope,
): Promise<Counted[]> {
  switch (report) {
    case 'open':
      return database.reports.open(prisons, context.today, scope)
    case 'assessments':
      return countAssessments(database, context, prisons, since)
    case 'first-night':
      return countFirstNights(database, context, prisons, since)
    case 'needs':
      return database.reports.needs(prisons, since)
    default:
      return database.reports[report](prisons, since, scope)
  }
}

/** Counts assessments by the month of their due date (assessment-clock.md); future months are not counted. */
async function countAssessments(
  database: Database,
  context: Context,
  prisons: readonly string[],
  since: CalendarDay,
): Promise<Counted[]> {
  const people = await database.assessments.people({ ...seesNobody, prisons }, null, since, 'all')
  return people.flatMap(person =>
    assessmentsOf(person, person.assessments, context).flatMap(({ kind, due, state }) => {
      const series: Series | null =
        state === 'done' ? 'in-time' : state === 'done-late' ? 'late' : isMissed(state, due, person) ? 'overdue' : null
      if (series === null || due === null || due < since || due > context.today) return []
      const { prisonId, prisonRegion: region } = person
      return [{ series, count: 1, prisonId, region, month: due.slice(0, 7), kind }]
    }),
  )
}

/** Overdue, or not done when the person left or went away, although its day had come. */
function isMissed(state: AssessmentState, due: CalendarDay | null, { whereaboutsSince }: Person): boolean {
  if (state === 'overdue') return true
  const isOver = state === 'ended' || state === 'paused'
  return isOver && due !== null && whereaboutsSince !== null && due < whereaboutsSince
}

/** Counts people who left by what was known about their first night (PF 3.8, Service Level Measures). */
async function countFirstNights(
  database: Database,
  { today }: Context,
  prisons: readonly string[],
  since: CalendarDay,
): Promise<Counted[]> {
  const left = await database.reports.housingOfThoseWhoLeft(prisons, since, today)
  return left.flatMap(({ housing, ...counted }) => {
    const series: Series | null = firstNightFrom(housing)
    return series === null ? [] : [{ ...counted, series }]
  })
}
