import type { Router } from 'express'
import { z } from 'zod'
import { leavingItems, leavingValues } from '../../../server/domain/people/leaving'
import { recordLeaving } from '../../../server/use-cases/people/custody/leaving'
import { createRouter } from '../../../server/web/addresses/routers'
import { findPerson } from '../../access/person-finder'
import { changed, redirect } from '../../page/answers'
import { parseKeyMeta, withHidden } from '../../page/form-meta'
import type { ConsoleFeature } from '../../page/pages'
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
  const address = '/people/:prisonNumber/leaving'
  const find = findPerson(dependencies.database)
  const show = personScreen(dependencies)

  router.get('/leaving', page({ may: 'see-leaving', show: listScreen(dependencies) }))
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
