import type { Router } from 'express'
import { createRouter } from '../../../../web/addresses/routers'
import type { InCellFeature } from '../../signed-in'
import * as help from './help-pages'

/** What the buttons do when the session has expired. */
export function expiredHelpRoutes(feature: InCellFeature): Router {
  const router = createRouter()
  router.post(['/help-now', '/applications/:draft/:question/help-now'], help.explainNotSent(feature))
  return router
}

/** What "Not safe, or cannot cope?" leads to for somebody who is not signed in. */
export function openHelpRoutes(feature: InCellFeature): Router {
  const router = createRouter()
  router.get('/help-now', help.showWithoutSignIn(feature))
  return router
}

/** Telling staff at once, from a form or without one. */
export function helpRoutes(feature: InCellFeature): Router {
  const router = createRouter()
  router.get('/help-now', help.showHelp(feature))
  router.post('/help-now', help.tellStaff(feature))
  router.get('/help-now/sent/:reference', help.showSent(feature))
  router.get('/applications/:draft/:question/help-now', help.showHelpInForm(feature))
  router.post('/applications/:draft/:question/help-now', help.tellStaffInForm(feature))
  return router
}
