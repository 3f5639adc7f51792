import type { Browser, Page } from 'puppeteer'
import { joinBrowser, newWindow } from '../set-up/browser'
import { readPdf, type PdfReading } from '../set-up/pdf'
import { addPerson, addPrisons, sendApplication, testPin } from '../set-up/people'
import { openPortal } from '../set-up/portal'
import { startTestSite, type TestSite } from '../set-up/site'
import { Visitor } from '../set-up/visitor'

const portalUrl = 'https://leaving.example.test'

let site: TestSite
let address: string
let browser: Browser
let page: Page

beforeAll(async () => {
  site = await startTestSite({ PORTAL_URL: portalUrl, TODAY: '2026-11-23' })
  await addPrisons(site.dependencies)
  address = await site.serve(openPortal)
  browser = await joinBrowser()
  page = await newWindow(browser)
})

afterAll(async () => {
  await browser.disconnect()
  await site.stop()
})

/** What comes out of the printer, on the paper that the page asks for. */
async function print(path: string): Promise<PdfReading> {
  await page.goto(address + path)
  return readPdf(await page.pdf({ preferCSSPageSize: true, printBackground: false }))
}

const textOf = ({ pages }: PdfReading) => pages.map(({ text }) => text.replace(/\s+/g, ' ')).join(' ')

describe.each([
  ['English', '', 'Who can help is on the back.', 'Who can help'],
  ['Welsh', '/cy', 'Mae’r rhestr o bwy all helpu ar y cefn.', 'Pwy all helpu'],
])('printed in %s', (_language, below, turn, back) => {
  it('puts the leaflet on two sides of A4, with a QR code', async () => {
    const printed = await print(`${below}/leaflet`)
    expect(printed.pages.length).toBe(2)
    expect(printed.pages[0]!.text).toContain(turn)
    expect(printed.pages[1]!.text).toMatch(new RegExp(`^\\s*${back}`))
    expect(await page.$eval('.app-qr__code', code => code.getAttribute('aria-label'))).toContain(
      `${portalUrl}${below}/leaflet`,
    )
    for (const { smallest } of printed.pages) expect(smallest).toBeGreaterThanOrEqual(11.9)
  })

  it('shows telephone numbers, and neither navigation nor web addresses', async () => {
    const text = textOf(await print(`${below}/booklet/a-place-to-live`))
    expect(text).toContain('0808 800 4444')
    expect(text).not.toMatch(/https?:|www\.|\.gov\.uk|\.org/)
    for (const words of ['Search', 'Chwilio', 'On this page', 'Ar y dudalen hon', 'PDF', 'Cookies', 'Cwcis']) {
      expect(text).not.toContain(words)
    }
  })

  it('puts the whole booklet with its contents on paper, each part on a new page', async () => {
    const printed = await print(`${below}/booklet/print`)
    const chapters = site.dependencies.published.content.chapters[below === '' ? 'en' : 'cy']
    const texts = printed.pages.map(({ text }) => text.replace(/\s+/g, ' ').trim())
    for (const { title } of chapters) {
      expect(texts[0]).toContain(title)
      expect(texts.filter(text => text.startsWith(title))).toHaveLength(1)
    }
  })

  it('has a form to fill in by hand, without controls', async () => {
    const printed = await print(`${below}/forms/a08`)
    const text = textOf(printed)
    const t = site.dependencies.words.in(below === '' ? 'en' : 'cy')
    expect(text).toContain(t('paper-forms:go-to', { number: 6 }))
    for (const words of ['PDF', t('paper-forms:screen'), t('paper-forms:list.title')]) expect(text).not.toContain(words)
  })

  it('uses 18 point or more in large print', async () => {
    for (const { smallest } of (await print(`${below}/large-print/booklet/staying-safe`)).pages) {
      expect(smallest).toBeGreaterThanOrEqual(17.9)
    }
  })
})

describe('a person’s leaving plan', () => {
  it.each([
    ['en', 'without private parts', '', ['Support for me', 'Ask to talk to someone.', 'Ask Gemma']],
    ['cy', 'with private parts', '?with=private', []],
  ])('is printed in %s %s, whole and without screen elements', async (language, _what, query, leftOut) => {
    const person = await addPerson(site.dependencies, language === 'en' ? 'A1234AA' : 'A2345BB')
    const { database } = site.dependencies
    await database.tasks.keepNote(person.id, 'find-id', `Ask Gemma ${'x'.repeat(200)}`, site.clock.now)
    await sendApplication(site.dependencies, person, 'drugs-and-alcohol')
    const visitor = await new Visitor(address).open(`/my/sign-in?lang=${language}`)
    await visitor.press(visitor.$('main form button').text().trim(), {
      'prison-number': person.prisonNumber,
      pin: testPin,
    })
    await page
      .browserContext()
      .setCookie({ name: 'my', value: visitor.cookie('my')!, domain: '127.0.0.1', path: '/my' })

    const text = textOf(await print(`/my/plan${query}`))
    const plan = await page.$$eval('.app-own-page > :not(.app-screen-only)', elements =>
      elements.map(each => (each as HTMLElement).innerText),
    )
    const packed = (words: string) => words.replace(/[\s•]+/g, '')
    expect(plan.length).toBeGreaterThan(15)
    expect(packed(text)).toBe(packed(plan.join('')))
    for (const words of leftOut) expect(text).not.toContain(words)
    if (leftOut.length === 0) expect(text).toContain('Ask Gemma')
    expect(await isWideOnPaper()).toBe(false)
  })
})

/** Whether something sticks out of the paper at its side, where a printer cuts it. */
async function isWideOnPaper(): Promise<boolean> {
  await page.emulateMediaType('print')
  await page.setViewport({ width: 700, height: 1000 })
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  await page.emulateMediaType()
  return isWide
}

describe('large print on a screen', () => {
  it.each([320, 1280])('uses 18 point or more, without horizontal scrolling, on a screen %d px wide', async width => {
    await page.setViewport({ width, height: 800 })
    await page.goto(`${address}/large-print/booklet/staying-safe`)
    const found = await page.evaluate(() => ({
      sizes: [...document.querySelectorAll('main p, main li')].map(each => parseFloat(getComputedStyle(each).fontSize)),
      beside: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    }))
    expect(Math.min(...found.sizes)).toBeGreaterThanOrEqual(24)
    expect(found.beside).toBeLessThanOrEqual(0)
  })

  it('links to large print, and back to the same page', async () => {
    await page.goto(`${address}/cy/large-print/booklet`)
    await Promise.all([page.waitForNavigation(), page.click('.app-chapters a')])
    expect(new URL(page.url()).pathname).toMatch(/^\/cy\/large-print\/booklet\/[a-z-]+$/)
    await Promise.all([page.waitForNavigation(), page.click('a[rel=alternate]:not([hreflang])')])
    expect(new URL(page.url()).pathname).toMatch(/^\/cy\/booklet\/[a-z-]+$/)
  })
})

describe('a PDF from the in-cell site', () => {
  it('is rendered while pages are served', async () => {
    const order: string[] = []
    const ask = async (path: string) => {
      const answer = await fetch(address + path)
      await answer.arrayBuffer()
      order.push(path)
      return answer
    }
    const [booklet] = await Promise.all([
      ask('/booklet.pdf'),
      ask('/health')
        .then(() => ask('/search?q=home'))
        .then(() => ask('/contacts')),
    ])
    expect(booklet.status).toBe(200)
    expect(order.at(-1)).toBe('/booklet.pdf')
  })

  it('needs no session and sets no cookie', async () => {
    const answer = await fetch(`${address}/cy/leaflet.pdf`)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect((await readPdf(new Uint8Array(await answer.arrayBuffer()))).pages.length).toBe(2)
  })
})
