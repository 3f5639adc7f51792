import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'puppeteer'
import { findBarriers } from '../../set-up/barriers'
import { joinBrowser, newWindow } from '../../set-up/browser'
import { addStaff } from '../../set-up/people'
import { openPortal } from '../../set-up/portal'
import { startTestSite, type TestSite } from '../../set-up/site'

jest.setTimeout(120_000)

let site: TestSite
let address: string
let browser: Browser
let page: Page

beforeAll(async () => {
  site = await startTestSite()
  await addNotice(site)
  address = await site.serve(openPortal)
  browser = await joinBrowser()
  page = await newWindow(browser)
})

afterAll(async () => {
  await page.browserContext().close()
  await browser.disconnect()
  await site.stop()
})

/** What every page begins with where the service owner has something to say; it has no Welsh. */
async function addNotice({ dependencies }: TestSite): Promise<void> {
  const owner = { email: 'owner@example.test', name: 'An owner', role: 'service-owner', prisons: [] } as const
  const { id: staffId } = await addStaff(dependencies, owner)
  const at = dependencies.now()
  const shown = { shownFrom: at, shownUntil: new Date(at.getTime() + 60_000), closedFrom: null }
  const words = { english: 'The phones are down today.', welsh: null, sites: ['public'] } as const
  await dependencies.database.serviceNotices.add({ ...words, ...shown }, { staffId, idempotencyKey: randomUUID(), at })
  await dependencies.published.poll()
}

const background = 'getComputedStyle(document.body).backgroundColor'

it.each(['/leaflet', '/cy/contacts', '/booklet/a-place-to-live', '/easy-read/leaflet', '/search?q=rent'])(
  '%s is dark where the device is, and can be read',
  async path => {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }])
    await page.goto(`${address}${path}`)
    expect(await page.evaluate(background)).toBe('rgb(11, 12, 12)')
    expect(await page.$('.app-service-notices')).not.toBeNull()
    expect(await findBarriers(browser, page)).toEqual([])
  },
)

it('has more contrast where the device asks for it', async () => {
  await page.goto(`${address}/leaflet`)
  const hint = `getComputedStyle(document.documentElement).getPropertyValue('--govuk-secondary-text-colour')`
  const devtools = await page.createCDPSession()
  const features = [
    { name: 'prefers-color-scheme', value: 'light' },
    { name: 'prefers-contrast', value: 'more' },
  ]
  await devtools.send('Emulation.setEmulatedMedia', { features })
  expect(await page.evaluate(hint)).toBe('#0b0c0c')
  expect(await findBarriers(browser, page)).toEqual([])
})
