import type { RequestHandler, Router } from 'express'
import { createRouter } from '../../../server/web/addresses/routers'
import { PageError } from '../../../server/web/pages/errors'
import { staffIn } from '../../access/signed-in-staff'
import type { ConsoleDependencies } from '../../page/pages'

/** Where scripts ask when the session ends, and where "Stay signed in" posts to. */
const address = '/session'

/**
 * Answers how many seconds the session has left, for the warning before it ends. Asking is no activity: the session is
 * let go of before express-session prolongs it. Comes before the reader is looked up.
 */
export function tellTimeLeft({ secondsLeftOfStaff }: Pick<ConsoleDependencies, 'secondsLeftOfStaff'>): Router {
  const router = createRouter()
  router.get(address, async (req, res) => {
    const isSignedIn = req.session.staffId !== undefined
    const secondsLeft = isSignedIn ? await secondsLeftOfStaff(req.sessionID) : 0
    Reflect.deleteProperty(req, 'session')
    res.set('Cache-Control', 'no-store').json({ secondsLeft })
  })
  return router
}

/**
 * Prolongs the session of whoever says that they stay, as every request does.
 *
 * @throws {PageError} 403 for somebody who is not signed in
 */
export const staySignedIn: RequestHandler = (_req, res) => {
  if (!staffIn(res)) throw new PageError(403, 'not-allowed')
  res.sendStatus(204)
}

/** The route of {@link staySignedIn}. */
export function stayRoutes(): Router {
  const router = createRouter()
  router.post(address, staySignedIn)
  return router
}
