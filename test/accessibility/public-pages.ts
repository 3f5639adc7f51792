import type { Browser, Page } from 'puppeteer'
import { createPortal } from '../../server/portal'
import { publicSite } from '../content/public-site'
import { findBarriers, joinBrowser, newWindow } from '../set-up/browser'
import { startTestSite, type TestSite } from '../set-up/site'

/** What is made for each request, and so is not among the ready pages. */
const answers = ['/search', '/search?q=cartref', '/search?q=xqzzkv', '/feedback?page=/leaflet']

/** Walks every page of the public site in a language, in both sizes, and looks for barriers. */
export function walkPublicSite(isInLanguage: (path: string) => boolean): void {
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

  const paths = [...publicSite().pages.keys(), ...answers, ...answers.map(path => `/cy${path}`)].filter(isInLanguage)

  it.each(paths)('%s has no barrier', async path => {
    await page.goto(address + path)
    expect(await findBarriers(browser, page)).toEqual([])
  })
}

export const isWelsh = (path: string) => path === '/cy' || path.startsWith('/cy/')
