import { Router } from 'express'
import type { ConsoleFeature } from '../../pages'
import { staffOf } from '../../signed-in-staff'
import { presentRoles } from './presenter'

/** What each role may do, as a table that the permissions themselves make; the start page of roles with no queue. */
export function rolesRoutes({ services, show }: ConsoleFeature): Router {
  const t = services.words.in('en')
  const router = Router()

  router.get('/roles', (req, res) => {
    show(req, res, 'staff/roles.njk', { pageName: t('staff/permissions:title'), ...presentRoles(staffOf(res).role, t) })
  })

  return router
}
