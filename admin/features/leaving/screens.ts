import type { LeavingPage, Person, Prison } from '../../../server/database'
import { addDays } from '../../../server/domain/calendar'
import { leavingItems } from '../../../server/domain/people/leaving'
import { can } from '../../access/permissions'
import { typedIn } from '../../forms/form'
import { download, view } from '../../page/answers'
import type { Asker, Screen } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { personFrame } from '../../presenting/people/person-frame'
import { leavingCsv, presentLeaving, presentPersonsLeaving } from './presenter'
import { itemsOf, leavingQuery, listPageSize, mostExported, placeOf, type LeavingQuery } from './query'

/** Who leaves in the next 12 weeks, with filters. */
export function listScreen(dependencies: ConsoleDependencies): Screen {
  const t = dependencies.words.in('en')
  return async asker => {
    const { found, query, prisons } = await readList(dependencies, asker, listPageSize)
    return view(
      'leaving/list.njk',
      presentLeaving(found, query, prisons, asker.staff, t),
      auditOf('leaving-listed', query, found),
    )
  }
}

/** The same list as a file, as long as it may be. */
export function exportScreen(dependencies: ConsoleDependencies): Screen {
  const t = dependencies.words.in('en')
  return async asker => {
    const { found, query } = await readList(dependencies, asker, mostExported)
    const csv = leavingCsv(found.people, t)
    return download('leaving.csv', 'text/csv; charset=utf-8', csv, auditOf('leaving-exported', query, found))
  }
}

/** What is settled for the day that one person leaves. */
export function personScreen(dependencies: ConsoleDependencies): Screen<Person> {
  const { database, today, words } = dependencies
  const t = words.in('en')
  const frame = personFrame(dependencies)
  return async visit => {
    const { req, found: person, staff, scope, isChanged, isTypedBack } = visit
    const [entries, referrals] = await Promise.all([
      database.leaving.entries(person.id, person.custodyBegan),
      can(staff.role, 'see-referrals') ? database.referrals.ofPerson(person.id, scope) : [],
    ])
    const context = {
      ...(await frame(visit, person, 'leaving')),
      ...presentPersonsLeaving(person, entries, referrals, { staff, today: today() }, t),
      chosen: {
        ...Object.fromEntries(leavingItems.map(item => [item, null])),
        ...((isChanged || isTypedBack) && typedIn(req.body, leavingItems)),
      },
    }
    return view('leaving/person.njk', context, { action: 'leaving-viewed', personId: person.id })
  }
}

interface LeavingList {
  readonly found: LeavingPage
  readonly query: LeavingQuery
  readonly prisons: readonly Prison[]
}

/** @param most an export has no pages */
async function readList(
  { database, today: dayNow }: ConsoleDependencies,
  { req, scope }: Asker,
  most: number,
): Promise<LeavingList> {
  const params = leavingQuery.parse(req.query)
  const prisons = await database.prisons.among(scope.prisons)
  const prison = prisons.find(({ id }) => id === params.prison) ?? prisons[0]
  const query = { ...params, prison: prison?.id ?? '' }
  const today = dayNow()
  const filters = {
    prisonId: prison?.id ?? null,
    from: today,
    until: addDays(today, 7 * query.weeks),
    missing: itemsOf(query),
  }
  const place = most === listPageSize ? placeOf(query) : null
  return { found: await database.leaving.people(scope, filters, place, most), query, prisons }
}

function auditOf(action: string, query: LeavingQuery, { people }: LeavingPage) {
  return { action, detail: { ...query, shown: people.map(({ id }) => id) } }
}
