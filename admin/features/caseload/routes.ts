import type { Router } from 'express'
import { scopeFor } from '../../../server/use-cases/accounts/access-scopes'
import { moveCaseload } from '../../../server/use-cases/work/caseload'
import { createRouter } from '../../../server/web/addresses/routers'
import { gone, redirect, refused } from '../../page/answers'
import { parseKeyMeta } from '../../page/form-meta'
import type { ConsoleFeature } from '../../page/pages'
import { findMove } from './find'
import { presentMoved } from './presenter'
import { moveAddressOf, moveForm } from './query'
import { caseloadFileScreen, caseloadScreen, moveScreen, seesEnquiries } from './screens'

const may = 'manage-caseload'

/** Who of the team has how much, and moving the work of one or several to a colleague. */
export function caseloadRoutes(feature: ConsoleFeature): Router {
  const { dependencies, page, post, perform } = feature
  const { database } = dependencies
  const t = dependencies.words.in('en')
  const router = createRouter()
  const show = caseloadScreen(feature)
  router.get('/caseload', page({ may, show }))
  router.get('/caseload.csv', page({ may, show: caseloadFileScreen(feature) }))

  router.post(
    '/caseload/chosen',
    post({
      may,
      form: moveForm,
      again: show,
      run: ({ value: { from, 'move-to': to } }) =>
        from.every(id => id === to)
          ? refused({ field: 'move-to', problem: 'has-it' })
          : redirect(moveAddressOf(from, to)),
    }),
  )

  router.get('/caseload/move', page({ may, find: findMove(database, 'query'), show: moveScreen(feature) }))

  router.post(
    '/caseload/move',
    post({
      may,
      find: findMove(database, 'body'),
      meta: parseKeyMeta,
      run: async posted => {
        const { req, by, scope, meta, found } = posted
        const from = found.from.map(({ id }) => id)
        const to = found.to && { member: found.to, scope: scopeFor(found.to) }
        const moved = await perform(moveCaseload, { ...by, ...meta, scope, from, to })
        if (!moved) return gone()
        req.session.caseloadMoved = presentMoved(moved, seesEnquiries(posted), t)
        return redirect('/caseload')
      },
    }),
  )

  return router
}
