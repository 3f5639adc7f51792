import type { Browser, Page } from 'puppeteer'
import { calendarDay } from '../../server/domain/calendar'
import { importReceptions } from '../../server/use-cases/people/records/import-people'
import { goOn, joinBrowser, newLastingWindow } from '../set-up/browser'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { sendApplication, testPassword } from '../set-up/people'

jest.setTimeout(300_000)

/** How often somebody presses something, and how many pages they wait for. */
interface Effort {
  readonly clicks: number
  readonly loads: number
}

/** What each job took in November 2026, counted in a browser, and what it takes. */
const jobs: Readonly<Record<string, { readonly before: Effort; readonly now: Effort }>> = {
  'sign in and see one’s own overdue replies': { before: { clicks: 2, loads: 2 }, now: { clicks: 1, loads: 1 } },
  'claim one': { before: { clicks: 2, loads: 2 }, now: { clicks: 1, loads: 1 } },
  'claim five together': { before: { clicks: 6, loads: 1 }, now: { clicks: 6, loads: 1 } },
  'clear twenty applications with ready words': { before: { clicks: 180, loads: 140 }, now: { clicks: 81, loads: 61 } },
  'send a message': { before: { clicks: 1, loads: 1 }, now: { clicks: 2, loads: 2 } },
  'pass an application on': { before: { clicks: 3, loads: 2 }, now: { clicks: 3, loads: 2 } },
  'acknowledge a safety concern': { before: { clicks: 2, loads: 2 }, now: { clicks: 3, loads: 2 } },
  'go from an application to the person': { before: { clicks: 1, loads: 1 }, now: { clicks: 1, loads: 1 } },
  'begin a referral from its action': { before: { clicks: 4, loads: 2 }, now: { clicks: 3, loads: 2 } },
  'ask for a task, do it, read that it is done': { before: { clicks: 10, loads: 5 }, now: { clicks: 8, loads: 7 } },
  'ask healthcare, answer, read the answer': { before: { clicks: 8, loads: 6 }, now: { clicks: 7, loads: 6 } },
  'share out the morning’s BCST2': { before: { clicks: 5, loads: 5 }, now: { clicks: 1, loads: 1 } },
  'print PIN slips for thirty people': { before: { clicks: 120, loads: 150 }, now: { clicks: 1, loads: 1 } },
  'correct a fact': { before: { clicks: 2, loads: 2 }, now: { clicks: 3, loads: 3 } },
  'settle the six items of twenty people': { before: { clicks: 160, loads: 60 }, now: { clicks: 18, loads: 6 } },
}

const counted: Record<string, Effort> = {}
let staffConsole: TestConsole
let browser: Browser
let bank: string

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  const { dependencies } = staffConsole
  const officer = await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('second', 'officer')
  await staffConsole.hire('administrator', 'administrator')
  await staffConsole.hire('com', 'com', [])
  await staffConsole.hire('healthcare', 'healthcare')
  await staffConsole.hire('safety', 'safety')
  const numbers = Array.from({ length: 30 }, (_each, index) => `A${2001 + index}AA`)
  const rows = numbers.map(
    (number, index) =>
      `${number},Surname${String.fromCharCode(65 + (index % 26))}${index},Given,LEI,B-2-${String(index + 1).padStart(3, '0')},2026-11-23,sentenced,${index < 20 ? '2027-01-25' : '2028-01-25'},medium,com@example.test,R Calloway`,
  )
  const header =
    'prison_number,last_name,first_name,prison,location,reception_date,custody_status,release_date,risk_of_serious_harm,com_email,com_name'
  await importReceptions(
    dependencies.database,
    dependencies.context(),
    { name: 'receptions.csv', content: Buffer.from([header, ...rows].join('\n')) },
    { staff: officer, fromAddress: undefined },
  )
  const references: string[] = []
  for (const number of numbers) {
    const person = (await dependencies.database.people.findByNumber(number))!
    references.push((await sendApplication(dependencies, person, 'bank-account', { 'tell-bank': 'yes' })).reference)
  }
  const person = (await dependencies.database.people.findByNumber('A2030AA'))!
  bank = references[25]!
  await sendApplication(dependencies, person, 'something-else', { 'feel-safe': 'not-safe' })
  await staffConsole
    .knex('application')
    .whereIn('reference', references.slice(0, 20))
    .update({ claimed_by: officer.id, respond_by: calendarDay('2026-11-20') })
  browser = await joinBrowser()
})

afterAll(async () => {
  await browser.disconnect()
  await staffConsole.stop()
})

/** Somebody at their desk, whose presses and page loads are counted. What is typed is not: it was not before either. */
class Desk {
  private clicks = 0
  private loads = 0

  private constructor(readonly page: Page) {}

  static async of(name: string): Promise<Desk> {
    const page = await newLastingWindow(browser)
    await page.setViewport({ width: 1280, height: 900 })
    await page.goto(`${staffConsole.address}/sign-in`)
    await page.type('#email', `${name}@example.test`)
    await page.type('#password', testPassword)
    return new Desk(page)
  }

  /** Begins a job on a page that somebody has open. */
  async begin(path: string): Promise<void> {
    await this.page.goto(`${staffConsole.address}${path}`)
    this.clicks = 0
    this.loads = 0
  }

  /** Presses what stands on the page, without another page. */
  async press(selector: string): Promise<void> {
    this.clicks += 1
    await this.page.$eval(selector, part => (part as HTMLElement).click())
  }

  /** Chooses in a select. */
  async choose(selector: string, value: string): Promise<void> {
    this.clicks += 1
    await this.page.select(selector, value)
  }

  /** Presses what leads to another page. */
  async go(selector: string): Promise<void> {
    this.clicks += 1
    this.loads += 1
    await goOn(this.page, () => this.page.$eval(selector, part => (part as HTMLElement).click()))
  }

  /** Presses the link or the button with these words. */
  async goTo(words: string): Promise<void> {
    const mark = await this.page.evaluate(text => {
      const all = [...document.querySelectorAll('main a, main button, main summary, header a')]
      const found = all.find(each => {
        const shown = each.cloneNode(true) as HTMLElement
        for (const hidden of shown.querySelectorAll('.govuk-visually-hidden, svg')) hidden.remove()
        return shown.textContent.replace(/\s+/g, ' ').trim() === text && each.getAttribute('aria-hidden') !== 'true'
      })
      found?.setAttribute('data-pressed', text)
      return found !== undefined
    }, words)
    if (!mark) throw new Error(`No "${words}" on ${this.page.url()}`)
    await this.go(`[data-pressed="${words}"]`)
  }

  text(): Promise<string> {
    return this.page.$eval('body', body => body.textContent.replace(/\s+/g, ' '))
  }

  get effort(): Effort {
    return { clicks: this.clicks, loads: this.loads }
  }
}

/** Does a job, at one desk after the other, and notes what it took. */
async function job(name: string, desks: readonly Desk[], work: () => Promise<void>): Promise<void> {
  await work()
  counted[name] = {
    clicks: desks.reduce((sum, { effort }) => sum + effort.clicks, 0),
    loads: desks.reduce((sum, { effort }) => sum + effort.loads, 0),
  }
}

it('takes half the clicks and page loads that the working day took', async () => {
  const officer = await Desk.of('officer')
  await job('sign in and see one’s own overdue replies', [officer], async () => {
    await officer.goTo('Sign in')
    expect(await officer.text()).toContain('3 days over')
  })

  await job('claim one', [officer], async () => {
    await officer.begin('/queue?list=unclaimed&topic=bank-account')
    await officer.go('tbody tr:nth-child(1) button')
  })

  await job('claim five together', [officer], async () => {
    await officer.begin('/queue?list=unclaimed&topic=bank-account')
    for (const row of [1, 2, 3, 4, 5]) await officer.press(`tbody tr:nth-child(${row}) [name=chosen]`)
    await officer.goTo('Claim selected')
    expect(await officer.text()).toMatch(/You claimed 5 applications/)
  })

  await job('send a message', [officer], async () => {
    await officer.begin(`/applications/${bank}`)
    await officer.go('[data-key=m]')
    await officer.page.type('#message', 'We have it.')
    await officer.go('.app-write--message button[value=send]')
    expect(await officer.text()).toContain('We have it.')
  })

  await job('begin a referral from its action', [officer], async () => {
    await officer.begin(`/applications/${bank}`)
    await officer.goTo('Begin the referral: Prison banking')
    await officer.page.type('#referral-whom', 'The banking administrator')
    await officer.press('[name=state][value=sent]')
    await officer.goTo('Begin it')
    expect(await officer.text()).toContain('Sent, 23 November 2026')
  })

  await job('go from an application to the person', [officer], async () => {
    await officer.begin(`/applications/${bank}`)
    await officer.go('main a[href^="/people/A"]')
    expect(officer.page.url()).toMatch(/\/people\/A20\d\dAA$/)
  })

  await job('pass an application on', [officer], async () => {
    await officer.begin(`/applications/${bank}`)
    await officer.go('a[href$="/override"]')
    await officer.press('main [type=radio]')
    await officer.page.type('main textarea', 'The COM knows him')
    await officer.goTo('Pass it on')
  })

  await job('correct a fact', [officer], async () => {
    await officer.begin('/people/A2029AA')
    await officer.go('main a[href="/people/A2029AA/facts"]')
    await officer.go('main a[href="/people/A2029AA/facts/releaseDate"]')
    await officer.page.$eval('main form [type=text]', field => ((field as HTMLInputElement).value = '1/2/2028'))
    await officer.page.type('main textarea', 'As the prison says')
    await officer.goTo('Correct it')
    expect(await officer.text()).toContain('1 February 2028')
  })

  await job('clear twenty applications with ready words', [officer], async () => {
    await officer.begin('/queue?list=mine&due=overdue')
    await officer.go('tbody tr:nth-child(1) th a')
    for (let number = 1; number <= 20; number += 1) {
      await officer.go('[data-key=x]')
      await officer.press('[data-puts-in][value=not-meant]')
      await officer.go('button.govuk-button[value=check]')
      await officer.go('button[value=send]')
    }
    await officer.page.goto(`${staffConsole.address}/queue?list=mine&due=overdue`)
    expect(await officer.page.$('tbody tr')).toBeNull()
  })

  await job('settle the six items of twenty people', [officer], async () => {
    await officer.begin('/leaving')
    for (const item of [
      'housing:own',
      'gp:own',
      'identity:own',
      'bank:own',
      'benefits:not-needed',
      'meeting:arranged',
    ]) {
      await officer.press('[data-select-all] thead [type=checkbox]')
      const value = await officer.page.$eval(
        '[name=set]',
        (select, wanted) =>
          [...(select as HTMLSelectElement).options].find(each => each.value.startsWith(wanted.split(':')[0]!))
            ?.value ?? '',
        item,
      )
      await officer.choose('[name=set]', value)
      await officer.go('main button[value=set]')
    }
  })

  const administrator = await Desk.of('administrator')
  await administrator.goTo('Sign in')
  await job('share out the morning’s BCST2', [administrator], async () => {
    await administrator.begin('/receptions')
    await administrator.goTo('Assign BCST2')
    expect(await administrator.text()).toMatch(/\d+ BCST2 are assigned/)
  })

  await job('print PIN slips for thirty people', [administrator], async () => {
    await administrator.begin('/receptions')
    await administrator.goTo('Print PIN slips')
    expect(await administrator.text()).toContain('30 PIN slips to print')
  })

  const safety = await Desk.of('safety')
  await safety.goTo('Sign in')
  await job('acknowledge a safety concern', [safety], async () => {
    await safety.begin('/')
    await safety.go('main a[href^="/safety/"]')
    await safety.page.type('main textarea', 'Spoke to him')
    await safety.press('[name=acct]')
    await safety.goTo('Acknowledge the concern')
  })

  const com = await Desk.of('com')
  await com.goTo('Sign in')
  await job('ask for a task, do it, read that it is done', [com, officer], async () => {
    await com.begin('/people/A2029AA/tasks')
    await com.press('[value=gp]')
    await com.page.type('#task-due', '30/11/2026')
    await com.page.type('#task-why', 'He is ill')
    await com.goTo('Ask the team')
    await officer.begin('/tasks')
    await officer.go('tbody th a')
    await officer.goTo('Take it')
    await officer.page.type('#task-note', 'Rang them')
    await officer.goTo('Say that it is done')
    await com.goTo('Home')
    await com.go('main a[href^="/tasks"]')
    if (!/\/tasks\/\d/.test(com.page.url())) await com.go('tbody th a')
    expect(await com.text()).toContain('Rang them')
  })

  const healthcare = await Desk.of('healthcare')
  await healthcare.goTo('Sign in')
  await job('ask healthcare, answer, read the answer', [officer, healthcare], async () => {
    await officer.begin('/people/A2029AA/questions')
    await officer.press('[value=healthcare]')
    await officer.page.type('#question-words', 'Can he travel alone?')
    await officer.goTo('Ask')
    await healthcare.begin('/questions')
    await healthcare.go('tbody th a')
    await healthcare.page.type('#question-answer', 'Yes')
    await healthcare.goTo('Send the answer')
    await officer.goTo('Home')
    await officer.go('main a[href^="/questions"]')
    if (!/\/questions\/\d/.test(officer.page.url())) await officer.go('tbody th a')
    expect(await officer.text()).toContain('Yes')
  })

  expect(counted).toEqual(Object.fromEntries(Object.entries(jobs).map(([name, { now }]) => [name, now])))
  const total = (when: 'before' | 'now', unit: keyof Effort) =>
    Object.values(jobs).reduce((sum, each) => sum + each[when][unit], 0)
  for (const unit of ['clicks', 'loads'] as const) {
    expect(total('now', unit)).toBeLessThanOrEqual(total('before', unit) / 2)
    const { before, now } = jobs['clear twenty applications with ready words']!
    expect(now[unit]).toBeLessThanOrEqual(before[unit] / 2)
  }
})
