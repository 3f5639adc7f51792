import { Router } from 'express'
import { keepLateAnswer } from '../../use-cases/late-answers'
import { isOwnForm } from '../../web/csrf'
import { PageError } from '../../web/errors'
import { isFromAnotherSite } from '../../web/other-site'
import { endSession } from '../../web/session'
import { isSignedIn, type MyFeature } from '../signed-in'
import { postedAnswer, questionSeal } from './question-form'

/**
 * Keeps the answer of a question's page whose session has ended, and leads to the page to sign in. It comes before form
 * tokens are looked at: theirs ended with the session, and the page itself says for whom it was made. It shows nothing
 * of anybody's, whatever is sent.
 */
export function lateAnswerRoutes({ services, show }: MyFeature): Router {
  const { database } = services
  const seal = questionSeal(services.sessionSecret)
  const router = Router()

  router.post('/:draft/:number', async (req, res, next) => {
    const { page: sealed } = (req.body ?? {}) as { page?: unknown }
    if (typeof sealed !== 'string') return next()
    const signedIn = isSignedIn(req, services)
    if (signedIn && isOwnForm(req)) return next()
    const address = req.originalUrl.split('?', 1)[0] ?? ''
    const page = isFromAnotherSite(req) ? undefined : seal.open(sealed, address)
    // Somebody else is here now: what they send from a page that was left open is not the person's.
    if (signedIn && page?.personId !== req.session.personId) return next()

    const posted = postedAnswer.safeParse(req.body)
    if (!posted.success) throw new PageError(400, 'bad-request')
    const result =
      page &&
      (await keepLateAnswer(database, services.circumstances(), { page, posted: posted.data, fromAddress: req.ip }))
    if (signedIn) return result === 'refused' ? next() : res.redirect(303, address)
    if (req.session.personId !== undefined) await endSession(req.session)
    if (page && result !== 'refused') {
      return res.redirect(303, result === 'kept' ? '/my/sign-in?kept=yes' : '/my/sign-in?ended=yes')
    }
    show(req, res, 'my/applications/not-kept.njk', {}, 403)
  })

  return router
}
