import type { Person } from '../../../server/database'
import { addDays } from '../../../server/domain/calendar'
import { plansToHandOut } from '../../../server/use-cases/people/custody/leaving-plan'
import type { Perform } from '../../../server/use-cases/perform'
import { can } from '../../access/permissions'
import { download, view } from '../../page/answers'
import type { Asker, Screen } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { takeOnce } from '../../page/take-once'
import { presentPacks } from '../../presenting/people/packs'
import { personFrame } from '../../presenting/people/person-frame'
import { contingencyLimit, postedPlans } from './forms'
import { courtCsv, presentCourtList, presentHearings, type CourtList } from './presenter'
import { courtQuery, listLimit } from './query'

/** Who goes to court in the next days, with what is planned, to be read and filled in. */
export function listScreen(dependencies: ConsoleDependencies): Screen {
  const t = dependencies.words.in('en')
  return async visit => {
    const { req, staff, isChanged } = visit
    const list = await readList(dependencies, visit)
    const typed = visit.typed ? postedPlans(req.body) : []
    const state = {
      staff,
      report: takeOnce(req, 'courtReport'),
      typed: new Map(typed.map(({ prisonNumber, words }) => [prisonNumber, words])),
      ticked: new Set(visit.typed ? courtQuery.parse(req.body ?? {}).person : []),
      isChanged,
    }
    const context = { ...presentCourtList(list, state, t), mayPrint: can(staff.role, 'print-plans') }
    return view('court/list.njk', context, auditOf('court-listed', list))
  }
}

/** The same list as a file. */
export function exportScreen(dependencies: ConsoleDependencies): Screen {
  const t = dependencies.words.in('en')
  return async asker => {
    const list = await readList(dependencies, asker)
    return download('court-list.csv', 'text/csv; charset=utf-8', courtCsv(list, t), auditOf('court-exported', list))
  }
}

function auditOf(action: string, { people, query: { days, prison, plan } }: CourtList) {
  return { action, detail: { days, prison, plan, shown: people.map(({ id }) => id) } }
}

/** What is handed out to those who may be let go: the leaflet, local services and their leaving plans. */
export function packsScreen(dependencies: ConsoleDependencies, perform: Perform): Screen {
  const { database, published, words, views } = dependencies
  const t = words.in('en')
  return async asker => {
    const { people, query } = await readList(dependencies, asker)
    const chosen = new Set(query.person.map(each => each.toUpperCase()))
    const packed = people.filter(({ prisonNumber }) => chosen.size === 0 || chosen.has(prisonNumber))
    const [plans, local] = await Promise.all([
      perform(plansToHandOut, packed),
      database.localServices.shownIn(query.prison),
    ])
    const sources = { words, content: published.content, views, today: dependencies.today() }
    const packs = presentPacks(plans, local, sources, true)
    const parameters = new URLSearchParams({ prison: query.prison, days: query.days, plan: query.plan })
    return view(
      'court/packs.njk',
      {
        pageName: t('console/court:packs.title'),
        back: `/court-list?${parameters.toString()}`,
        backText: t('console/court:packs.back'),
        packs,
      },
      packed.map(({ id }) => ({ action: 'pack-printed', personId: id })),
    )
  }
}

/** When a person goes to court, and what is planned in case they are let go. */
export function personScreen(dependencies: ConsoleDependencies): Screen<Person> {
  const { database, words } = dependencies
  const t = words.in('en')
  const frame = personFrame(dependencies)
  return async visit => {
    const { found: person, staff, typed } = visit
    const [hearings, plans] = await Promise.all([
      database.courtHearings.ofPerson(person.id),
      database.courtHearings.contingencyPlans(person.id, person.custodyBegan),
    ])
    const context = {
      ...(await frame(visit, person, 'court')),
      ...presentHearings(person, hearings, plans, t),
      contingencyLimit,
      mayRecord: can(staff.role, 'record-leaving'),
      values: typed ?? { 'contingency-words': plans[0]?.words ?? '' },
    }
    return view('court/person.njk', context, { action: 'hearings-viewed', personId: person.id })
  }
}

async function readList({ database, context }: ConsoleDependencies, { req, scope }: Asker): Promise<CourtList> {
  const params = courtQuery.parse(req.query)
  const prisons = await database.prisons.among(scope.prisons)
  const prison = prisons.find(({ id }) => id === params.prison) ?? prisons[0]
  const { today } = context()
  const which = {
    prisonId: prison?.id ?? null,
    from: today,
    until: addDays(today, Number(params.days) - 1),
    withoutPlan: params.plan === 'none',
  }
  const found = await database.courtHearings.people(scope, which, listLimit + 1, params.sort)
  const people = found.slice(0, listLimit)
  const ids = people.map(({ id }) => id)
  const applications = await database.applications.latestAbout('court-release', ids, scope)
  const query = { ...params, prison: prison?.id ?? '' }
  return { people, applications, query, prisons, isCut: found.length > listLimit, today }
}
