import { randomUUID } from 'node:crypto'
import { fields } from '../../admin/features/corrections/fields'
import { seesNobody } from '../../server/database'
import { calendarDay } from '../../server/domain/calendar'
import { importReceptions } from '../../server/use-cases/people/records/import-people'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'

let staffConsole: TestConsole

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('second', 'officer')
  await staffConsole.hire('manager', 'manager')
  await staffConsole.hire('administrator', 'administrator')
})

afterAll(() => staffConsole.stop())

it('corrects a fact with a reason and shows both values', async () => {
  const { dependencies } = staffConsole
  const person = await addPerson(dependencies, 'A1001AA')
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A1001AA/facts')
  await visitor.follow('Correct Risk of serious harm')
  const form = visitor.formOf('Correct it', { value: 'very-high', 'correction-reason': 'OASys of <b>May</b>' })
  await visitor.post(form.action, form.body)
  expect(visitor.text).toContain('The fact is corrected')
  await visitor.post(form.action, form.body)
  await visitor.open('/people/A1001AA/facts')
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

it('refuses a form whose value is missing or there twice, and shows what was typed', async () => {
  const { dependencies } = staffConsole
  const person = await addPerson(dependencies, 'A1090AA')
  const visitor = await staffConsole.signIn('officer')
  for (const [fact, value] of [
    ['location', []],
    ['releaseDate', []],
    ['lastName', ['Marrick', 'Example']],
  ] as const) {
    await visitor.open(`/people/A1090AA/facts/${fact}`)
    const { action, body } = visitor.formOf('Correct it', { 'correction-reason': `Told so: ${fact}`, value })
    await visitor.post(action, body)
    expect([visitor.text, visitor.status]).toEqual([
      expect.stringContaining(`Told so: ${fact}`),
      value.length ? 422 : 400,
    ])
  }
  expect(await dependencies.database.people.findByNumber('A1090AA')).toMatchObject({
    location: person.location,
    releaseDate: person.releaseDate,
    lastName: person.lastName,
  })
})

it('moves an application to the team that the corrected fact leads to, in the same transaction', async () => {
  const { dependencies } = staffConsole
  const person = await addPerson(dependencies, 'A1002AA')
  const application = await sendApplication(dependencies, person, 'veteran')
  const before = await dependencies.database.applications.findInScope(application.reference, seesAll)
  const visitor = await staffConsole.signIn('manager')
  await visitor.open('/people/A1002AA/facts/responsibilityOverride')
  const other = before?.destination === 'COM' ? 'POM' : 'COM'
  await visitor.press('Correct it', { value: other, 'correction-reason': 'Agreed at the meeting' })
  const after = await dependencies.database.applications.lastDecision(application.id)
  expect(after?.cause).toBe('facts-changed')
  expect(after?.result.responsibility.responsible).toBe(other)
})

const seesAll = {
  ...seesNobody,
  prisons: ['LEI'],
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
  expect(second.text).toMatch(/C-1-001.*Moved today.*officer at work/)
  expect(second.$('#value').val()).toBe('D-1-001')
  await second.press('Correct it all the same')
  expect(second.status).toBe(200)
  expect(second.text).toContain('D-1-001')
})

describe('a decision on who is responsible', () => {
  it('is recorded with the policy’s condition shown, and the pages name who recorded it, in what role and why', async () => {
    const { dependencies } = staffConsole
    const person = await addPerson(dependencies, 'A1005AA', { paroleNextReviewDate: calendarDay('2027-06-01') })
    const { reference } = await sendApplication(dependencies, person, 'bank-account')
    const manager = await staffConsole.signIn('manager')
    await manager.open('/people/A1005AA/facts/responsibilityOverride')
    expect(manager.text).toContain('12 months or less after the last, the Head of Offender Management Delivery can')
    expect(manager.text).toContain('Next parole review on record: 1 June 2027.')
    await manager.press('Correct it', { value: 'COM', 'correction-reason': 'HOMD, 20 November' })
    const recorded = 'manager at work, Manager, on 23 November 2026. Why: HOMD, 20 November'
    for (const path of ['/people/A1005AA/facts', `/applications/${reference}/facts`]) {
      await manager.open(path)
      expect(manager.text).toContain(recorded)
      expect(manager.text).toContain('Who is responsible was decided and recorded')
    }
  })

  it('is said to be of an unknown role where the role was not recorded', async () => {
    const { dependencies } = staffConsole
    const person = await addPerson(dependencies, 'A1007AA', { responsibilityOverride: 'POM' })
    const source = { source: 'staff', at: '2026-11-20T08:00:00Z' } as const
    await dependencies.database.people.change(person.id, { responsibilityOverride: 'POM' }, source)
    const { id } = (await dependencies.database.staff.findByEmail('second@example.test'))!
    await staffConsole.knex('correction').insert({
      person_id: person.id,
      fact: 'responsibilityOverride',
      before: 'null',
      after: '"POM"',
      reason: 'As agreed',
      staff_id: id,
      corrected_at: '2026-11-20T08:00:00Z',
      idempotency_key: randomUUID(),
    })
    const officer = await staffConsole.signIn('officer')
    await officer.open('/people/A1007AA/facts')
    expect(officer.text).toContain('second at work, role not recorded, on 20 November 2026. Why: As agreed')
  })

  it('is said to come from a file where a file brought it', async () => {
    const { dependencies } = staffConsole
    const facts = { earlyAllocation: true, releaseDate: calendarDay('2028-06-01') }
    const person = await addPerson(dependencies, 'A1006AA', facts)
    await dependencies.database.people.change(person.id, facts, { source: 'receptions', at: '2026-11-20T08:00:00Z' })
    const officer = await staffConsole.signIn('officer')
    await officer.open('/people/A1006AA/facts')
    expect(officer.text).toContain('Who recorded the decision Receptions file, 20 November 2026')
  })
})

it('leaves to officers and managers who the COM is, risk, MAPPA level and early allocation', async () => {
  const administrator = await staffConsole.signIn('administrator')
  await administrator.open('/people/A1001AA/facts')
  const offered = administrator
    .$('a[href*="/facts/"]')
    .toArray()
    .map(link => administrator.$(link).attr('href')?.split('/').at(-1))
  const kept = ['comEmail', 'comName', 'riskOfSeriousHarm', 'paroleMappaLevel', 'earlyAllocation']
  expect(offered).toEqual(expect.arrayContaining(['lastName', 'pomName', 'releaseDate']))
  for (const fact of [...kept, 'responsibilityOverride']) {
    expect(offered).not.toContain(fact)
    expect((await administrator.open(`/people/A1001AA/facts/${fact}`)).status).toBe(403)
  }
  const officer = await staffConsole.signIn('officer')
  for (const fact of kept) expect((await officer.open(`/people/A1001AA/facts/${fact}`)).status).toBe(200)
  expect((await officer.open('/people/A1001AA/facts/responsibilityOverride')).status).toBe(403)
})

it('offers a correction for every fact except the prison and the reception date', async () => {
  const visitor = await staffConsole.signIn('manager')
  await visitor.open('/people/A1001AA/facts')
  expect(visitor.$('a[href*="/facts/"]')).toHaveLength(Object.keys(fields).length)
  for (const fact of ['nationality', 'comEmail', 'sentenceMonths', 'tagDate', 'paroleMappaLevel', 'earlyAllocation']) {
    await visitor.open(`/people/A1001AA/facts/${fact}`)
    await visitor.press('Correct it', { 'correction-reason': 'As it was' })
    expect([fact, visitor.path, visitor.text]).toEqual([
      fact,
      '/people/A1001AA/facts',
      expect.stringContaining('It was so already'),
    ])
  }
  await visitor.open('/people/A1001AA/facts/prisonId')
  expect(visitor.status).toBe(404)
})
