import type { Router } from 'express'
import {
  confirmWhereabouts,
  moveWhereabouts,
  recordLeft,
  undoLeft,
} from '../../../server/use-cases/people/custody/whereabouts'
import { createRouter } from '../../../server/web/addresses/routers'
import { findPerson } from '../../access/person-finder'
import { withoutEmptyFields } from '../../lists/clean-address'
import { changed, redirect, refused } from '../../page/answers'
import type { ConsoleFeature } from '../../page/pages'
import { confirmForm, keyMeta, moveForm, seenMeta, undoForm } from './forms'
import { listAddress, listQuery } from './list-query'
import { findLeaver, leaveScreen, listFile, listScreen, personScreen } from './screens'
import { settlementForm } from './settlement-form'

/** Who may have left, where people are who are not in prison, and what is settled when somebody leaves. */
export function whereaboutsRoutes(feature: ConsoleFeature): Router {
  const router = createRouter()
  listRoutes(router, feature)
  personRoutes(router, feature)
  return router
}

function listRoutes(router: Router, { dependencies, page, post, perform }: ConsoleFeature): void {
  const list = listScreen(dependencies)
  router.get('/left', withoutEmptyFields, page({ may: 'see-leaving', show: list }))
  router.get('/left.csv', page({ may: 'see-leaving', show: listFile(dependencies) }))

  router.post(
    '/left',
    post({
      may: 'record-whereabouts',
      meta: keyMeta,
      form: confirmForm,
      again: list,
      run: async ({ req, scope, by, meta, value }) => {
        const result = await perform(confirmWhereabouts, { ...by, ...meta, ...value, scope })
        if (!result) return changed
        const [only] = result.toSettle
        if (only !== undefined && value.chosen.length === 1) return redirect(`/people/${only}/left`)
        req.session.confirmReport = { to: value.to, ...result }
        const query = listQuery.parse(req.query)
        return redirect(listAddress.page(query, query.page))
      },
    }),
  )
}

function personRoutes(router: Router, { dependencies, page, post, perform }: ConsoleFeature): void {
  const address = '/people/:prisonNumber/whereabouts'
  const find = findPerson(dependencies.database)
  const show = personScreen(dependencies)
  const leaver = findLeaver(dependencies)
  const leave = leaveScreen(dependencies)
  const pageOf = ({ prisonNumber }: { readonly prisonNumber: string }) => `/people/${prisonNumber}/whereabouts`

  router.get(address, page({ may: 'see-leaving', find, show }))

  router.post(
    address,
    post({
      may: 'record-whereabouts',
      find,
      meta: seenMeta,
      form: moveForm,
      again: show,
      run: async ({ by, scope, found: person, meta, value }) => {
        const to = { to: value.whereabouts, happenedOn: value['moved-on'] }
        const result = await perform(moveWhereabouts, { ...by, ...meta, ...to, scope, person })
        if (result === 'changed') return changed
        if (result === 'not-that-day') return refused({ field: 'moved-on', problem: result })
        return redirect(pageOf(person), 'whereabouts-recorded')
      },
    }),
  )

  router.post(
    `${address}/undo`,
    post({
      may: 'undo-leaving',
      find,
      meta: seenMeta,
      form: undoForm,
      again: show,
      run: async ({ by, scope, found: person, meta, value }) => {
        const words = value['mistake-reason']
        const result = await perform(undoLeft, { ...by, ...meta, scope, person, words })
        if (result === 'changed') return changed
        // The page names what is not as it was.
        if (result === 'done-in-part') return redirect(pageOf(person), 'leaving-undone-in-part')
        return redirect(`/people/${person.prisonNumber}`, 'leaving-undone')
      },
    }),
  )

  router.get('/people/:prisonNumber/left', page({ may: 'record-whereabouts', find: leaver, show: leave }))

  router.post(
    '/people/:prisonNumber/left',
    post({
      may: 'record-whereabouts',
      find: leaver,
      meta: seenMeta,
      form: settlementForm(dependencies),
      again: leave,
      run: async ({ by, scope, found: { person }, meta, value }) => {
        const result = await perform(recordLeft, { ...by, ...meta, ...value, scope, person })
        if (result === 'changed') return changed
        if (result === 'not-that-day') return refused({ field: 'left-on', problem: result })
        return redirect('/left', 'left-recorded')
      },
    }),
  )
}
