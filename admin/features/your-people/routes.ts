import type { Router } from 'express'
import { createRouter } from '../../../server/web/addresses/routers'
import type { ConsoleFeature } from '../../page/pages'
import { doneScreen, peopleScreen } from './screens'

/** A COM's people across prisons, what was done on the COM's behalf, and what waits for the COM. */
export function yourPeopleRoutes({ dependencies, page }: ConsoleFeature): Router {
  const router = createRouter()
  router.get('/your-people', page({ may: 'see-work-for-com', show: peopleScreen(dependencies) }))
  router.get('/your-people/done', page({ may: 'see-work-for-com', show: doneScreen(dependencies) }))
  return router
}
