import type { Router } from 'express'
import { createRouter } from '../../../server/web/addresses/routers'
import { view } from '../../page/answers'
import type { ConsoleFeature } from '../../page/pages'
import { presentRoles } from './presenter'

/** What each role may do, as a table that the permissions themselves make; the start page of roles with no queue. */
export function rolesRoutes({ dependencies, page }: ConsoleFeature): Router {
  const t = dependencies.words.in('en')
  const router = createRouter()

  router.get(
    '/roles',
    page({
      may: null,
      show: ({ staff }) =>
        view('roles.njk', { pageName: t('console/permissions:title'), ...presentRoles(staff.role, t) }, null),
    }),
  )

  return router
}
