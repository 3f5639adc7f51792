import type { Application } from '../../server/database'
import { reportNames, reports } from '../../server/domain/reports'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let owner: number
const visitors = new Map<string, Visitor>()
/** What each reader read at each address before anything was told in confidence. */
const before = new Map<string, string>()

const neverTold = ['administrator', 'sysadmin', 'service-owner', 'com-elsewhere'] as const
/** They may know of what their own team holds. */
const ofTheTeam = ['manager', 'officer'] as const

/** Every page and file with counts of work, or with what is held of a person. */
const addresses = (): readonly string[] => [
  '/',
  ...['team', 'mine', 'unclaimed', 'others', 'waiting', 'done', 'left', 'all'].map(list => `/queue?list=${list}`),
  '/queue?list=colleague&claimed=1',
  '/people',
  '/people/A1234AA',
  '/people/A1234AA/data',
  '/people/A1234AA/data/json',
  '/people/A1234AA/merge?with=B1234AA',
  '/people/B1234AA/merge?with=A1234AA',
  '/people/A1234AA/whereabouts',
  '/people/A1234AA/left',
  '/people/A1234AA/referrals',
  '/assessments',
  '/assessments/allocate?kind=bcst1&prison=LEI',
  '/caseload',
  `/caseload/move?from=${owner}`,
  `/accounts/${owner}/leave`,
  '/leaving',
  '/leaving/csv',
  '/left',
  '/court-list',
  '/referrals',
  '/tasks',
  '/questions',
  '/told-and-asked',
  '/safety',
  '/replies/print',
  '/unreachable-coms',
  ...reportNames.flatMap(report => reports[report].by.map(by => `/reports/${report}?by=${by}&format=csv`)),
]

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  const { dependencies } = staffConsole
  owner = (await staffConsole.hire('second', 'officer')).id
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('manager', 'manager')
  await staffConsole.hire('administrator', 'administrator')
  for (const role of ['sysadmin', 'service-owner', 'com'] as const) await staffConsole.hire(role, role, [])
  await staffConsole.hire('com-elsewhere', 'com', [])
  await addPerson(dependencies, 'B1234AA', { lastName: 'Other' })
  // So many that a report shows their number, and would show one more.
  for (const number of ['A1234AA', 'A1235AA', 'A1236AA', 'A1237AA', 'A1238AA', 'A1239AA']) {
    const person = await addPerson(dependencies, number)
    await sendApplication(dependencies, person, 'bank-account')
  }
  for (const name of [...neverTold, ...ofTheTeam, 'second']) visitors.set(name, await staffConsole.signIn(name))
  for (const name of [...neverTold, ...ofTheTeam]) {
    for (const address of addresses()) before.set(`${name} ${address}`, await read(name, address))
  }
}, 300_000)

afterAll(() => staffConsole.stop())

/** What a page says, or a file holds, but for the audit of these very readings. */
async function read(name: string, address: string): Promise<string> {
  const visitor = await visitors.get(name)!.open(address)
  if (visitor.headers.get('content-type')?.startsWith('text/csv')) return visitor.html
  if (address.endsWith('/json') && visitor.status === 200) {
    const { audit_entry, ...held } = JSON.parse(visitor.html) as Record<string, unknown>
    const entries = (audit_entry as { action: string }[]).filter(({ action }) => action.includes('application'))
    return JSON.stringify({ ...held, entries })
  }
  const { $ } = visitor
  if (address.endsWith('/data')) $('main h2').last().nextAll().remove()
  return `${visitor.status} ${$('body').text().replace(/\s+/g, ' ')}`
}

async function expectNothingNew(names: readonly string[]): Promise<void> {
  for (const name of names) {
    for (const address of addresses()) {
      expect([name, address, await read(name, address)]).toEqual([name, address, before.get(`${name} ${address}`)])
    }
  }
}

async function tell(): Promise<Application> {
  const { database } = staffConsole.dependencies
  const [found] = await staffConsole.inDatabase<{ id: number }>(`select id from person where prison_number = 'A1234AA'`)
  const person = (await database.people.find(Number(found!.id)))!
  return sendApplication(staffConsole.dependencies, person, 'something-private')
}

it('has counts to compare', () => {
  expect(before.get('manager /reports/open?by=team&format=csv')).toMatch(/\b6\b/)
  expect(before.get('administrator /assessments/allocate?kind=bcst1&prison=LEI')).toContain('second at work')
  expect(before.get('sysadmin /accounts/1/leave') ?? before.get(`sysadmin /accounts/${owner}/leave`)).toMatch(/^200/)
})

it('tells neither the prison nor anybody above it of what a COM holds in confidence', async () => {
  const { reference } = await tell()
  const second = visitors.get('second')!
  await second.open(`/applications/${reference}/override`)
  await second.press('Pass it on', { destination: 'COM', reason: 'The COM knows them' })
  expect(second.text).not.toContain('There is a problem')
  await expectNothingNew([...neverTold, ...ofTheTeam])
}, 300_000)

it('tells nobody outside the team of what it holds in confidence, unclaimed or claimed', async () => {
  const { reference } = await tell()
  await expectNothingNew(neverTold)
  const second = visitors.get('second')!
  await second.open(`/applications/${reference}`)
  await second.press('Claim it')
  expect(second.text).not.toContain('There is a problem')
  await expectNothingNew(neverTold)
}, 300_000)
