import { Router } from 'express'
import type { ConsoleFeature } from '../../page/pages'
import { may } from '../../access/permissions'
import { presentPageFeedback } from './presenter'

/** What readers of the public pages found hard; it is only read here. */
export function pageFeedbackRoutes({ dependencies, show }: ConsoleFeature): Router {
  const t = dependencies.words.in('en')
  const router = Router()

  router.get('/page-feedback', may('see-page-feedback'), async (req, res) => {
    show(
      req,
      res,
      'console/page-feedback.njk',
      presentPageFeedback(await dependencies.database.pageFeedback.byPage(), t),
    )
  })

  return router
}
