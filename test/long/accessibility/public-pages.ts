import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'puppeteer'
import { addService } from '../../../server/use-cases/content/local-services'
import { publicSite } from '../../content/public-site'
import { findBarriers } from '../../set-up/barriers'
import { joinBrowser, newWindow } from '../../set-up/browser'
import { addPrisons, addStaff } from '../../set-up/people'
import { openPortal } from '../../set-up/portal'
import { startTestSite, type TestSite } from '../../set-up/site'
import { templatesLeft } from '../../set-up/templates'

/** What is made for each request, and so is not among the ready pages. */
const answers = [
  '/local',
  '/local/lei',
  '/local/lei/health',
  '/large-print/local/lei/health',
  '/search',
  '/search?q=cartref',
  '/search?q=xqzzkv',
  '/feedback?page=/leaflet',
]

/** Two of one prison, with all that can be said, and with as little as can be, which has no Welsh; and one of its area. */
async function addLocalServices({ dependencies }: TestSite): Promise<void> {
  await addPrisons(dependencies)
  const staff = await addStaff(dependencies, {
    email: 'manager@example.test',
    name: 'A manager',
    role: 'manager',
    prisons: ['LEI'],
  })
  const whole = { whoFor: 'Anybody', howToGet: 'Ask on the wing.', contact: '01632 960123' }
  const bare = { whoFor: null, howToGet: null, contact: null }
  const leeds = { kind: 'prison', id: 'LEI' } as const
  const area = { kind: 'area', id: 'yorkshire-and-the-humber' } as const
  for (const { place, english, welsh } of [
    {
      place: leeds,
      english: { name: 'Nurse', what: 'Help.', ...whole },
      welsh: { name: 'Nyrs', what: 'Help.', ...whole },
    },
    { place: leeds, english: { name: 'Eye tests', what: 'A van comes each month.', ...bare }, welsh: null },
    { place: area, english: { name: 'Dentist', what: 'A dentist for all.', ...bare }, welsh: null },
  ]) {
    const entry = { chapter: 'health', openTo: 'both', english, welsh } as const
    const command = { staff, place, entry, idempotencyKey: randomUUID(), fromAddress: undefined }
    await addService(dependencies.database, dependencies.context(), command)
  }
}

/** Walks every page of the public site in a language, in both sizes, and looks for barriers. */
export function walkPublicSite(isInLanguage: (path: string) => boolean): void {
  let site: TestSite
  let address: string
  let browser: Browser
  let page: Page
  let left: () => string[]

  beforeAll(async () => {
    site = await startTestSite()
    await addLocalServices(site)
    address = await site.serve(openPortal)
    left = templatesLeft(site.dependencies.views, 'public')
    browser = await joinBrowser()
    page = await newWindow(browser)
  })

  afterAll(async () => {
    await browser.disconnect()
    await site.stop()
  })

  const ready = [...publicSite().pages.keys()].filter(isInLanguage)
  const made = [...answers, ...answers.map(path => `/cy${path}`)].filter(isInLanguage)

  const idle: Page[] = []

  it.concurrent.each([...ready, ...made])('%s has no barrier', async path => {
    const window = idle.pop() ?? (await newWindow(browser))
    await window.goto(address + path)
    expect(await findBarriers(browser, window)).toEqual([])
    idle.push(window)
  })

  it('has no barrier on the pages for a lost database', async () => {
    const { database } = site.dependencies
    const language = isInLanguage('/cy') ? '/cy' : ''
    jest.spyOn(database.pageFeedback, 'add').mockRejectedValueOnce(new Error('connection terminated'))
    await page.goto(`${address}${language}/feedback?page=/leaflet`)
    await Promise.all([page.waitForNavigation(), page.click('main form button')])
    expect(await findBarriers(browser, page)).toEqual([])
    jest.spyOn(database.localServices, 'edition').mockRejectedValue(new Error('connection terminated'))
    const withoutDatabase = await site.serve(openPortal)
    await page.goto(`${withoutDatabase}${language}/local`)
    expect(await findBarriers(browser, page)).toEqual([])
  })

  it('has met every page template', () => {
    // The leaflet's drafts have one address each, which counts as English.
    expect(left()).toEqual(isInLanguage('/leaflet') ? [] : ['public/leaflet-draft.njk'])
  })
}

export const isWelsh = (path: string) => path === '/cy' || path.startsWith('/cy/')
