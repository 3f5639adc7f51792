import type { Router } from 'express'
import { z } from 'zod'
import type { Person } from '../../../server/database'
import { dismissPinRequest, makePinSlipOnce } from '../../../server/use-cases/people/in-cell/pins'
import { confirmCom } from '../../../server/use-cases/people/records/com-changes'
import { createRouter } from '../../../server/web/addresses/routers'
import { findPerson } from '../../access/person-finder'
import { withoutEmptyFields } from '../../lists/clean-address'
import { saveSearch, searchForm } from '../../lists/searches'
import { redirect, refusalPage, view } from '../../page/answers'
import { parseKeyMeta } from '../../page/form-meta'
import type { ConsoleFeature } from '../../page/pages'
import { shownOnce } from '../../page/shown-once'
import { presentSlip } from '../../presenting/people/pin-slip'
import { dismissForm, peopleFile, peopleScreen, pinScreens } from './screens'
import { listAddress, peopleQuery } from './search'

/** The people whom the reader may see, what is known of each, and PIN slips for them. */
export function peopleRoutes({ dependencies, page, post, perform }: ConsoleFeature): Router {
  const { config, database, words } = dependencies
  const t = words.in('en')
  const router = createRouter()
  const address = '/people/:prisonNumber'
  const find = findPerson(database)
  const people = peopleScreen(dependencies)
  const pins = pinScreens(dependencies)
  const once = shownOnce(dependencies)
  const slipAddress = ({ prisonNumber }: Person) => `/people/${prisonNumber}/pin-slip`

  router.get('/people', withoutEmptyFields, page({ may: 'see-people', show: people }))
  router.get('/people.csv', page({ may: 'see-people', show: peopleFile(dependencies) }))

  router.post(
    '/people/search',
    post({
      may: 'see-people',
      form: searchForm,
      again: people,
      run: ({ req, value }) =>
        redirect(listAddress.changed(peopleQuery.parse({}), { search: saveSearch(req, value.search) })),
    }),
  )

  router.post(
    `${address}/com`,
    post({
      may: 'confirm-com',
      find,
      meta: parseSeenCom,
      run: async ({ by, found: person, meta }) => {
        const result = await perform(confirmCom, { ...by, person, ...meta })
        // The page says what is still to be confirmed, and by whom.
        return redirect(`/people/${person.prisonNumber}`, result === 'confirmed' ? 'com-confirmed' : undefined)
      },
    }),
  )

  router.get(`${address}/pin-slip`, page({ may: 'make-pin-slip', find, show: pins.confirm }))

  router.post(
    `${address}/pin-slip`,
    post({
      may: 'make-pin-slip',
      find,
      meta: parseKeyMeta,
      run: async ({ req, by, found: person, meta }) => {
        const pin = await perform(makePinSlipOnce, { ...by, person, ...meta })
        if (!pin) return refusalPage(pins.confirmAgain(person), 409)
        const made = `${slipAddress(person)}/made`
        await once.keep(req, made, presentSlip(person, pin, config.portalUrl, words))
        return redirect(made)
      },
    }),
  )

  router.get(
    `${address}/pin-slip/made`,
    page({
      may: 'make-pin-slip',
      find,
      show: async ({ req, found: person }) => {
        const slip = await once.take(req)
        if (!slip) return pins.confirmAgain(person)
        const pageName = t('console/people:slip.made.page-name')
        return view('people/pin-slip.njk', { pageName, back: `/people/${person.prisonNumber}`, ...slip }, null)
      },
    }),
  )

  router.get(`${address}/pin-request`, page({ may: 'make-pin-slip', find, show: pins.dismiss }))

  router.post(
    `${address}/pin-request`,
    post({
      may: 'make-pin-slip',
      find,
      form: dismissForm,
      again: pins.dismiss,
      run: async ({ by, found: person, value: { because } }) => {
        await perform(dismissPinRequest, { ...by, person, because })
        return redirect('/people')
      },
    }),
  )

  return router
}

/** The address that the page asked about. */
function parseSeenCom(_path: string, body: unknown): { readonly seen: string } | undefined {
  return z.object({ seen: z.string().max(200) }).safeParse(body).data
}
