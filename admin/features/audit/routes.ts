import type { Router } from 'express'
import { createRouter } from '../../../server/web/addresses/routers'
import { findPerson } from '../../access/person-finder'
import { parseForm, type Fault } from '../../forms/form'
import { saveSearch } from '../../lists/searches'
import { redirect, refused } from '../../page/answers'
import type { ConsoleFeature } from '../../page/pages'
import { readTyped, searchForm } from './form'
import {
  addressOf,
  exportScreen,
  refusedSearchScreen,
  scopeOf,
  searchScreen,
  unusualScreen,
  whoLookedScreen,
} from './screens'

/** Who did what: the audit, who looked at a person, and who looked at unusually many. */
export function auditRoutes({ dependencies, page, post }: ConsoleFeature): Router {
  const { database } = dependencies
  const router = createRouter()

  router.get('/audit', page({ may: 'see-audit', show: searchScreen(dependencies) }))
  router.get('/audit/export', page({ may: 'see-audit', show: exportScreen(dependencies) }))
  router.get('/audit/unusual', page({ may: 'see-audit', show: unusualScreen(dependencies) }))

  router.post(
    '/audit/search',
    post({
      may: 'see-audit',
      again: refusedSearchScreen(dependencies),
      run: async ({ req, staff }) => {
        const typed = readTyped(req.body)
        const form = parseForm(searchForm, typed)
        const faults: Fault[] = form.ok
          ? []
          : [...form.faults].map(fault => ({ ...fault, field: `audit-${fault.field}` }))
        const isUnknown =
          typed.staff !== '' && (await database.auditTrail.staffOfAddress(scopeOf(staff), typed.staff)) === undefined
        if (isUnknown) faults.unshift({ field: 'audit-staff', problem: 'unknown' })
        if (faults.length > 0) return refused(...faults)
        return redirect(addressOf('/audit', saveSearch(req, JSON.stringify(typed))))
      },
    }),
  )

  router.get(
    '/people/:prisonNumber/who-looked',
    page({ may: 'see-who-looked', find: findPerson(database), show: whoLookedScreen(dependencies) }),
  )

  return router
}
