import { calendarDay } from '../../server/domain/calendar'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'

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
  expect(visitor.text).toContain('Release date 1 May 2027')
  expect(visitor.text).toContain('2 applications')
  expect(visitor.text).toContain('1 referral =Soon, Dean')
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
  expect(visitor.html).toContain(`A1001AA,'=Soon,Dean,HMP Leeds,B-2-014,07/12/2026,07/12/2026,,Nowhere to stay`)
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
  const numbers = Array.from({ length: 205 }, (_none, index) => `B1${String(index).padStart(3, '0')}AA`)
  const soon = { prisonId: 'BWI', releaseDate: calendarDay('2026-12-07') }
  for (const number of numbers) await addPerson(dependencies, number, soon)
  const visitor = await staffConsole.signIn('berwyn')
  const shown = () =>
    visitor
      .$('tbody th a')
      .toArray()
      .map(each => visitor.$(each).attr('href')!.split('/')[2]!)
  await visitor.open('/leaving?missing=gp')
  expect(visitor.text).toContain('205 people.')
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
  expect([first.length, second.length, shown().length]).toEqual([100, 100, 5])
  await visitor.open(visitor.$('.govuk-pagination__prev a').attr('href')!)
  expect(shown()).toEqual(second)
  await visitor.open(visitor.$('.govuk-pagination__prev a').attr('href')!)
  expect(shown()).toEqual([...first.slice(1), second[0]])
  expect(visitor.$('.govuk-pagination__prev')).toHaveLength(0)
  await visitor.open('/leaving?after=2099-01-01~1&before=x')
  expect(shown()).toHaveLength(100)
})

it('counts on the home page who leaves within a week with something open, as the list does', async () => {
  const visitor = await staffConsole.signIn('officer')
  expect(visitor.text).toContain('0 people leave within a week with something not settled')
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
  expect(visitor.text).toContain('0 people leave within a week with something not settled')
})
