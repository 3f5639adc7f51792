import type { Browser, Page } from 'puppeteer'
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
  page = await newLastingWindow(browser)
  await page.goto(`${staffConsole.address}/sign-in`)
  await page.type('#email', 'officer@example.test')
  await page.type('#password', testPassword)
  await press(page, 'Sign in')
})

afterAll(async () => {
  await page.browserContext().close()
  await browser.disconnect()
  await staffConsole.stop()
})

it.each(lists)('shows the work of $path on the first screen', async ({ path, firstRow, rows }) => {
  await page.setViewport({ width: 1280, height: 900 })
  await page.goto(`${staffConsole.address}${path}`)
  const found = await page.evaluate(() => {
    const bar = document.querySelector('.app-bulk')?.getBoundingClientRect().top ?? innerHeight
    const places = [...document.querySelectorAll('main tbody tr')].map(row => row.getBoundingClientRect())
    return { first: places[0]?.top ?? Infinity, whole: places.filter(({ bottom }) => bottom <= bar).length }
  })
  expect(found.first).toBeLessThanOrEqual(firstRow)
  expect(found.whole).toBeGreaterThanOrEqual(rows)
})

it.each(pages)('never scrolls %s sideways', async path => {
  const wider: number[] = []
  for (const width of widths) {
    await page.setViewport({ width, height: 900 })
    await page.goto(`${staffConsole.address}${path.replace('REFERENCE', reference)}`)
    const needed = await page.evaluate(() => document.documentElement.scrollWidth)
    if (needed > width) wider.push(width)
  }
  expect(wider).toEqual([])
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

it('closes an application and opens the next of the list in five presses and three loads', async () => {
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
  presses += 1
  await page.select('#template', 'not-meant')
  await pressing('[data-puts-in][value=use-en]', false)
  await page.waitForFunction(() => (document.querySelector('#answer') as HTMLTextAreaElement).value !== '')
  expect(await page.$eval('[name=outcome]:checked', box => box.getAttribute('value'))).toBe('sent-in-error')
  await pressing('button.govuk-button[value=check]', true)
  await pressing('button[value=send]', true)
  expect(await page.$eval('.govuk-notification-banner', said => said.textContent)).toContain('Answered and closed')
  expect(page.url()).toContain('/applications/')
  expect(page.url()).not.toBe(first)
  expect([presses, loads]).toEqual([5, 3])
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
