import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'puppeteer'
import { addService } from '../../server/use-cases/content/local-services'
import { findBarriersWithScripts } from '../set-up/barriers'
import { joinBrowser, newWindow } from '../set-up/browser'
import { addPrisons, addStaff } from '../set-up/people'
import { openPortal } from '../set-up/portal'
import { startTestSite, type TestSite } from '../set-up/site'
import { templatesLeft } from '../set-up/templates'

let site: TestSite
let address: string
let browser: Browser
let page: Page
let left: () => string[]

beforeAll(async () => {
  site = await startTestSite()
  await addLocalService(site)
  address = await site.serve(openPortal)
  left = templatesLeft(site.dependencies.views, 'public')
  browser = await joinBrowser()
  page = await newWindow(browser)
})

afterAll(async () => {
  await page.browserContext().close()
  await browser.disconnect()
  await site.stop()
})

async function addLocalService({ dependencies }: TestSite): Promise<void> {
  await addPrisons(dependencies)
  const manager = { email: 'manager@example.test', name: 'A manager', role: 'manager', prisons: ['LEI'] } as const
  const english = { name: 'Nurse', what: 'Help.', whoFor: null, howToGet: 'Ask on the wing.', contact: '01632 960123' }
  await addService(dependencies.database, dependencies.context(), {
    staff: await addStaff(dependencies, manager),
    place: { kind: 'prison', id: 'LEI' },
    entry: { chapter: 'health', openTo: 'both', english, welsh: null },
    idempotencyKey: randomUUID(),
    fromAddress: undefined,
  })
}

it.each([
  '/',
  '/booklet',
  '/booklet/a-place-to-live',
  '/booklet/print',
  '/leaflet',
  '/leaflet/pl',
  '/easy-read/leaflet',
  '/contacts',
  '/forms',
  '/forms/a05',
  '/privacy',
  '/search?q=rent',
  '/local',
  '/local/lei',
  '/local/lei/health',
  '/feedback?page=/leaflet',
  '/feedback/thanks',
  '/offline',
])('%s has no barrier', async path => {
  await page.goto(address + path)
  expect(await findBarriersWithScripts(page)).toEqual([])
})

it('has met every page template, but for those that a lost database brings', () => {
  expect(left()).toEqual(['public/feedback-not-kept.njk', 'public/local/not-there.njk'])
})
