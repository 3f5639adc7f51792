import { Router } from 'express'
import { lateActionPageSize } from '../../../server/database'
import type { ConsoleFeature } from '../../page/pages'
import { pageOf } from '../../lists/page-of'
import { may, sightOf } from '../../access/permissions'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import { presentLateActions } from './presenter'
import { lateActionsQuery } from './query'

/** Actions of plans that are past their day and not done, of everybody in sight. */
export function lateActionRoutes({ services, show }: ConsoleFeature): Router {
  const { database } = services
  const t = services.words.in('en')
  const router = Router()

  router.get('/actions', may('see-plan'), async (req, res) => {
    const staff = staffOf(res)
    const sight = sightOf(staff)
    const asked = lateActionsQuery.parse(req.query)
    const prisons = await database.prisons.among(sight.prisons)
    const prison = prisons.find(({ id }) => id === asked.prison)
    const filters = {
      today: services.today(),
      prisonId: prison?.id ?? null,
      plannedBy: asked.planned === 'by-you' ? staff.id : null,
      responsible: asked.responsible === '' ? null : asked.responsible,
    }
    const { rows: actions, page } = await pageOf(asked.page, lateActionPageSize, each =>
      database.plans.lateActions(sight, filters, each),
    )
    const query = { ...asked, prison: prison?.id ?? '', page }
    await database.audit.record({
      ...auditedBy(req, res),
      act: 'late-actions-listed',
      detail: { ...query, shown: [...new Set(actions.map(({ personId }) => personId))] },
    })
    show(req, res, 'console/overdue-actions/list.njk', presentLateActions(actions, query, prisons, t))
  })

  return router
}
