import type { RequestHandler } from 'express'
import { staffIn } from '../../access/signed-in-staff'
import { addressIn } from '../../access/wanted-page'
import type { ConsoleFeature } from '../../page/pages'

/**
 * Opens links that were followed on another site, such as mail in the browser. Comes before every page, that to sign in
 * included.
 *
 * The session's cookie is strict, so browsers do not send it with such a request, and the page to sign in would replace
 * it with the cookie of a new session. A page that continues by itself has the browser ask again, with the cookie.
 */
export function openLinksFromElsewhere({ dependencies, show }: ConsoleFeature): RequestHandler {
  const t = dependencies.words.in('en')
  return async (req, res, next) => {
    if (req.method !== 'GET' || staffIn(res) || req.get('sec-fetch-site') !== 'cross-site') return next()
    const context = { pageName: t('console/sign-in:link.title'), address: addressIn(req) ?? '/' }
    await show(req, res, 'console/sign-in/link.njk', context)
  }
}
