import { join } from 'node:path'
import type { Browser, Page } from 'puppeteer'
import { createConsole } from '../../admin/console'
import { follow, joinBrowser, newWindow, press, shows, textOf } from '../set-up/browser'
import { withMouse } from '../set-up/filling-in'
import { addPrisons, addStaff, testPassword } from '../set-up/people'
import { openPortal } from '../set-up/portal'
import { startTestSite, type TestSite } from '../set-up/site'

jest.setTimeout(120_000)

const receptions = join(__dirname, '../data/receptions.csv')

let browser: Browser

beforeAll(async () => {
  browser = await joinBrowser()
})

afterAll(() => browser.disconnect())

describe.each([
  ['with scripts', true],
  ['without scripts', false],
])('the main path, %s', (_name, scripts) => {
  let site: TestSite
  let portal: string
  let staffConsole: string

  beforeAll(async () => {
    site = await startTestSite({ TODAY: '2026-11-23' })
    await addPrisons(site.dependencies)
    await addStaff(site.dependencies, {
      email: 'officer@example.test',
      name: 'Samina Akhtar',
      role: 'officer',
      prisons: ['LEI', 'HLI'],
    })
    portal = await site.serve(openPortal)
    staffConsole = await site.serve(createConsole)
  })

  afterAll(() => site.stop())

  it('leads from a file of people to an answer that the person reads', async () => {
    const officer = await newWindow(browser, { scripts })
    await officer.goto(`${staffConsole}/sign-in`)
    await officer.type('[name=email]', 'officer@example.test')
    await officer.type('[name=password]', testPassword)
    await press(officer, 'Sign in')
    expect(await heading(officer)).toMatch(/^Good (morning|afternoon|evening), /)

    await officer.goto(`${staffConsole}/imports`)
    await officer.click('[value=receptions]')
    const upload = await officer.waitForSelector('input[type=file]')
    await upload?.uploadFile(receptions)
    await press(officer, 'Import')
    expect(await textOf(officer)).toContain('refused')

    await officer.goto(`${staffConsole}/people/A8865XZ`)
    await follow(officer, 'Make a PIN slip')
    await press(officer, 'Make the PIN slip')
    const pin = (await textOf(officer)).match(/\b\d{6}\b/)?.[0] ?? ''
    expect(pin).toMatch(/^\d{6}$/)

    const person = await newWindow(browser, { scripts })
    await person.goto(`${portal}/my/sign-in`)
    await person.type('#prison-number', 'a8865xz')
    await person.type('#pin', pin)
    await press(person, 'Sign in')
    await person.type('#pin', '739206')
    await person.type('#again', '739206')
    await press(person, 'Keep this PIN')
    expect(await heading(person)).toBe('8 quick questions')
    await press(person, 'Make my list')
    expect(await heading(person)).toBe('Hello Nathan')

    await person.goto(`${portal}/my/checklist`)
    await follow(person, 'Tell us where you want to live.')
    await follow(person, 'I need help with this')
    await press(person, 'Start')
    await answerAll(person)
    await press(person, 'Send')
    expect(await heading(person)).toBe('We have sent it')
    const reference = (await textOf(person)).match(/[0-9A-Z]{4}-[0-9A-Z]{4}/)?.[0] ?? ''

    await officer.goto(`${staffConsole}/queue`)
    if (!(await textOf(officer)).includes(reference)) await officer.goto(`${staffConsole}/queue?list=others`)
    expect(await textOf(officer)).toContain(reference)
    await officer.goto(`${staffConsole}/applications/${reference}`)
    await press(officer, 'Claim it')
    await follow(officer, 'Answer and close')
    await officer.click('[value=agreed]')
    for (const done of await officer.$$('[name^=settle-][value=done]')) await done.click()
    await officer.type('#answer', 'We have asked Hull council. They will see you on 4 December.')
    await press(officer, 'Check before you send')
    await press(officer, 'Send to Nathan Grzelak and close')
    expect(await textOf(officer)).toContain(`Answered and closed ${reference}.`)

    await person.goto(`${portal}/my`)
    expect(await textOf(person)).toContain('You have 1 new message')
    await follow(person, 'Read your messages')
    await follow(person, `About: Housing ${reference}`)
    expect(await textOf(person)).toContain('They will see you on 4 December')
    await press(person, 'I have finished')
    await shows(person, '/booklet')
    await person.goBack()
    expect(await textOf(person)).not.toContain('4 December')
  })
})

async function answerAll(page: Page): Promise<void> {
  while (!page.url().endsWith('/check')) await withMouse.answer(page)
}

async function heading(page: Page): Promise<string> {
  return page.$eval('h1', element => (element.textContent ?? '').replace(/\s+/g, ' ').trim())
}
