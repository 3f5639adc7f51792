import { calendarDay } from '../../server/domain/calendar'
import { joinBrowser, newWindow } from '../set-up/browser'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { readPdf } from '../set-up/pdf'
import { addPerson, sendApplication } from '../set-up/people'

let staffConsole: TestConsole

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('officer', 'officer', ['LEI'])
  const { dependencies } = staffConsole
  const dean = await addPerson(dependencies, 'A1234AA', { location: 'B-2-014', releaseDate: calendarDay('2026-12-14') })
  await sendApplication(dependencies, dean, 'drugs-and-alcohol')
  await sendApplication(dependencies, dean, 'bank-account')
  await dependencies.database.tasks.keepNote(dean.id, 'find-id', 'My own words', dependencies.now())
  await addPerson(dependencies, 'A2345BB', { firstName: 'Owain', location: 'B-3-001', firstLanguage: 'Welsh' })
  await addPerson(dependencies, 'A3456CC', { firstName: 'Elsewhere', location: 'C-1-001' })
  await addPerson(dependencies, 'A4567DD', {
    firstName: 'Gone',
    location: 'B-1-001',
    releaseDate: calendarDay('2026-11-20'),
  })
  await addPerson(dependencies, 'A5678EE', { firstName: 'Far', location: 'B-1-001', prisonId: 'HLI' })
})

afterAll(() => staffConsole.stop())

it('prints the plans of a wing each on a new page, in each person’s language, without private parts', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/plans')
  await visitor.open('/plans?prison=LEI&location=b&weeks=')
  expect(visitor.text).toContain('2 people.')
  await visitor.follow('Show 2 plans to print')
  const plans = visitor
    .$('.app-plan')
    .toArray()
    .map(each => visitor.$(each))
  expect(plans.map(plan => plan.attr('lang'))).toEqual(['en', 'cy'])
  expect(plans[0]?.text()).toContain('Plan for Dean Marrick, A1234AA, HMP Leeds, B-2-014')
  expect(plans[0]?.text()).toContain('Bank account (')
  expect(plans[1]?.text()).toContain('Cynllun ar gyfer Owain Marrick')
  for (const words of ['My own words', 'Support for me', 'Ask to talk to someone.', 'Gone', 'Elsewhere', 'Far ']) {
    expect(visitor.html).not.toContain(words)
  }
  expect(visitor.headers.get('cache-control')).toBe('no-store, no-cache')
  const { database } = staffConsole.dependencies
  for (const [number, times] of [
    ['A1234AA', 1],
    ['A2345BB', 1],
    ['A3456CC', 0],
  ] as const) {
    const person = await database.people.findByNumber(number)
    const acts = (await database.audit.ofPerson(person!.id)).map(({ action }) => action)
    expect([number, acts.filter(action => action === 'plan-printed').length]).toEqual([number, times])
  }
})

it('prints large for people who read large print, and for everyone when staff choose it', async () => {
  const { people } = staffConsole.dependencies.database
  const owain = await people.findByNumber('A2345BB')
  await people.keepReadingHelp(owain!.id, ['large-print'], staffConsole.dependencies.now())
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/plans?prison=LEI&location=B')
  await visitor.follow('Show 2 plans to print')
  const large = () =>
    visitor
      .$('.app-plan--large')
      .toArray()
      .map(({ attribs }) => attribs.lang)
  expect(large()).toEqual(['cy'])
  await visitor.open('/plans?prison=LEI&location=B&large=yes')
  expect(visitor.$('[name=large][checked]')).toHaveLength(1)
  await visitor.follow('Show 2 plans to print')
  expect(large()).toEqual(['en', 'cy'])
})

it('prints whole plans without the surrounding page', async () => {
  const visitor = await staffConsole.signIn('officer')
  const browser = await joinBrowser()
  const page = await newWindow(browser, { scripts: false })
  await page.browserContext().setCookie({ name: 'console', value: visitor.cookie('console')!, domain: '127.0.0.1' })
  await page.goto(`${staffConsole.address}/plans/print?prison=LEI&location=b&weeks=`)
  const plans = await page.$$eval('.app-plan', elements => elements.map(each => (each as HTMLElement).innerText))
  const { pages } = await readPdf(await page.pdf({ preferCSSPageSize: true }))
  await page.browserContext().close()
  await browser.disconnect()
  const packed = (words: string) => words.replace(/[\s•]+/g, '')
  expect(plans).toHaveLength(2)
  expect(packed(pages.map(({ text }) => text).join(''))).toBe(plans.map(packed).join(''))
  const begins = plans.map(
    plan => pages.filter(({ text }) => packed(text).startsWith(packed(plan).slice(0, 40))).length,
  )
  expect(begins).toEqual([1, 1])
})

it('prints the plans of people who leave within the chosen weeks', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/plans?prison=LEI&location=&weeks=4')
  expect(visitor.text).toContain('1 person.')
  await visitor.open('/plans?prison=LEI&location=%25&weeks=4')
  expect(visitor.text).toContain('No one leaves in that time.')
})

it('shows no plans of another prison, however they are requested', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/plans/print?prison=HLI')
  expect(visitor.status).toBe(200)
  expect(visitor.$('.app-plan')).toHaveLength(0)
  expect(visitor.html).not.toContain('Far ')
})

it('makes the same number of queries however many plans there are', async () => {
  const count = async (query: string) => {
    const visitor = await staffConsole.signIn('officer')
    let queries = 0
    const onQuery = () => (queries += 1)
    staffConsole.knex.on('query', onQuery)
    await visitor.open(`/plans/print?prison=LEI&${query}`)
    staffConsole.knex.removeListener('query', onQuery)
    return [visitor.$('.app-plan').length, queries]
  }
  const [one, queriesForOne] = await count('location=B-2')
  const [all, queriesForAll] = await count('location=')
  expect([one, all]).toEqual([1, 3])
  expect(queriesForOne).toBeGreaterThan(5)
  expect(queriesForAll).toBe(queriesForOne)
})
