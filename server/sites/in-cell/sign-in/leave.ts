import type { Router } from 'express'
import { signOut } from '../../../use-cases/people/in-cell/in-cell-sessions'
import { createRouter } from '../../../web/addresses/routers'
import { deviceOf, deviceRules } from '../../../web/sessions/devices'
import { endSession } from '../../../web/sessions/session'
import { bookletFor, type InCellFeature } from '../signed-in'

/**
 * Signing out, and hiding a page: both end the session and show the booklet instead. They come before forms are read and
 * need no CSRF token, so that they work on every page, even when its session has expired. The strict cookie stops other
 * sites from signing anybody out.
 */
export function leaveRoutes({ dependencies, perform }: InCellFeature): Router {
  const { config } = dependencies
  const router = createRouter()

  router.post(['/sign-out', '/leave'], async (req, res) => {
    const { personId } = req.session
    const booklet = bookletFor(req)
    if (personId !== undefined) await perform(signOut, { personId, fromAddress: req.ip })
    await endSession(req.session)
    res.clearCookie('my', { path: '/my' })
    const { keepsPages } = deviceRules[deviceOf(req, config)]
    // "storage" also removes the service worker with its cached pages; the next visit to the site installs it again.
    res.set('Clear-Site-Data', keepsPages ? '"cache", "cookies"' : '"cache", "cookies", "storage"')
    res.redirect(303, booklet)
  })

  return router
}
