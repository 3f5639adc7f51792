import { z } from 'zod'
import { peoplePageSize, type PageOfWork, type Person } from '../../../server/database'
import { can } from '../../access/permissions'
import { plainText } from '../../forms/form'
import { csvStream } from '../../lists/csv'
import { pageOf } from '../../lists/page-of'
import { listInParts } from '../../lists/paged-list'
import { findSearch } from '../../lists/searches'
import { download, gone, redirect, view, type View } from '../../page/answers'
import type { Screen, Visit } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { fullName } from '../../presenting/people/full-name'
import { columnsOf, presentPeople, presentPinRequests } from './presenter'
import { peopleQuery, type PeopleQuery } from './search'

const becauseLimit = 200
export const dismissForm = z.object({ because: plainText(becauseLimit) })

/** The people in the reader's scope, or those whom a search found. */
export function peopleScreen({ database, today, words }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return async visit => {
    const { staff, scope } = visit
    const { query: params, words: searched, isOver, people } = peopleAskedFor(database, visit)
    const [{ rows, page }, wings] = await Promise.all([
      pageOf(params.page, peoplePageSize, page => people({ page, size: peoplePageSize })),
      scope.team === 'PRT' ? database.people.wings(scope) : [],
    ])
    const pinRequests = can(staff.role, 'make-pin-slip') ? await database.pins.requests(scope) : []
    const shown = { query: { ...params, page }, words: searched, isOver, wings, today: today() }
    return view(
      'people/people.njk',
      { ...presentPeople(rows, shown, t), pinRequests: presentPinRequests(pinRequests, t) },
      {
        action: searched === null ? 'people-listed' : 'people-searched',
        detail: { ...auditedOf(params, searched), page, shown: rows.map(({ id }) => id) },
      },
    )
  }
}

/** The same list as a file. */
export function peopleFile({ database, today, words }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return visit => {
    const { query, words: searched, isOver, people } = peopleAskedFor(database, visit)
    // Without its words the file would hold whom the search did not find.
    if (isOver) return gone()
    const rows = listInParts(columnsOf(today(), t), people, t)
    return download('people.csv', 'text/csv; charset=utf-8', csvStream(rows), {
      action: 'people-exported',
      detail: auditedOf(query, searched),
    })
  }
}

/** The people that an address asks for; a form that is shown again has none. */
function peopleAskedFor(
  { people }: ConsoleDependencies['database'],
  { req, scope, typed }: Pick<Visit, 'req' | 'scope' | 'typed'>,
) {
  const query = peopleQuery.parse(typed === null ? req.query : {})
  const words = query.search === null ? null : (findSearch(req, query.search) ?? null)
  const listed = { wing: query.wing, order: query.sort }
  return {
    query: words === null ? { ...query, search: null } : query,
    words,
    isOver: query.search !== null && words === null,
    people: (page: PageOfWork) => people.search(scope, words ?? '', listed, page),
  }
}

function auditedOf({ wing, sort }: PeopleQuery, search: string | null) {
  return { ...(search !== null && { search }), ...(wing !== null && { wing }), sort }
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
