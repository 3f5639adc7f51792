import { calendarDay } from '../../server/domain/calendar'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let com: Visitor
let officer: Visitor

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('com', 'com', [])
  await addPerson(staffConsole.dependencies, 'A1234AA')
  await addPerson(staffConsole.dependencies, 'A2345BB', {
    prisonId: 'BWI',
    firstName: 'Owain',
    lastName: 'Llwyd',
    releaseDate: calendarDay('2026-12-24'),
  })
  await addPerson(staffConsole.dependencies, 'A3456CC', { comEmail: 'somebody@example.test', lastName: 'Other' })
  com = await staffConsole.signIn('com')
  officer = await staffConsole.signIn('officer')
})

afterAll(() => staffConsole.stop())

const rowOf = (visitor: Visitor, name: string) => visitor.$(`tbody tr:contains("${name}")`)

it('lists people of every prison, those who leave soonest first, and only the reader’s own', async () => {
  await com.follow('See your people')
  const names = com.$('tbody th a:first-child').toArray()
  expect(names.map(each => com.$(each).text())).toEqual(['Llwyd, Owain', 'Marrick, Dean'])
  expect(com.text).toContain('You are COM for 2 people.')
  expect(rowOf(com, 'Llwyd').text()).toContain('HMP Berwyn')
  await officer.open('/your-people')
  expect(officer.status).toBe(403)
})

it('counts what was done since the chosen day and what is waiting, each with a link', async () => {
  const { dependencies } = staffConsole
  const person = (await dependencies.database.people.findByNumber('A1234AA'))!
  const bank = await sendApplication(dependencies, person, 'bank-account')
  const secret = await sendApplication(dependencies, person, 'something-private', { danger: 'yes' })
  for (const { reference } of [bank, secret]) {
    await officer.open(`/applications/${reference}`)
    await officer.press('Claim it')
    await officer.open(`/applications/${reference}/messages`)
    await officer.press('Send to Dean Marrick', { message: 'We have asked the bank' })
    await officer.follow('Answer and close')
    await officer.press('Check before you send', { outcome: 'agreed-in-part', answer: 'Yes, from Monday' })
    await officer.press('Send to Dean Marrick and close')
  }
  for (const state of ['sent', 'asked-com']) {
    await officer.open('/people/A1234AA/referrals')
    const kind = state === 'sent' ? 'cas' : 'crs-mentoring'
    const referral = { 'referral-kind': kind, 'referral-whom': 'Them', state, 'happened-on': '20/11/2026' }
    await officer.press('Begin it', referral)
  }
  for (const fields of [{ 'task-note': 'Rang', 'task-done-on': '23/11/2026' }, undefined]) {
    await com.open('/people/A1234AA/tasks')
    await com.press('Ask the team', { 'task-kind': 'gp', 'task-due': '24/11/2026', 'task-why': 'He is ill' })
    if (!fields) continue
    await officer.open(com.path)
    await officer.press('Say that it is done', fields)
  }
  await officer.open('/people/A1234AA/assessments')
  await officer.press('Record it', { kind: 'bcst2', 'done-on': '23/11/2026', elsewhere: 'yes' })
  await com.open('/your-people')
  const row = rowOf(com, 'Marrick').text().replace(/\s+/g, ' ')
  expect(row).toMatch(
    /1 request to the team done.*1 referral sent.*1 application answered.*1 request with the team.*1 request to the team to read/,
  )
  expect(row).toMatch(/1 referral to make/)
  expect(rowOf(com, 'Llwyd').text()).toContain('Nothing')
  expect(com.html).not.toContain(secret.reference)

  const kinds = [
    ['1 request to the team done', 'Request to the team done: Point to healthcare to register with a GP'],
    ['1 assessment completed', 'Assessment completed: BCST2'],
    ['1 referral sent', 'Referral sent: Community Accommodation Service (CAS), Them'],
    ['1 application answered', `${bank.reference}. Agreed in part`],
  ] as const
  for (const [count, what] of kinds) {
    await com.open('/your-people')
    await com.follow(count)
    expect(com.path).toMatch(/^\/your-people\/done/)
    expect(com.$('tbody tr')).toHaveLength(1)
    expect(com.$('tbody tr').text()).toContain(what)
    expect(com.$('tbody tr').text()).toContain('officer at work')
  }
  await com.open('/your-people/done')
  const everything = com.$('#count').text()
  expect(everything).toBe(`${com.$('tbody tr').length} things in all`)
  expect(com.html).not.toContain(secret.reference)
  await com.open('/')
  expect(com.text).toContain(everything)
  await com.follow('1 referral that you are asked to make')
  expect(com.$('tbody tr')).toHaveLength(1)
  expect(com.$('tbody tr').text()).toContain('CRS, mentoring')
})

it('goes back as far as the chosen day, and rejects an invalid day with a message', async () => {
  await com.open('/your-people?since=24/11/2026')
  expect(com.status).toBe(422)
  expect(com.text).toContain('The day must be today or before')
  expectErrorsToLand(com)
  await com.open('/your-people/done?kind=referral-sent')
  expect(com.$('tbody tr').text()).toContain('20 November 2026 (written down on 23 November 2026 at')
  staffConsole.clock.now = new Date('2026-11-24T10:00:00Z')
  await staffConsole.inDatabase("update application_event set happened_at = happened_at - interval '10 days'")
  await staffConsole.inDatabase("update referral_step set happened_at = '2026-11-20T23:59:00Z'")
  await com.open('/your-people?since=21/11/2026')
  expect(com.text).toContain('What prison staff did for your people since 21 November 2026')
  expect(com.text).toContain('0 referrals sent')
  expect(com.text).toContain('0 applications answered')
  expect(rowOf(com, 'Marrick').text()).not.toContain('referral sent')
  await com.open('/your-people?since=20/11/2026')
  expect(com.text).toContain('1 referral sent')
})
