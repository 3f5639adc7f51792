import type { Browser, Page } from 'puppeteer'
import { createPortal } from '../../server/portal'
import { findBarriers, joinBrowser, newWindow } from '../set-up/browser'
import { startTestSite, type TestSite } from '../set-up/site'

const pages = [
  '/',
  '/booklet',
  '/booklet/a-place-to-live',
  '/booklet/money-and-benefits',
  '/booklet/staying-safe',
  '/booklet/how-to-use',
  '/booklet/who-is-who',
  '/booklet/words-we-use',
  '/search',
  '/search?q=cartref',
  '/search?q=xqzzkv',
  '/leaflet',
  '/contacts',
  '/accessibility-statement',
  '/cookies',
  '/privacy',
]

let site: TestSite
let address: string
let browser: Browser
let page: Page

beforeAll(async () => {
  site = await startTestSite()
  address = await site.serve(createPortal)
  browser = await joinBrowser()
  page = await newWindow(browser)
})

afterAll(async () => {
  await browser.disconnect()
  await site.stop()
})

describe.each([
  ['English', ''],
  ['Welsh', '/cy'],
])('the public site in %s', (_language, below) => {
  it.each(pages)('has no barrier on %s', async path => {
    await page.goto(`${address}${below}${path}`.replace(/(.)\/$/, '$1'))
    expect(await findBarriers(browser, page)).toEqual([])
  })
})
