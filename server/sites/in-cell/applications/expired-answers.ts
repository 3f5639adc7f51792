import { Router } from 'express'
import { keepLateAnswer } from '../../../use-cases/applications/late-answers'
import { PageError } from '../../../web/errors'
import { keepsLatePages } from '../expired-pages'
import type { InCellFeature } from '../signed-in'
import { postedAnswer, questionSeal } from './question-form'

/** Keeps the answer of a question's page whose session has ended. */
export function lateAnswerRoutes(feature: InCellFeature): Router {
  const { dependencies } = feature
  const seal = questionSeal(dependencies.sessionSecret)
  const router = Router()

  router.post(
    '/:draft/:number',
    keepsLatePages(feature, {
      open: (sealed, address) => seal.open(sealed, address),
      async keep(page, req) {
        const posted = postedAnswer.safeParse(req.body)
        if (!posted.success) throw new PageError(400, 'bad-request')
        const late = page && { page, posted: posted.data, fromAddress: req.ip }
        return late && keepLateAnswer(dependencies.database, dependencies.context(), late)
      },
      shownAt: (_page, address) => address,
    }),
  )

  return router
}
