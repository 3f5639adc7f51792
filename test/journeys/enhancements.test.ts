import type { Browser, Page } from 'puppeteer'
import { createPortal } from '../../server/portal'
import { joinBrowser, newWindow } from '../set-up/browser'
import { addPerson, addPrisons, testPin } from '../set-up/people'
import { startTestSite, type TestSite } from '../set-up/site'

let site: TestSite
let address: string
let browser: Browser

beforeAll(async () => {
  site = await startTestSite({ TODAY: '2026-11-23' })
  await addPrisons(site.services)
  await addPerson(site.services, 'A1234AA')
  address = await site.serve(createPortal)
  browser = await joinBrowser()
})

afterAll(async () => {
  await browser.disconnect()
  await site.stop()
})

/** Signed in, in a window where a minute lasts as many milliseconds as it is told. */
async function signedIn(millisecondsAMinute: number): Promise<Page> {
  const page = await newWindow(browser)
  await page.evaluateOnNewDocument(minute => {
    const wait = window.setTimeout.bind(window)
    const hurried = (work: TimerHandler, delay = 0) => wait(work, (delay / 60_000) * minute)
    window.setTimeout = hurried as typeof window.setTimeout
  }, millisecondsAMinute)
  await page.goto(`${address}/my/sign-in`)
  await page.type('#prison-number', 'A1234AA')
  await page.type('#pin', testPin)
  await Promise.all([page.waitForNavigation(), page.click('main form button')])
  return page
}

it('asks whether the person is still there before time runs out, and goes on when they say so', async () => {
  const page = await signedIn(300)
  await page.goto(`${address}/my/messages`)
  await page.waitForSelector('dialog[open]')
  expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('I am still here')
  site.passMinutes(9)
  const said = page.waitForResponse(response => response.request().method() === 'POST')
  await page.keyboard.press('Enter')
  await page.waitForSelector('dialog:not([open])')
  await said
  site.passMinutes(5)
  await page.goto(`${address}/my/messages`)
  expect(new URL(page.url()).pathname).toBe('/my/messages')
})

it('signs a person out who does not answer', async () => {
  const page = await signedIn(100)
  await page.goto(`${address}/my/messages`)
  site.passMinutes(11)
  await page.waitForFunction(() => location.pathname === '/my/sign-in')
  expect(page.url()).toContain('ended=yes')
})
