import { fillWithDemoData } from '../../server/demo-data'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { queriesDuring, tablesReadWhole } from '../set-up/queries'
import type { Visitor } from '../set-up/visitor'

jest.setTimeout(120_000)

let office: TestConsole
let officer: Visitor
let com: Visitor
let nurse: Visitor

beforeAll(async () => {
  office = await startTestConsole({ TODAY: '2026-11-23' })
  for (const name of ['officer', 'second', 'third']) await office.hire(name, 'officer')
  await office.hire('com.1', 'com', [])
  await office.hire('nurse', 'healthcare')
  await office.hire('manager', 'manager')
  await fillWithDemoData(office.knex, office.services.circumstances(), { people: 40, applications: 30 })
  officer = await office.signIn('officer')
  com = await office.signIn('com.1')
  nurse = await office.signIn('nurse')
})

afterAll(() => office.stop())

const home = '/'

/** These count all of a prison's people and work, and half of the people of this test are in one prison. */
const countsPeople: readonly string[] = [home, '/people', '/assessments']

/** The most queries that a page may make, whatever it lists. */
const budgets: readonly (readonly [path: string, most: number])[] = [
  ['/queue', 8],
  ['/queue?list=mine', 8],
  ['/queue?list=unclaimed', 8],
  ['/queue?list=others', 8],
  ['/queue?list=done', 8],
  ['/queue?sort=release', 8],
  ['/queue?sort=age', 8],
  ['/queue?due=overdue', 8],
  ['/queue?due=today&leaves=84', 8],
  ['/queue?news=safety', 8],
  ['/queue?news=person&priority=urgent', 8],
  ['/queue?sent=since-yesterday', 8],
  ['/queue?topic=bank-account&sort=release', 8],
  [home, 13],
  ['/people', 5],
  ['/leaving', 5],
  ['/leaving?missing=housing', 5],
  ['/assessments', 5],
  ['/tasks', 5],
  ['/tasks?list=done', 5],
  ['/referrals', 6],
  ['/referrals?owner=nobody&state=to-chase', 6],
  ['/questions', 5],
  ['/questions?list=colleagues', 5],
]
const budgetsOfCom: typeof budgets = [
  ...budgets,
  ['/your-people', 7],
  ['/your-people/done', 5],
  ['/tasks?list=to-read', 5],
]
const budgetsOfNurse: typeof budgets = [
  [home, 5],
  ['/questions', 5],
  ['/questions?list=by-body', 5],
]
const budgetsOf = (visitor: Visitor) => (visitor === com ? budgetsOfCom : visitor === nurse ? budgetsOfNurse : budgets)

/** Of managers and administrators. */
const caseload = '/caseload'

/** Replies on paper are the pre-release team's alone. */
const repliesPage = '/replies/print?prison=LEI&location=&days=28&which=all'

async function countQueries(visitor: Visitor): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const [path] of budgetsOf(visitor)) {
    const queries = await queriesDuring(office.knex, () => visitor.open(path))
    expect([path, visitor.status]).toEqual([path, 200])
    counts[path] = queries.length
  }
  return counts
}

it('makes no more queries however long the lists are, and never more than its budget', async () => {
  const few = await countQueries(officer)
  const [fewForCom, fewForNurse] = [await countQueries(com), await countQueries(nurse)]
  const replies = async () => (await queriesDuring(office.knex, () => officer.open(repliesPage))).length
  const fewReplies = await replies()
  const manager = await office.signIn('manager')
  const ofCaseload = async () => (await queriesDuring(office.knex, () => manager.open(caseload))).length
  await ofCaseload()
  const fewCaseload = await ofCaseload()
  expect(fewCaseload).toBeLessThanOrEqual(13)
  expect(fewReplies).toBeLessThanOrEqual(8)
  await fillWithDemoData(office.knex, office.services.circumstances(), { people: 2_500, applications: 6_000 })
  // Whoever opens it first works out the assessments of people whom nobody has looked at.
  for (const visitor of [officer, com, manager]) await visitor.open(home)
  expect(await countQueries(officer)).toEqual(few)
  expect(await countQueries(com)).toEqual(fewForCom)
  expect(await replies()).toBe(fewReplies)
  expect(await ofCaseload()).toBe(fewCaseload)
  expect(officer.text).toMatch(/repl(y|ies)/)
  expect(await countQueries(nurse)).toEqual(fewForNurse)
  expect(budgets.filter(([path, most]) => few[path]! > most)).toEqual([])
  expect(budgetsOfCom.filter(([path, most]) => fewForCom[path]! > most)).toEqual([])
  expect(budgetsOfNurse.filter(([path, most]) => fewForNurse[path]! > most)).toEqual([])
  await officer.open('/queue')
  expect(officer.$('tbody tr')).toHaveLength(25)
})

it('reads no table of people or applications from end to end', async () => {
  // As the database does by itself in time: reading an index alone needs the map that this makes.
  await new Promise(resolve => setTimeout(resolve, 500))
  await office.knex.raw('vacuum analyze application')
  const read: string[] = []
  const next = async (visitor: Visitor) => {
    const href = visitor.$('.govuk-pagination__next a').attr('href')
    if (href) await visitor.open(href)
  }
  for (const visitor of [officer, com, nurse]) {
    for (const [path] of budgetsOf(visitor).filter(([each]) => !countsPeople.includes(each))) {
      const queries = await queriesDuring(office.knex, async () => {
        await visitor.open(path)
        await next(visitor)
      })
      for (const query of queries.filter(({ sql }) => /^select/i.test(sql))) {
        for (const table of await tablesReadWhole(office.knex, query)) read.push(`${path}: ${table}: ${query.sql}`)
      }
    }
  }
  for (const query of await queriesDuring(office.knex, () => officer.open(repliesPage))) {
    if (!/^select/i.test(query.sql)) continue
    for (const table of await tablesReadWhole(office.knex, query)) read.push(`${repliesPage}: ${table}: ${query.sql}`)
  }
  await officer.open('/queue')
  for (const search of ['Hartington', 'bank account', 'Z0001AA']) {
    const queries = await queriesDuring(office.knex, () => officer.press('Find', { search }))
    expect(officer.$('tbody tr').length).toBeGreaterThan(0)
    for (const query of queries.filter(({ sql }) => /^select/i.test(sql))) {
      for (const table of await tablesReadWhole(office.knex, query)) read.push(`${search}: ${table}: ${query.sql}`)
    }
  }
  expect(read.filter(each => /: (application|person|message|safety_concern): /.test(each))).toEqual([])
})
