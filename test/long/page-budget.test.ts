import type { Browser, KeyInput, Page } from 'puppeteer'
import { calendarDay } from '../../server/domain/calendar'
import { joinBrowser, newLastingWindow, press } from '../set-up/browser'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication, testPassword } from '../set-up/people'

jest.setTimeout(120_000)

/** A page of a list: the lowest that its first row may begin, and the fewest rows on the first screen, at 1280×900. */
const lists: readonly { readonly path: string; readonly firstRow: number; readonly rows: number }[] = [
  { path: '/queue', firstRow: 300, rows: 12 },
  { path: '/queue?list=unclaimed&due=overdue', firstRow: 300, rows: 12 },
]

/** Pages that never scroll sideways. */
const pages: readonly string[] = [
  '/queue',
  '/queue?leaves=84&topic=bank-account&sort=-person',
  '/applications/REFERENCE',
  '/applications/REFERENCE/messages',
  '/applications/REFERENCE/notes',
  '/applications/REFERENCE/facts',
  '/applications/REFERENCE/outcome',
]

const widths = [320, 480, 640, 800, 1000, 1024, 1280, 1366, 1600, 1920] as const

let staffConsole: TestConsole
let browser: Browser
let page: Page
let reference = ''

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2027-01-15' })
  browser = await joinBrowser()
  await staffConsole.hire('officer', 'officer', ['STI'])
  for (let number = 0; number < 30; number += 1) {
    const person = await addPerson(staffConsole.dependencies, `A${String(number).padStart(4, '0')}QQ`, {
      prisonId: 'STI',
      firstName: 'Christopher',
      lastName: 'Featherstonehaugh',
      location: `B-2-${String(number).padStart(3, '0')}`,
      releaseDate: calendarDay('2027-09-09'),
      comEmail: null,
      comName: null,
    })
    const topic = number % 2 === 0 ? 'bank-account' : 'something-else'
    reference = (await sendApplication(staffConsole.dependencies, person, topic)).reference
  }
  await staffConsole.inDatabase(`update application set respond_by = '2026-12-20', person_wrote_last = true`)
  page = await signedIn('officer')
})

afterAll(async () => {
  await page.browserContext().close()
  await browser.disconnect()
  await staffConsole.stop()
})

async function signedIn(name: string): Promise<Page> {
  const window = await newLastingWindow(browser)
  await window.goto(`${staffConsole.address}/sign-in`)
  await window.type('#email', `${name}@example.test`)
  await window.type('#password', testPassword)
  await press(window, 'Sign in')
  return window
}

/** How high the first row of a list begins at 1280×900, and how many whole rows are above the bar at its foot. */
async function firstScreenOf(window: Page, path: string) {
  await window.setViewport({ width: 1280, height: 900 })
  await window.goto(`${staffConsole.address}${path}`)
  return window.evaluate(() => {
    const bar = document.querySelector('.app-bulk')?.getBoundingClientRect().top ?? innerHeight
    const places = [...document.querySelectorAll('main tbody tr')].map(row => row.getBoundingClientRect())
    return { first: places[0]?.top ?? Infinity, whole: places.filter(({ bottom }) => bottom <= bar).length }
  })
}

/** The widths at which a page scrolls sideways. */
async function tooWideFor(window: Page, path: string): Promise<readonly number[]> {
  const wider: number[] = []
  for (const width of widths) {
    await window.setViewport({ width, height: 900 })
    await window.goto(`${staffConsole.address}${path}`)
    const needed = await window.evaluate(() => document.documentElement.scrollWidth)
    if (needed > width) wider.push(width)
  }
  return wider
}

it.each(lists)('shows the work of $path on the first screen', async ({ path, firstRow, rows }) => {
  const found = await firstScreenOf(page, path)
  expect(found.first).toBeLessThanOrEqual(firstRow)
  expect(found.whole).toBeGreaterThanOrEqual(rows)
})

it.each(pages)('never scrolls %s sideways', async path => {
  expect(await tooWideFor(page, path.replace('REFERENCE', reference))).toEqual([])
})

it('shows who is to be allocated on the first screen, beside what each officer has', async () => {
  await staffConsole.hire('administrator', 'administrator', ['STI'])
  const window = await signedIn('administrator')
  const path = '/assessments/allocate?way=evenly'
  const found = await firstScreenOf(window, path)
  expect(found.first).toBeLessThanOrEqual(300)
  expect(found.whole).toBeGreaterThanOrEqual(12)
  expect(await window.$eval('.app-shares', each => each.getBoundingClientRect().bottom)).toBeLessThanOrEqual(900)
  expect(await tooWideFor(window, path)).toEqual([])
  await window.browserContext().close()
})

it('shows why an application is here and what they wrote on the first screen, and is two screens long', async () => {
  await page.setViewport({ width: 1280, height: 900 })
  await page.goto(`${staffConsole.address}/applications/${reference}`)
  const found = await page.evaluate(() => ({
    because: document.querySelector('.app-why')?.getBoundingClientRect().bottom ?? Infinity,
    wrote: document.querySelector('#answers')?.getBoundingClientRect().bottom ?? Infinity,
    length: document.documentElement.scrollHeight,
  }))
  expect(found.because).toBeLessThanOrEqual(450)
  expect(found.wrote).toBeLessThanOrEqual(700)
  expect(found.length).toBeLessThanOrEqual(1_800)
})

it('closes an application and opens the next of the list in four presses and three loads', async () => {
  let loads = 0
  let presses = 0
  await page.setViewport({ width: 1280, height: 900 })
  await page.goto(`${staffConsole.address}/queue?sort=-reply`)
  await page.goto(`${staffConsole.address}${await page.$eval('tbody th a', link => link.getAttribute('href'))}`)
  const first = page.url()
  page.on('load', () => (loads += 1))
  const pressing = async (selector: string, isLoading: boolean) => {
    presses += 1
    const loaded = isLoading ? page.waitForNavigation() : null
    await page.$eval(selector, part => (part as HTMLElement).click())
    await loaded
  }
  await pressing('[data-key=x]', true)
  await pressing('[data-puts-in][value=not-meant]', false)
  await page.waitForFunction(() => (document.querySelector('#answer') as HTMLTextAreaElement).value !== '')
  expect(await page.$eval('[name=outcome]:checked', box => box.getAttribute('value'))).toBe('sent-in-error')
  await pressing('button.govuk-button[value=check]', true)
  await pressing('button[value=send]', true)
  expect(await page.$eval('.govuk-notification-banner', said => said.textContent)).toContain('Answered and closed')
  expect(page.url()).toContain('/applications/')
  expect(page.url()).not.toBe(first)
  expect([presses, loads]).toEqual([4, 3])
})

it('counts what is ticked, and clears it', async () => {
  await page.setViewport({ width: 1280, height: 900 })
  await page.goto(`${staffConsole.address}/queue`)
  await page.waitForSelector('#choose-all')
  await page.click('#choose-all')
  const bar = () => page.$eval('.app-bulk', each => [each.className, each.textContent.replace(/\s+/g, ' ').trim()])
  expect(await bar()).toEqual(['app-bulk app-bulk--on', expect.stringMatching(/^25 selected/)])
  await page.click('[data-bulk-clear]')
  expect(await bar()).toEqual(['app-bulk', expect.stringMatching(/^With selected/)])
  expect(await page.$$eval('[name=chosen]:checked', ticked => ticked.length)).toBe(0)
})

it.each([
  [1280, 900],
  [1024, 700],
])('keeps the headings above a row of the 12-week list that is edited, %i px wide', async (width, height) => {
  await staffConsole.inDatabase(`update person set release_date = '2027-03-01'`)
  await page.setViewport({ width, height })
  await page.goto(`${staffConsole.address}/leaving?edit=A0017QQ#row-A0017QQ`)
  const found = await page.evaluate(() => {
    const [head, row] = ['thead th:nth-child(5)', '#row-A0017QQ'].map(each =>
      document.querySelector(each)!.getBoundingClientRect(),
    )
    return { head: head!.top, below: row!.top - head!.bottom, row: row!.bottom }
  })
  expect(found.head).toBeGreaterThanOrEqual(0)
  expect(found.below).toBeGreaterThanOrEqual(0)
  expect(found.row).toBeLessThanOrEqual(height)
  await staffConsole.inDatabase(`update person set release_date = '2027-09-09'`)
})

it('prints no row of the queue higher than two lines', async () => {
  await page.setViewport({ width: 1062, height: 750 })
  await page.goto(`${staffConsole.address}/queue`)
  await page.emulateMediaType('print')
  const highest = await page.$$eval('tbody tr', rows => Math.max(...rows.map(row => row.clientHeight)))
  const sheet = await page.$eval('body', each => getComputedStyle(each).getPropertyValue('page'))
  await page.emulateMediaType()
  expect([sheet, highest <= 44]).toEqual(['landscape', true])
})

it('never covers the field that has the focus', async () => {
  await page.setViewport({ width: 1280, height: 700 })
  await page.goto(`${staffConsole.address}/queue`)
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab')
    const isUnder = await page.evaluate(() => {
      const [bar, field] = [document.querySelector('.app-bulk'), document.activeElement]
      if (!bar || !field || bar.contains(field) || !field.closest('tbody')) return false
      return field.getBoundingClientRect().bottom > bar.getBoundingClientRect().top + 4
    })
    expect([presses, isUnder]).toEqual([presses, false])
  }
})

it('shows the reader’s day and the numbers of home on the first screen', async () => {
  await staffConsole.inDatabase(`update application set claimed_by = (select min(id) from staff) where id in
    (select id from application where status = 'open' order by id limit 8)`)
  await page.setViewport({ width: 1280, height: 900 })
  await page.goto(staffConsole.address)
  const found = await page.evaluate(() => ({
    rows: document.querySelectorAll('[aria-labelledby=day] tbody tr').length,
    day: document.querySelector('[aria-labelledby=day]')?.getBoundingClientRect().bottom ?? Infinity,
    number: document.querySelector('.app-nums li')?.getBoundingClientRect().bottom ?? Infinity,
  }))
  expect(found.rows).toBe(6)
  expect(found.day).toBeLessThanOrEqual(520)
  expect(found.number).toBeLessThanOrEqual(900)
})

it('keeps the places and the lists of the queue in one row each, with whatever waits in them', async () => {
  await staffConsole.hire('manager', 'manager', ['STI', 'LEI'])
  await staffConsole.inDatabase(`
    update application set destination = 'COM', claimed_by = null where id in (select id from application order by id limit 3)`)
  const window = await signedIn('manager')
  await window.setViewport({ width: 1280, height: 900 })
  await window.goto(`${staffConsole.address}/queue`)
  const rows = (selector: string) =>
    window.$$eval(selector, all => new Set(all.map(each => each.getBoundingClientRect().top)).size)
  expect(await window.$$eval('.app-places__link .app-count', all => all.length)).toBeGreaterThan(0)
  expect([await rows('.app-places__nav li'), await rows('.app-tabs__list > li')]).toEqual([1, 1])
  const leeds = await addPerson(staffConsole.dependencies, 'A0099QQ', { lastName: 'Featherstonehaugh' })
  await sendApplication(staffConsole.dependencies, leeds, 'universal-credit')
  for (const width of [1000, 1024, 1199, 1200, 1279, 1280]) {
    await window.setViewport({ width, height: 900 })
    await window.goto(`${staffConsole.address}/queue?sort=-reply`)
    expect(await window.$$eval('thead th', all => all.map(each => each.textContent.trim()))).toContain('Prison')
    expect([width, await window.evaluate(() => document.documentElement.scrollWidth)]).toEqual([width, width])
  }
  await window.browserContext().close()
})

describe('the keys', () => {
  const isOn = (selector: string) => page.evaluate(each => document.activeElement?.matches(each) ?? false, selector)
  const open = (path: string) => page.goto(`${staffConsole.address}${path}`)
  /** Presses keys of which the last leads to another page. @returns its address */
  const leads = async (...keys: readonly KeyInput[]) => {
    const loaded = page.waitForNavigation()
    for (const key of keys) await page.keyboard.press(key)
    await loaded
    return page.url().replace(staffConsole.address, '')
  }

  beforeAll(async () => {
    await page.setViewport({ width: 1280, height: 900 })
    await staffConsole.hire('second', 'officer', ['STI'])
    const [open] = await staffConsole.inDatabase<{ reference: string }>(
      `select reference from application join person on person.id = person_id
        where status = 'open' and destination = 'PRT' and prison_id = 'STI' order by application.id desc limit 1`,
    )
    reference = open!.reference
  })

  it('go through the queue, tick, claim and open', async () => {
    await open('/queue?list=unclaimed')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    expect(await isOn('tbody tr:nth-child(2) a')).toBe(true)
    await page.keyboard.press('k')
    expect(await isOn('tbody tr:first-child a')).toBe(true)
    await page.keyboard.press('Space')
    expect(await page.$$eval('[name=chosen]:checked', all => all.length)).toBe(1)
    await page.keyboard.press('Escape')
    expect(await page.$$eval('[name=chosen]:checked', all => all.length)).toBe(0)
    await page.keyboard.press('a')
    expect(await isOn('#to')).toBe(true)
    await open('/queue?list=unclaimed')
    await page.keyboard.press('/')
    expect(await isOn('#find')).toBe(true)
    await open('/queue?list=unclaimed')
    await page.keyboard.press('?')
    expect(await page.$eval('#keys', each => each.hasAttribute('open'))).toBe(true)
    await page.keyboard.press('Escape')
    expect(await leads('j', 'o')).toMatch(/^\/applications\//)
    await open('/queue?list=unclaimed')
    expect(await leads('j', 'Enter')).toMatch(/^\/applications\//)
    expect(await leads('g', 'q')).toBe('/queue')
    expect(await leads('g', 'h')).toBe('/')
    expect(await leads('g', 'p')).toBe('/people')
    expect(await leads('!')).toMatch(/^\/safety\/raise/)
    await open('/queue?list=unclaimed')
    expect(await leads('j', 'c')).toMatch(/^\/queue/)
    expect(await page.$eval('.govuk-notification-banner', each => each.textContent)).toContain(
      'You claimed 1 application',
    )
  })

  it('do what an application offers', async () => {
    const leadsFrom = async (key: KeyInput) => {
      await open(`/applications/${reference}`)
      return leads(key)
    }
    expect(await leadsFrom('m')).toContain(`/applications/${reference}/messages`)
    expect(await leadsFrom('n')).toContain(`/applications/${reference}/notes`)
    expect(await leadsFrom('e')).toContain(`/questions?application=${reference}`)
    expect(await leadsFrom('a')).toContain('assign')
    expect(await leadsFrom('x')).toContain(`/applications/${reference}/outcome`)
    await open('/people')
    await page.goto(`${staffConsole.address}${await page.$eval('tbody th a', link => link.getAttribute('href'))}`)
    expect(await leads('p')).toContain('/paper')
  })

  it('open a list of places and deeds that is narrowed by typing, until they are switched off', async () => {
    const ctrlK = async () => {
      await page.keyboard.down('Control')
      await page.keyboard.press('k')
      await page.keyboard.up('Control')
      return page.$eval('#go-to', each => each.hasAttribute('open'))
    }
    await open(`/applications/${reference}`)
    expect(await ctrlK()).toBe(true)
    expect(await page.$$eval('#go-to li', all => all.length)).toBeGreaterThan(15)
    await page.keyboard.press('Escape')
    expect(await page.$eval('#go-to', each => each.hasAttribute('open'))).toBe(false)
    await ctrlK()
    await page.keyboard.type('court')
    expect(await page.$eval('#go-to [role=status]', each => each.textContent)).toBe('Enter: Court list')
    expect(await leads('Enter')).toBe('/court-list')
    await ctrlK()
    await page.keyboard.type('Featherstonehaugh')
    expect(await leads('Enter')).toMatch(/^\/search/)
    await ctrlK()
    await page.keyboard.type('refer')
    await page.keyboard.press('ArrowDown')
    expect(await leads('Enter')).toBe('/referrals')
    await page.keyboard.press('?')
    await page.click('label[for=use-keys]')
    await page.keyboard.press('Escape')
    expect(await ctrlK()).toBe(false)
    await page.evaluate(() => localStorage.clear())
  })
})
