import type { Router } from 'express'
import { createRouter } from '../../../server/web/addresses/routers'
import { view } from '../../page/answers'
import type { ConsoleFeature } from '../../page/pages'
import { presentPageFeedback } from './presenter'

/** What readers of the public pages found hard; it is only read here. */
export function pageFeedbackRoutes({ dependencies, page }: ConsoleFeature): Router {
  const { database, words } = dependencies
  const t = words.in('en')
  const router = createRouter()

  router.get(
    '/page-feedback',
    page({
      may: 'see-page-feedback',
      show: async () => view('page-feedback.njk', presentPageFeedback(await database.pageFeedback.byPage(), t), null),
    }),
  )

  return router
}
