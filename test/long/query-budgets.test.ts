import { fillWithDemoData } from '../../demo/scale'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { fillElsewhere } from '../set-up/elsewhere'
import { queriesDuring, tablesReadWhole } from '../set-up/queries'
import type { Visitor } from '../set-up/visitor'

jest.setTimeout(240_000)

let staffConsole: TestConsole
let officer: Visitor
let com: Visitor
let nurse: Visitor

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  for (const name of ['officer', 'second', 'third']) await staffConsole.hire(name, 'officer')
  await staffConsole.hire('com.1', 'com', [])
  await staffConsole.hire('nurse', 'healthcare')
  await staffConsole.hire('manager', 'manager')
  await staffConsole.hire('administrator', 'administrator')
  await staffConsole.hire('editor', 'editor', [])
  await staffConsole.hire('owner', 'service-owner', [])
  await staffConsole.hire('sysadmin', 'sysadmin', [])
  await fillWithDemoData(staffConsole.knex, staffConsole.dependencies.context(), { people: 40, applications: 30 })
  officer = await staffConsole.signIn('officer')
  com = await staffConsole.signIn('com.1')
  nurse = await staffConsole.signIn('nurse')
})

afterAll(() => staffConsole.stop())

const home = '/'

/** The most queries that a page may make, whatever it lists. */
const budgets: readonly (readonly [path: string, most: number])[] = [
  ['/queue', 10],
  ['/queue?list=mine', 10],
  ['/queue?list=unclaimed', 10],
  ['/queue?list=others', 10],
  ['/queue?list=done', 10],
  ['/queue?sort=release', 10],
  ['/queue?sort=age', 10],
  ['/queue?due=overdue', 10],
  ['/queue?due=today&leaves=84', 10],
  ['/queue?news=safety', 10],
  ['/queue?news=person&priority=urgent', 10],
  ['/queue?sent=since-yesterday', 10],
  ['/queue?topic=bank-account&sort=release', 10],
  [home, 24],
  ['/people', 7],
  ['/leaving', 7],
  ['/left', 7],
  ['/actions', 7],
  ['/actions?responsible=prison&planned=by-you', 7],
  ['/leaving?missing=housing', 7],
  ['/assessments', 7],
  ['/tasks', 7],
  ['/tasks?list=done', 7],
  ['/referrals', 8],
  ['/referrals?owner=nobody&state=to-chase', 8],
  ['/questions', 7],
  ['/questions?list=colleagues', 7],
]
const budgetsOfTeam: typeof budgets = [...budgets, ['/outside-requests', 7]]
const budgetsOfCom: typeof budgets = [
  ...budgets,
  ['/your-people', 9],
  ['/your-people/done', 7],
  ['/tasks?list=to-read', 7],
]
const budgetsOfNurse: typeof budgets = [
  [home, 7],
  ['/questions', 7],
  ['/questions?list=by-body', 7],
]
const budgetsOf = (visitor: Visitor) =>
  visitor === com ? budgetsOfCom : visitor === nurse ? budgetsOfNurse : budgetsOfTeam

/** Of managers and administrators. */
const caseload = '/caseload'

/** Replies on paper are only for the pre-release team. */
const repliesPage = '/replies/print?prison=LEI&location=&days=28&which=all'

async function countQueries(visitor: Visitor): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const [path] of budgetsOf(visitor)) {
    const queries = await queriesDuring(staffConsole.knex, () => visitor.open(path))
    expect([path, visitor.status]).toEqual([path, 200])
    counts[path] = queries.length
  }
  return counts
}

it('makes the same number of queries however long the lists are, within its budget', async () => {
  const few = await countQueries(officer)
  const [fewForCom, fewForNurse] = [await countQueries(com), await countQueries(nurse)]
  const replies = async () => (await queriesDuring(staffConsole.knex, () => officer.open(repliesPage))).length
  const fewReplies = await replies()
  const manager = await staffConsole.signIn('manager')
  const ofCaseload = async () => (await queriesDuring(staffConsole.knex, () => manager.open(caseload))).length
  await ofCaseload()
  const fewCaseload = await ofCaseload()
  expect(fewCaseload).toBeLessThanOrEqual(15)
  expect(fewReplies).toBeLessThanOrEqual(10)
  await fillWithDemoData(staffConsole.knex, staffConsole.dependencies.context(), { people: 2_500, applications: 6_000 })
  // Whoever opens it first works out the assessments of people whom nobody has looked at.
  for (const visitor of [officer, com, manager]) await visitor.open(home)
  expect(await countQueries(officer)).toEqual(few)
  expect(await countQueries(com)).toEqual(fewForCom)
  expect(await replies()).toBe(fewReplies)
  expect(await ofCaseload()).toBe(fewCaseload)
  expect(officer.text).toMatch(/repl(y|ies)/)
  expect(await countQueries(nurse)).toEqual(fewForNurse)
  expect(budgetsOfTeam.filter(([path, most]) => few[path]! > most)).toEqual([])
  expect(budgetsOfCom.filter(([path, most]) => fewForCom[path]! > most)).toEqual([])
  expect(budgetsOfNurse.filter(([path, most]) => fewForNurse[path]! > most)).toEqual([])
  await officer.open('/queue')
  expect(officer.$('tbody tr')).toHaveLength(25)
})

/** What every page of a list or home asks, and the next page where there is one. */
const listsOf: Readonly<Record<string, readonly string[]>> = {
  officer: [
    ...budgets.map(([path]) => path),
    '/queue?news=safety',
    '/queue?list=mine&due=overdue',
    '/queue?list=colleague&claimed=1',
    '/queue?news=asked',
    '/queue?list=waiting',
    '/queue?list=left',
    '/queue?list=unreached',
    '/leaving/csv',
    '/assessments?state=all',
    '/actions?sort=person&wing=A',
    '/outside-requests?sort=asker&wing=A',
    '/people?sort=-cell&wing=A',
    '/people.csv?sort=release',
    '/left?sort=cell&wing=A',
    '/tasks?list=waiting',
    '/tasks?sort=-person&wing=A',
    '/tasks?list=mine',
    '/tasks?list=overdue',
    '/referrals?owner=1',
    '/referrals?sort=cell&wing=A-1',
    '/referrals.csv?sort=release',
    '/questions?list=answered',
    '/questions?list=unheld',
    '/questions?list=colleagues&sort=owner&wing=A',
    '/court-list',
    '/imports',
    '/services',
    '/plans/print?prison=LEI&location=A&weeks=4',
    repliesPage,
    '/replies/print',
  ],
  com: budgetsOfCom.map(([path]) => path),
  nurse: budgetsOfNurse.map(([path]) => path),
  administrator: [home, caseload, '/assessments/allocate?prison=LEI&way=evenly', '/queue'],
  manager: [
    home,
    caseload,
    '/queue?list=another-look',
    '/assessments/allocate?prison=LEI',
    '/audit',
    '/audit/export',
    '/audit/unusual',
    ...['replies', 'open', 'assessments', 'overrides', 'needs', 'first-night'].flatMap(report => [
      `/reports/${report}`,
      `/reports/${report}?format=csv`,
    ]),
    '/accounts',
    '/page-feedback',
  ],
  editor: [home, '/services'],
  owner: [home, '/facts', '/service-notices'],
  sysadmin: [home, '/accounts', '/audit', '/audit/export', '/audit/unusual', '/jobs'],
}

/** These stay small in the country's biggest service: prisons, accounts, and what editors and service owners keep. */
const smallTables: ReadonlySet<string> = new Set([
  ...['prison', 'staff', 'staff_prison', 'staff_code', 'account_notice'],
  ...['local_service', 'content_override', 'service_notice', 'saved_filter'],
  // A job that is done is deleted.
  ...['_private_jobs', '_private_tasks'],
])
/** All of readers' answers of a year are what that page counts; FEEDBACK_DAYS bounds them. */
const countedWhole = '/page-feedback: page_feedback'

it('scans no growing table in full for any list, search or home page', async () => {
  await fillElsewhere(staffConsole.knex)
  const read = new Set<string>()
  const explained = new Set<string>()
  const explain = async (what: string, work: () => Promise<unknown>) => {
    for (const query of await queriesDuring(staffConsole.knex, work)) {
      if (!/^(select|with|update)/i.test(query.sql) || explained.has(JSON.stringify(query))) continue
      explained.add(JSON.stringify(query))
      for (const table of await tablesReadWhole(staffConsole.knex, query)) {
        const isExpected = smallTables.has(table) || `${what}: ${table}`.endsWith(countedWhole)
        if (!isExpected) read.add(`${what}: ${table}: ${query.sql}`)
      }
    }
  }
  await explain('daily work', () => staffConsole.dependencies.database.applications.peopleToBringBack())
  for (const [name, lists] of Object.entries(listsOf)) {
    const visitor = await staffConsole.signIn(name)
    for (const path of lists) {
      await explain(`${name} ${path}`, async () => {
        await visitor.open(path)
        if (visitor.status !== 200) read.add(`${name} ${path}: status ${visitor.status}`)
        const next = visitor.$('.govuk-pagination__next a, .app-pages a[rel=next]').attr('href')
        if (next) await visitor.open(next)
      })
    }
  }
  for (const page of ['/queue', '/people'] as const) {
    for (const search of ['Hartington', 'bank account', 'Z0001AA']) {
      await officer.open(page)
      const button = officer.$('form:has([name="search"]) button').first().text().trim()
      await explain(`${page} ${search}`, () => officer.press(button, { search }))
    }
  }
  const manager = await staffConsole.signIn('manager')
  for (const searched of [
    { person: 'Z0001AA' },
    { staff: 'officer@example.test' },
    { action: 'home-viewed' },
    { action: 'an-act-that-is-rare' },
    { from: '20/11/2026', to: '23/11/2026' },
  ]) {
    await manager.open('/audit')
    await explain(`/audit ${JSON.stringify(searched)}`, () => manager.press('Search', searched))
  }
  expect([...read]).toEqual([])
})
