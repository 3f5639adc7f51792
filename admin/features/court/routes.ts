import type { Router } from 'express'
import type { Person } from '../../../server/database'
import {
  addHearing,
  removeHearing,
  writeContingencyPlan,
  writeContingencyPlans,
} from '../../../server/use-cases/people/custody/court-hearings'
import { createRouter } from '../../../server/web/addresses/routers'
import { findPerson } from '../../access/person-finder'
import { changed, redirect, refused } from '../../page/answers'
import { parseKeyMeta } from '../../page/form-meta'
import { idIn } from '../../page/id-in-address'
import type { ConsoleFeature } from '../../page/pages'
import { contingencyForm, contingencyLimit, contingencyMeta, hearingForm, postedPlans } from './forms'
import { addressWith, courtQuery } from './query'
import { exportScreen, listScreen, packsScreen, personScreen } from './screens'

/** Who goes to court and may be let go, what is planned for them, and packs to hand out. */
export function courtRoutes(feature: ConsoleFeature): Router {
  const { dependencies, page, post, perform } = feature
  const router = createRouter()
  const address = '/people/:prisonNumber/hearings'
  const find = findPerson(dependencies.database)
  const show = personScreen(dependencies)
  const hearingsOf = (person: Person) => `/people/${person.prisonNumber}/hearings`

  router.get('/court-list', page({ may: 'see-leaving', show: listScreen(dependencies) }))
  router.get('/court-list/csv', page({ may: 'see-leaving', show: exportScreen(dependencies) }))
  fillInRoutes(router, feature)
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

/** The list as a form: plans of several people at once, and packs of those selected. */
function fillInRoutes(router: Router, { dependencies, post, perform }: ConsoleFeature): void {
  const { database, words } = dependencies
  const t = words.in('en')
  const again = listScreen(dependencies)

  router.post(
    '/court-list',
    post({
      may: 'record-leaving',
      meta: parseKeyMeta,
      again,
      run: async ({ req, by, scope, meta: { idempotencyKey } }) => {
        const posted = postedPlans(req.body)
        const people = await database.people.amongInScope(
          posted.map(({ prisonNumber }) => prisonNumber),
          scope,
        )
        const plans = people.map(person => ({
          person,
          ...posted.find(({ prisonNumber }) => prisonNumber === person.prisonNumber)!,
        }))
        const tooLong = plans.filter(({ isTooLong }) => isTooLong)
        if (tooLong.length > 0) {
          const faults = tooLong.map(({ person: { firstName, lastName, prisonNumber } }) => ({
            field: `plan-${prisonNumber}`,
            href: `#plan-${prisonNumber}`,
            text: t('console/court:edit.too-long', { name: `${firstName} ${lastName}`, limit: contingencyLimit }),
          }))
          return refused(...faults)
        }
        const { written, changedMeanwhile } = await perform(writeContingencyPlans, { ...by, idempotencyKey, plans })
        if (changedMeanwhile.length > 0) return changed
        req.session.courtReport = written
        return redirect(addressWith(courtQuery.parse(req.query)))
      },
    }),
  )

  router.post(
    '/court-list/packs',
    post({
      may: 'print-plans',
      again,
      run: ({ req }) => {
        const query = courtQuery.parse(req.query)
        const { person } = courtQuery.parse(req.body ?? {})
        if (person.length === 0) return refused({ field: 'person', problem: 'nobody-ticked' })
        const chosen = person.map(each => `&person=${each}`).join('')
        return redirect(`${addressWith(query, {}, '/court-list/packs')}${chosen}`)
      },
    }),
  )
}
