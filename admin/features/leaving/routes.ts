import type { Router } from 'express'
import { z } from 'zod'
import { leavingItems, leavingValues } from '../../../server/domain/people/leaving'
import { recordLeaving, recordLeavingOfMany } from '../../../server/use-cases/people/custody/leaving'
import { createRouter } from '../../../server/web/addresses/routers'
import { findPerson } from '../../access/person-finder'
import { changed, redirect, refused } from '../../page/answers'
import { parseKeyMeta, withHidden } from '../../page/form-meta'
import type { ConsoleFeature } from '../../page/pages'
import { postedList } from './forms'
import { addressOf, leavingQuery, placeOf } from './query'
import { exportScreen, listScreen, personScreen } from './screens'

const seenMeta = withHidden(
  parseKeyMeta,
  z.object({
    /** The newest entry that the page showed. */
    seen: z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
    /** An item that nobody has recorded can be left so. */
    ...Object.fromEntries(leavingItems.map(item => [item, z.enum(leavingValues[item]).optional()])),
  }),
)

/** Who leaves in the next 12 weeks, and what is settled for each of them. */
export function leavingRoutes({ dependencies, page, post, perform }: ConsoleFeature): Router {
  const router = createRouter()
  const { database } = dependencies
  const address = '/people/:prisonNumber/leaving'
  const find = findPerson(dependencies.database)
  const list = listScreen(dependencies)
  const show = personScreen(dependencies)

  router.get('/leaving', page({ may: 'see-leaving', show: list }))
  router.post(
    '/leaving',
    post({
      may: 'record-leaving',
      meta: parseKeyMeta,
      again: list,
      run: async ({ req, by, scope, meta: { idempotencyKey } }) => {
        const posted = postedList((req.body ?? {}) as Readonly<Record<string, unknown>>)
        const query = leavingQuery.parse(req.query)
        const faults = [
          ...(posted.isNobodySelected ? [{ field: 'person', problem: 'nobody-ticked' }] : []),
          ...(posted.isNothingPicked ? [{ field: 'set', problem: 'nothing-picked' }] : []),
        ]
        if (faults.length > 0) return refused(...faults)
        const people = await database.people.amongInScope(
          posted.rows.map(({ prisonNumber }) => prisonNumber),
          scope,
        )
        const rowOf = new Map(posted.rows.map(row => [row.prisonNumber, row]))
        const changes = people.map(person => ({ person, ...rowOf.get(person.prisonNumber)! }))
        const saved = await perform(recordLeavingOfMany, { ...by, idempotencyKey, changes })
        req.session.leavingReport = saved
        return redirect(addressOf(query, placeOf(query)))
      },
    }),
  )
  router.get('/leaving/csv', page({ may: 'see-leaving', show: exportScreen(dependencies) }))
  router.get(address, page({ may: 'see-leaving', find, show }))

  router.post(
    address,
    post({
      may: 'record-leaving',
      find,
      meta: seenMeta,
      again: show,
      run: async ({ by, found: person, meta: { idempotencyKey, seen, ...chosen } }) => {
        const states = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined))
        const result = await perform(recordLeaving, { ...by, person, idempotencyKey, seen, states })
        if (result === 'changed-meanwhile') return changed
        const message = result === 'recorded' ? 'leaving-recorded' : 'leaving-nothing-new'
        return redirect(`/people/${person.prisonNumber}/leaving`, message)
      },
    }),
  )

  return router
}
