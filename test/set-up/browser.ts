import { load } from 'cheerio'
import pa11y from 'pa11y'
import puppeteer, { type Browser, type HTTPRequest, type Page } from 'puppeteer'
import { KnownParts } from './page-parts'

const looked = new KnownParts()

/** Joins the one browser that the test run started. */
export function joinBrowser(): Promise<Browser> {
  return puppeteer.connect({ browserWSEndpoint: process.env.TEST_BROWSER ?? '' })
}

/** A window of somebody's own: no cookie of anybody else. */
export async function newWindow(browser: Browser, { scripts = true } = {}): Promise<Page> {
  const context = await browser.createBrowserContext()
  const page = await context.newPage()
  await page.setJavaScriptEnabled(scripts)
  return page
}

/**
 * What keeps people from using the page as it stands. Axe and HTML_CodeSniffer look at each structure once a file (see
 * hasNewPart); at every page, it must not have to be scrolled sideways on a narrow screen, and its error links must land
 * on fields.
 *
 * @returns a line a finding, empty when there is none
 */
export async function findBarriers(browser: Browser, page: Page): Promise<string[]> {
  const found = [
    ...((await hasNewPart(page)) ? await lookAt(browser, page) : []),
    ...(await findDeadErrorLinks(page)),
    ...(await findWide(page)),
  ]
  const path = new URL(page.url()).pathname
  return found.map(each => `${path}: ${each}`)
}

/**
 * Whether the page has a part that axe and HTML_CodeSniffer have not seen in this file: an element in its surroundings,
 * words aside. The language and whatever scripts do stand in those; what else changes a page's looks is added.
 */
async function hasNewPart(page: Page): Promise<boolean> {
  const { html, media } = await page.evaluate(() => ({
    html: document.documentElement.outerHTML,
    media: ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', 'print'].filter(
      query => matchMedia(query).matches,
    ),
  }))
  return looked.learn(load(html), [page.isJavaScriptEnabled() ? 'scripts' : 'no scripts', ...media].join(', '))
}

/**
 * Everything that axe and HTML_CodeSniffer find (WCAG 2.2 AA); nothing is excused. Axe's lesser findings count too;
 * HTML_CodeSniffer's are reminders to look, and are left out.
 */
async function lookAt(browser: Browser, page: Page): Promise<string[]> {
  const { issues } = await pa11y(page.url(), {
    browser,
    page,
    ignoreUrl: true,
    standard: 'WCAG2AA',
    runners: ['axe', 'htmlcs'],
    includeWarnings: true,
    timeout: 30_000,
  })
  return [
    ...issues
      .filter(({ type, runner }) => type === 'error' || runner === 'axe')
      .map(({ code, message, selector, context }) => `${code} ${message} ${selector} ${context}`),
    ...(await findSmallTargets(page)),
  ]
}

/** What sticks out of a screen of 320 px, the width that WCAG asks for (1.4.10), so that the page scrolls sideways. */
export async function findWide(page: Page): Promise<string[]> {
  const screen = page.viewport()
  await page.setViewport({ width: 320, height: 640 })
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const isWide = (element: Element) => element.getBoundingClientRect().right > clientWidth
    const innermost = [...document.querySelectorAll('body *')].filter(
      element => isWide(element) && ![...element.children].some(isWide),
    )
    return [`${scrollWidth} px wide: ${innermost.map(element => element.outerHTML.slice(0, 200)).join(' | ')}`]
  })
  await page.setViewport(screen)
  return wide
}

/** Follows every link of the error summary: each has to land on something that a person can type into or pick. */
async function findDeadErrorLinks(page: Page): Promise<string[]> {
  const dead: string[] = []
  for (const link of await page.$$('.govuk-error-summary a')) {
    const href = await link.evaluate(element => element.getAttribute('href') ?? '')
    await link.click()
    const lands = await page.evaluate(
      target =>
        document.activeElement?.matches('input, textarea, select') && `#${document.activeElement.id}` === target,
      href,
    )
    if (!lands) dead.push(`the error link ${href} lands on no field`)
  }
  return dead
}

/** What is new in WCAG 2.2 that a program can find; pa11y asks axe for 2.1 alone. It has left axe in the page. */
function findSmallTargets(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    const { violations } = await axe.run({ runOnly: ['wcag22aa'] })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} ${html}`))
  })
}

/** Presses the button with this text and waits for the page that follows. */
export async function press(page: Page, button: string): Promise<void> {
  await clickAndWait(page, 'button:not([aria-hidden]), a.govuk-button', button)
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
    return goOn(page, () => element.click())
  }
  throw new Error(`No "${text}" on ${page.url()}`)
}

/** What a person reads in the main part of the page. */
export function textOf(page: Page): Promise<string> {
  return page.$eval('main', element => element.textContent.replace(/\s+/g, ' ').trim())
}

/** Waits for a page that the person can see; the address alone changes before it. */
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
