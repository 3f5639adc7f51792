import { calendarDay } from '../../server/domain/calendar'
import { isSecret } from '../../server/use-cases/accounts/secrets'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'

let staffConsole: TestConsole

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23', PORTAL_URL: 'https://kiosk.example.test' })
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('elsewhere', 'officer', ['BWI'])
  await staffConsole.hire('nurse', 'healthcare')
  const person = await addPerson(staffConsole.dependencies, 'A1234AA', {
    firstName: 'Siân',
    lastName: 'O’Neill',
    firstLanguage: 'Welsh',
    releaseDate: calendarDay('2025-01-01'),
  })
  await sendApplication(staffConsole.dependencies, person, 'bank-account')
  await addPerson(staffConsole.dependencies, 'A2345BB', { lastName: '100%_odd\\' })
})

afterAll(() => staffConsole.stop())

describe('the list of people', () => {
  it.each([
    ['siân', 1],
    ['O’Ne', 1],
    ['Siân O’Neill', 1],
    ['a1234aa', 1],
    ['A1234 AA', 1],
    ['a1234.aa', 1],
    ['100%_', 1],
    ['%', 0],
    ['_', 0],
    ["'; drop table person; --", 0],
    ['Sian Oneil', 1],
    ['Oneill Sian', 1],
  ])('finds for the search %j this many people: %d', async (search, count) => {
    const visitor = await staffConsole.signIn('officer')
    await visitor.open('/people')
    await visitor.press('Search', { search })
    expect(visitor.status).toBe(200)
    expect(visitor.path).toMatch(/^\/people\?search=[0-9a-f]{16}$/)
    expect(visitor.$('#search').val()).toBe(search)
    expect(visitor.$('tbody tr')).toHaveLength(count)
    expect(visitor.text.includes('These names are similar')).toBe(/one/i.test(search) && !/’/.test(search))
    if (count === 0) expect(visitor.text).toContain('No one you can see has that name or number')
  })

  it('shows everyone once a search has expired, and rejects an empty search', async () => {
    const visitor = await staffConsole.signIn('officer')
    await visitor.open('/people?search=0123456789abcdef')
    expect(visitor.text).toContain('That search is over')
    expect(visitor.$('tbody tr')).toHaveLength(2)
    await visitor.press('Search', { search: ' ' })
    expect(visitor.status).toBe(422)
    expectErrorsToLand(visitor)
    await visitor.press('Search', { search: 'x'.repeat(101) })
    expect(visitor.text).toContain('1 letter too long')
    expect(visitor.$('#search').val()).toHaveLength(101)
  })

  it('shows what the prison is for, where the register says so', async () => {
    await staffConsole.inDatabase("update prison set functions = '{reception,young-offender}' where id = 'LEI'")
    const visitor = await staffConsole.signIn('officer')
    await visitor.open('/people/A1234AA/facts')
    expect(visitor.text).toContain('HMP Leeds (reception, young offenders)')
  })

  it('shows facts, responsibility with its reason, and contradictory dates in words', async () => {
    const visitor = await staffConsole.signIn('officer')
    await visitor.open('/people/a1234aa')
    expect(visitor.title).toBe('A person – Leaving prison')
    expect(visitor.heading).toBe('Siân O’Neill')
    expect(visitor.text).toContain('The release date (1 January 2025) is before the day of sentence (20 February 2025)')
    expect(visitor.text).toContain('Uses the service in Welsh')
    expect(visitor.text).toContain('A bank account')
    await visitor.follow('Facts')
    expect(visitor.text).toContain('The release date (1 January 2025) is before the day of sentence (20 February 2025)')
    expect(visitor.text).toContain('Responsible today')
    const person = await staffConsole.dependencies.database.people.findByNumber('A1234AA')
    const acts = (await staffConsole.dependencies.database.audit.ofPerson(person!.id)).map(({ action }) => action)
    expect(acts).toContain('person-viewed')
  })

  it('shows consents, notes and the state of each task, as far as the reader may see them', async () => {
    const { dependencies } = staffConsole
    await staffConsole.hire('administrator', 'administrator')
    const person = await addPerson(dependencies, 'A3456CC')
    await sendApplication(dependencies, person, 'bank-account', { 'tell-bank': 'yes' })
    const bank = await staffConsole.dependencies.database.applications.ofPerson(person.id)
    await sendApplication(dependencies, person, 'something-private')
    const officer = await staffConsole.signIn('officer')
    for (const { reference, topic } of await dependencies.database.applications.ofPerson(person.id)) {
      await officer.open(`/applications/${reference}/messages`)
      await officer.press('Send to Dean Marrick', { message: `About ${topic}` })
    }
    await officer.open('/people/A3456CC/facts')
    const part = (visitor: typeof officer, id: string) =>
      visitor.$(`#${id}`).nextUntil('h2').text().replace(/\s+/g, ' ')
    expect(part(officer, 'consents')).toContain('A bank')
    expect(part(officer, 'checklist')).toMatch(/See all \d+ tasks: 0 done, 1 with staff/)
    expect(part(officer, 'checklist')).toContain('Find or order your ID')
    expect(part(officer, 'checklist')).not.toContain('Ask to talk to someone')
    await officer.follow('History')
    expect(officer.$('#messages').nextUntil('h2').find('tbody tr')).toHaveLength(2)
    expect(part(officer, 'messages')).toContain('officer at work')

    const administrator = await staffConsole.signIn('administrator')
    await administrator.open('/people/A3456CC/history')
    expect(administrator.$('#messages').nextUntil('h2').find('tbody tr')).toHaveLength(1)
    expect(part(administrator, 'messages')).toContain(bank[0]?.reference)
    await administrator.open('/people/A2345BB/facts')
    expect(part(administrator, 'consents')).toContain('No consents that you can see')
    await administrator.follow('History')
    expect(part(administrator, 'messages')).toContain('No messages that you can see')
  })

  it('shows the last page for a page number past the end', async () => {
    const visitor = await staffConsole.signIn('officer')
    await visitor.open('/people?page=40')
    expect(visitor.$('tbody tr')).toHaveLength(3)
  })
})

describe('a PIN slip', () => {
  it('is confirmed first, shown once, and stored only as a hash', async () => {
    const { database } = staffConsole.dependencies
    const person = await database.people.findByNumber('A1234AA')
    const before = await database.pins.find(person!.id)
    const visitor = await staffConsole.signIn('officer')
    await visitor.open('/people/A1234AA')
    await visitor.follow('Make a PIN slip')
    expect(visitor.text).toContain('A new slip ends it at once')
    expect(await database.pins.find(person!.id)).toEqual(before)

    const { action, body } = visitor.formOf('Make the PIN slip')
    await visitor.post(action, body)
    const pins = visitor
      .$('.app-slip .app-code')
      .toArray()
      .map(each => visitor.$(each).text())
    expect(pins).toHaveLength(2)
    expect(pins[0]).toMatch(/^\d{6}$/)
    expect(pins[1]).toBe(pins[0])
    expect(visitor.headers.get('cache-control')).toBe('no-store, no-cache')
    expect(visitor.title).toBe('PIN slip – Leaving prison')
    const slips = visitor
      .$('.app-slip')
      .toArray()
      .map(each => visitor.$(each))
    expect(slips.map(slip => slip.attr('lang'))).toEqual(['cy', 'en'])
    expect(slips[0]?.text()).toContain('Agorwch https://kiosk.example.test')
    expect(slips[1]?.text()).toContain('until 30 November 2026')

    const stored = await database.pins.find(person!.id)
    expect(stored?.oneTime).toBe(true)
    await visitor.open(visitor.path)
    expect(visitor.text).toContain('its PIN is shown once')
    expect(visitor.$('.app-code')).toHaveLength(0)
    expect(JSON.stringify(stored)).not.toContain(pins[0])
    expect(await isSecret(pins[0] ?? '', stored?.hash)).toBe(true)
    const audit = await database.audit.ofPerson(person!.id)
    expect(audit.map(({ action }) => action)).toContain('pin-slip-made')
    expect(JSON.stringify(audit)).not.toContain(pins[0])

    await visitor.post(action, body)
    expect(visitor.status).toBe(409)
    expect(visitor.text).toContain('That slip was made already')
    expect(await database.pins.find(person!.id)).toEqual(stored)
  })
})

it('sorts, narrows to a wing and is saved as it is shown, a search with its words in no address', async () => {
  await addPerson(staffConsole.dependencies, 'A7001GG', { lastName: 'Zimmer', location: 'Q-1-001' })
  await addPerson(staffConsole.dependencies, 'A7002GG', { lastName: 'Ackroyd', location: 'Q-1-002' })
  const visitor = await staffConsole.signIn('officer')
  const numbers = () =>
    visitor
      .$('tbody th .app-quiet')
      .toArray()
      .map(each => visitor.$(each).text())
  await visitor.open('/people?wing=q-1')
  expect(numbers()).toEqual(['A7002GG', 'A7001GG'])
  await visitor.follow('Cell')
  expect(visitor.path).toBe('/people?wing=Q-1&sort=cell')
  expect(numbers()).toEqual(['A7001GG', 'A7002GG'])
  await visitor.open(visitor.$('a[href^="/people.csv"]').attr('href') ?? '')
  expect(
    visitor.html
      .trim()
      .split('\r\n')
      .map(row => row.split(',')[2]),
  ).toEqual(['Prison number', 'A7001GG', 'A7002GG'])
  await visitor.open('/people')
  await visitor.press('Search', { search: 'Zimmer' })
  await visitor.open(visitor.$('a[href^="/people.csv"]').attr('href') ?? '')
  expect(visitor.path).not.toContain('Zimmer')
  expect(visitor.html.trim().split('\r\n')).toHaveLength(2)
  await visitor.open('/people.csv?search=0123456789abcdef')
  expect(visitor.status).toBe(404)
})
