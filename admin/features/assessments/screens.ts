import type { Person } from '../../../server/database'
import { assessmentsOf } from '../../../server/use-cases/assessments/assessments'
import { dayInField } from '../../forms/day-field'
import { csvOf } from '../../lists/csv'
import { pagesFor } from '../../lists/pagination'
import { download, view } from '../../page/answers'
import type { Screen, Visit } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { personFrame } from '../../presenting/people/person-frame'
import { listPageSize, listQuery } from './filters'
import { entriesShown, fileOf, presentList, presentPersonsAssessments, type ListView } from './presenter'

/** What is to be assessed of everybody in the reader's scope, and by when. */
export function listScreen(dependencies: ConsoleDependencies): Screen {
  const t = dependencies.words.in('en')
  return async ({ req, staff, scope }) => {
    const list = await readList(dependencies, { req, staff, scope })
    const shown = entriesShown(list)
    const page = Math.min(list.query.page, pagesFor(shown.length, listPageSize))
    const onPage = shown.slice((page - 1) * listPageSize, page * listPageSize)
    return view('assessments/list.njk', presentList(list, { shown, page }, t), {
      action: 'assessments-listed',
      detail: { ...list.query, page, shown: [...new Set(onPage.map(({ person }) => person.id))] },
    })
  }
}

/** The same list as a file, all of it. */
export function listFile(dependencies: ConsoleDependencies): Screen {
  const t = dependencies.words.in('en')
  return async ({ req, staff, scope }) => {
    const list = await readList(dependencies, { req, staff, scope })
    const content = csvOf(fileOf(list, entriesShown(list), t))
    return download('assessments.csv', 'text/csv; charset=utf-8', content, {
      action: 'assessments-exported',
      detail: list.query,
    })
  }
}

async function readList(
  { database, context: contextNow }: ConsoleDependencies,
  { req, staff, scope }: Pick<Visit, 'req' | 'staff' | 'scope'>,
): Promise<ListView> {
  const params = listQuery.parse(req.query)
  const context = contextNow()
  const [prisons, wings] = await Promise.all([
    database.prisons.among(scope.prisons),
    scope.team === 'PRT' ? database.people.wings(scope) : [],
  ])
  const one = prisons.find(({ id }) => id === params.prison) ?? prisons[0]
  const prison = params.prison === 'every' && prisons.length > 1 ? 'every' : (one?.id ?? '')
  const query = { ...params, prison }
  const inPrison = prison === 'every' || prison === '' ? null : prison
  const people = await database.assessments.people(scope, inPrison, context.today)
  const entries = people.flatMap(person =>
    assessmentsOf(person, person.assessments, context).map(assessment => ({ person, assessment })),
  )
  return { staff, query, prisons, entries, wings, today: context.today }
}

/** What is to be assessed of one person and what was done, with the form to record it. */
export function personScreen(dependencies: ConsoleDependencies): Screen<Person> {
  const { database, context: contextNow, words } = dependencies
  const t = words.in('en')
  const frame = personFrame(dependencies)
  return async visit => {
    const { found: person, staff, typed } = visit
    const context = contextNow()
    const { today } = context
    const assessments = assessmentsOf(person, await database.assessments.ofPerson(person.id), context)
    return view(
      'assessments/person.njk',
      {
        ...(await frame(visit, person, 'plan')),
        ...presentPersonsAssessments(person, assessments, { staff, today }, t),
        values: typed ?? { 'done-on': dayInField(today) },
      },
      { action: 'assessments-viewed', personId: person.id },
    )
  }
}
