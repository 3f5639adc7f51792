import { randomUUID } from 'node:crypto'
import { calendarDay } from '../../server/domain/calendar'
import { addService } from '../../server/use-cases/content/local-services'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'

let staffConsole: TestConsole

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('administrator', 'administrator')
  const remand = { custodyStatus: 'remand', sentence: null, releaseDate: null } as const
  const { dependencies } = staffConsole
  const person = await addPerson(dependencies, 'A1001AA', { lastName: 'Onremand', ...remand })
  await sendApplication(dependencies, person, 'court-release', { 'that-night': { words: 'My sister in Hull' } })
  await addPerson(dependencies, 'A1002AA', { lastName: 'Llwyd', firstLanguage: 'Welsh', ...remand })
  await addPerson(dependencies, 'A1003AA', { lastName: 'Sentenced' })
  const by = (await staffConsole.dependencies.database.staff.findByEmail('officer@example.test'))!
  const at = dependencies.now()
  for (const [number, day] of [
    ['A1002AA', '2026-11-29'],
    ['A1003AA', '2026-11-25'],
  ] as const) {
    const { id } = (await dependencies.database.people.findByNumber(number))!
    await dependencies.database.courtHearings.add({
      personId: id,
      heldOn: calendarDay(day),
      court: 'Leeds Crown Court',
      by: by.id,
      at,
    })
  }
})

afterAll(() => staffConsole.stop())

it('adds and removes hearings, and lists the people whom a court may release this week with their plan', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A1001AA')
  await visitor.follow('Court')
  await visitor.press('Enter the hearing', { 'hearing-day': '22/11/2026', court: '' })
  expect(visitor.status).toBe(422)
  expect(visitor.text).toContain('must be today or after')
  expectErrorsToLand(visitor)
  await visitor.press('Enter the hearing', { 'hearing-day': '24/11/2026', court: 'York Magistrates’ Court' })
  await visitor.press('Enter the hearing', { 'hearing-day': '24/11/2026', court: 'york magistrates’ court' })
  expect(visitor.text).toContain('That hearing was entered before')

  await visitor.open('/court-list')
  expect(
    visitor
      .$('tbody th a')
      .toArray()
      .map(each => visitor.$(each).text()),
  ).toEqual(['Onremand, Dean', 'Llwyd, Dean'])
  expect(visitor.text).toContain('24 Nov, York Magistrates’ Court')
  expect(visitor.text).toContain('That night: My sister in Hull')
  expect(visitor.text).toContain('No application about this yet')

  await visitor.open('/people/A1001AA/hearings')
  await visitor.press('Take out 24 November 2026, York Magistrates’ Court')
  expect(visitor.text).toContain('No hearing is entered')
  await visitor.open('/court-list?days=28')
  expect(visitor.text).not.toContain('Onremand')
})

it('saves what staff plan in case a court releases somebody, and shows the second of two writers a conflict', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.follow('1 person in court in the next 7 days with nothing planned')
  expect(visitor.text).toContain('1 person goes to court and may be released')
  await visitor.open('/people/A1002AA/hearings')
  await visitor.press('Save this plan', { 'contingency-words': ' ' })
  expect(visitor.status).toBe(422)
  expectErrorsToLand(visitor)
  const second = visitor.anotherTab()
  await second.open('/people/A1002AA/hearings')
  await visitor.press('Save this plan', { 'contingency-words': 'To the hostel in Hull. Their aunt meets them.' })
  await visitor.open('/')
  expect(visitor.text).not.toMatch(/\d (?:person|people) in court in the next 7 days with nothing planned/)
  await second.press('Save this plan', { 'contingency-words': 'To the council.' })
  expect(second.status).toBe(422)
  expect(second.text).toContain('A colleague saved a plan while you were writing')
  expect(second.text).toContain('To the hostel in Hull')
  expect(second.$('#contingency-words').val()).toBe('To the council.')
  await second.press('Save this plan')
  expect(second.text).toContain('This was the plan before')
  await visitor.open('/court-list')
  expect(visitor.$('tr:contains("Llwyd")').text()).toContain('To the council.')
  expect(visitor.text).not.toContain('hostel')
})

it('prints packs in each person’s language without private parts, and records whose were printed', async () => {
  const visitor = await staffConsole.signIn('administrator')
  await visitor.open('/people/A1001AA/hearings')
  await visitor.press('Enter the hearing', { 'hearing-day': '2026-11-24', court: 'Leeds' })
  const text = { what: 'Help.', whoFor: null, howToGet: null, contact: null }
  for (const [name, place] of [
    ['Shared bus', { kind: 'area', id: 'yorkshire-and-the-humber' }],
    ['Own bus', { kind: 'prison', id: 'LEI' }],
    ['Bus of others', { kind: 'area', id: 'wales' }],
  ] as const) {
    const entry = { chapter: 'health', openTo: 'both', english: { name, ...text }, welsh: null } as const
    const staff = (await staffConsole.dependencies.database.staff.findByEmail('administrator@example.test'))!
    const command = { staff, place, entry, idempotencyKey: randomUUID(), fromAddress: undefined }
    await addService(staffConsole.dependencies.database, staffConsole.dependencies.context(), command)
  }
  await visitor.open('/court-list/packs?prison=LEI')
  expect(visitor.$('section[lang=en]').text()).toMatch(/Own bus[^]*In your area[^]*Shared bus/)
  expect(visitor.text).not.toContain('Bus of others')
  expect(
    visitor
      .$('section[lang]')
      .toArray()
      .map(each => visitor.$(each).attr('lang')),
  ).toEqual(['en', 'cy'])
  const { leaflet } = staffConsole.dependencies.published.content
  expect(visitor.text).toContain(leaflet.en.title)
  expect(visitor.text).toContain(leaflet.cy.title)
  await visitor.open('/court-list/packs?prison=LEI&person=A1002AA')
  expect(visitor.$('section[lang]')).toHaveLength(1)
  expect(visitor.text).not.toContain('Onremand')
  await visitor.open('/court-list/packs?prison=LEI&person=A1003AA')
  expect(visitor.text).toContain('There are no packs to print')
  const { id } = (await staffConsole.dependencies.database.people.findByNumber('A1002AA'))!
  const acts = (await staffConsole.dependencies.database.audit.ofPerson(id)).map(({ action }) => action)
  expect(acts.filter(action => action === 'pack-printed')).toHaveLength(2)
})

describe('filled in where it is read', () => {
  it('saves plans of several people with one press, and says how many', async () => {
    const visitor = await staffConsole.signIn('officer')
    await visitor.open('/court-list')
    await visitor.follow('Edit all plans')
    expect(visitor.$('tbody textarea')).toHaveLength(2)
    await visitor.press('Save plans', { 'plan-A1001AA': 'Sister in Hull.', 'plan-A1002AA': 'The hostel.' })
    expect(visitor.text).toContain('2 plans saved')
    expect(visitor.$('tbody textarea')).toHaveLength(0)
    expect(visitor.$('#row-A1001AA').text()).toContain('Sister in Hull.')
    await visitor.follow('Change Llwyd, Dean')
    expect(visitor.$('tbody textarea')).toHaveLength(1)
    await visitor.press('Save plans')
    expect(visitor.text).toContain('Nothing was changed, so nothing was saved')
    await visitor.open('/court-list?edit=A1001AA')
    await visitor.press('Save plans', { 'plan-A1001AA': 'x'.repeat(2_001) })
    expect(visitor.status).toBe(422)
    expect(visitor.text).toContain('Make the plan for Dean Onremand shorter')
    expect(visitor.$('#plan-A1001AA').val()).toHaveLength(2_001)
  })

  it('keeps what was typed where a colleague saved a plan meanwhile, and saves the others', async () => {
    const [first, second] = [await staffConsole.signIn('officer'), await staffConsole.signIn('officer')]
    for (const each of [first, second]) await each.open('/court-list?edit=all')
    await first.press('Save plans', { 'plan-A1001AA': 'With his aunt.' })
    await second.press('Save plans', { 'plan-A1001AA': 'With his uncle.', 'plan-A1002AA': 'The council.' })
    expect(second.status).toBe(409)
    expect(second.text).toContain('Saved by a colleague: With his aunt.')
    expect(second.$('#plan-A1001AA').val()).toBe('With his uncle.')
    await first.open('/court-list')
    expect(first.$('#row-A1001AA').text()).toContain('With his aunt.')
    expect(first.$('#row-A1002AA').text()).toContain('The council.')
    await second.press('Save plans')
    expect(second.text).toContain('1 plan saved')
    expect(second.$('#row-A1001AA').text()).toContain('With his uncle.')
  })

  it('prints packs of those selected, says whose was opened, sorts by wing, and is saved as a file', async () => {
    const visitor = await staffConsole.signIn('administrator')
    await visitor.open('/court-list?sort=wing&days=14')
    await visitor.press('Print packs', { person: ['A1001AA'] })
    expect(visitor.$('section[lang]')).toHaveLength(1)
    await visitor.open('/court-list')
    expect(visitor.$('#row-A1001AA').text()).toMatch(/Opened \d+ \w+/)
    const form = visitor.formOf('Print packs', { person: [] })
    await visitor.post(form.action, form.body)
    expect(visitor.text).toContain('There is a problem Select at least one person')
    expectErrorsToLand(visitor)
    await visitor.open('/court-list/csv')
    expect(visitor.html).toContain('A1001AA,Onremand,Dean,HMP Leeds')
    const com = await staffConsole.signIn('com')
    expect((await com.post('/court-list/packs', new URLSearchParams())).status).toBe(403)
  })
})
