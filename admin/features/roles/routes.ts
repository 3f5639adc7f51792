import { Router } from 'express'
import type { ConsoleFeature } from '../../page/pages'
import { staffOf } from '../../access/signed-in-staff'
import { presentRoles } from './presenter'

/** What each role may do, as a table that the permissions themselves make; the start page of roles with no queue. */
export function rolesRoutes({ dependencies, show }: ConsoleFeature): Router {
  const t = dependencies.words.in('en')
  const router = Router()

  router.get('/roles', (req, res) => {
    show(req, res, 'console/roles.njk', {
      pageName: t('console/permissions:title'),
      ...presentRoles(staffOf(res).role, t),
    })
  })

  return router
}
