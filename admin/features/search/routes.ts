import type { Router } from 'express'
import { everybodyByName, peoplePageSize, type FoundPerson } from '../../../server/database'
import { parseReference } from '../../../server/domain/applications'
import { parsePrisonNumber } from '../../../server/domain/people/prison-number'
import { createRouter } from '../../../server/web/addresses/routers'
import { can } from '../../access/permissions'
import { saveSearch, searchForm } from '../../lists/searches'
import { redirect } from '../../page/answers'
import type { Asker } from '../../page/kernel'
import type { ConsoleFeature } from '../../page/pages'
import { searchScreen } from './screens'

/** The one search of the console: people by name, number or cell, and applications by reference or words. */
export function searchRoutes({ dependencies, page, post }: ConsoleFeature): Router {
  const { database } = dependencies
  const router = createRouter()
  const screen = searchScreen(dependencies)

  router.get('/search', page({ may: 'see-people', show: screen }))

  router.post(
    '/search',
    post({
      may: 'see-people',
      form: searchForm,
      again: screen,
      run: async ({ req, staff, scope, value: { search } }) => {
        const address = (await applicationCalled(search, { staff, scope })) ?? (await personCalled(search, { scope }))
        return redirect(address ?? `/search?search=${saveSearch(req, search)}`)
      },
    }),
  )

  /** The address of the application with this reference, where the reader may open it. */
  async function applicationCalled(text: string, { staff, scope }: Pick<Asker, 'staff' | 'scope'>) {
    const reference = parseReference(text)
    if (reference === undefined || !can(staff.role, 'see-application')) return undefined
    const found = await database.applications.findInScope(reference, scope)
    return found && `/applications/${found.reference}`
  }

  /** The address of the only person who has exactly this number, name or cell. */
  async function personCalled(text: string, { scope }: Pick<Asker, 'scope'>) {
    const [first] = await database.people.search(scope, firstNameFirst(text), everybodyByName, {
      page: 1,
      size: peoplePageSize,
    })
    return first?.total === 1 && isExactly(first, text) ? `/people/${first.prisonNumber}` : undefined
  }

  return router
}

/** Whether a search says exactly who somebody is, and not only how a name or the number of a cell begins. */
function isExactly({ firstName, lastName, location, isAlike }: FoundPerson, text: string): boolean {
  const called = text.toLowerCase()
  const isNamed = `${firstName} ${lastName}`.toLowerCase() === firstNameFirst(called)
  const isThere = location?.toLowerCase() === called
  // Whoever had a number that was merged into another is found by it as well.
  return !isAlike && (isNamed || isThere || parsePrisonNumber(text) !== undefined)
}

/** A name as lists of people have it, the last name first, as people are called. */
function firstNameFirst(text: string): string {
  const [, last, first] = /^([^,]+), *([^,]+)$/.exec(text) ?? []
  return last === undefined ? text : `${first} ${last}`
}
