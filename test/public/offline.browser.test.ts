import { setTimeout } from 'node:timers/promises'
import { TargetType, type Browser, type CDPSession, type Page } from 'puppeteer'
import { joinBrowser, newWindow } from '../set-up/browser'
import { openPortal } from '../set-up/portal'
import { startTestSite, type TestSite } from '../set-up/site'

let site: TestSite
let address: string
let browser: Browser
let page: Page
let worker: CDPSession | undefined
/** The pages that wait for an answer while the server hangs. */
let unanswered: (() => void)[] | undefined

beforeAll(async () => {
  site = await startTestSite({ KIOSK_HOSTS: 'localhost' })
  address = await site.serve(dependencies => {
    const answer = openPortal(dependencies)
    return (req, res) => {
      if (unanswered && !req.url?.startsWith('/assets/')) unanswered.push(() => answer(req, res))
      else answer(req, res)
    }
  })
  browser = await joinBrowser()
})

beforeEach(async () => {
  worker = undefined
  unanswered = undefined
  page = await newWindow(browser)
})

afterAll(async () => {
  await browser.disconnect()
  await site.stop()
})

/** Opens a page and waits until its service worker has kept everything that it was asked to. */
async function read(path: string, expectedTitles: readonly string[]): Promise<void> {
  await page.goto(`${address}${path}`)
  await page.waitForFunction(
    async (expected: readonly string[]) => {
      const held = (await (await caches.open('pages-1')).keys()).map(({ url }) => new URL(url).pathname)
      return expected.every(each => held.includes(each))
    },
    { timeout: 10_000 },
    expectedTitles,
  )
}

async function heading(path: string): Promise<string> {
  await page.goto(`${address}${path}`)
  return page.$eval('h1', element => element.textContent.trim())
}

const isKeptShown = async () => (await page.$('#kept')) !== null

/** What the browser remembers by itself would answer in place of the server. */
async function forgetOwnMemory(): Promise<void> {
  const session = await page.createCDPSession()
  await session.send('Network.clearBrowserCache')
}

/** Cuts the network of the page and of its service worker, or joins it again. */
async function cutNetwork(isCut: boolean): Promise<void> {
  await page.setOfflineMode(isCut)
  await forgetOwnMemory()
  if (!worker) {
    const target = await page
      .browserContext()
      .waitForTarget(each => each.type() === TargetType.SERVICE_WORKER, { timeout: 10_000 })
    worker = await target.createCDPSession()
    await worker.send('Network.enable')
  }
  await worker.send('Network.emulateNetworkConditions', {
    offline: isCut,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: -1,
  })
}

it('keeps the leaflet, the contacts and pages that were read for use without a network', async () => {
  await read('/booklet/health', ['/booklet/health', '/leaflet', '/contacts', '/offline'])
  expect(await isKeptShown()).toBe(false)
  await cutNetwork(true)
  expect(await heading('/leaflet')).toBe('You are leaving court today. 10 things to do.')
  expect(await isKeptShown()).toBe(true)
  expect(await heading('/contacts')).toBe('Who can help')
  expect(await heading('/booklet/health')).toBe('Health')
  expect(await heading('/booklet/women')).toBe('You have no connection')
  await cutNetwork(false)
  expect(await heading('/booklet/women')).toBe('Women')
  expect(await isKeptShown()).toBe(false)
})

it('keeps them in Welsh for Welsh readers', async () => {
  await read('/cy', ['/cy', '/cy/leaflet', '/cy/contacts', '/cy/offline'])
  await cutNetwork(true)
  expect(await heading('/cy/contacts')).toBe('Pwy all helpu')
  expect(await heading('/cy/booklet')).toBe('Does gennych chi ddim cysylltiad')
})

it('keeps no personal pages, no searches and no responses to forms', async () => {
  await read('/', ['/', '/leaflet'])
  await page.goto(`${address}/my/sign-in`)
  await page.goto(`${address}/search?q=rent`)
  const held = await page.evaluate(async () =>
    (await (await caches.open('pages-1')).keys()).map(({ url }) => new URL(url).pathname),
  )
  expect(held.sort()).toEqual(['/', '/contacts', '/leaflet', '/offline'])
  await cutNetwork(true)
  await expect(page.goto(`${address}/my/sign-in`)).rejects.toThrow('ERR_INTERNET_DISCONNECTED')
})

it('prefers the server whenever it answers, so that pages are never stale', async () => {
  await read('/leaflet', ['/leaflet'])
  await page.evaluate(async () => {
    await (await caches.open('pages-1')).put('/leaflet', new Response('<h1>Old</h1>'))
  })
  expect(await heading('/leaflet')).not.toBe('Old')
})

it('answers from the cache when the server hangs, and waits when the page is not cached', async () => {
  await read('/leaflet', ['/leaflet', '/contacts', '/offline'])
  await forgetOwnMemory()
  unanswered = []
  const started = Date.now()
  expect(await heading('/contacts')).toBe('Who can help')
  expect(Date.now() - started).toBeGreaterThanOrEqual(4000)
  expect(await isKeptShown()).toBe(true)
  const uncached = heading('/booklet/women')
  await setTimeout(4500)
  const late = unanswered
  unanswered = undefined
  for (const answer of late) answer()
  expect(await uncached).toBe('Women')
  expect(await isKeptShown()).toBe(false)
})

it('is off on a kiosk, where an earlier worker unregisters itself', async () => {
  const kiosk = address.replace('127.0.0.1', 'localhost')
  const script = await fetch(`${kiosk}/service-worker.js`)
  expect(await script.text()).toContain('unregister')
  await page.goto(`${kiosk}/service-worker.js`)
  await page.goto(`${kiosk}/`)
  expect((await page.$$('script[src*=offline], #kept')).length).toBe(0)
  expect(await page.evaluate(() => navigator.serviceWorker.getRegistrations().then(({ length }) => length))).toBe(0)
  await page.evaluate(async () => {
    await caches.open('pages-1')
    await navigator.serviceWorker.register('/service-worker.js')
  })
  await page.waitForFunction(
    async () => (await navigator.serviceWorker.getRegistrations()).length === 0 && (await caches.keys()).length === 0,
    { timeout: 10_000 },
  )
})

it('is served as a script that is always revalidated and may connect only to its own origin', async () => {
  const response = await fetch(`${address}/service-worker.js`)
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(response.headers.get('cache-control')).toBe('no-cache')
  expect(response.headers.get('content-security-policy')).toContain("connect-src 'self'")
  expect((await fetch(`${address}/service-worker.js`, { method: 'POST' })).status).toBe(405)
  expect((await fetch(`${address}/service-worker.js`, { method: 'HEAD' })).status).toBe(200)
})
