import type { Browser } from 'puppeteer'
import { calendarDay } from '../../server/domain/calendar'
import { joinBrowser, newWindow, press } from '../set-up/browser'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, testPassword } from '../set-up/people'

let staffConsole: TestConsole
let browser: Browser

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  browser = await joinBrowser()
  await staffConsole.hire('officer', 'officer')
  const releaseDate = calendarDay('2026-11-20')
  for (const number of ['A1001AA', 'A1002AA']) await addPerson(staffConsole.dependencies, number, { releaseDate })
})

afterAll(async () => {
  await browser.disconnect()
  await staffConsole.stop()
})

it('selects everybody who may have left at once', async () => {
  const page = await newWindow(browser)
  const faults: unknown[] = []
  page.on('pageerror', fault => faults.push(fault))
  await page.goto(`${staffConsole.address}/sign-in`)
  await page.type('#email', 'officer@example.test')
  await page.type('#password', testPassword)
  await press(page, 'Sign in')
  await page.goto(`${staffConsole.address}/left`)
  // Below 1,000 px a table has no headings, and so no box for all.
  await page.setViewport({ width: 1280, height: 900 })
  await page.waitForSelector('#choose-all')
  await page.click('#choose-all')
  expect(await page.$$eval('[name=who]:checked', ticked => ticked.length)).toBe(2)
  await page.click('[name=who]')
  expect(await page.$eval('#choose-all', box => (box as HTMLInputElement).indeterminate)).toBe(true)
  expect(faults).toEqual([])
})
