import type { Browser, Page } from 'puppeteer'
import { createConsole } from '../../admin/console'
import { createApp } from '../../server/portal'
import { goOn, joinBrowser, newWindow, press, textOf } from '../set-up/browser'
import { addPerson, addPrisons, addStaff, sendApplication, testPassword, testPin } from '../set-up/people'
import { startTestSite, type TestSite } from '../set-up/site'

let site: TestSite
let address: string
let staffConsole: string
let browser: Browser

beforeAll(async () => {
  site = await startTestSite({ TODAY: '2026-11-23' })
  await addPrisons(site.dependencies)
  await addPerson(site.dependencies, 'A1234AA')
  address = await site.serve(createApp)
  staffConsole = await site.serve(createConsole)
  browser = await joinBrowser()
})

afterAll(async () => {
  await browser.disconnect()
  await site.stop()
})

/** Makes a minute last as many milliseconds as it is told, for scripts of pages that are opened from now on. */
async function hurry(page: Page, millisecondsAMinute: number): Promise<void> {
  await page.evaluateOnNewDocument(minute => {
    const wait = window.setTimeout.bind(window)
    const hurried = (work: TimerHandler, delay = 0) => wait(work, (delay / 60_000) * minute)
    window.setTimeout = hurried as typeof window.setTimeout
  }, millisecondsAMinute)
}

/** Signed in, in a window where a minute lasts as many milliseconds as it is told. */
async function signedIn(millisecondsAMinute: number): Promise<Page> {
  const page = await newWindow(browser)
  await hurry(page, millisecondsAMinute)
  await page.goto(`${address}/my/sign-in`)
  await page.type('#prison-number', 'A1234AA')
  await page.type('#pin', testPin)
  await Promise.all([page.waitForNavigation(), page.click('main form button')])
  return page
}

it('asks whether the person is still there before the session expires, and continues when they are', async () => {
  const page = await signedIn(300)
  await page.goto(`${address}/my/messages`)
  await page.waitForSelector('dialog[open]')
  expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('I am still here')
  site.passMinutes(9)
  const nextPost = page.waitForResponse(response => response.request().method() === 'POST')
  await page.keyboard.press('Enter')
  await page.waitForSelector('dialog:not([open])')
  await nextPost
  site.passMinutes(5)
  await page.goto(`${address}/my/messages`)
  expect(new URL(page.url()).pathname).toBe('/my/messages')
})

it('signs out a person who does not answer', async () => {
  const page = await signedIn(100)
  await page.goto(`${address}/my/messages`)
  site.passMinutes(11)
  await page.waitForFunction(() => location.pathname === '/my/sign-in')
  expect(page.url()).toContain('ended=yes')
})

describe('on the console', () => {
  beforeAll(async () => {
    await addStaff(site.dependencies, {
      email: 'officer@example.test',
      name: 'Officer',
      role: 'officer',
      prisons: ['LEI'],
    })
  })

  async function officerAt(path: string, options: { scripts?: boolean } = {}): Promise<Page> {
    const page = await newWindow(browser, options)
    await page.goto(`${staffConsole}/sign-in`)
    await page.type('#email', 'officer@example.test')
    await page.type('#password', testPassword)
    await press(page, 'Sign in')
    await page.goto(`${staffConsole}${path}`)
    return page
  }

  it('copies a note for nDelius, and selects it where copying is forbidden', async () => {
    const page = await officerAt('/people/A1234AA/tasks/note')
    const may = (name: string, state: 'granted' | 'denied') =>
      page.browserContext().setPermission(staffConsole, { permission: { name }, state })
    const pressCopy = async (says: string) => {
      await page.click('.app-copy button')
      await page.waitForFunction(words => document.querySelector('[role=status]')?.textContent === words, {}, says)
    }
    await page.waitForSelector('.app-copy button')
    const note = await page.$eval('textarea#note', ({ value }) => value)
    expect(note).toContain('A1234AA')
    await may('clipboard-write', 'denied')
    await pressCopy('Not copied. The text is selected: press Ctrl and C')
    expect(await page.$eval('textarea#note', ({ selectionEnd }) => selectionEnd)).toBe(note.length)
    await may('clipboard-write', 'granted')
    await may('clipboard-read', 'granted')
    await pressCopy('Copied')
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(note)
  })

  it('goes through the rows of a list by single keys, opens them and goes to the search', async () => {
    const person = (await site.dependencies.database.people.findByNumber('A1234AA'))!
    for (const topic of ['somewhere-to-live', 'something-else'] as const)
      await sendApplication(site.dependencies, person, topic)
    const page = await officerAt('/queue')
    await page.waitForSelector('[data-opens=keys]:not([hidden])')
    const row = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('[data-row]')].indexOf(document.activeElement!.closest('[data-row]')!),
      )
    const ticked = () => page.$$eval('[data-row] input:checked', boxes => boxes.length)
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    expect(await row()).toBe(1)
    await page.keyboard.press('k')
    expect(await row()).toBe(0)
    await page.keyboard.press('Space')
    expect(await ticked()).toBe(1)
    await page.keyboard.press('Escape')
    expect(await ticked()).toBe(0)
    await goOn(page, () => page.keyboard.press('o'))
    expect(page.url()).toContain('/applications/')
    await page.keyboard.press('/')
    await page.keyboard.type('jog?')
    expect(await page.$eval('input#find', ({ value }) => value)).toBe('jog?')
    expect(page.url()).toContain('/applications/')
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await page.keyboard.press('g')
    await goOn(page, () => page.keyboard.press('h'))
    expect(new URL(page.url()).pathname).toBe('/')
  })

  it('lists the single keys, where they can be switched off, and has none without scripts', async () => {
    const plain = await officerAt('/queue', { scripts: false })
    expect(await plain.$eval('[data-opens=keys]', button => getComputedStyle(button).display)).toBe('none')
    const page = await officerAt('/queue')
    await page.waitForSelector('[data-opens=keys]:not([hidden])')
    await page.keyboard.press('?')
    await page.waitForSelector('#keys[open]')
    expect(await page.$eval('#keys', list => (list as HTMLElement).innerText)).toContain('Raise a concern')
    await page.click('#use-keys')
    await page.keyboard.press('Escape')
    await page.reload()
    await page.waitForSelector('[data-opens=keys]:not([hidden])')
    await page.keyboard.press('?')
    await page.keyboard.press('j')
    expect(await page.$('#keys[open]')).toBeNull()
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true)
    await page.click('.app-menu summary')
    await page.click('[data-opens=keys]')
    await page.click('#use-keys')
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await page.waitForSelector('#keys[open]')
  })

  describe('when a session comes to its end', () => {
    beforeEach(() => site.knex('staff_session').delete())

    const leave = (minutes: number) =>
      site.knex('staff_session').update({ expire: site.knex.raw(`now() + ? * interval '1 minute'`, [minutes]) })
    const minutesLeft = async () => {
      const [session] = await site
        .knex('staff_session')
        .select<{ minutes: number }[]>(site.knex.raw(`extract(epoch from expire - now())::float / 60 as minutes`))
      return session!.minutes
    }
    /** A page on which a minute lasts 20 milliseconds, so that the warning comes after a second. */
    async function hurriedPage(path: string): Promise<Page> {
      const page = await officerAt('/roles')
      await hurry(page, 20)
      await page.goto(`${staffConsole}${path}`)
      return page
    }
    const warning = '#time-left[open]'

    it.each(['Enter', 'Escape'] as const)('warns, and %s stays signed in', async key => {
      const page = await hurriedPage('/roles')
      await leave(4)
      await page.waitForSelector(warning)
      expect(await page.$eval(warning, dialog => (dialog as HTMLElement).innerText)).toContain('in 4 minutes')
      expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Stay signed in')
      expect(await minutesLeft()).toBeLessThan(4)
      await page.keyboard.press(key)
      await page.waitForSelector('#time-left:not([open])')
      expect(await minutesLeft()).toBeGreaterThan(55)
    })

    it('does not warn whoever works in another tab', async () => {
      const page = await hurriedPage('/roles')
      await leave(3)
      await page.waitForSelector(warning)
      const other = await page.browserContext().newPage()
      await other.goto(`${staffConsole}/roles`)
      await page.waitForSelector('#time-left:not([open])')
      const asked = await page.waitForResponse(response => response.url().endsWith('/session'))
      expect(await page.$(warning)).toBeNull()
      expect(asked.headers()['cache-control']).toBe('no-store')
    })

    it('says that it has ended, and the form that is pressed after signing in elsewhere keeps its words', async () => {
      const page = await hurriedPage('/safety/raise?person=A1234AA')
      await page.type('textarea', 'He said that he cannot sleep.')
      await leave(0)
      await page.waitForSelector('#time-left [data-part=ended]:not([hidden])')
      expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toContain('Sign in again')
      await page.keyboard.press('Enter')
      const tab = await page.browserContext().waitForTarget(target => target.url().endsWith('/sign-in'))
      const opened = (await tab.page())!
      await opened.waitForSelector('#email')
      await opened.type('#email', 'officer@example.test')
      await opened.type('#password', testPassword)
      await press(opened, 'Sign in')
      await page.bringToFront()
      await page.click('[data-close]')
      expect(await page.$eval('textarea', ({ value }) => value)).toBe('He said that he cannot sleep.')
      await goOn(page, () => page.click('main form button'))
      expect(await page.$eval('textarea', ({ value }) => value)).toBe('He said that he cannot sleep.')
      expect(await textOf(page)).toContain('What you typed is in the form again.')
    })

    it('is not prolonged by asking', async () => {
      const page = await officerAt('/roles')
      await leave(7)
      const left = await page.evaluate(async () => (await fetch('/session')).json() as Promise<{ secondsLeft: number }>)
      expect(left.secondsLeft).toBeGreaterThan(6 * 60)
      expect(left.secondsLeft).toBeLessThanOrEqual(7 * 60)
      expect(await minutesLeft()).toBeLessThanOrEqual(7)
    })
  })

  it('presses the main button on Enter in a field of an answer, without scripts too', async () => {
    const person = await site.dependencies.database.people.findByNumber('A1234AA')
    const { reference } = await sendApplication(site.dependencies, person!, 'bank-account')
    const page = await officerAt(`/applications/${reference}/outcome`, { scripts: false })
    for (const done of await page.$$('[name^=settle-][value=done]')) await done.click()
    await page.type('#answer', 'The bank sees you on Monday.')
    await page.focus('[name=outcome]')
    await page.keyboard.press('Space')
    await goOn(page, () => page.keyboard.press('Enter'))
    expect(await textOf(page)).toContain('It is not sent yet.')
    await press(page, 'Change it')
    expect(await page.$eval('input[name=outcome]', ({ checked }) => checked)).toBe(true)
  })
})
