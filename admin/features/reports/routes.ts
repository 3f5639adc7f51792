import type { Router } from 'express'
import { narrowedTo, reportNames, tally } from '../../../server/domain/reports'
import { countFor } from '../../../server/use-cases/reports'
import { createRouter } from '../../../server/web/addresses/routers'
import { withoutEmptyFields } from '../../lists/clean-address'
import { download, gone, view } from '../../page/answers'
import type { Screen } from '../../page/kernel'
import type { ConsoleFeature } from '../../page/pages'
import { presentReport, presentReports, reportCsv } from './presenter'
import { firstDay, groupingOf, monthsBetween, queryFor, reportQuery } from './query'

/** What managers count of the work in their prisons, as pictures, tables and CSV. Nobody is named. */
export function reportRoutes({ dependencies, page, perform }: ConsoleFeature): Router {
  const { database } = dependencies
  const t = dependencies.words.in('en')
  const router = createRouter()

  const show: Screen = async ({ req, staff, scope }) => {
    const report = reportNames.find(each => each === req.params.report) ?? gone()
    const query = queryFor(report, reportQuery.parse(req.query))
    const prisons = await database.prisons.among(staff.prisons)
    const selected = query.prison === '' ? prisons : prisons.filter(({ id }) => id === query.prison)
    if (query.prison !== '' && selected.length === 0) return gone()

    const ids = selected.map(({ id }) => id)
    const today = dependencies.today()
    const since = firstDay(today, query)
    const by = groupingOf(report, query.by)
    const [counted, reasons] = await Promise.all([
      perform(countFor, report, ids, since, scope),
      report === 'overrides' ? database.reports.overrideReasons(ids, since) : [],
    ])
    const counts = narrowedTo(query, counted)
    const months = by === 'month' && counts.length > 0 ? monthsBetween(since, today) : []
    const found = { report, since, today, query, by, tallies: tally(report, by, counts, months), prisons, reasons }
    const detail = { report, by, months: query.months, prisons: ids }
    return query.format === 'csv'
      ? download(`${report}.csv`, 'text/csv; charset=utf-8', reportCsv(found, t), { action: 'report-exported', detail })
      : view('reports/report.njk', presentReport(found, t), { action: 'report-viewed', detail })
  }

  router.get('/reports', page({ may: 'see-reports', show: () => view('reports/reports.njk', presentReports(t), null) }))
  router.get('/reports/:report', withoutEmptyFields, page({ may: 'see-reports', show }))

  return router
}
