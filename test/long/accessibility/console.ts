import type { Browser, Page } from 'puppeteer'
import type { Application } from '../../../server/database'
import { calendarDay } from '../../../server/domain/calendar'
import { findBarriers } from '../../set-up/barriers'
import { joinBrowser, newWindow, press } from '../../set-up/browser'
import { startTestConsole, type TestConsole } from '../../set-up/console'
import { addPerson, sendApplication, testPassword } from '../../set-up/people'

export let staffConsole: TestConsole
export let browser: Browser
export let page: Page
export let concern: Application
export let secret: Application
export let bank: Application

/** Prepares a console with people, staff and work, and a window for each test of the file. */
export function walkConsole(): void {
  // One test opens many pages, and each is looked at with scripts and without.
  jest.setTimeout(240_000)

  beforeAll(async () => {
    staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
    browser = await joinBrowser()
    for (const name of ['officer', 'second']) await staffConsole.hire(name, 'officer')
    await staffConsole.hire('administrator', 'administrator')
    await staffConsole.hire('com', 'com', [])
    await staffConsole.hire('manager', 'manager')
    await staffConsole.hire('editor', 'editor', [])
    await staffConsole.hire('nurse', 'healthcare')
    await staffConsole.hire('owner', 'service-owner', [])
    await staffConsole.hire('sysadmin', 'sysadmin', [])
    const { dependencies } = staffConsole
    const person = await addPerson(dependencies, 'A1234AA', { releaseDate: calendarDay('2024-01-01') })
    concern = await sendApplication(dependencies, person, 'somewhere-to-live', { 'feel-safe': 'not-safe' })
    const welsh = await addPerson(dependencies, 'A2345BB', {
      firstName: 'Owain',
      lastName: 'Llwyd',
      firstLanguage: 'Welsh',
    })
    secret = await sendApplication(dependencies, welsh, 'something-private')
    for (let number = 0; number < 26; number += 1) {
      const each = await addPerson(dependencies, `A30${String(number).padStart(2, '0')}CC`)
      bank = await sendApplication(dependencies, each, 'bank-account')
    }
    const remand = { custodyStatus: 'remand', sentence: null, releaseDate: null } as const
    await addPerson(dependencies, 'A4001DD', { lastName: 'Onremand', ...remand })
    const moved = { personId: welsh.id, openApplications: 1, at: dependencies.now() }
    await dependencies.database.notices.personMoved({ ...moved, from: 'BWI', to: 'LEI' })
  })

  beforeEach(async () => {
    page = await newWindow(browser)
  })

  afterAll(async () => {
    await browser.disconnect()
    await staffConsole.stop()
  })
}

export async function expectNoBarriers(): Promise<void> {
  expect(await findBarriers(browser, page)).toEqual([])
}

export async function open(path: string): Promise<void> {
  await page.goto(`${staffConsole.address}${path}`)
  await expectNoBarriers()
}

/** Signs in through the form of a site. */
export async function signInByHand(name: string, address: string): Promise<void> {
  await page.goto(`${address}/sign-in`)
  await page.type('#email', `${name}@example.test`)
  await page.type('#password', testPassword)
  await press(page, 'Sign in')
}

/** Signs in, instead of whoever was signed in, and opens the page that the role begins at. */
export async function signIn(name: string): Promise<void> {
  const visitor = await staffConsole.signIn(name)
  const cookie = { name: 'console', value: visitor.cookie('console') ?? '', domain: '127.0.0.1', path: '/' }
  await page.browserContext().setCookie({ ...cookie, secure: false, sameSite: 'Strict', httpOnly: true })
  await page.goto(`${staffConsole.address}/`)
}

/** Continues in another window. */
export function useWindow(window: Page): void {
  page = window
}
