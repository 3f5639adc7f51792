import puppeteer, { type Browser, type KeyInput, type Page } from 'puppeteer'
import { findForm } from '../../../server/domain/applications'
import { findBarriers } from '../../set-up/barriers'
import { follow, goOn, joinBrowser, newWindow, press, shows } from '../../set-up/browser'
import { fillIn, withMouse } from '../../set-up/filling-in'
import { addPerson, addPrisons, addStaff, sendApplication, testPin } from '../../set-up/people'
import { openPortal } from '../../set-up/portal'
import { startTestSite, type TestSite } from '../../set-up/site'

let site: TestSite
let address: string
let reference: string
/** A browser that keeps whole pages to show them again on Back, as those that people use do. */
let keeping: Browser

beforeAll(async () => {
  site = await startTestSite({ TODAY: '2026-11-23', KIOSK_HOSTS: 'localhost' })
  await addPrisons(site.dependencies)
  await addStaff(site.dependencies, { email: 'o@example.test', name: 'Officer', role: 'officer', prisons: ['LEI'] })
  const person = await addPerson(site.dependencies, 'A1234AA')
  await addPerson(site.dependencies, 'A2345BB')
  reference = (await sendApplication(site.dependencies, person, 'drugs-and-alcohol')).reference
  address = (await site.serve(openPortal)).replace('127.0.0.1', 'localhost')
  keeping = await puppeteer.launch({
    ...(process.env.CHROME_PATH && { executablePath: process.env.CHROME_PATH }),
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
})

afterAll(async () => {
  await keeping.close()
  await site.stop()
})

async function signIn(page: Page, number: string): Promise<void> {
  await page.goto(`${address}/my/sign-in`)
  await page.type('#prison-number', number)
  await page.type('#pin', testPin)
  await goOn(page, () => page.click('main form button'))
}

const pathOf = (page: Page) => new URL(page.url()).pathname

function textOf(page: Page): Promise<string> {
  return page.$eval('html', element => `${document.title} ${element.textContent}`)
}

describe.each([true, false])('two people who use one kiosk in turn, with scripts: %s', scripts => {
  it.each(['I have finished', 'Hide this page'])(
    'see nothing of each other after the first pressed “%s”',
    async button => {
      const page = await newWindow(keeping, { scripts })
      await signIn(page, 'A1234AA')
      await press(page, 'Show my details')
      await page.goto(`${address}/my/applications`)
      expect(await textOf(page)).toContain(reference)
      await page.goto(`${address}/my/applications/${reference}`)
      const before = await historyLength(page)
      await press(page, button)
      await shows(page, '/booklet')
      if (scripts) expect(await historyLength(page)).toBe(before)
      expect(await page.cookies(`${address}/my`)).toEqual([])

      for (let steps = 0; steps < 3; steps += 1) {
        await page.goBack()
        expect(pathOf(page)).toMatch(/^\/my\/sign-in$|^\/booklet$/)
        expect(await textOf(page)).not.toContain(reference)
        expect(
          await page.$eval('html', html => [...html.querySelectorAll('input')].map(each => each.value)),
        ).not.toContain('A1234AA')
      }
      await signIn(page, 'A2345BB')
      await press(page, 'Show my details')
      await page.goto(`${address}/my/applications`)
      expect(await textOf(page)).not.toContain(reference)
    },
  )
})

async function pressShift(page: Page): Promise<void> {
  for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Shift')
  await shows(page, '/booklet')
}

async function typeWithShift(page: Page, letters: readonly string[]): Promise<void> {
  for (const letter of letters) {
    await page.keyboard.down('Shift')
    await page.keyboard.press(letter as KeyInput)
    await page.keyboard.up('Shift')
  }
}

async function historyOf(page: Page) {
  const session = await page.createCDPSession()
  const { entries } = await session.send('Page.getNavigationHistory')
  await session.detach()
  return entries
}

const historyLength = async (page: Page) => (await historyOf(page)).length

describe('a form that one of two people at a kiosk left incomplete', () => {
  const form = findForm('drugs-and-alcohol')
  const answers = { 'help-drugs': 'yes', 'help-drink': 'no', script: 'methadone', 'worker-outside': 'yes' }
  let numbers = 3000
  const privateWords = /help with dr|Are you on a script|methadone|alcohol worker|town was|Hull/i

  /** As far as the town of the worker, which is typed and not sent. */
  async function beginForm(page: Page): Promise<void> {
    await page.goto(`${address}/my/applications/new/${form.code}`)
    await press(page, 'Start')
    for (const choice of Object.values(answers)) {
      await page.click(`main input[value="${choice}"]`)
      await press(page, 'Continue')
    }
    await page.type('#answer', 'Hull')
  }

  async function finish(page: Page): Promise<void> {
    await press(page, 'I have finished')
    await shows(page, '/booklet')
  }

  /** What a page would do much later is done when the test says. */
  async function waitForTest(page: Page): Promise<void> {
    await page.evaluateOnNewDocument(() => {
      const wait = window.setTimeout.bind(window)
      const later: [number, () => void][] = []
      window.setTimeout = ((work: () => void, delay = 0) =>
        delay < 60_000 ? wait(work, delay) : later.push([delay, work])) as typeof window.setTimeout
      Object.assign(window, {
        passTime: () => later.sort(([one], [other]) => one - other).forEach(([, work]) => work()),
      })
    })
  }

  async function walkOff(page: Page): Promise<void> {
    site.passMinutes(6)
    await goOn(page, () => page.evaluate(() => (window as unknown as { passTime(): void }).passTime()))
  }

  it.each([
    { how: 'who finished', scripts: true, leave: finish, keepsTyped: true },
    { how: 'who pressed Shift three times', scripts: true, leave: pressShift, keepsTyped: true },
    { how: 'who finished, without scripts', scripts: false, leave: finish, keepsTyped: false },
    { how: 'who walked off', scripts: true, leave: walkOff, keepsTyped: true },
  ])('is shown only to the one $how', async ({ scripts, leave, keepsTyped }) => {
    const page = await newWindow(keeping, { scripts })
    if (scripts) await waitForTest(page)
    const first = `A${(numbers += 1)}CC`
    const second = `A${(numbers += 1)}DD`
    const person = await addPerson(site.dependencies, first)
    await addPerson(site.dependencies, second)
    await signIn(page, first)
    await beginForm(page)
    await leave(page)

    const left = (await historyOf(page)).length
    for (let steps = 1; steps < left; steps += 1) {
      if (!(await page.goBack())) break
      await page.waitForFunction(() => ['/my/sign-in', '/booklet', 'blank'].includes(location.pathname))
      expect(await textOf(page)).not.toMatch(privateWords)
    }
    for (const { title } of await historyOf(page)) expect(title).not.toMatch(privateWords)
    await signIn(page, second)
    await page.goto(`${address}/my/applications`)
    await press(page, 'Show my details')
    expect(await textOf(page)).toContain('You have not sent anything yet.')
    const t = site.dependencies.words.in('en')
    const sent = await fillIn(page, { form, way: withMouse, t }, (_path, html) => {
      expect(html).not.toContain('Hull')
    })
    await finish(page)

    await signIn(page, first)
    await page.goto(`${address}/my/applications`)
    await press(page, 'Show my details')
    expect(await textOf(page)).not.toContain(sent)
    await follow(page, 'Go on with: Support for me')
    expect(await page.$eval('h1', element => element.textContent?.trim())).toBe('Which town was the worker in?')
    expect(await page.$eval('#answer', element => (element as HTMLInputElement).value)).toBe(keepsTyped ? 'Hull' : '')
    const [draft] = await site.dependencies.database.drafts.of(person.id)
    expect(draft?.answers).toEqual(answers)
  })
})

describe('pressing Shift three times', () => {
  it.each(['/my/nowhere', '/my/still-there', '/my/applications/new/A16'])(
    'turns %s into the booklet, in the tab and the history too',
    async path => {
      const page = await newWindow(keeping)
      await signIn(page, 'A1234AA')
      await page.goto(`${address}${path}`, { waitUntil: 'networkidle0' })
      await pressShift(page)
      expect(await page.title()).toContain('Leaving prison')
      const session = await page.createCDPSession()
      const { entries, currentIndex } = await session.send('Page.getNavigationHistory')
      expect(new URL(entries[currentIndex]!.url).pathname).toBe('/booklet')
      expect(entries.map(({ url }) => new URL(url).pathname)).not.toContain(path)
    },
  )

  it('works where the module does not load, and an old browser has neither dialogs nor :has', async () => {
    const page = await newWindow(keeping)
    await signIn(page, 'A1234AA')
    await page.evaluateOnNewDocument(() => {
      Reflect.deleteProperty(HTMLDialogElement.prototype, 'showModal')
      const find = document.querySelector.bind(document)
      document.querySelector = (selector: string) => {
        if (selector.includes(':has')) throw new DOMException('not a selector', 'SyntaxError')
        return find(selector)
      }
    })
    await page.setRequestInterception(true)
    page.on('request', request =>
      /my[^/]*\.js|govuk-frontend/.test(request.url()) ? void request.abort() : void request.continue(),
    )
    await page.goto(`${address}/my/about-me`)
    await page.goto(`${address}/my`)
    expect(await textOf(page)).toContain('press the Shift key 3 times')
    await pressShift(page)
  })

  it.each([
    [
      'held',
      async (page: Page) => {
        for (let times = 0; times < 9; times += 1) await page.keyboard.down('Shift')
        await page.keyboard.up('Shift')
      },
    ],
    ['used for capitals', (page: Page) => typeWithShift(page, ['A', 'B', 'C', 'D'])],
    [
      'used with the mouse',
      async (page: Page) => {
        for (let times = 0; times < 4; times += 1) {
          await page.keyboard.down('Shift')
          await page.mouse.click(500, 400)
          await page.keyboard.up('Shift')
        }
      },
    ],
    [
      'pressed slowly',
      async (page: Page) => {
        for (let times = 0; times < 4; times += 1) {
          await page.keyboard.press('Shift')
          await new Promise(resolve => setTimeout(resolve, 800))
        }
      },
    ],
  ])('stays on the page when the key is %s', async (_how, use) => {
    const page = await newWindow(keeping)
    await signIn(page, 'A1234AA')
    await page.goto(`${address}/my/nowhere`, { waitUntil: 'networkidle0' })
    await use(page)
    expect(await page.evaluate(() => [location.pathname, document.body.hidden])).toEqual(['/my/nowhere', false])
  })

  it('does nothing, and is not promised, while somebody signs in', async () => {
    const page = await newWindow(keeping)
    await page.goto(`${address}/my/sign-in`, { waitUntil: 'networkidle0' })
    for (let times = 0; times < 4; times += 1) await page.keyboard.press('Shift')
    expect(pathOf(page)).toBe('/my/sign-in')
    expect(await textOf(page)).not.toContain('Shift')
  })

  it('works over the session warning', async () => {
    const page = await newWindow(keeping)
    await signIn(page, 'A1234AA')
    await page.waitForNetworkIdle()
    await page.$eval('#still-there', dialog => (dialog as HTMLDialogElement).showModal())
    await pressShift(page)
  })
})

it.each([
  [1024, 768],
  [800, 600],
  [320, 568],
])('fits a screen of %i by %i, with targets of 44 px and no overflow', async (width, height) => {
  const browser = await joinBrowser()
  const page = await newWindow(browser)
  await page.setViewport({ width, height })
  await page.goto(`${address}/my/sign-in`)
  expect(await outOfReach(page)).toEqual([])
  await signIn(page, 'A1234AA')
  for (const path of ['/my', '/my/messages?lang=cy', '/my/about-me', '/my/pin', '/my/still-there', '/my/nowhere']) {
    await page.goto(`${address}${path}`)
    expect([path, await outOfReach(page)]).toEqual([path, []])
    if (width === 800 && path.startsWith('/my/messages')) expect(await findBarriers(browser, page)).toEqual([])
  }
  await browser.disconnect()
})

/** What is wider than the screen, smaller than a finger, or leads out of the page. */
function outOfReach(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    if (document.documentElement.scrollWidth > innerWidth) found.push(`${document.documentElement.scrollWidth} px wide`)
    for (const element of document.querySelectorAll<HTMLElement>('a[href], button, input:not([type=hidden])')) {
      if (!element.checkVisibility() || element.matches('.govuk-skip-link')) continue
      const target = element.matches('[type=radio], [type=checkbox]') ? element.closest('div')! : element
      const { height, width } = target.getBoundingClientRect()
      const inWords = element.matches('p a, .govuk-error-summary a')
      if (!inWords && (height < 43.9 || width < 43.9))
        found.push(`${Math.round(width)}×${Math.round(height)} ${element.outerHTML}`)
      const { href = '', target: window = '' } = element as HTMLAnchorElement
      if (href !== '' && !href.startsWith(location.origin)) found.push(href)
      if (window !== '' || element.hasAttribute('download')) found.push(`${element.outerHTML} opens elsewhere`)
    }
    return found
  })
}
