import { randomUUID } from 'node:crypto'
import type { Person } from '../../server/database'
import { calendarDay } from '../../server/domain/calendar'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import { queriesDuring } from '../set-up/queries'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let officer: Visitor
let administrator: Visitor
let person: Person

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  for (const name of ['officer', 'second'] as const) await staffConsole.hire(name, 'officer')
  await staffConsole.hire('administrator', 'administrator')
  await staffConsole.hire('manager', 'manager')
  await staffConsole.hire('com', 'com', [])
  await staffConsole.hire('pom', 'pom')
  await staffConsole.hire('elsewhere', 'officer', ['BWI'])
  person = await addPerson(staffConsole.dependencies, 'A1001AA', {
    comEmail: 'com@example.test',
    pomEmail: 'pom@example.test',
    firstLanguage: 'Punjabi',
    keyWorkerName: 'Officer Dale',
    releaseDate: calendarDay('2027-02-01'),
  })
  officer = await staffConsole.signIn('officer')
  administrator = await staffConsole.signIn('administrator')
})

afterAll(() => staffConsole.stop())

const rowsOf = (visitor: Visitor) =>
  visitor
    .$('.app-work tbody tr')
    .toArray()
    .map(each => visitor.$(each).text().replace(/\s+/g, ' ').trim())

const rowOf = (visitor: Visitor, text: string) => rowsOf(visitor).find(each => each.includes(text))

const tabsOf = (visitor: Visitor) =>
  visitor
    .$('.app-tabs a')
    .toArray()
    .map(each => visitor.$(each).text().replace(/\s+/g, ' ').trim())

const note = {
  'note-kind': 'call',
  'note-whom': 'Leeds council',
  'note-day': '20/11/2026',
  'note-words': 'Needs proof',
}

it('has all open work of every kind in one table by day, with whose each is', async () => {
  const { dependencies } = staffConsole
  const bank = await sendApplication(dependencies, person, 'bank-account')
  await officer.open('/people/A1001AA/referrals')
  await officer.press('Begin it', {
    'referral-kind': 'cas',
    'referral-whom': 'A hostel',
    state: 'sent',
    'chase-on': '25/11/2026',
  })
  await officer.open('/people/A1001AA/plan/accommodation')
  await officer.press('Add the need', { need: 'A home', stage: 'bcst2' })
  await officer.open('/people/A1001AA')
  expect(rowOf(officer, 'A home')).toMatch(/Need A home No action planned\. Nobody$/)
  await officer.open('/people/A1001AA/plan/accommodation')
  await officer.press('Add the action', { action: 'Ask the council', responsible: 'prison', due: '20/11/2026' })
  const com = await staffConsole.signIn('com')
  await com.open('/people/A1001AA/tasks')
  await com.press('Ask the team', {
    'task-kind': 'gp',
    'task-due': '26/11/2026',
    'task-why': 'He has no GP',
  })
  await officer.open('/people/A1001AA/questions')
  await officer.press('Ask', {
    'question-body': 'com',
    'question-words': 'Where will he live?',
    'question-due': '27/11/2026',
  })
  await officer.open('/people/A1001AA/outside-requests')
  await officer.press('Log the request', {
    'request-asker': 'council',
    'request-whom': 'Hull',
    'request-way': 'phone',
    'request-words': 'Has he an address?',
    'request-due': '28/11/2026',
  })

  await officer.open('/people/A1001AA')
  expect(officer.heading).toBe('Dean Marrick')
  expect(officer.$('.app-work').text()).not.toContain('A home')
  expect(rowOf(officer, 'Ask the council')).toMatch(/^3 days over .*Plan action Ask the council To do Prison$/)
  expect(rowOf(officer, 'Community Accommodation Service (CAS), A hostel')).toMatch(/Referral .* Sent 23 Nov You$/)
  expect(rowOf(officer, 'COM request')).toMatch(/^26 Nov .*Not taken\. Asked by com at work Nobody$/)
  expect(rowOf(officer, 'Where will he live?')).toMatch(/^27 Nov Enquiry COM: .* Not seen yet You$/)
  expect(rowOf(officer, 'Has he an address?')).toMatch(/^28 Nov From outside /)
  expect(rowOf(officer, bank.reference)).toMatch(/Application A bank account .* Not claimed\. Sent 23 Nov Claim/)
  expect(rowOf(officer, '12-week review')).toMatch(/Assessment 12-week review Not begun Nobody$/)
  const days = officer.$('.app-work tbody tr').length
  expect(officer.$('#open-work').text()).toContain(`${days}, by day. 2 are yours`)
  expect(tabsOf(officer)[0]).toBe(`Open work ${days}`)

  await officer.press(`Claim A bank account`)
  await officer.open('/people/A1001AA')
  expect(rowOf(officer, bank.reference)).toMatch(/Sent 23 Nov You$/)
  const second = await staffConsole.signIn('second')
  await second.open('/people/A1001AA')
  expect(rowOf(second, bank.reference)).toMatch(/officer at work$/)
})

it('puts a safety concern first', async () => {
  await officer.open('/safety/raise?person=A1001AA')
  await officer.press('Raise the concern', {
    'concern-person': 'A1001AA',
    'concern-about': 'person',
    'concern-words': 'Will not eat',
    'concern-urgent': 'no',
  })
  await officer.open('/people/A1001AA')
  expect(rowsOf(officer)[0]).toMatch(/^Raised 23 Nov Safety concern The person may not be safe Not opened\./)
})

it('neither shows nor counts what was told in confidence to whoever may not know of it', async () => {
  const other = await addPerson(staffConsole.dependencies, 'A1002AA', { firstName: 'Owain' })
  const before = rowsOf(await administrator.open('/people/A1002AA')).length
  await sendApplication(staffConsole.dependencies, other, 'something-private')
  for (const path of ['', '/closed', '/history', '/summary', '/facts']) {
    await administrator.open(`/people/A1002AA${path}`)
    expect([path, administrator.text.includes('Restricted')]).toEqual([path, false])
    expect([path, tabsOf(administrator)[0]]).toEqual([path, `Open work ${before}`])
  }
  await officer.open('/people/A1002AA')
  expect(rowOf(officer, 'Restricted')).toBeDefined()
})

it('leads to what is closed, and to one page of everything to print that says who made it', async () => {
  await officer.open('/people/A1001AA/plan/accommodation')
  await officer.press('Done Ask the council')
  await officer.open('/people/A1001AA')
  expect(rowOf(officer, 'Ask the council')).toBeUndefined()
  await officer.follow('1 closed')
  expect(officer.$('tbody').text().replace(/\s+/g, ' ')).toContain('Ask the council Plan action Done 23 Nov')
  await officer.open('/people/A1001AA')
  await officer.follow('Print as a case summary')
  expect(officer.text).toMatch(/OFFICIAL-SENSITIVE\. Made on 23 November 2026 at .* by officer at work/)
  expect(officer.text).toContain('Community Accommodation Service (CAS), A hostel')
  expect(officer.$('main form')).toHaveLength(0)
  const acts = await staffConsole.dependencies.database.audit.ofPerson(person.id)
  expect(acts.map(({ action }) => action)).toContain('person-summary-made')
})

it('has at its side what is settled for leaving, and who works with the person', async () => {
  await officer.open('/people/A1001AA/leaving')
  await officer.press('Record it', { housing: 'none', gp: 'arranged' })
  await officer.open('/people/A1001AA')
  const side = officer.$('.app-side').text().replace(/\s+/g, ' ')
  expect(side).toContain('First night Nowhere to stay')
  expect(side).toContain('GP Known or arranged')
  expect(side).toContain('Key workerOfficer Dale')
  expect(tabsOf(officer)).toContain('Leaving 5 not settled')
  expect(officer.$('.govuk-tag').first().text().trim()).toBe('Leaves within 12 weeks')
  expect(officer.text).toContain('First language Punjabi. Uses the service in English.')
})

it('asks whether somebody has left before an assessment is overdue, and whether two are one person', async () => {
  const twin = { lastName: 'Twin', firstName: 'Ivo', dateOfBirth: calendarDay('1979-01-02') }
  const late = { receptionDate: calendarDay('2026-09-01'), releaseDate: calendarDay('2026-11-20') }
  await addPerson(staffConsole.dependencies, 'A1090AA', { ...twin, ...late })
  await addPerson(staffConsole.dependencies, 'A1091AA', { ...twin, ...late, releaseDate: calendarDay('2027-03-01') })
  await officer.open('/people/A1091AA')
  expect(rowOf(officer, 'BCST1')).toMatch(/over/)
  expect(officer.$('#may-have-left')).toHaveLength(0)
  await officer.open('/people/A1090AA')
  expect(rowOf(officer, 'BCST1')).toBeUndefined()
  const box = officer.$('[aria-labelledby=may-have-left]')
  expect(box.text()).toMatch(/May have left on 20 November 2026[^]*BCST1[^]* not counted as overdue/)
  expect(box.find('a').attr('href')).toBe('/people/A1090AA/left')
  expect(officer.$('#same-person').text()).toContain('Perhaps the same person as A1091AA')
  await officer.follow('Compare')
  expect(officer.$('h2:contains("A1090AA and A1091AA")')).toHaveLength(1)
  const com = await staffConsole.signIn('com')
  expect((await com.open('/people/A1090AA')).$('#same-person')).toHaveLength(0)
})

describe('notes and calls', () => {
  it('are written once, whatever is sent twice, and are read by all who work with the person', async () => {
    await officer.open('/people/A1001AA/notes')
    expect(officer.text).toContain('No notes about Dean yet')
    const form = officer.formOf('Save', note)
    await officer.post(form.action, form.body)
    expect(officer.text).toContain('Your note is saved')
    await officer.post(form.action, form.body)
    for (const name of ['second', 'administrator', 'com', 'pom', 'manager']) {
      const visitor = await staffConsole.signIn(name)
      await visitor.open('/people/A1001AA/notes')
      expect([name, visitor.$('.app-timeline__item')]).toEqual([name, expect.objectContaining({ length: 1 })])
      expect(visitor.text).toContain(
        'Phone call: Leeds council officer at work, for 20 Nov, written 23 Nov Needs proof',
      )
    }
    await officer.open('/people/A1001AA')
    expect(officer.$('.app-side').text().replace(/\s+/g, ' ')).toContain(
      'Phone call: Leeds councilNeeds proof You, for 20 Nov',
    )
    await officer.follow('History')
    expect(officer.$('.app-timeline').text()).toContain('Phone call: Leeds council')
    const acts = (await staffConsole.dependencies.database.audit.ofPerson(person.id)).map(({ action }) => action)
    expect(acts.filter(action => action === 'person-note-written')).toHaveLength(1)
    expect(acts).toContain('person-notes-viewed')
  })

  it('are kept out of sight of staff who do not work with the person', async () => {
    const elsewhere = await staffConsole.signIn('elsewhere')
    await elsewhere.open('/people/A1001AA/notes')
    expect(elsewhere.status).toBe(404)
  })

  it('keep what was typed when something is wrong with it', async () => {
    await officer.open('/people/A1001AA/notes')
    await officer.press('Save', { ...note, 'note-kind': '', 'note-day': '24/11/2026', 'note-words': 'x'.repeat(2_001) })
    expect(officer.status).toBe(422)
    expectErrorsToLand(officer)
    expect(officer.$('#note-whom').val()).toBe('Leeds council')
    expect(officer.text).toContain('The day must be today or before')
    await officer.press('Save', {
      'note-kind': 'wing',
      'note-whom': '',
      'note-day': '23/11/2026',
      'note-words': '<b>Well</b>',
    })
    expect(officer.$('.app-timeline__item').first().text().replace(/\s+/g, ' ')).toContain(
      'Seen on the wing You, 23 Nov <b>Well</b>',
    )
  })
})

it('has the same tabs on every page about the person, as far as the reader may open them', async () => {
  const paths = [
    '',
    '/plan',
    '/plan/accommodation',
    '/leaving',
    '/hearings',
    '/notes',
    '/papers',
    '/facts',
    '/history',
    '/tasks',
  ]
  for (const path of [...paths, '/questions', '/referrals', '/outside-requests', '/whereabouts', '/assessments']) {
    await officer.open(`/people/A1001AA${path}`)
    const names = tabsOf(officer).map(each => each.replace(/ \d.*$/, ''))
    expect([path, names]).toEqual([
      path,
      ['Open work', 'BCST2 and plan', 'Leaving', 'Court', 'Notes and calls', 'Scans', 'Facts', 'History'],
    ])
    expect([path, officer.$('.app-tabs [aria-current]').length, officer.$('h1').length]).toEqual([path, 1, 1])
  }
  const pom = await staffConsole.signIn('pom')
  await pom.open('/people/A1001AA')
  for (const href of pom
    .$('.app-tabs a, .app-head a')
    .toArray()
    .map(each => pom.$(each).attr('href')!)) {
    await pom.open(href)
    expect([href, pom.status]).toEqual([href, 200])
  }
})

it('folds facts that are not known under those that are', async () => {
  await officer.open('/people/A1001AA/facts')
  const known = officer.$('.app-table--stacking').text()
  expect(known).toContain('Risk of serious harm')
  expect(known).not.toContain('Tariff expiry date')
  expect(officer.$('details').text()).toContain('Tariff expiry date')
})

it('shows what happened, the newest first, with who did it', async () => {
  await officer.open('/people/A1001AA/history')
  const events = officer.$('.app-timeline').text().replace(/\s+/g, ' ')
  for (const event of [
    'Application sent: A bank account',
    'Referral begun: Community Accommodation Service (CAS), A hostel',
    'Asked: COM: Where will he live? officer at work, 23 November 2026',
    'First night: Nowhere to stay',
    'Safety concern raised officer at work',
    'BCST2 written in',
    'Asked from outside by Hull',
  ])
    expect(events).toContain(event)
})

it('makes the same number of queries however much there is about the person', async () => {
  const count = async () => (await queriesDuring(staffConsole.knex, () => officer.open('/people/A1001AA'))).length
  await count()
  const few = await count()
  await staffConsole.inDatabase(`
    insert into person_note (person_id, kind, happened_on, words, staff_id, written_at, idempotency_key)
      select ${person.id}, 'note', '2026-11-01', 'Words', (select min(id) from staff), now(), gen_random_uuid()
        from generate_series(1, 60)`)
  for (let number = 0; number < 3; number += 1) {
    await sendApplication(staffConsole.dependencies, person, number === 0 ? 'tag-address' : 'something-private')
  }
  expect(await count()).toBe(few)
  expect(few).toBeLessThanOrEqual(22)
  await officer.open('/people/A1001AA/notes')
  expect(officer.$('.app-timeline__item')).toHaveLength(25)
  await officer.open('/people/A1001AA/notes?page=3')
  expect(officer.$('.app-timeline__item').length).toBeGreaterThan(0)
})

it('is not moved by an address that names nobody', async () => {
  for (const path of ['closed', 'notes', 'facts', 'history', 'summary']) {
    await officer.open(`/people/${randomUUID().slice(0, 7)}/${path}`)
    expect([path, officer.status]).toEqual([path, 404])
  }
})
