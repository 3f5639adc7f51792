import { Router } from 'express'
import { narrowedTo, reportNames, tally } from '../../../server/domain/reports'
import { countFor } from '../../../server/use-cases/reports'
import { PageError } from '../../../server/web/errors'
import type { ConsoleFeature } from '../../page/pages'
import { may } from '../../access/permissions'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import { presentReport, presentReports, reportCsv } from './presenter'
import { firstDay, groupingOf, monthsBetween, queryFor, reportQuery } from './query'

/** What managers count of the work in their prisons, as pictures, tables and CSV. Nobody is named. */
export function reportRoutes({ dependencies, show, perform }: ConsoleFeature): Router {
  const { database } = dependencies
  const t = dependencies.words.in('en')
  const router = Router()

  router.get('/reports', may('see-reports'), (req, res) => {
    show(req, res, 'console/reports/reports.njk', presentReports(t))
  })

  router.get('/reports/:report', may('see-reports'), async (req, res) => {
    const staff = staffOf(res)
    const report = reportNames.find(each => each === req.params.report)
    if (!report) throw new PageError(404, 'not-found')
    const query = queryFor(report, reportQuery.parse(req.query))
    const prisons = await database.prisons.among(staff.prisons)
    const asked = query.prison === '' ? prisons : prisons.filter(({ id }) => id === query.prison)
    if (query.prison !== '' && asked.length === 0) throw new PageError(404, 'not-found')

    const ids = asked.map(({ id }) => id)
    const context = dependencies.context()
    const since = firstDay(context.today, query)
    const by = groupingOf(report, query.by)
    const [counted, reasons] = await Promise.all([
      perform(countFor, report, ids, since),
      report === 'overrides' ? database.reports.overrideReasons(ids, since) : [],
    ])
    await database.audit.record({
      ...auditedBy(req, res),
      action: query.format === 'csv' ? 'report-exported' : 'report-viewed',
      detail: { report, by, months: query.months, prisons: ids },
    })
    const counts = narrowedTo(query, counted)
    const months = by === 'month' && counts.length > 0 ? monthsBetween(since, context.today) : []
    const { today } = context
    const view = { report, since, today, query, by, tallies: tally(report, by, counts, months), prisons, reasons }
    if (query.format === 'csv') {
      res
        .set('Cache-Control', 'no-store')
        .attachment(`${report}.csv`)
        .type('text/csv; charset=utf-8')
        .send(reportCsv(view, t))
      return
    }
    show(req, res, 'console/reports/report.njk', presentReport(view, t))
  })

  return router
}
