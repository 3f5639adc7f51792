import type { RequestHandler } from 'express'
import type { ConsoleFeature } from '../../page/pages'
import { staffIn } from '../../access/signed-in-staff'

/** The pages to which staff send each other links. */
const sentAsLink = /^\/questions\/\d{1,15}$/

/**
 * Lets whoever follows a link that was sent to them come to its page after signing in. Comes before `requireStaff`.
 *
 * The session's cookie is strict, so it does not come along from another site, such as mail in the browser. A page that
 * goes on by itself brings it, so that somebody who is signed in already stays so.
 */
export function followSentLinks({ dependencies, show }: ConsoleFeature): RequestHandler {
  const t = dependencies.words.in('en')
  return (req, res, next) => {
    if (req.method !== 'GET' || staffIn(res) || !sentAsLink.test(req.path)) return next()
    if (req.get('sec-fetch-site') === 'cross-site') {
      const context = { pageName: t('console/sign-in:link.title'), address: req.path }
      return show(req, res, 'console/sign-in/link.njk', context)
    }
    req.session.wanted = req.path
    next()
  }
}
