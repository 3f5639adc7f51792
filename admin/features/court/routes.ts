import type { Router } from 'express'
import type { Person } from '../../../server/database'
import {
  addHearing,
  removeHearing,
  writeContingencyPlan,
} from '../../../server/use-cases/people/custody/court-hearings'
import { createRouter } from '../../../server/web/addresses/routers'
import { findPerson } from '../../access/person-finder'
import { redirect, refused } from '../../page/answers'
import { idIn } from '../../page/id-in-address'
import type { ConsoleFeature } from '../../page/pages'
import { contingencyForm, contingencyMeta, hearingForm } from './forms'
import { listScreen, packsScreen, personScreen } from './screens'

/** Who goes to court and may be let go, what is planned for them, and packs to hand out. */
export function courtRoutes({ dependencies, page, post, perform }: ConsoleFeature): Router {
  const router = createRouter()
  const address = '/people/:prisonNumber/hearings'
  const find = findPerson(dependencies.database)
  const show = personScreen(dependencies)
  const hearingsOf = (person: Person) => `/people/${person.prisonNumber}/hearings`

  router.get('/court-list', page({ may: 'see-leaving', show: listScreen(dependencies) }))
  router.get('/court-list/packs', page({ may: 'print-plans', show: packsScreen(dependencies, perform) }))
  router.get(address, page({ may: 'see-leaving', find, show }))

  router.post(
    address,
    post({
      may: 'record-leaving',
      find,
      form: hearingForm(dependencies.today),
      again: show,
      run: async ({ by, found: person, value: { 'hearing-day': heldOn, court } }) => {
        const isNew = await perform(addHearing, { ...by, person, heldOn, court })
        return redirect(hearingsOf(person), isNew ? 'hearing-added' : 'hearing-added-before')
      },
    }),
  )

  router.post(
    `${address}/plan`,
    post({
      may: 'record-leaving',
      find,
      meta: contingencyMeta,
      form: contingencyForm,
      again: show,
      run: async ({ by, found: person, meta, value: { 'contingency-words': words } }) => {
        const result = await perform(writeContingencyPlan, { ...by, person, ...meta, words })
        if (result === 'changed-meanwhile') return refused({ field: 'contingency-words', problem: result })
        return redirect(hearingsOf(person), 'contingency-plan-written')
      },
    }),
  )

  router.post(
    `${address}/:id/remove`,
    post({
      may: 'record-leaving',
      find,
      run: async ({ req, by, found: person }) => {
        await perform(removeHearing, { ...by, person, id: idIn(req.params.id) })
        return redirect(hearingsOf(person), 'hearing-removed')
      },
    }),
  )

  return router
}
