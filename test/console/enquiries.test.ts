import type { Person } from '../../server/database'
import { calendarDay } from '../../server/domain/calendar'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication, testPassword } from '../set-up/people'
import { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let person: Person
let officer: Visitor
let colleague: Visitor
let com: Visitor
let manager: Visitor
let nurse: Visitor
let secondNurse: Visitor

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23', STAFF_URL: 'https://staff.example.test/' })
  for (const name of ['officer', 'colleague']) await staffConsole.hire(name, 'officer')
  await staffConsole.hire('manager', 'manager')
  await staffConsole.hire('com', 'com', [])
  for (const name of ['nurse', 'second-nurse']) await staffConsole.hire(name, 'healthcare')
  await staffConsole.hire('safer', 'safety')
  await staffConsole.hire('nurse-hull', 'healthcare', ['HLI'])
  person = await addPerson(staffConsole.dependencies, 'A1234AA')
  officer = await staffConsole.signIn('officer')
  colleague = await staffConsole.signIn('colleague')
  com = await staffConsole.signIn('com')
  manager = await staffConsole.signIn('manager')
  nurse = await staffConsole.signIn('nurse')
  secondNurse = await staffConsole.signIn('second-nurse')
})

afterAll(() => staffConsole.stop())

const enquiry = {
  'question-body': 'healthcare',
  'question-words': 'Is he fit to travel alone?',
  'question-due': '30/11/2026',
}

/** @returns the address of the enquiry */
async function ask(fields: Record<string, string> = {}, by = officer, number = 'A1234AA'): Promise<string> {
  await by.open(`/people/${number}/questions`)
  await by.press('Ask', { ...enquiry, ...fields })
  return by.path
}

const answer = (visitor: Visitor, words: string) => visitor.press('Send the answer', { 'question-answer': words })

const stepsOf = (visitor: Visitor) =>
  visitor
    .$('.app-msg')
    .toArray()
    .map(each => visitor.$(each).text().replace(/\s+/g, ' ').trim())

it('goes from an application by a link to the body it is for, and the answer returns to the application', async () => {
  const { reference } = await sendApplication(staffConsole.dependencies, person, 'bank-account')
  await officer.open(`/applications/${reference}`)
  await officer.follow('Ask the COM, the POM or somebody in the prison')
  expect(officer.$('#question-due').val()).toBe('30/11/2026')
  expect(officer.$('.govuk-radios__hint').text()).toContain('Nobody who works in HMP Leeds can sign in')
  await officer.press('Ask', { 'question-body': 'healthcare', 'question-words': 'Is he fit to travel alone?' })
  expect(officer.text).toContain('Enquiry made')
  const link = String(officer.$('#link').val())
  await officer.open('/queue?list=waiting')
  expect(officer.title).toContain('Waiting')
  expect(officer.$('tbody tr')).toHaveLength(1)
  expect(officer.$('tbody tr').text()).toContain('Enquiry made')
  expect(link).toMatch(/^https:\/\/staff\.example\.test\/questions\/\d+$/)

  const recipient = new Visitor(staffConsole.address)
  await recipient.open(new URL(link).pathname)
  expect(recipient.path).toBe('/sign-in')
  await recipient.press('Sign in', { email: 'nurse@example.test', password: testPassword })
  expect(recipient.path).toBe(new URL(link).pathname)
  expect(recipient.heading).toBe('An enquiry to healthcare')
  for (const shown of ['Dean Marrick', 'A1234AA', 'HMP Leeds, B-2-014', 'officer at work, Pre-release officer'])
    expect(recipient.text).toContain(shown)
  // Tokens and keys of forms are random, and hold any four figures now and then.
  const html = recipient.html.replace(/value="[\da-f-]{32,}"/g, '')
  for (const hidden of [reference, 'Bank', '1988', 'sentenced', 'Calloway']) expect(html).not.toContain(hidden)
  await answer(recipient, 'Yes, he is')
  expect(recipient.text).toContain('Your answer is sent')
  expect(recipient.$('button:contains("Send the answer")')).toHaveLength(0)

  await officer.open('/queue?list=waiting')
  expect(officer.text).toContain('No enquiry and no referral waits for an answer')
  await officer.open(`/applications/${reference}`)
  expect(officer.text).toContain('Answered. Answer by 30 November 2026. Yes, he is')
  await officer.open('/')
  await officer.follow('1 answer for you to read')
  await officer.follow('Healthcare, Marrick, Dean')
  await officer.press('I have read the answer')
  expect(stepsOf(officer)).toEqual([
    expect.stringMatching(/^Asked ?officer at work, 23 November 2026 at/),
    expect.stringMatching(/^Answered ?nurse at work, .*Yes, he is$/),
    expect.stringMatching(/^Answer read ?officer at work/),
  ])
  await officer.open('/')
  expect(officer.text).toMatch(/Nothing waits: .*\banswers to read\b/)
})

it.each([
  [{ 'question-body': '' }, 'Choose whom you ask'],
  [{ 'question-body': 'kitchen' }, 'Choose whom you ask'],
  [{ 'question-words': ' ' }, 'Write your enquiry'],
  [{ 'question-words': 'a'.repeat(501) }, 'The enquiry is 1 letter too long'],
  [{ 'question-due': '22/11/2026' }, 'The day must be today or after'],
  [{ 'question-due': '28/11/2026' }, 'Choose a working day'],
  [{ 'question-due': '25/12/2026' }, 'Choose a working day'],
  [{ 'question-due': 'soon' }, 'Enter a real day'],
  [{ 'question-due': '1/6/2027' }, 'in the next 3 months'],
])('rejects %o with messages and keeps what was typed', async (fields, words) => {
  await ask(fields)
  expect(officer.status).toBe(422)
  expect(officer.text).toContain(words)
  expectErrorsToLand(officer)
  expect(officer.$('#question-words').val() || officer.$('#question-due').val()).toBeTruthy()
})

it('is visible only to its own body in the person’s prison', async () => {
  const moving = await addPerson(staffConsole.dependencies, 'A2345BB')
  const address = await ask({}, officer, 'A2345BB')
  const hull = await staffConsole.signIn('nurse-hull')
  for (const other of [hull, await staffConsole.signIn('safer')]) {
    await other.open(address)
    expect(other.status).toBe(404)
    await other.open('/questions')
    expect(other.text).toContain('There is nothing here')
    await other.open('/')
    expect(other.text).toMatch(/Nothing waits: .*\benquiries to answer\b/)
  }
  await nurse.open('/questions')
  expect(nurse.$(`a[href="${address}"]`)).toHaveLength(1)
  await staffConsole.inDatabase(`update person set prison_id = 'HLI' where id = ${moving.id}`)
  await nurse.open(address)
  expect(nurse.status).toBe(404)
  await hull.open(address)
  expect(hull.status).toBe(200)
  for (const path of ['/people/A2345BB', '/people/A2345BB/questions', '/queue', '/people']) {
    await hull.open(path)
    expect([path, hull.status]).toEqual([path, 403])
  }
})

it('shows the second of two people who answer at once a conflict, keeps what they wrote and does nothing twice', async () => {
  const before = await staffConsole.inDatabase('select 1 from enquiry')
  await officer.open('/people/A1234AA/questions')
  const asking = officer.formOf('Ask', enquiry)
  await Promise.all([1, 2].map(() => officer.anotherTab().post(asking.action, new URLSearchParams(asking.body))))
  const [newest, ...others] = await staffConsole.inDatabase<{ id: number }>('select id from enquiry order by id desc')
  expect(others).toHaveLength(before.length)
  const address = `/questions/${newest?.id}`

  await secondNurse.open(address)
  await nurse.open(address)
  const answering = nurse.formOf('Send the answer', { 'question-answer': 'Yes' })
  await Promise.all([1, 2].map(() => nurse.anotherTab().post(answering.action, new URLSearchParams(answering.body))))
  await answer(secondNurse, 'Only with somebody')
  expect(secondNurse.status).toBe(409)
  expect(secondNurse.text).toContain('This enquiry changed after you opened it, so nothing was done')
  expect(stepsOf(secondNurse)).toHaveLength(2)
  expect(secondNurse.$('#question-correction').val()).toBe('Only with somebody')
  await secondNurse.press('Add to the answer')
  expect(stepsOf(secondNurse).slice(1)).toEqual([
    expect.stringMatching(/^Answered ?nurse at work, .*Yes$/),
    expect.stringMatching(/^Added to the answer ?second-nurse at work, .*Only with somebody$/),
  ])
  await secondNurse.press('Add to the answer', { 'question-correction': ' ' })
  expect(secondNurse.status).toBe(422)
  expectErrorsToLand(secondNurse)
  await expect(staffConsole.inDatabase("update enquiry_step set words = 'No'")).rejects.toThrow('append-only')
})

it('shows a correction as unread to everyone who had read the answer', async () => {
  const address = await ask({}, com)
  await nurse.open(address)
  await answer(nurse, 'Yes')
  await com.open(address)
  await com.press('I have read the answer')
  await nurse.open(address)
  await nurse.press('Add to the answer', { 'question-correction': 'No' })
  await com.open('/')
  await com.follow('1 answer for you to read')
  expect(com.$(`a[href="${address}"]`)).toHaveLength(1)
})

it('can be withdrawn with a reason, and keeps the text of somebody who answers after that', async () => {
  const address = await ask()
  await nurse.open(address)
  await officer.open(address)
  await officer.press('Withdraw the enquiry', { 'question-withdrawn': '' })
  expect(officer.status).toBe(422)
  expectErrorsToLand(officer)
  await officer.press('Withdraw the enquiry', { 'question-withdrawn': 'He goes by taxi' })
  expect(officer.text).toContain('The enquiry is withdrawn')
  await answer(nurse, 'Yes, from Monday')
  expect(nurse.status).toBe(409)
  expect(nurse.text).toContain('He goes by taxi')
  expect(nurse.$('#typed-question-answer').val()).toBe('Yes, from Monday')
  await nurse.open('/questions')
  expect(nurse.$(`a[href="${address}"]`)).toHaveLength(0)
})

it('is overdue from the day after its due day, for both sides', async () => {
  const address = await ask({ 'question-due': '23/11/2026' }, manager)
  await staffConsole.inDatabase(`update enquiry set due = '2026-11-20' where id = ${address.replace(/\D/g, '')}`)
  await manager.open('/')
  await manager.follow('1 answer that you wait for is overdue')
  expect(manager.$(`tr:has(a[href="${address}"])`).text()).toContain('days over')
  await nurse.open('/')
  await nurse.follow('1 answer overdue')
  expect(nurse.$('tbody tr')).toHaveLength(1)
  expect(nurse.$(`a[href="${address}"]`)).toHaveLength(1)
})

it('hides the topic of a restricted application, and is hidden from those who may not read the application', async () => {
  const { dependencies } = staffConsole
  const other = await addPerson(dependencies, 'A5678EE', { firstName: 'Ivor', lastName: 'Tremain' })
  const secret = await sendApplication(dependencies, other, 'something-private')
  const address = await ask({ application: secret.reference }, officer, 'A5678EE')
  expect(officer.text).toContain(`Restricted, ${secret.reference}`)
  await nurse.open(address)
  expect(nurse.html).not.toContain(secret.reference)
  expect(nurse.text).not.toContain('estricted')
  await com.open(address)
  expect(com.status).toBe(404)
  await com.open('/people/A5678EE/questions')
  expect(com.text).not.toContain('Is he fit')
  await ask({ application: secret.reference }, com, 'A5678EE')
  expect(com.status).toBe(404)
})

it('passes to a colleague, or waits for one, when the account of the person who sent it ends', async () => {
  const people = ['A6001AA', 'A6002AA']
  for (const number of people) await addPerson(staffConsole.dependencies, number)
  const leavers = []
  for (const [index, number] of people.entries()) {
    const { id } = await staffConsole.hire(`leaver-${index}`, 'officer')
    leavers.push({ id, address: await ask({}, await staffConsole.signIn(`leaver-${index}`), number) })
  }
  const [first, second] = leavers
  await manager.open(`/accounts/${first!.id}/leave`)
  expect(manager.text).toContain('1 enquiry that waits for an answer')
  const [to] = await staffConsole.inDatabase<{ id: number }>(
    "select id from staff where email = 'colleague@example.test'",
  )
  await manager.press('End the account', { 'work-to': String(to?.id) })
  expect(manager.text).toContain('1 piece of work went to their colleague')
  await colleague.open('/')
  await colleague.follow('1 enquiry of yours waits for an answer')
  expect(colleague.$(`a[href="${first!.address}"]`)).toHaveLength(1)

  await manager.open(`/accounts/${second!.id}/leave`)
  await manager.press('End the account', { 'work-to': 'team' })
  await colleague.open('/')
  await colleague.follow('1 enquiry of somebody who has left')
  await colleague.follow('Healthcare, Marrick, Dean')
  expect(colleague.text).toContain('Nobody now: leaver-1 at work no longer works with this person')
  await nurse.open(second!.address)
  await colleague.press('Take this over from leaver-1 at work')
  // Who waits for the answer is nothing to whoever answers.
  await answer(nurse, 'Yes')
  expect(nurse.text).toContain('Your answer is sent')
  expect(nurse.text).not.toContain('colleague at work')
  await colleague.open('/')
  expect(colleague.text).toContain('1 answer for you to read')
  await officer.open(second!.address)
  expect(officer.$('button:contains("I have read")')).toHaveLength(0)
})

it('can be assigned, moves with a merge and is deleted by an erasure', async () => {
  const { database } = staffConsole.dependencies
  const target = await addPerson(staffConsole.dependencies, 'A7001AA')
  await addPerson(staffConsole.dependencies, 'A7002AA')
  await ask({}, officer, 'A7002AA')
  await manager.open('/people/A7002AA/data')
  expect(manager.text).toContain('Enquiries about the person')
  await manager.open('/people/A7001AA/merge?with=A7002AA')
  await manager.press('Make them one record')
  await officer.open('/people/A7001AA/questions')
  expect(officer.text).toContain('Is he fit to travel alone?')
  await staffConsole.inDatabase(
    `update person set release_date = '2019-01-01', updated_at = '2019-01-02' where id = ${target.id}`,
  )
  const before = calendarDay('2020-01-01')
  expect(await database.transaction(transaction => transaction.personRecords.erase(target.id, before))).toBe(true)
  expect(await staffConsole.inDatabase(`select 1 from enquiry where person_id = ${target.id}`)).toEqual([])
})

it('records in the audit who sent it, read it and answered it, without the text', async () => {
  const address = await ask({ 'question-words': 'Quite unlike any other' })
  await nurse.open(address)
  await answer(nurse, 'Nor is this')
  const events = await staffConsole.inDatabase<{ action: string; detail: unknown }>(
    `select action, detail from audit_entry where person_id = ${person.id} order by id desc limit 4`,
  )
  expect(events.map(({ action }) => action)).toEqual([
    'question-viewed',
    'question-answered',
    'question-viewed',
    'question-viewed',
  ])
  const all = JSON.stringify(await staffConsole.inDatabase('select * from audit_entry'))
  expect(all).not.toMatch(/Quite unlike|Nor is this/)
})

describe('the COM and the POM', () => {
  it('are asked as the others are, and the COM’s answer does the action that asks for it', async () => {
    const { reference } = await sendApplication(staffConsole.dependencies, person, 'somewhere-to-live')
    await officer.open(`/applications/${reference}`)
    expect(officer.$('#actions ~ ul').text()).toContain('Consult the COM')
    const address = await ask({ 'question-body': 'com', application: reference })
    await com.open('/')
    await com.follow('1 enquiry waits for your answer')
    await com.follow('COM, Marrick, Dean')
    expect(com.$(`a[href="/applications/${reference}"]`)).toHaveLength(1)
    await answer(com, 'I agree to a referral')
    expect(com.text).toContain('Your answer is sent')
    await officer.open(address)
    expect(officer.text).toContain('I agree to a referral')
    await officer.open(`/applications/${reference}`)
    const consult = officer
      .$('.app-actions__item')
      .filter((_at, each) => officer.$(each).text().includes('Consult the COM'))
    expect(consult.text().replace(/\s+/g, ' ')).toContain('Done: com at work')
  })

  it('are not asked when nobody can sign in to answer for them', async () => {
    await ask({ 'question-body': 'pom' })
    expect(officer.status).toBe(422)
    expect(officer.text).toContain('Nobody can sign in to answer for them')
    expectErrorsToLand(officer)
  })

  it('are asked by administrators too', async () => {
    await staffConsole.hire('clerk', 'administrator')
    const clerk = await staffConsole.signIn('clerk')
    const address = await ask({ 'question-body': 'com' }, clerk)
    await com.open(address)
    expect(com.$('button:contains("Send the answer")')).toHaveLength(1)
    await com.open('/questions?list=for-body')
    expect(com.$(`a[href="${address}"]`)).toHaveLength(1)
  })
})

describe('a thread', () => {
  it('goes on with a question back, its reply, an answer and more, until whoever asked closes it', async () => {
    const address = await ask({ 'question-words': 'Can he have the ground floor?' })
    expect(officer.text).toContain('Not opened yet')
    await nurse.open(address)
    await officer.open(address)
    expect(officer.text).toContain('Seen 23 November 2026')
    expect(officer.text).toContain('by nurse at work')

    await nurse.press('Ask them first', { 'question-answer': 'Which house is it?' })
    expect(nurse.text).toContain('Your question is sent to whoever asked')
    await officer.open('/')
    await officer.follow('1 enquiry of yours waits for your reply')
    await officer.open(address)
    await officer.press('Add to the enquiry', { 'question-added': '' })
    expect(officer.status).toBe(422)
    expectErrorsToLand(officer)
    await officer.press('Add to the enquiry', { 'question-added': 'The one in Bradford' })
    expect(officer.text).toContain('It waits for an answer again')
    expect(officer.text).toContain('Not opened yet')

    await nurse.open(address)
    await answer(nurse, 'Yes, he can')
    await officer.open(address)
    await officer.press('Add to the enquiry', { 'question-added': 'And in Leeds?', 'question-due': '1/12/2026' })
    expect(officer.text).toContain('1 December 2026')
    await nurse.open(address)
    await answer(nurse, 'There too')
    await officer.open(address)
    await officer.press('Close the enquiry')
    expect(officer.text).toContain('The enquiry is closed')
    expect(officer.$('textarea')).toHaveLength(0)
    await nurse.open(address)
    expect(stepsOf(nurse).map(each => each.split(/(nurse|officer) at work/)[0]!.trim())).toEqual([
      'Asked',
      'Asked back',
      'Added',
      'Answered',
      'Added',
      'Answered',
      'Closed',
    ])
    expect(nurse.$('textarea')).toHaveLength(0)
  })

  it('is chased by an administrator, and says who chased and when on both sides', async () => {
    await staffConsole.hire('admin', 'administrator')
    const admin = await staffConsole.signIn('admin')
    const address = await ask({ 'question-words': 'Is there a bed?' })
    await admin.open(address)
    const before = admin.anotherTab()
    await before.open(address)
    await admin.press('Chase')
    expect(admin.text).toContain('It is recorded that you chased this')
    // So is a second time from a page of before the first.
    await before.press('Chase')
    expect(before.text).toContain('It is recorded that you chased this')
    await nurse.open(address)
    expect(stepsOf(nurse)[1]).toMatch(/^Chased ?admin at work, 23 November 2026/)
    await nurse.open('/questions')
    expect(nurse.$(`tr:has(a[href="${address}"])`).text()).toContain('Chased 23 November 2026')
  })

  it('takes an answer that was given outside the service, with how, by whom and when', async () => {
    const address = await ask({ 'question-words': 'Does he need a wheelchair?' })
    await officer.press('Record the answer', { 'outside-on': '' })
    expect(officer.status).toBe(422)
    expectErrorsToLand(officer)
    await officer.press('Record the answer', {
      'outside-way': 'phone',
      'outside-whom': 'Sister Lane',
      'outside-on': '23/11/2026',
      'outside-words': 'No, he walks',
    })
    expect(officer.text).toContain('Sister Lane, By phone, 23 November 2026')
    await nurse.open(address)
    expect(nurse.text).toContain('No, he walks')
  })

  it('is about a part of the plan when it is opened from there', async () => {
    await officer.open('/people/A1234AA/plan/accommodation')
    await officer.follow('Ask somebody about this')
    await officer.press('Ask', { 'question-body': 'healthcare', 'question-words': 'Stairs?' })
    expect(officer.text).toContain('The plan: Accommodation')
  })
})

it('goes to the probation team of the person’s home region, which sees nobody else’s', async () => {
  const { knex } = staffConsole
  await knex('person').where({ id: person.id }).update({ home_region: 'london' })
  const { id } = await staffConsole.hire('ssf', 'probation-team', [])
  await knex('staff').where({ id }).update({ team_kind: 'short-sentence-function', team_region: 'london' })
  const team = await staffConsole.signIn('ssf')
  const address = await ask({ 'question-body': 'short-sentence-function', 'question-words': 'Is there a place?' })
  await team.open('/')
  await team.follow('1 enquiry waits for your answer')
  await team.open(address)
  await answer(team, 'There is')
  expect(team.text).toContain('Your answer is sent')
  await knex('person').where({ id: person.id }).update({ home_region: 'wales' })
  await team.open(address)
  expect(team.status).toBe(404)
})

it('is in a list that sorts, narrows to a landing and is saved, with no more of the person for whom it is put to', async () => {
  const { dependencies } = staffConsole
  await addPerson(dependencies, 'A7001GG', { lastName: 'Zimmer', location: 'D-1-001' })
  await addPerson(dependencies, 'A7002GG', { lastName: 'Ackroyd', location: 'D-1-002' })
  for (const number of ['A7001GG', 'A7002GG']) await ask({}, manager, number)
  const names = (visitor: Visitor) =>
    visitor
      .$('tbody tr')
      .toArray()
      .map(each => /Zimmer|Ackroyd/.exec(visitor.$(each).text())?.[0])
  await manager.open('/questions?wing=d-1')
  await manager.follow('Person')
  expect(manager.path).toBe('/questions?wing=D-1&sort=person')
  expect(names(manager)).toEqual(['Ackroyd', 'Zimmer'])
  await manager.follow('Person')
  expect(names(manager)).toEqual(['Zimmer', 'Ackroyd'])
  await manager.open(manager.$('a[href^="/questions.csv"]').attr('href') ?? '')
  expect(
    manager.html
      .trim()
      .split('\r\n')
      .map(row => row.split(',')[3]),
  ).toEqual(['Last name', 'Zimmer', 'Ackroyd'])
  expect(manager.html).toContain('Leaves')
  await nurse.open('/questions?wing=D-1&sort=release')
  expect(names(nurse)).toHaveLength(2)
  expect(nurse.$('thead').text()).not.toContain('Leaves')
  await nurse.open('/questions.csv?wing=D-1')
  expect(nurse.html).toContain('Zimmer')
  expect(nurse.html).not.toContain('Leaves')
})
