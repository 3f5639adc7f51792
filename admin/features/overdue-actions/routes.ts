import type { Router } from 'express'
import { overdueActionPageSize } from '../../../server/database'
import { createRouter } from '../../../server/web/addresses/routers'
import { pageOf } from '../../lists/page-of'
import { view } from '../../page/answers'
import type { Screen } from '../../page/kernel'
import type { ConsoleFeature } from '../../page/pages'
import { presentOverdueActions } from './presenter'
import { overdueActionsQuery } from './query'

/** Actions of resettlement plans that are past their day and not done, of everybody in the reader's scope. */
export function overdueActionRoutes({ dependencies, page }: ConsoleFeature): Router {
  const { database } = dependencies
  const t = dependencies.words.in('en')
  const router = createRouter()

  const list: Screen = async ({ req, staff, scope }) => {
    const params = overdueActionsQuery.parse(req.query)
    const prisons = await database.prisons.among(scope.prisons)
    const prison = prisons.find(({ id }) => id === params.prison)
    const filters = {
      today: dependencies.today(),
      prisonId: prison?.id ?? null,
      plannedBy: params.planned === 'by-you' ? staff.id : null,
      responsible: params.responsible === '' ? null : params.responsible,
    }
    const { rows: actions, page } = await pageOf(params.page, overdueActionPageSize, each =>
      database.plans.overdueActions(scope, filters, each),
    )
    const query = { ...params, prison: prison?.id ?? '', page }
    return view('overdue-actions/list.njk', presentOverdueActions(actions, query, prisons, t), {
      action: 'late-actions-listed',
      detail: { ...query, shown: [...new Set(actions.map(({ personId }) => personId))] },
    })
  }

  router.get('/actions', page({ may: 'see-plan', show: list }))

  return router
}
