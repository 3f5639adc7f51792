import type { LeavingPage, Person } from '../../../server/database'
import { addDays } from '../../../server/domain/calendar'
import { leavingItems } from '../../../server/domain/people/leaving'
import { can } from '../../access/permissions'
import { typedIn } from '../../forms/form'
import { download, view } from '../../page/answers'
import type { Asker, Screen } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { takeOnce } from '../../page/take-once'
import { personFrame } from '../../presenting/people/person-frame'
import { pickedIn, type Picked } from './forms'
import { leavingCsv, presentLeaving, presentPersonsLeaving, tabWeeks, type LeavingList } from './presenter'
import { itemsOf, leavingQuery, listPageSize, mostExported, placeOf, type LeavingQuery } from './query'

/** Who leaves in the next 12 weeks, with filters. */
export function listScreen(dependencies: ConsoleDependencies): Screen {
  const t = dependencies.words.in('en')
  return async visit => {
    const { staff, req, typed } = visit
    const picked = typed ? pickedIn(req.body as Readonly<Record<string, unknown>>) : null
    const read = await readList(dependencies, visit, listPageSize)
    const list = picked ? { ...read, picked, query: { ...read.query, edit: editedIn(picked) } } : read
    const about = { staff, report: takeOnce(req, 'leavingReport') }
    return view('leaving/list.njk', presentLeaving(list, about, t), auditOf('leaving-listed', list.query, list.found))
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

/** @param most an export has no pages */
async function readList(
  { database, context }: ConsoleDependencies,
  { req, scope }: Asker,
  most: number,
): Promise<LeavingList> {
  const params = leavingQuery.parse(req.query)
  const prisons = await database.prisons.among(scope.prisons)
  const prison = prisons.find(({ id }) => id === params.prison) ?? prisons[0]
  const query = { ...params, prison: prison?.id ?? '' }
  const { today } = context()
  const filters = {
    prisonId: prison?.id ?? null,
    from: today,
    until: addDays(today, 7 * query.weeks),
    missing: itemsOf(query),
    wing: query.wing,
  }
  const days = tabWeeks.map(weeks => addDays(today, 7 * weeks))
  const place = most === listPageSize ? placeOf(query) : null
  const [found, summary] = await Promise.all([
    database.leaving.people(scope, filters, place, most, query.sort),
    database.leaving.summary(scope, filters, days),
  ])
  return { found, summary, query, picked: null, prisons, today }
}

function editedIn({ edited }: Picked): LeavingQuery['edit'] {
  return edited.length > 0 ? [...edited] : null
}

function auditOf(action: string, { prison, weeks, missing, wing, sort }: LeavingQuery, { people }: LeavingPage) {
  return { action, detail: { prison, weeks, missing, wing, sort, shown: people.map(({ id }) => id) } }
}
