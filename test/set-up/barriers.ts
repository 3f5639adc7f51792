import { join } from 'node:path'
import { load } from 'cheerio'
import pa11y from 'pa11y'
import type { Browser, Page } from 'puppeteer'
import { newLastingWindow, sentOf, type SentPage } from './browser'
import { elementsOfParts, hiddenMark, KnownParts } from './page-parts'
import { findInvalidOnce } from './validity'

const looked = new KnownParts()
const axe = join(__dirname, 'axe-runner.cjs')

type NewParts = NonNullable<ReturnType<KnownParts['learn']>>

/**
 * What keeps people from using the page as it stands. Axe and HTML_CodeSniffer look at each part of a page once a file,
 * with scripts and without (see KnownParts). At every page, the HTML must be valid, it must not have to be scrolled
 * sideways on a narrow screen, and its error links must land on fields.
 *
 * @param page a window that newWindow opened
 * @returns a line a finding, empty when there is none
 */
export async function findBarriers(browser: Browser, page: Page): Promise<string[]> {
  const sent = await sentOf(page)
  const withScripts = await findBarriersWithScripts(page)
  const withoutScripts = (await mediaOf(page)) === '' ? await lookWithoutScripts(browser, page.url(), sent) : []
  const { pathname } = new URL(page.url())
  return [...withScripts, ...withoutScripts.map(each => `${pathname}: without scripts: ${each}`)]
}

/** The same without the second look, at the page without scripts, which takes as long as the first. */
export async function findBarriersWithScripts(page: Page): Promise<string[]> {
  const { html } = await sentOf(page)
  const { pathname } = new URL(page.url())
  const found = [
    ...(await lookAtNew(page, await mediaOf(page))),
    ...(await findDeadErrorLinks(page)),
    ...(await findWide(page)),
  ]
  return [...found.map(each => `${pathname}: ${each}`), ...(await findInvalidOnce(pathname, html))]
}

/** Which looks of pages the window asks for, apart from the usual one; empty for none. */
function mediaOf(page: Page): Promise<string> {
  return page.evaluate(() =>
    ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', 'print']
      .filter(query => matchMedia(query).matches)
      .join(', '),
  )
}

/** What axe and HTML_CodeSniffer find, where the page has a visible part that they have not seen in this file. */
async function lookAtNew(page: Page, media: string): Promise<string[]> {
  const html = await page.evaluate(
    ({ of, without }, mark) => {
      const hidden = [...document.querySelectorAll(of)].filter(
        each => !each.matches(without) && !each.checkVisibility(),
      )
      for (const each of hidden) each.setAttribute(mark, '')
      const { outerHTML } = document.documentElement
      for (const each of hidden) each.removeAttribute(mark)
      return outerHTML
    },
    elementsOfParts,
    hiddenMark,
  )
  const parts = looked.learn(load(html), media)
  return parts ? lookAt(page, parts) : []
}

/** The window without scripts of each browser, as soon as nobody looks at a page in it. */
const windows = new WeakMap<Browser, Promise<Page>>()

/**
 * What is found in the page as it was sent, where no script changes it, if it has a part that was not visible with
 * scripts.
 */
async function lookWithoutScripts(browser: Browser, url: string, sent: SentPage): Promise<string[]> {
  const parts = looked.learn(load(sent.html, { scriptingEnabled: false }))
  if (!parts) return []
  const window = windows.get(browser) ?? newLastingWindow(browser)
  const found = window.then(page => lookAtSent(page, url, sent, parts))
  windows.set(
    browser,
    found.then(
      () => window,
      () => window,
    ),
  )
  return found
}

/**
 * WCAG 2.2.1 allows a time limit where people are warned and can extend it. Without scripts, it is a refresh that opens
 * the in-cell page with the warning, and the start page after that: the only finding that is excused.
 */
const endOfSession = /^\S*(meta-refresh|F40\.2) .*url=\/my(\/still-there)?">$/

async function lookAtSent(page: Page, url: string, sent: SentPage, parts: NewParts): Promise<string[]> {
  let isAnswered = false
  await page.setRequestInterception(true)
  // Of the page before; Pa11y may have removed it already.
  page.removeAllListeners('request')
  page.on('request', request => {
    if (!request.isNavigationRequest()) return void request.continue()
    // A page that goes on by itself has to stay to be looked at.
    if (isAnswered) return void request.abort('aborted')
    isAnswered = true
    void request.respond({
      status: 200,
      contentType: 'text/html; charset=utf-8',
      headers: sent.headers,
      body: sent.html,
    })
  })
  await page.setJavaScriptEnabled(false)
  await page.goto(url.replace(/#.*/, ''))
  // Whatever looks at the page is a script. Those of the page are past by now.
  await page.setJavaScriptEnabled(true)
  const found = await lookAt(page, parts)
  return [...found.filter(each => !endOfSession.test(each)), ...(await findWide(page))]
}

/**
 * Everything that axe and HTML_CodeSniffer find (WCAG 2.2 AA). Axe's lesser findings count too;
 * HTML_CodeSniffer's are reminders to look, and are left out.
 */
async function lookAt(page: Page, { count, known }: NewParts): Promise<string[]> {
  await page.evaluate(
    ({ of, without }, expected, places) => {
      const elements = [...document.querySelectorAll(of)].filter(element => !element.matches(without))
      // Where the page has changed since, all of it is looked at.
      const knownElements = elements.length === expected ? places.map(place => elements[place]) : []
      Object.assign(window, { knownElements })
    },
    elementsOfParts,
    count,
    known,
  )
  const { issues } = await pa11y(page.url(), {
    page,
    browser: page.browser(),
    ignoreUrl: true,
    standard: 'WCAG2AA',
    runners: [axe, 'htmlcs'],
    timeout: 30_000,
  })
  return issues.map(({ code, message, selector, context }) => `${code} ${message} ${selector} ${context}`)
}

/** What sticks out of a screen of 320 px, the width that WCAG asks for (1.4.10), so that the page scrolls sideways. */
export async function findWide(page: Page): Promise<string[]> {
  const screen = page.viewport()
  await page.setViewport({ width: 320, height: 640 })
  await page.waitForFunction(() => matchMedia('(width: 320px)').matches)
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
