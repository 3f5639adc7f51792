import type { Application } from '../../server/database'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let bank: Application
let secret: Application

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  for (const role of ['officer', 'administrator', 'healthcare'] as const) await staffConsole.hire(role, role)
  await staffConsole.hire('elsewhere', 'officer', ['BWI'])
  await staffConsole.hire('com', 'com', [])
  await staffConsole.hire('pom', 'pom')
  const { dependencies } = staffConsole
  const person = await addPerson(dependencies, 'A1234AA', {
    firstName: 'Siân',
    lastName: 'O’Neill',
    location: 'B-2-031',
  })
  bank = await sendApplication(dependencies, person, 'bank-account')
  await sendApplication(dependencies, person, 'something-else')
  secret = await sendApplication(dependencies, person, 'something-private')
  await staffConsole.inDatabase(`update application set answers = answers || '{"about": {"words": "My grandmother has a caravan"}}'
    where topic = 'something-else'`)
  await addPerson(dependencies, 'A2345BB', { firstName: 'Anne-Marie', lastName: 'Caravaggio', location: 'B-21-001' })
  for (let number = 0; number < 12; number += 1) {
    const prisonNumber = `A30${String(number).padStart(2, '0')}CC`
    const other = await addPerson(dependencies, prisonNumber, {
      firstName: 'Wes',
      lastName: `Neighbour${number}`,
      location: `B-2-1${String(number).padStart(2, '0')}`,
      comEmail: null,
      comName: null,
    })
    await sendApplication(dependencies, other, 'bank-account')
  }
})

afterAll(() => staffConsole.stop())

async function find(visitor: Visitor, search: string): Promise<Visitor> {
  await visitor.open('/roles')
  return visitor.press('Search', { search })
}

const found = (visitor: Visitor, section: 'people' | 'applications') => ({
  title: visitor.$(`#found-${section}`).text(),
  rows: visitor.$(`[aria-labelledby=found-${section}] tbody tr`).length,
})

it.each([
  ['a reference', () => bank.reference, () => `/applications/${bank.reference}`],
  [
    'a reference without its dash',
    () => bank.reference.toLowerCase().replace('-', ' '),
    () => `/applications/${bank.reference}`,
  ],
  ['a prison number', () => 'a1234aa', () => '/people/A1234AA'],
  ['a prison number with a space', () => 'A1234 AA', () => '/people/A1234AA'],
  ['a prison number with a full stop', () => 'A1234.AA', () => '/people/A1234AA'],
  ['a whole name', () => 'siân o’neill', () => '/people/A1234AA'],
  ['a name, the last name first', () => 'O’Neill, Siân', () => '/people/A1234AA'],
])('goes straight to what %s names', async (_what, search, path) => {
  const visitor = await find(await staffConsole.signIn('officer'), search())
  expect(visitor.path).toBe(path())
})

it.each([
  ['a name spelled badly', 'Sian Oneil', 1, 3],
  ['how a name begins', 'anne', 1, 0],
  ['a name with a dash in it', 'Anne-Marie', 1, 0],
  ['part of a name', 'Neighbour', 12, 12],
  ['words', 'grandmother', 0, 1],
  ['nobody', 'Xyzzyplugh', 0, 0],
  ['a question of the database', "'; drop table person; --", 0, 0],
])('finds people and applications by %s', async (_what, search, people, applications) => {
  const visitor = await find(await staffConsole.signIn('officer'), search)
  expect(visitor.path).toMatch(/^\/search\?search=[0-9a-f]{16}$/)
  expect(visitor.$('#search').val()).toBe(search)
  const heading = (name: string, count: number) => (count === 0 ? name : `${name}: ${count}`)
  expect([found(visitor, 'people').title, found(visitor, 'applications').title]).toEqual([
    expect.stringContaining(heading('People', people)),
    expect.stringContaining(heading('Applications', applications)),
  ])
})

it('shows the first ten of each, and leads to all of them', async () => {
  const visitor = await find(await staffConsole.signIn('officer'), 'Neighbour')
  expect([found(visitor, 'people').rows, found(visitor, 'applications').rows]).toEqual([10, 10])
  const results = visitor.path
  await visitor.follow('All 12 people')
  expect(visitor.$('tbody tr')).toHaveLength(12)
  await visitor.open(results)
  await visitor.follow('All 12 applications')
  expect(visitor.$('tbody tr')).toHaveLength(12)
})

it('finds for each role what it may see, and nothing restricted for others', async () => {
  const titles = async (name: string, search: string) => {
    const visitor = await find(await staffConsole.signIn(name), search)
    return [found(visitor, 'people').title, found(visitor, 'applications').title]
  }
  expect(await titles('officer', 'Sian Oneil')).toEqual(['People: 1', 'Applications: 3'])
  expect(await titles('administrator', 'Sian Oneil')).toEqual(['People: 1', 'Applications: 2'])
  expect(await titles('administrator', secret.reference)).toEqual(['People', 'Applications'])
  expect(await titles('elsewhere', 'Sian Oneil')).toEqual(['People', 'Applications'])
  expect(await titles('elsewhere', bank.reference)).toEqual(['People', 'Applications'])
  expect(await titles('com', 'grandmother')).toEqual(['People', 'Applications: 1'])
  expect(await titles('pom', 'Neighbour')).toEqual(['People', 'Applications'])
  const nurse = await staffConsole.signIn('healthcare')
  expect(nurse.$('[role=search]')).toHaveLength(0)
})

it('keeps its words out of addresses and is recorded with whom it showed', async () => {
  const visitor = await find(await staffConsole.signIn('officer'), 'Sian Oneil')
  const hrefs = visitor
    .$('[href], [action]')
    .toArray()
    .map(each => visitor.$(each).attr('href') ?? visitor.$(each).attr('action') ?? '')
  expect(hrefs.filter(href => /oneil/i.test(href))).toEqual([])
  const [last] = await staffConsole.inDatabase<{ detail: { search: string; shown: number[] } }>(
    `select detail from audit_entry where action = 'searched' order by id desc limit 1`,
  )
  expect(last?.detail).toEqual({ search: 'Sian Oneil', shown: [expect.any(Number)] })
  const other = await (await staffConsole.signIn('administrator')).open(visitor.path)
  expect(other.text).toContain('This search has ended')
  expect(other.$('tbody tr')).toHaveLength(0)
})

it('answers with words to what nobody would search for', async () => {
  const visitor = await staffConsole.signIn('officer')
  for (const odd of [
    '"'.repeat(7),
    '-'.repeat(40),
    `bank ${'- '.repeat(40)}`,
    '% _ \\',
    'constructor',
    '()&|!:*<->',
    '\u202e\u00ad',
  ])
    expect([odd, (await find(visitor, odd)).status]).toEqual([odd, odd.startsWith('\u202e') ? 422 : 200])
  await find(visitor, 'x'.repeat(10_000))
  expect(visitor.status).toBe(422)
  expectErrorsToLand(visitor)
  await find(visitor, ' ')
  expect(visitor.status).toBe(422)
  expect((await find(visitor, 'bank\0')).status).toBe(200)
  for (const address of ['/search', '/search?search=zz', '/search?search=0123456789abcdef', '/search?search[]=1'])
    expect([address, (await visitor.open(address)).status]).toEqual([address, 200])
})
