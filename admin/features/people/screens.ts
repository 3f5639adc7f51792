import { z } from 'zod'
import type { Person } from '../../../server/database'
import { can } from '../../access/permissions'
import { plainText } from '../../forms/form'
import { pageOf } from '../../lists/page-of'
import { findSearch } from '../../lists/searches'
import { redirect, view, type View } from '../../page/answers'
import type { Screen, Visit } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { fullName } from '../../presenting/people/full-name'
import { presentPeople, presentPinRequests } from './presenter'
import { peoplePageSize, peopleQuery } from './search'

const becauseLimit = 200
export const dismissForm = z.object({ because: plainText(becauseLimit) })

/** The people in the reader's scope, or those whom a search found. */
export function peopleScreen({ database, words }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return async ({ req, staff, scope, typed }) => {
    const params = peopleQuery.parse(typed === null ? req.query : {})
    const search = params.search === null ? null : (findSearch(req, params.search) ?? null)
    const { rows: people, page } = await pageOf(params.page, peoplePageSize, each =>
      database.people.search(scope, search ?? '', each),
    )
    const pinRequests = can(staff.role, 'make-pin-slip') ? await database.pins.requests(scope) : []
    const about = {
      name: search === null ? null : params.search,
      words: search,
      isOver: params.search !== null && search === null,
    }
    return view(
      'people/people.njk',
      { ...presentPeople(about, people, page, t), pinRequests: presentPinRequests(pinRequests, t) },
      {
        action: search === null ? 'people-listed' : 'people-searched',
        detail: { ...(search !== null && { search }), page, shown: people.map(({ id }) => id) },
      },
    )
  }
}

/** The pages on a person's PIN: making a slip with a new one, and putting a request for it away. */
export function pinScreens({ database, words }: ConsoleDependencies) {
  const t = words.in('en')
  const confirm = (person: Person, hasPin: boolean, isAgain: boolean): View => {
    const context = {
      pageName: t('console/people:slip.confirm.page-name'),
      back: `/people/${person.prisonNumber}`,
      name: fullName(person),
      prisonNumber: person.prisonNumber,
      hasPin,
      again: isAgain,
    }
    return view('people/confirm-pin-slip.njk', context, viewOf(person))
  }
  return {
    confirm: async ({ found: person }: Visit<Person>) =>
      confirm(person, (await database.pins.find(person.id)) !== undefined, false),
    /** A page loaded again, or a second click, would end the PIN of the slip that was just printed. */
    confirmAgain: (person: Person) => confirm(person, true, true),
    dismiss: async ({ found: person, typed }: Visit<Person>) => {
      if (typed === null && !(await database.pins.hasRequest(person.id))) return redirect('/people')
      const context = {
        pageName: t('console/people:dismiss.page-name'),
        back: '/people',
        name: fullName(person),
        address: `/people/${person.prisonNumber}/pin-request`,
        limit: becauseLimit,
      }
      return view('people/dismiss-pin-request.njk', context, viewOf(person))
    },
  }
}

function viewOf({ id }: Person) {
  return { action: 'person-viewed', personId: id }
}
