import type { Browser, Page } from 'puppeteer'
import { joinBrowser, newLastingWindow, press } from '../set-up/browser'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication, testPassword } from '../set-up/people'

let staffConsole: TestConsole
let browser: Browser
let page: Page

const address = '/people/A1001AA'
const widths = [320, 480, 640, 641, 800, 1_000, 1_024, 1_200, 1_280, 1_920]

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  browser = await joinBrowser()
  const { id } = await staffConsole.hire('officer', 'officer')
  const person = await addPerson(staffConsole.dependencies, 'A1001AA', { keyWorkerName: 'Officer Dale' })
  await sendApplication(staffConsole.dependencies, person, 'bank-account')
  await staffConsole.inDatabase(`
    insert into outside_request (person_id, asker, whom, way, words, due, logged_by, logged_at, idempotency_key)
      select ${person.id}, 'council', 'A council of a long name, 0113 496 0000', 'phone',
          'What they ask is long, ' || repeat('and goes on ', 40), '2026-12-01', ${id}, now(), gen_random_uuid()
        from generate_series(1, 8)`)
  await staffConsole.inDatabase(`
    insert into person_note (person_id, kind, happened_on, words, staff_id, written_at, idempotency_key)
      select ${person.id}, 'note', '2026-11-01', repeat('Words ', 200), ${id}, now(), gen_random_uuid()
        from generate_series(1, 3)`)
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

it('shows the first 9 rows of open work, one line each, on a screen of 1,280 by 900', async () => {
  await page.setViewport({ width: 1_280, height: 900 })
  await page.goto(staffConsole.address + address)
  const rows = await page.$$eval('.app-work tbody tr', all =>
    all.map(each => each.getBoundingClientRect().toJSON() as DOMRect),
  )
  expect(rows.length).toBeGreaterThan(9)
  expect(rows[0]!.top).toBeLessThanOrEqual(420)
  expect(rows[8]!.bottom).toBeLessThanOrEqual(900)
  expect(Math.max(...rows.map(({ height }) => height))).toBeLessThanOrEqual(46)
})

it('scrolls sideways at none of ten widths', async () => {
  for (const width of widths) {
    await page.setViewport({ width, height: 900 })
    for (const path of ['', '/notes', '/facts', '/history']) {
      await page.goto(staffConsole.address + address + path)
      const inner = await page.evaluate(() => document.documentElement.scrollWidth)
      expect([path, width, inner]).toEqual([path, width, width])
    }
  }
})
