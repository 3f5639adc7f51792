import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let officer: Visitor

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('administrator', 'administrator')
  await staffConsole.hire('manager', 'manager')
  await staffConsole.hire('hull', 'officer', ['HLI'])
  await staffConsole.hire('com', 'com', [])
  await addPerson(staffConsole.dependencies, 'A1234AA')
  officer = await staffConsole.signIn('officer')
})

afterAll(() => staffConsole.stop())

const request = {
  'request-asker': 'council',
  'request-whom': 'J. Brown, Leeds City Council',
  'request-way': 'phone',
  'request-words': 'When does the tenancy end?',
  'request-due': '30/11/2026',
}

/** @returns the address of the request */
async function log(fields: Record<string, string> = {}): Promise<string> {
  await officer.open('/people/A1234AA')
  await officer.follow('Requests from outside')
  await officer.press('Log the request', { ...request, ...fields })
  return officer.path
}

const answer = {
  'outside-way': 'letter',
  'outside-whom': 'J. Brown',
  'outside-on': '23/11/2026',
  'outside-words': 'It ends on 4 January.',
}

it('is logged with who, how, what and by when, stands in the team’s list, and is answered by a colleague', async () => {
  const address = await log()
  expect(officer.text).toContain('The request is logged')
  const administrator = await staffConsole.signIn('administrator')
  await administrator.open('/')
  await administrator.follow('1 request from outside to answer')
  await administrator.follow('Council: J. Brown, Leeds City Council')
  expect(administrator.path).toBe(address)
  for (const shown of ['When does the tenancy end?', 'By phone', '30 November 2026', 'officer at work'])
    expect(administrator.text).toContain(shown)
  await administrator.press('Record the answer', { ...answer, 'outside-words': '' })
  expect(administrator.status).toBe(422)
  expectErrorsToLand(administrator)
  expect(administrator.$('#outside-whom').val()).toBe('J. Brown')

  await officer.open(address)
  await administrator.press('Record the answer', answer)
  expect(administrator.text).toContain('J. Brown, By letter, 23 November 2026')
  await officer.press('Record the answer', { ...answer, 'outside-words': 'Ask the landlord.' })
  expect(officer.status).toBe(409)
  expect(officer.text).toContain('It ends on 4 January.')
  expect(officer.$('#typed-outside-words').val()).toBe('Ask the landlord.')
  await officer.open('/')
  expect(officer.text).toMatch(/Nothing waits: .*\brequests from outside\b/)
})

it.each([
  [{ 'request-asker': '' }, 'Choose who asks'],
  [{ 'request-whom': ' ' }, 'Enter their name'],
  [{ 'request-way': 'pigeon' }, 'Choose how it came'],
  [{ 'request-words': '' }, 'Write what they ask for'],
  [{ 'request-due': '22/11/2026' }, 'The day must be today or after'],
])('rejects %o with messages and keeps what was typed', async (fields, words) => {
  await log(fields)
  expect(officer.status).toBe(422)
  expect(officer.text).toContain(words)
  expectErrorsToLand(officer)
  expect(officer.$('#request-due').val()).toBeTruthy()
})

it('is overdue after its day', async () => {
  const address = await log()
  await staffConsole.inDatabase(
    `update outside_request set due = '2026-11-20' where id = ${address.replace(/\D/g, '')}`,
  )
  await officer.open('/outside-requests?list=overdue')
  expect(officer.$(`tr:has(a[href="${address}"])`).text()).toContain('days over')
})

it('is for the team of the prison, and nobody else', async () => {
  const address = await log()
  const hull = await staffConsole.signIn('hull')
  await hull.open(address)
  expect(hull.status).toBe(404)
  const com = await staffConsole.signIn('com')
  await com.open(address)
  expect(com.status).toBe(403)
})

it('is audited without its words, goes with a merge, and is deleted by an erasure', async () => {
  const address = await log({ 'request-words': 'Quite unlike any other' })
  await officer.press('Record the answer', answer)
  const entries = await staffConsole.inDatabase<{ action: string }>(
    "select action, detail from audit_entry where action like 'outside-request%' order by id desc limit 4",
  )
  expect(entries.map(({ action }) => action)).toEqual([
    'outside-request-viewed',
    'outside-request-answered',
    'outside-request-viewed',
    'outside-request-logged',
  ])
  expect(JSON.stringify(entries)).not.toContain('unlike')
  await addPerson(staffConsole.dependencies, 'A7001AA')
  const manager = await staffConsole.signIn('manager')
  await manager.open('/people/A7001AA/merge?with=A1234AA')
  await manager.press('Make them one record')
  await officer.open('/people/A7001AA/outside-requests')
  expect(officer.$(`a[href="${address}"]`)).toHaveLength(1)
})

it('is in a list that sorts, narrows to a landing or an asker, and is saved as it is shown', async () => {
  await addPerson(staffConsole.dependencies, 'A7101AA', { lastName: 'Zimmer', location: 'E-1-001' })
  for (const [whom, due] of [
    ['First', '30/11/2026'],
    ['=Second', '1/12/2026'],
  ] as const) {
    await officer.open('/people/A7101AA/outside-requests')
    await officer.press('Log the request', { ...request, 'request-whom': whom, 'request-due': due })
  }
  await officer.open('/outside-requests?wing=e-1&asker=council')
  const shown = () =>
    officer
      .$('tbody th a')
      .toArray()
      .map(each => officer.$(each).text())
  expect(shown()).toEqual(['Council: First', 'Council: =Second'])
  await officer.follow('Answer by')
  expect(officer.path).toBe('/outside-requests?wing=E-1&asker=council&sort=-due')
  expect(shown()).toEqual(['Council: =Second', 'Council: First'])
  await officer.open(officer.$('a[href^="/outside-requests.csv"]').attr('href') ?? '')
  const names = officer.html
    .trim()
    .split('\r\n')
    .map(row => row.split(',')[3])
  expect(names).toEqual(['Name', "'=Second", 'First'])
  await officer.open('/outside-requests?wing=E-1&asker=family')
  expect(officer.$('tbody tr')).toHaveLength(0)
  expect(officer.$('.app-chip--on')).toHaveLength(2)
})
