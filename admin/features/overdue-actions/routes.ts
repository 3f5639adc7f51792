import type { Router } from 'express'
import { overdueActionPageSize, type OverdueActionFilters } from '../../../server/database'
import { createRouter } from '../../../server/web/addresses/routers'
import { withoutEmptyFields } from '../../lists/clean-address'
import { csvStream } from '../../lists/csv'
import { pageOf } from '../../lists/page-of'
import { listInParts } from '../../lists/paged-list'
import { download, view } from '../../page/answers'
import type { Asker, Screen } from '../../page/kernel'
import type { ConsoleFeature } from '../../page/pages'
import { columnsOf, presentOverdueActions } from './presenter'
import { overdueActionsQuery } from './query'

/** Actions of resettlement plans that are past their day and not done, of everybody in the reader's scope. */
export function overdueActionRoutes({ dependencies, page }: ConsoleFeature): Router {
  const { database, today } = dependencies
  const t = dependencies.words.in('en')
  const router = createRouter()

  const listAskedFor = async ({ req, staff, scope }: Asker) => {
    const params = overdueActionsQuery.parse(req.query)
    const prisons = await database.prisons.among(scope.prisons)
    const prison = prisons.find(({ id }) => id === params.prison)
    const filters: OverdueActionFilters = {
      today: today(),
      prisonId: prison?.id ?? null,
      plannedBy: params.planned === 'by-you' ? staff.id : null,
      responsible: params.responsible === '' ? null : params.responsible,
      wing: params.wing,
    }
    return { prisons, filters, query: { ...params, prison: prison?.id ?? '' } }
  }

  const list: Screen = async asker => {
    const { scope } = asker
    const { prisons, filters, query: params } = await listAskedFor(asker)
    const [{ rows, page }, wings] = await Promise.all([
      pageOf(params.page, overdueActionPageSize, page =>
        database.plans.overdueActions(scope, filters, params.sort, { page, size: overdueActionPageSize }),
      ),
      scope.team === 'PRT' ? database.people.wings(scope) : [],
    ])
    const query = { ...params, page }
    const shown = { query, prisons, wings, today: today() }
    return view('overdue-actions/list.njk', presentOverdueActions(rows, shown, t), {
      action: 'late-actions-listed',
      detail: { ...query, shown: [...new Set(rows.map(({ personId }) => personId))] },
    })
  }

  const file: Screen = async asker => {
    const { filters, query } = await listAskedFor(asker)
    const rows = listInParts(
      columnsOf(today(), t),
      page => database.plans.overdueActions(asker.scope, filters, query.sort, page),
      t,
    )
    return download('overdue-actions.csv', 'text/csv; charset=utf-8', csvStream(rows), {
      action: 'late-actions-exported',
      detail: query,
    })
  }

  router.get('/actions', withoutEmptyFields, page({ may: 'see-plan', show: list }))
  router.get('/actions.csv', page({ may: 'see-plan', show: file }))

  return router
}
