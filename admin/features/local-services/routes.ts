import type { Router } from 'express'
import {
  addService,
  confirmService,
  correctService,
  putServiceBack,
  withdrawService,
  type ServiceChange,
  type ServiceResult,
} from '../../../server/use-cases/content/local-services'
import { createRouter } from '../../../server/web/addresses/routers'
import { gone, redirect, refusalPage, type Outcome } from '../../page/answers'
import type { Confirmation } from '../../page/confirmation'
import { parseFormMeta, parseKeyMeta } from '../../page/form-meta'
import type { Posted, Screen } from '../../page/kernel'
import type { ConsoleFeature } from '../../page/pages'
import { findKeeper, findService, type Found } from './find'
import { serviceForm } from './form'
import { addressOf, describeServiceFault, needsWelsh, placeOf } from './presenter'
import {
  addScreen,
  conflictScreen,
  correctScreen,
  placeScreen,
  prisonsScreen,
  serviceScreen,
  withdrawScreen,
} from './screens'

type Change = Posted<Found, { readonly version: number; readonly idempotencyKey: string }, unknown>

/**
 * What each prison, and each area for all of its prisons, adds to the booklet: seen by the staff of the prisons that show
 * it, kept by those of them who may edit.
 */
export function serviceRoutes(feature: ConsoleFeature): Router {
  const router = createRouter()
  router.get('/services', feature.page({ may: 'see-services', show: prisonsScreen(feature.dependencies) }))
  // Areas come first, because the other pattern would read `areas` as a prison.
  for (const ofPlace of ['/services/areas/:area', '/services/:prison']) {
    placeRoutes(feature, router, ofPlace)
    ofServiceRoutes(feature, router, `${ofPlace}/:service`)
  }
  return router
}

/** The services of a prison or an area, and adding one. */
function placeRoutes({ dependencies, page, post, perform }: ConsoleFeature, router: Router, address: string): void {
  const t = dependencies.words.in('en')
  const find = findKeeper(dependencies.database)
  const form = addScreen(dependencies)

  router.get(address, page({ may: 'see-services', find, show: placeScreen(dependencies) }))
  router.get(`${address}/add`, page({ may: 'edit-services', find, show: form }))

  router.post(
    `${address}/add`,
    post({
      may: 'edit-services',
      find,
      meta: parseKeyMeta,
      form: serviceForm(needsWelsh, fault => describeServiceFault(fault, t)),
      again: form,
      run: async ({ by, found: keeper, meta, value: entry }) => {
        const place = placeOf(keeper)
        const result = await perform(addService, { ...by, place, ...meta, entry })
        return result.kind === 'done' ? redirect(`${addressOf(place)}/${result.id}`, 'service-added') : gone()
      },
    }),
  )
}

/** One service: confirmed, corrected, withdrawn and put back. */
function ofServiceRoutes({ dependencies, page, post, perform }: ConsoleFeature, router: Router, address: string): void {
  const t = dependencies.words.in('en')
  const find = findService(dependencies.database)
  const form = correctScreen(dependencies)
  const conflict = conflictScreen(dependencies)

  const unlessWithdrawn =
    (screen: Screen<Found>): Screen<Found> =>
    visit =>
      visit.found.service.withdrawnAt === null ? screen(visit) : conflict(visit, { kind: 'withdrawn' })

  const answer = async (posted: Change, result: ServiceResult, confirmation: Confirmation): Promise<Outcome> => {
    if (result.kind === 'not-found') return gone()
    if (result.kind !== 'done') return refusalPage(conflict({ ...posted, found: await find(posted) }, result))
    return redirect(`${addressOf(placeOf(posted.found.keeper))}/${result.id}`, confirmation)
  }

  const change = (useCase: typeof confirmService, confirmation: Confirmation) =>
    post({
      may: 'edit-services',
      find,
      meta: parseFormMeta,
      run: async posted => answer(posted, await perform(useCase, commandOf(posted)), confirmation),
    })

  router.get(address, page({ may: 'see-services', find, show: serviceScreen(dependencies) }))
  router.post(`${address}/confirm`, change(confirmService, 'service-checked'))
  router.get(`${address}/correct`, page({ may: 'edit-services', find, show: unlessWithdrawn(form) }))

  router.post(
    `${address}/correct`,
    post({
      may: 'edit-services',
      find,
      meta: parseFormMeta,
      form: serviceForm(
        ({ keeper }: Found) => needsWelsh(keeper),
        fault => describeServiceFault(fault, t),
      ),
      again: form,
      run: async posted => {
        const result = await perform(correctService, { ...commandOf(posted), entry: posted.value })
        return answer(posted, result, 'service-corrected')
      },
    }),
  )

  router.get(
    `${address}/withdraw`,
    page({ may: 'edit-services', find, show: unlessWithdrawn(withdrawScreen(dependencies)) }),
  )
  router.post(`${address}/withdraw`, change(withdrawService, 'service-withdrawn'))
  router.post(`${address}/put-back`, change(putServiceBack, 'service-put-back'))
}

function commandOf({ by, found: { keeper, service }, meta }: Change): ServiceChange {
  return { ...by, place: placeOf(keeper), id: service.id, ...meta }
}
