import { calendarDay } from '../../server/domain/calendar'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('second', 'officer')
  await staffConsole.hire('hull', 'officer', ['HLI'])
  await staffConsole.hire('com', 'com', [])
  const { dependencies } = staffConsole
  const person = await addPerson(dependencies, 'A1001AA', { lastName: '=Soon', releaseDate: calendarDay('2026-12-07') })
  await addPerson(dependencies, 'A1002AA', { lastName: 'Later', releaseDate: calendarDay('2027-02-15') })
  await addPerson(dependencies, 'A1003AA', { lastName: 'Much-later', releaseDate: calendarDay('2027-02-16') })
  const tag = { releaseDate: calendarDay('2027-05-01'), tagDate: calendarDay('2026-12-01') }
  await addPerson(dependencies, 'A1004AA', { lastName: 'Tagged', comEmail: null, ...tag })
  await addPerson(dependencies, 'A1005AA', { lastName: 'Gone', releaseDate: calendarDay('2026-11-22') })
  await sendApplication(dependencies, person, 'bank-account')
  await sendApplication(dependencies, person, 'something-private')
})

afterAll(() => staffConsole.stop())

const names = (visitor: { $: (selector: string) => { toArray: () => unknown[] } }) =>
  visitor.$('tbody th a').toArray().length

/** What a row of the list says of each item. */
const row = (visitor: Visitor, prisonNumber: string) =>
  visitor
    .$(`#row-${prisonNumber} .app-state`)
    .toArray()
    .map(each =>
      visitor
        .$(each)
        .text()
        .replace(/^[✓✗]\s*/, ''),
    )

it('lists who leaves within 12 weeks, by release or on tag, soonest first, with what is open', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A1001AA/referrals')
  await visitor.press('Begin it', { 'referral-kind': 'cas', 'referral-whom': 'CAS3', state: 'sent' })
  await visitor.open('/leaving')
  expect(
    visitor
      .$('tbody th a')
      .toArray()
      .map(each => visitor.$(each).text()),
  ).toEqual(['Tagged, Dean', '=Soon, Dean', 'Later, Dean'])
  expect(visitor.text).toContain('Release 1 May 2027')
  expect(visitor.text).toContain('Open: 2 applications, 1 referral for =Soon, Dean')
  await visitor.open('/leaving?weeks=2')
  expect(names(visitor)).toBe(2)
})

it('records what is settled and by whom, filters by what is missing and exports CSV without formulas', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A1001AA')
  await visitor.open(visitor.$('.app-tabs a:contains("Leaving")').attr('href')!)
  const form = visitor.formOf('Record it', { housing: 'family', gp: 'arranged', id: 'not-yet' })
  await visitor.post(form.action, form.body)
  await visitor.post(form.action, form.body)
  expect(visitor.$('main .govuk-list li').toArray()).toHaveLength(3)
  expect(visitor.text).toContain('First night: Family or friends officer at work, ')
  await visitor.press('Record it', { housing: 'none' })
  expect(visitor.text).toContain('First night: Nowhere to stay')
  expect(visitor.text).toContain('First night: Family or friends')
  await visitor.press('Record it')
  expect(visitor.$('main .govuk-list li').toArray()).toHaveLength(4)

  await visitor.open('/leaving?missing=housing&weeks=2')
  expect(names(visitor)).toBe(2)
  await visitor.open('/leaving?missing=gp&weeks=2')
  expect(names(visitor)).toBe(1)
  await visitor.open('/leaving/csv?weeks=2')
  expect(visitor.headers.get('content-disposition')).toBe('attachment; filename=leaving.csv')
  expect(visitor.html).toContain(`\r\nA1001AA,'=Soon,Dean,HMP Leeds,B-2-014,07/12/2026,07/12/2026,,Nowhere to stay`)
  const [{ person_id: id } = { person_id: 0 }] = await staffConsole.inDatabase<{ person_id: number }>(
    'select person_id from leaving_state limit 1',
  )
  const acts = (await staffConsole.dependencies.database.audit.ofPerson(id)).map(({ action }) => action)
  expect(acts).toEqual(expect.arrayContaining(['leaving-viewed', 'leaving-recorded']))
  await expect(staffConsole.inDatabase(`update leaving_state set value = 'cas'`)).rejects.toThrow('append-only')
})

it('copies the outcome of a finished referral with one press, until it is settled', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A1001AA/leaving')
  expect(visitor.text).not.toContain('From the referral')
  await visitor.open('/people/A1001AA/referrals')
  await visitor.follow('Community Accommodation Service (CAS)')
  await visitor.press('Record it', { state: 'accepted', 'happened-on': '20/11/2026' })
  await visitor.open('/people/A1001AA/leaving')
  expect(visitor.text).toContain(
    'From the referral: Community Accommodation Service (CAS), CAS3. Accepted, 20 November 2026',
  )
  await visitor.press('Record First night: CAS accommodation')
  expect(visitor.text).toContain('First night: CAS accommodation officer at work, ')
  expect(visitor.text).not.toContain('From the referral')
})

it('does not overwrite what a colleague recorded in the meantime', async () => {
  const first = await staffConsole.signIn('officer')
  const second = await staffConsole.signIn('second')
  for (const each of [first, second]) await each.open('/people/A1002AA/leaving')
  await first.press('Record it', { bank: 'arranged' })
  await second.press('Record it', { bank: 'not-needed' })
  expect(second.status).toBe(409)
  expect(second.text).toContain('Known or arranged officer at work')
  await second.press('Record it')
  expect(second.status).toBe(200)
  expect(second.text).toContain('Bank account: Not needed second at work')
})

it('shows a COM only their own people', async () => {
  const com = await staffConsole.signIn('com')
  await com.open('/leaving')
  expect(names(com)).toBe(2)
  const hull = await staffConsole.signIn('hull')
  await hull.open('/leaving?prison=LEI')
  expect(names(hull)).toBe(0)
})

it('pages through a long list, and keeps the page in place while others are settled', async () => {
  const { dependencies } = staffConsole
  await staffConsole.hire('berwyn', 'officer', ['BWI'])
  const numbers = Array.from({ length: 105 }, (_none, index) => `B1${String(index).padStart(3, '0')}AA`)
  const soon = { prisonId: 'BWI', releaseDate: calendarDay('2026-12-07') }
  for (const number of numbers) await addPerson(dependencies, number, soon)
  const visitor = await staffConsole.signIn('berwyn')
  const shown = () =>
    visitor
      .$('tbody th a')
      .toArray()
      .map(each => visitor.$(each).attr('href')!.split('/')[2]!)
  await visitor.open('/leaving?missing=gp')
  expect(visitor.text).toContain('105 people leave HMP Berwyn')
  const first = shown()
  const next = visitor.$('.govuk-pagination__next a').attr('href')!
  expect(next).toMatch(/after=2026-12-07%7E\d+$/)
  await visitor.open(`/people/${first[0]!}/leaving`)
  await visitor.press('Record it', { gp: 'arranged' })
  await visitor.open(next)
  const second = shown()
  await visitor.open(visitor.$('.govuk-pagination__next a').attr('href')!)
  expect(visitor.$('.govuk-pagination__next')).toHaveLength(0)
  expect(new Set([...first, ...second, ...shown()])).toEqual(new Set(numbers))
  expect([first.length, second.length, shown().length]).toEqual([50, 50, 5])
  await visitor.open(visitor.$('.govuk-pagination__prev a').attr('href')!)
  expect(shown()).toEqual(second)
  await visitor.open(visitor.$('.govuk-pagination__prev a').attr('href')!)
  expect(shown()).toEqual([...first.slice(1), second[0]])
  expect(visitor.$('.govuk-pagination__prev')).toHaveLength(0)
  await visitor.open('/leaving?after=2099-01-01~1&before=x')
  expect(shown()).toHaveLength(50)
})

it('counts on the home page who leaves within a week with something open, as the list does', async () => {
  const visitor = await staffConsole.signIn('officer')
  expect(visitor.text).toMatch(/Nothing waits: [^.]*people leaving unsettled/)
  const person = await addPerson(staffConsole.dependencies, 'A1009AA', { releaseDate: calendarDay('2026-11-30') })
  await addPerson(staffConsole.dependencies, 'A1010AA', {
    prisonId: 'HLI',
    comEmail: null,
    releaseDate: calendarDay('2026-11-25'),
  })
  await visitor.open('/')
  await visitor.follow('1 person leaves within a week with something not settled')
  expect(visitor.text).toContain('1 person')
  expect(visitor.text).toContain('A1009AA')
  await visitor.open(`/people/${person.prisonNumber}/leaving`)
  const settled = { gp: 'arranged', id: 'arranged', bank: 'not-needed', benefits: 'arranged', meeting: 'arranged' }
  await visitor.press('Record it', { housing: 'own', ...settled })
  await visitor.open('/')
  expect(visitor.text).toMatch(/Nothing waits: [^.]*people leaving unsettled/)
})

describe('filled in where it is read', () => {
  const people = ['E1001AA', 'E1002AA', 'E1003AA'] as const

  beforeAll(async () => {
    await staffConsole.hire('styal', 'officer', ['STI'])
    await staffConsole.hire('styal.second', 'officer', ['STI'])
    for (const [index, number] of people.entries()) {
      await addPerson(staffConsole.dependencies, number, {
        lastName: `Styal-${index}`,
        prisonId: 'STI',
        location: ['B-1-002', 'A-2-001', 'B-1-001'][index]!,
        releaseDate: calendarDay(`2026-12-0${index + 1}`),
        comEmail: null,
      })
    }
  })

  it('saves what was changed in several rows with one press, and says how much', async () => {
    const visitor = await staffConsole.signIn('styal')
    await visitor.open('/leaving?weeks=4')
    expect(row(visitor, 'E1001AA')).toEqual(Array.from({ length: 6 }, () => 'Not recorded'))
    expect(visitor.$('tbody select')).toHaveLength(0)
    await visitor.follow('Edit all rows')
    expect(visitor.$('tbody select')).toHaveLength(18)
    await visitor.press('Save changes', {
      'housing-E1001AA': 'none',
      'gp-E1001AA': 'arranged',
      'id-E1002AA': 'not-yet',
    })
    expect(visitor.path).toBe('/leaving?prison=STI&weeks=4')
    expect(visitor.text).toContain('3 items of 2 people saved')
    expect(row(visitor, 'E1001AA').slice(0, 3)).toEqual(['Nowhere to stay', 'Arranged', 'Not recorded'])
    expect(visitor.$('#row-E1001AA .app-state--gap').text()).toContain('Nowhere to stay')
    await visitor.open('/leaving?edit=E1002AA')
    expect(visitor.$('tbody select')).toHaveLength(6)
    await visitor.press('Save changes')
    expect(visitor.text).toContain('Nothing was changed, so nothing was saved')
    const recorded = await staffConsole.inDatabase(
      `select item from leaving_state join person on person.id = person_id where prison_number like 'E1%'`,
    )
    expect(recorded).toHaveLength(3)
  })

  it('sets one item for those selected, once', async () => {
    const visitor = await staffConsole.signIn('styal')
    await visitor.open('/leaving')
    const form = visitor.formOf('Save for selected', { person: ['E1002AA', 'E1003AA'], set: 'gp:not-needed' })
    await visitor.post(form.action, form.body)
    expect(visitor.text).toContain('2 items of 2 people saved')
    expect(people.map(number => row(visitor, number)[1])).toEqual(['Arranged', 'Not needed', 'Not needed'])
    await visitor.post(form.action, form.body)
    expect(visitor.text).toContain('Nothing was changed, so nothing was saved')
    await visitor.press('Save for selected', { set: 'gp:arranged' })
    expect(visitor.text).toContain('There is a problem Select at least one person')
    expectErrorsToLand(visitor)
    expect(visitor.$('#set option[selected]').val()).toBe('gp:arranged')
    await visitor.press('Save for selected', { person: ['E1002AA'], set: 'gp:own' })
    expect(visitor.text).toContain('There is a problem Pick what to set for those selected')
    expectErrorsToLand(visitor)
    expect(visitor.$('tbody input:checked').val()).toBe('E1002AA')
  })

  it('leaves what a colleague recorded meanwhile, names both values, and saves everything else', async () => {
    const [first, second] = [await staffConsole.signIn('styal'), await staffConsole.signIn('styal.second')]
    for (const each of [first, second]) await each.open('/leaving?edit=all')
    await first.press('Save changes', { 'bank-E1003AA': 'arranged', 'benefits-E1003AA': 'arranged' })
    await second.press('Save changes', {
      'bank-E1003AA': 'not-yet',
      'benefits-E1003AA': 'arranged',
      'id-E1003AA': 'arranged',
      'meeting-E1001AA': 'not-needed',
    })
    expect(second.text).toContain('2 items of 2 people saved')
    expect(second.text).toContain(
      'Styal-2, Dean, Bank account: you put Not yet, styal at work recorded Arranged Edit this row',
    )
    expect(row(second, 'E1003AA').slice(2)).toEqual(['Arranged', 'Arranged', 'Arranged', 'Not recorded'])
    expect(row(second, 'E1001AA')[5]).toBe('Not needed')
    await second.follow('Edit this row')
    await second.press('Save changes', { 'bank-E1003AA': 'not-yet' })
    expect(row(second, 'E1003AA')[3]).toBe('Not yet')
  })

  it('sorts by wing and by name, narrows to a landing, and counts what is not settled', async () => {
    const visitor = await staffConsole.signIn('styal')
    const listed = () =>
      visitor
        .$('tbody tr')
        .toArray()
        .map(each => visitor.$(each).attr('id')!.slice(4))
    await visitor.open('/leaving?sort=wing')
    expect(listed()).toEqual(['E1002AA', 'E1003AA', 'E1001AA'])
    await visitor.open('/leaving?sort=name&wing=b-1')
    expect(listed()).toEqual(['E1001AA', 'E1003AA'])
    expect(visitor.$('.app-print-head').text()).toMatch(/location B-1[^]*OFFICIAL-SENSITIVE/)
    expect(visitor.text).not.toContain('OFFICIAL')
    await visitor.open('/leaving?weeks=1')
    expect(visitor.$('.app-tabs').text().replace(/\s+/g, ' ')).toContain('This week 0 4 weeks 3 12 weeks 3')
    await visitor.open('/leaving?weeks=2')
    expect(visitor.$('.app-chip').eq(1).text()).toContain('No first night 3')
    for (const path of [
      '/leaving?sort=constructor&wing=%25&page=x',
      '/leaving?sort=wing&page=999',
      '/leaving?edit=%00A',
    ]) {
      expect([200, 404]).toContain((await visitor.open(path)).status)
    }
  })

  it('takes nothing for people of other prisons, or from whoever may not record', async () => {
    const visitor = await staffConsole.signIn('styal')
    await visitor.open('/leaving?edit=all')
    const form = visitor.formOf('Save changes', { 'seen-A1002AA': '0.0.0.0.0.0', 'gp-A1002AA': 'arranged' })
    await visitor.post(form.action, form.body)
    expect(visitor.text).toContain('nothing was saved')
    const recorded = await staffConsole.inDatabase(
      `select value from leaving_state join person on person.id = person_id where prison_number = 'A1002AA' and item = 'gp'`,
    )
    expect(recorded).toEqual([])
  })
})
