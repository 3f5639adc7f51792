import puppeteer, {
  type Browser,
  type BrowserContext,
  type ElementHandle,
  type HTTPRequest,
  type HTTPResponse,
  type Page,
} from 'puppeteer'

/** Joins the one browser that the test run started. */
export function joinBrowser(): Promise<Browser> {
  return puppeteer.connect({ browserWSEndpoint: process.env.TEST_BROWSER ?? '' })
}

const answers = new WeakMap<Page, HTTPResponse>()

const windowsOfTest: BrowserContext[] = []
let isInTest = false

beforeEach(() => {
  isInTest = true
})

// A page that is left open goes on drawing what moves, and all tests share the browser.
afterEach(async () => {
  isInTest = false
  for (const window of windowsOfTest.splice(0)) await window.close().catch(() => undefined)
})

/** A window of somebody's own: no cookie of anybody else. One that a test opens is closed after it. */
export async function newWindow(browser: Browser, options: { readonly scripts?: boolean } = {}): Promise<Page> {
  const page = await newLastingWindow(browser, options)
  if (isInTest) windowsOfTest.push(page.browserContext())
  return page
}

/** The same, and open for the tests that follow. */
export async function newLastingWindow(browser: Browser, { scripts = true } = {}): Promise<Page> {
  const context = await browser.createBrowserContext()
  const page = await context.newPage()
  await page.setJavaScriptEnabled(scripts)
  page.on('response', response => {
    const request = response.request()
    const isRedirect = response.status() >= 300 && response.status() < 400
    if (request.isNavigationRequest() && request.frame() === page.mainFrame() && !isRedirect)
      answers.set(page, response)
  })
  return page
}

export interface SentPage {
  readonly html: string
  readonly headers: Record<string, string>
}

/** The page that is open as the site sent it, before the browser mended it and scripts changed it. */
export async function sentOf(page: Page): Promise<SentPage> {
  const answer = answers.get(page)
  if (!answer) throw new Error(`Nobody sent ${page.url()}`)
  const { 'content-security-policy': policy } = answer.headers()
  return { html: await answer.text(), headers: policy === undefined ? {} : { 'content-security-policy': policy } }
}

/** Presses the button with this text and waits for the page that follows. */
export async function press(page: Page, button: string): Promise<void> {
  await clickAndWait(page, 'button:not([aria-hidden]), a.govuk-button', button)
}

/** Says of each action of an application that is being closed that it is done. */
export async function settleActions(page: Page): Promise<void> {
  for (const done of await page.$$('input[name^=settle-][value=done]')) await done.click()
}

/** Follows the link with this text: the page's own, where the navigation has another of that name. */
export async function follow(page: Page, link: string): Promise<void> {
  await clickAndWait(page, 'a', link)
}

/** Does what leads to another page, and waits for it; a browser that keeps pages for Back tells of them too early. */
export async function goOn(page: Page, action: () => Promise<void>): Promise<void> {
  await page.evaluate(() => Object.assign(window, { isBefore: true }))
  await action()
  const isThere = () => page.evaluate(() => !('isBefore' in window) && document.readyState === 'complete')
  while (!(await isThere().catch(() => false))) await new Promise(resolve => setTimeout(resolve, 10))
}

/** Keeps the page open that goes on by itself, as in a browser that does not follow a refresh. */
export async function stayWhere(page: Page, goesOn: (request: HTTPRequest) => boolean): Promise<void> {
  await page.setRequestInterception(true)
  page.on('request', request => {
    void (request.isNavigationRequest() && goesOn(request) ? request.abort('aborted') : request.continue())
  })
}

async function clickAndWait(page: Page, selector: string, text: string): Promise<void> {
  for (const element of [...(await page.$$(`main :is(${selector})`)), ...(await page.$$(selector))]) {
    const found = await element.evaluate(node => (node.textContent ?? '').replace(/\s+/g, ' ').trim())
    if (found !== text) continue
    await unfold(page, element)
    return goOn(page, () => element.click())
  }
  throw new Error(`No "${text}" on ${page.url()}`)
}

/** Opens what an element is folded away in, as somebody has to before they can press it. */
async function unfold(page: Page, element: ElementHandle): Promise<void> {
  for (const folded of await page.$$('details:not([open])')) {
    const hides = await folded.evaluate(
      (details, inside) => details.contains(inside) && inside.closest('summary')?.parentElement !== details,
      element,
    )
    if (hides) await (await folded.$(':scope > summary'))?.click()
  }
}

/** What a person reads in the main part of the page. */
export function textOf(page: Page): Promise<string> {
  return page.$eval('main', element => element.textContent.replace(/\s+/g, ' ').trim())
}

/** Waits for a page that the person can see; only the address changes before it. */
export async function shows(page: Page, path: string): Promise<void> {
  const seen = async () => {
    try {
      return await page.evaluate(
        wanted => location.pathname === wanted && document.readyState === 'complete' && !document.body.hidden,
        path,
      )
    } catch {
      return false
    }
  }
  while (!(await seen())) await new Promise(resolve => setTimeout(resolve, 20))
}
