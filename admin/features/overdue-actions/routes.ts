import { Router } from 'express'
import { overdueActionPageSize } from '../../../server/database'
import type { ConsoleFeature } from '../../page/pages'
import { pageOf } from '../../lists/page-of'
import { may, scopeFor } from '../../access/permissions'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import { presentOverdueActions } from './presenter'
import { overdueActionsQuery } from './query'

/** Actions of plans that are past their day and not done, of everybody in sight. */
export function overdueActionRoutes({ dependencies, show }: ConsoleFeature): Router {
  const { database } = dependencies
  const t = dependencies.words.in('en')
  const router = Router()

  router.get('/actions', may('see-plan'), async (req, res) => {
    const staff = staffOf(res)
    const scope = scopeFor(staff)
    const asked = overdueActionsQuery.parse(req.query)
    const prisons = await database.prisons.among(scope.prisons)
    const prison = prisons.find(({ id }) => id === asked.prison)
    const filters = {
      today: dependencies.today(),
      prisonId: prison?.id ?? null,
      plannedBy: asked.planned === 'by-you' ? staff.id : null,
      responsible: asked.responsible === '' ? null : asked.responsible,
    }
    const { rows: actions, page } = await pageOf(asked.page, overdueActionPageSize, each =>
      database.plans.overdueActions(scope, filters, each),
    )
    const query = { ...asked, prison: prison?.id ?? '', page }
    await database.audit.record({
      ...auditedBy(req, res),
      action: 'late-actions-listed',
      detail: { ...query, shown: [...new Set(actions.map(({ personId }) => personId))] },
    })
    show(req, res, 'console/overdue-actions/list.njk', presentOverdueActions(actions, query, prisons, t))
  })

  return router
}
