import { importReceptions } from '../../server/use-cases/people/import-people'
import { fields } from '../../admin/features/corrections/fields'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'

let staffConsole: TestConsole

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('second', 'officer')
})

afterAll(() => staffConsole.stop())

it('corrects a fact with a reason and shows both values', async () => {
  const { dependencies } = staffConsole
  const person = await addPerson(dependencies, 'A1001AA')
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A1001AA')
  await visitor.follow('Correct Risk of serious harm')
  const form = visitor.formOf('Correct it', { value: 'very-high', 'correction-reason': 'OASys of <b>May</b>' })
  await visitor.post(form.action, form.body)
  expect(visitor.text).toContain('The fact is corrected')
  await visitor.post(form.action, form.body)
  await visitor.open('/people/A1001AA')
  expect(visitor.text).toContain('Staff, ')
  expect(visitor.text).toContain('Why: OASys of <b>May</b>')
  await visitor.open('/people/A1001AA/facts/riskOfSeriousHarm')
  expect(visitor.text).toContain('Now: Very high')
  expect(visitor.text).toContain('From Medium to Very high.')
  expect(
    visitor
      .$('main ul li')
      .toArray()
      .filter(each => visitor.$(each).text().includes('From')),
  ).toHaveLength(1)
  const acts = (await dependencies.database.audit.ofPerson(person.id)).map(({ action }) => action)
  expect(acts).toEqual(expect.arrayContaining(['fact-viewed', 'fact-corrected']))
})

it('moves an application to the team that the corrected fact leads to, in the same transaction', async () => {
  const { dependencies } = staffConsole
  const person = await addPerson(dependencies, 'A1002AA')
  const application = await sendApplication(dependencies, person, 'veteran')
  const before = await dependencies.database.applications.findInScope(application.reference, seesAll)
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A1002AA/facts/responsibilityOverride')
  const other = before?.destination === 'COM' ? 'POM' : 'COM'
  await visitor.press('Correct it', { value: other, 'correction-reason': 'Agreed at the meeting' })
  const after = await dependencies.database.applications.lastDecision(application.id)
  expect(after?.cause).toBe('facts-changed')
  expect(after?.result.responsibility.responsible).toBe(other)
})

const seesAll = {
  prisons: ['LEI'],
  comEmail: null,
  team: 'PRT',
  seesRestricted: true,
  answersReviewRequests: true,
} as const

it('keeps a correction while the file repeats itself and drops it when the file has a new value', async () => {
  const { dependencies } = staffConsole
  const by = { staff: null, fromAddress: undefined }
  const file = async (date: string, line: string) => {
    const csv = `prison_number,last_name,first_name,prison,reception_date,custody_status,release_date\nA1003AA,Marrick,Dean,LEI,${line},sentenced,${date}\n`
    const content = Buffer.from(csv + (line === '20/11/2026' ? '' : '\n'))
    await importReceptions(dependencies.database, dependencies.context(), { name: 'r.csv', content }, by)
  }
  await file('01/02/2027', '20/11/2026')
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A1003AA/facts/releaseDate')
  await visitor.press('Correct it', { value: '3/2/2027', 'correction-reason': 'Seen on the court paper' })
  await file('01/02/2027', '20/11/2026 ')
  await visitor.open('/people/A1003AA/facts/releaseDate')
  expect(visitor.text).toContain('Now: 3 February 2027')
  await file('05/02/2027', '20/11/2026 ')
  await visitor.open('/people/A1003AA/facts/releaseDate')
  expect(visitor.text).toContain('Now: 5 February 2027')
})

it.each([
  ['dateOfBirth', '24/11/2026', 'The day must be today or before'],
  ['releaseDate', '31/2/2027', 'Enter a real day'],
  ['lastName', ' ', 'Enter the right value'],
  ['comEmail', 'nobody', 'Enter an email address'],
  ['sentenceMonths', '-1', 'Enter a whole number of months'],
  ['location', 'x'.repeat(101), '100 characters or fewer'],
])('rejects for %s the value %j with a message', async (fact, value, words) => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open(`/people/A1001AA/facts/${fact}`)
  await visitor.press('Correct it', { value, 'correction-reason': '' })
  expect(visitor.status).toBe(422)
  expect(visitor.text).toContain(words)
  expect(visitor.text).toContain('Write why it is right')
  expectErrorsToLand(visitor)
})

it('does not overwrite what a colleague corrected in the meantime', async () => {
  const first = await staffConsole.signIn('officer')
  const second = await staffConsole.signIn('second')
  for (const each of [first, second]) await each.open('/people/A1001AA/facts/location')
  await first.press('Correct it', { value: 'C-1-001', 'correction-reason': 'Moved today' })
  await second.press('Correct it', { value: 'D-1-001', 'correction-reason': 'Moved too' })
  expect(second.status).toBe(409)
  expect(second.text).toContain('Now: C-1-001')
  expect(second.$('#value').val()).toBe('D-1-001')
})

it('offers a correction for every fact except the prison and the reception date', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A1001AA')
  expect(visitor.$('a[href*="/facts/"]')).toHaveLength(Object.keys(fields).length)
  for (const fact of ['nationality', 'comEmail', 'sentenceMonths', 'tagDate', 'paroleMappaLevel', 'earlyAllocation']) {
    await visitor.open(`/people/A1001AA/facts/${fact}`)
    await visitor.press('Correct it', { 'correction-reason': 'As it was' })
    expect([fact, visitor.path, visitor.text]).toEqual([
      fact,
      '/people/A1001AA',
      expect.stringContaining('It was so already'),
    ])
  }
  await visitor.open('/people/A1001AA/facts/prisonId')
  expect(visitor.status).toBe(404)
})
