import { Router } from 'express'
import { deviceOf, deviceRules } from '../../../web/devices'
import { endSession } from '../../../web/session'
import { bookletFor, type InCellFeature } from '../signed-in'

/**
 * Finishing, and hiding a page: both end the session and show the booklet in place of the page. They come before forms
 * are read and ask for no form token, so that they work from every page: one whose session has ended has none. The
 * strict cookie keeps other sites from signing anybody out.
 */
export function leaveRoutes({ dependencies }: InCellFeature): Router {
  const { config, database, now } = dependencies
  const router = Router()

  router.post(['/sign-out', '/leave'], async (req, res) => {
    const { personId } = req.session
    const booklet = bookletFor(req)
    if (personId !== undefined) {
      await database.transaction(async transaction => {
        await transaction.inCellSessions.finish(personId, now())
        await transaction.audit.record({
          site: 'my',
          actingPersonId: personId,
          personId,
          action: 'signed-out',
          fromAddress: req.ip,
        })
      })
    }
    await endSession(req.session)
    res.clearCookie('my', { path: '/my' })
    const { keepsPages } = deviceRules[deviceOf(req, config)]
    // "storage" takes the service worker with it, and so the pages that were read; the next visit to one brings it back.
    res.set('Clear-Site-Data', keepsPages ? '"cache", "cookies"' : '"cache", "cookies", "storage"')
    res.redirect(303, booklet)
  })

  return router
}
