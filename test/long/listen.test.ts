import type { Browser, Page } from 'puppeteer'
import { findBarriers } from '../set-up/barriers'
import { joinBrowser, newWindow } from '../set-up/browser'
import { addPerson, addPrisons, testPin } from '../set-up/people'
import { openPortal } from '../set-up/portal'
import { startTestSite, type TestSite } from '../set-up/site'

let site: TestSite
let address: string
let browser: Browser
let page: Page

beforeAll(async () => {
  site = await startTestSite()
  address = await site.serve(openPortal)
  browser = await joinBrowser()
})

beforeEach(async () => {
  page = await newWindow(browser)
})

afterAll(async () => {
  await browser.disconnect()
  await site.stop()
})

interface Spoken {
  text: string
  rate: number
  lang: string
}

/** A voice that says nothing, and each sentence for as long as a test wants; what it is asked to say is written down. */
async function openWithVoices(path: string, languages: readonly string[]): Promise<void> {
  await page.evaluateOnNewDocument((langs: readonly string[]) => {
    const said: Spoken[] = []
    let speaking: { onend?: () => void } | undefined
    const synthesis = {
      getVoices: () => langs.map(lang => ({ lang, localService: true })),
      speak(utterance: Spoken & { onend?: () => void }) {
        speaking = utterance
        said.push({ text: utterance.text, rate: utterance.rate, lang: utterance.lang })
      },
      cancel() {
        const ended = speaking
        speaking = undefined
        ended?.onend?.()
      },
    }
    class Utterance {
      constructor(readonly text: string) {}
    }
    Object.defineProperty(window, 'speechSynthesis', { value: synthesis })
    Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Utterance })
    Object.assign(window, { said, endSentence: () => synthesis.cancel() })
  }, languages)
  await page.goto(address + path)
}

const said = () => page.evaluate(() => (window as unknown as { said: Spoken[] }).said)
const endSentence = () => page.evaluate(() => (window as unknown as { endSentence: () => void }).endSentence())
const buttons = () =>
  page.$$eval('#listen button', all => all.filter(each => each.checkVisibility()).map(each => each.textContent))
const highlighted = () =>
  page.evaluate(() =>
    [...(CSS.highlights.get('listening') ?? [])].map(range => (range as Range).toString().replace(/\s+/g, ' ').trim()),
  )

async function untilOffered(): Promise<void> {
  await page.waitForSelector('#listen', { visible: true, timeout: 10_000 })
}

async function pressKey(button: string): Promise<void> {
  await page.focus(`#listen button:nth-of-type(${button === 'Stop' ? 2 : 1})`)
  await page.keyboard.press('Enter')
}

it('reads the page one sentence at a time and highlights it', async () => {
  await openWithVoices('/booklet/health', ['cy-GB', 'en-US', 'en-GB'])
  await untilOffered()
  expect(await buttons()).toEqual(['Listen to this page'])
  await pressKey('Listen')
  expect(await said()).toEqual([{ text: 'Health', rate: 1, lang: 'en-GB' }])
  expect(await highlighted()).toEqual(['Health'])
  await endSentence()
  await endSentence()
  expect((await said()).at(-1)!.text).toBe('Plan this with Healthcare before you leave.')
  expect(await highlighted()).toEqual(['Plan this with Healthcare before you leave.'])
  expect(await buttons()).toEqual(['Pause', 'Stop'])
})

it('pauses and continues with the same sentence, changes speed and stops', async () => {
  await openWithVoices('/booklet/health', ['en-GB'])
  await untilOffered()
  await pressKey('Listen')
  await endSentence()
  await pressKey('Pause')
  const paused = await said()
  expect(await buttons()).toEqual(['Carry on', 'Stop'])
  await pressKey('Carry on')
  expect((await said()).at(-1)).toEqual(paused.at(-1))
  await page.select('#listen select', '0.75')
  expect((await said()).at(-1)).toEqual({ ...paused.at(-1), rate: 0.75 })
  await pressKey('Stop')
  expect(await buttons()).toEqual(['Listen to this page'])
  expect(await highlighted()).toEqual([])
  const before = (await said()).length
  await pressKey('Listen')
  expect((await said()).slice(before).map(({ text }) => text)).toEqual(['Health'])
})

it.each([
  ['/leaflet', 'en-GB', 'You are leaving court today. 10 things to do.'],
  ['/cy/contacts', 'cy-GB', 'Pwy all helpu'],
])('reads %s to its end, with numbers digit by digit, and then stops', async (path, lang, first) => {
  await openWithVoices(path, [lang])
  await untilOffered()
  await pressKey('Listen')
  for (let count = 0; count < 2000 && (await buttons()).length > 1; count += 1) await endSentence()
  const texts = (await said()).map(({ text }) => text)
  expect(texts[0]).toBe(first)
  expect(texts.some(text => /\b1 1 6 +1 2 3$/.test(text))).toBe(true)
  expect(texts.filter(text => /No fluent Welsh speaker|Was this page|Oedd y dudalen/.test(text))).toEqual([])
  expect(Math.max(...texts.map(text => text.length))).toBeLessThan(300)
  expect((await buttons()).length).toBe(1)
})

it('is offered to people who asked for listening, on this page and the pages it links to', async () => {
  const offer = () =>
    page.evaluate(() => ({
      hasFocus: document.activeElement?.matches('#listen button'),
      isQuiet: document.querySelector('#listen button')?.matches('.govuk-button--secondary'),
      next: document.querySelector('.app-on-this-page ~ p a, .app-editions a')?.getAttribute('href'),
    }))
  await openWithVoices('/booklet/health', ['en-GB'])
  await untilOffered()
  expect(await offer()).toMatchObject({ hasFocus: false, isQuiet: true, next: '/easy-read/health' })
  await page.goto(`${address}/booklet/health?listen=yes`)
  await untilOffered()
  expect(await offer()).toMatchObject({ hasFocus: true, isQuiet: false })
  expect((await offer()).next).toMatch(/\/easy-read\/health\?listen=yes$/)
  expect(
    await page.$$eval('a[href*=".pdf"], a[href^="/my"]', links => links.map(link => link.getAttribute('href'))),
  ).not.toContainEqual(expect.stringContaining('listen'))
})

it('is hidden where the browser has no voice for the language', async () => {
  await openWithVoices('/cy/leaflet', ['en-GB'])
  await new Promise(resolve => setTimeout(resolve, 300))
  expect(await page.$eval('#listen', element => element.checkVisibility())).toBe(false)
})

it('is hidden without scripts', async () => {
  await page.setJavaScriptEnabled(false)
  await page.goto(`${address}/leaflet`)
  expect(await page.$eval('#listen', element => element.hasAttribute('hidden'))).toBe(true)
})

it.each([
  ['/booklet/health', 'en'],
  ['/cy/booklet/health', 'cy'],
])('has no accessibility fault while it reads %s', async (path, lang) => {
  await openWithVoices(path, [lang])
  await untilOffered()
  expect(await findBarriers(browser, page)).toEqual([])
  await pressKey('Listen')
  expect(await findBarriers(browser, page)).toEqual([])
})

it('reads the pages of somebody who likes to listen, their questions and buttons too', async () => {
  const { database } = site.dependencies
  await addPrisons(site.dependencies)
  const person = await addPerson(site.dependencies, 'A4321LL', {})
  await database.people.keepReadingHelp(person.id, ['listening'], site.dependencies.now())
  await openWithVoices('/my/sign-in', ['en-GB'])
  await page.type('[name=prison-number]', 'A4321LL')
  await page.type('[name=pin]', testPin)
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  await page.goto(`${address}/my/about-me`)
  await untilOffered()
  await pressKey('Listen')
  for (let sentences = 0; sentences < 60; sentences += 1) await endSentence()
  const texts = (await said()).map(({ text }) => text)
  expect(texts[0]).toBe('About me')
  expect(texts).toEqual(expect.arrayContaining(['Big letters', 'Save']))
  expect(new Set(texts).size).toBeGreaterThan(texts.length / 2)
  expect(await findBarriers(browser, page)).toEqual([])
})
