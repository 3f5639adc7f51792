import type { Browser, Page } from 'puppeteer'
import type { Application } from '../../server/database'
import { goOn, joinBrowser, newWindow, press } from '../set-up/browser'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication, testPassword } from '../set-up/people'
import { findInvalid } from '../set-up/validity'
import { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let browser: Browser
let sent: Application

beforeAll(async () => {
  staffConsole = await startTestConsole()
  browser = await joinBrowser()
  await staffConsole.hire('officer', 'officer')
  sent = await sendApplication(
    staffConsole.dependencies,
    await addPerson(staffConsole.dependencies, 'A1234AA'),
    'bank-account',
  )
})

afterAll(async () => {
  await browser.disconnect()
  await staffConsole.stop()
})

/** Follows a link that stands on a page of another site. */
async function followFromElsewhere(page: Page, path: string): Promise<void> {
  await page.goto(`${staffConsole.address.replace('127.0.0.1', 'localhost')}/assets/no-such-page`)
  await goOn(page, () => page.evaluate(to => location.assign(to), `${staffConsole.address}${path}`))
  await page.waitForFunction(() => document.querySelector('meta[http-equiv=refresh]') === null)
  await page.waitForSelector('main h1')
}

async function signIn(page: Page): Promise<void> {
  await page.type('#email', 'officer@example.test')
  await page.type('#password', testPassword)
  await press(page, 'Sign in')
}

function pathOf(page: Page): string {
  const { pathname, search } = new URL(page.url())
  return pathname + search
}

it.each([false, true])('links on another site open their page and sign nobody out (scripts: %s)', async scripts => {
  const page = await newWindow(browser, { scripts })
  await page.goto(`${staffConsole.address}/sign-in`)
  await signIn(page)
  const session = async () => (await page.cookies(staffConsole.address)).map(({ name, value }) => [name, value])
  const before = await session()
  for (const path of [`/applications/${sent.reference}`, '/queue?list=waiting', '/people/A1234AA', '/']) {
    await followFromElsewhere(page, path)
    expect(pathOf(page)).toBe(path)
  }
  for (const path of ['/sign-in', '/set-password']) await followFromElsewhere(page, path)
  expect(await session()).toEqual(before)
  await page.goto(`${staffConsole.address}/people/A1234AA`)
  expect(pathOf(page)).toBe('/people/A1234AA')
})

it('leads whoever signs in to the page of the link that they followed on another site', async () => {
  const page = await newWindow(browser)
  const path = `/applications/${sent.reference}?from=mail`
  await followFromElsewhere(page, path)
  expect(pathOf(page)).toBe('/sign-in')
  await signIn(page)
  expect(pathOf(page)).toBe(path)
})

it.each(['/', '/sign-in', '/queue?list=waiting&page=2', '/people/A1234AA'])(
  'answers %s from another site with a page that continues by itself and sets no cookie',
  async path => {
    const response = await fetch(staffConsole.address + path, { headers: { 'sec-fetch-site': 'cross-site' } })
    expect(response.status).toBe(200)
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(response.headers.get('cache-control')).toContain('no-store')
    const html = await response.text()
    expect(html).toContain(`content="0; url=${path.replaceAll('&', '&amp;')}"`)
    expect(await findInvalid(path, html)).toEqual([])
  },
)

describe('the page to return to', () => {
  async function signedInAfter(path: string, headers: Record<string, string> = {}): Promise<Visitor> {
    const visitor = new Visitor(staffConsole.address)
    await visitor.open('/sign-in')
    const cookie = `console=${visitor.cookie('console')}`
    // Not with `new URL`, which would take two slashes for a host.
    const answer = await fetch(staffConsole.address + path, { redirect: 'manual', headers: { cookie, ...headers } })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in'])
    return visitor.press('Sign in', { email: 'officer@example.test', password: testPassword })
  }

  it('keeps its query', async () => {
    expect((await signedInAfter('/queue?list=waiting')).path).toBe('/queue?list=waiting')
  })

  it.each([
    ['an address with two slashes', '//evil.example/queue', '/evil.example/queue'],
    ['an address with a backslash', '/\\evil.example/queue', '/evil.example/queue'],
    ['an address with three slashes', '///evil.example', '/evil.example'],
  ])('is inside the site after %s', async (_name, path, inside) => {
    const answer = await fetch(staffConsole.address + path, { redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([301, inside])
  })

  it('is the home page after a very long address', async () => {
    expect((await signedInAfter(`/queue?search=${'a'.repeat(3000)}`)).path).toBe('/')
  })

  it('is not what a browser loads for a page', async () => {
    expect((await signedInAfter('/favicon.ico', { 'sec-fetch-dest': 'image' })).path).toBe('/')
  })

  it('is forgotten once it has been opened', async () => {
    const visitor = await signedInAfter('/people')
    await visitor.press('Sign out')
    await visitor.press('Sign in', { email: 'officer@example.test', password: testPassword })
    expect(visitor.path).toBe('/')
  })
})
