import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'puppeteer'
import type { Answers } from '../../server/domain/applications'
import type { FormId } from '../../server/domain/topics'
import { findBarriersWithScripts } from '../set-up/barriers'
import { joinBrowser, newWindow } from '../set-up/browser'
import { addPerson, addPrisons, sendApplication, testPin } from '../set-up/people'
import { openPortal } from '../set-up/portal'
import { startTestSite, type TestSite } from '../set-up/site'
import { templatesLeft } from '../set-up/templates'
import { Visitor } from '../set-up/visitor'

let site: TestSite
let address: string
let browser: Browser
let left: () => string[]
const references = { SENT: '', REFUSED: '', ASKED: '', DRAFT: '', PRIVATE: '', AGREED: '' }

beforeAll(async () => {
  site = await startTestSite({ TODAY: '2026-11-23' })
  await addPrisons(site.dependencies)
  await addWork(site)
  address = await site.serve(openPortal)
  left = templatesLeft(site.dependencies.views, 'in-cell')
  browser = await joinBrowser()
})

afterAll(async () => {
  await browser.disconnect()
  await site.stop()
})

/** What somebody sent, what was answered, what they agreed to, and what they have begun. */
async function addWork({ dependencies, knex }: TestSite): Promise<void> {
  const person = await addPerson(dependencies, 'A1234AA')
  const sent = await sendApplication(dependencies, person, 'bank-account', { 'tell-bank': 'yes' })
  const refused = await sendApplication(dependencies, person, 'universal-credit')
  const closed = { status: 'closed', outcome: 'not-agreed', outcome_reason: 'Not yet', closed_at: new Date() }
  await knex('application').where({ id: refused.id }).update(closed)
  const begin = async (form: FormId, answers: Answers) => {
    const draft = { id: randomUUID(), personId: person.id, form, formVersion: 1, answers }
    await dependencies.database.drafts.open({ ...draft, createdAt: dependencies.now() })
    return draft.id
  }
  const answers = {
    'safe-now': 'talk',
    danger: 'no',
    'talk-to': 'either',
    'talk-to-role': 'anyone',
    'keep-from': 'no',
    'help-later': 'no',
    'feel-safe': 'safe',
  }
  const [consent] = await knex('consent').where({ person_id: person.id }).select<{ id: number }[]>('id')
  Object.assign(references, {
    SENT: sent.reference,
    REFUSED: refused.reference,
    ASKED: await begin('bank-account', {}),
    DRAFT: await begin('somewhere-to-live', {}),
    PRIVATE: await begin('something-private', answers),
    AGREED: String(consent!.id),
  })
}

/** Each page, and the form on it that shows errors when it is sent with nothing filled in or chosen. */
const before: readonly (readonly [path: string, form?: string])[] = [
  ['/my/sign-in', 'main form'],
  ['/my/forgotten-pin', 'main form'],
  ['/my/help-now'],
]
const after: readonly (readonly [path: string, form?: string])[] = [
  ['/my'],
  ['/my/pin', 'main form'],
  ['/my/first-questions'],
  ['/my/still-there'],
  ['/my/help-now'],
  ['/my/help-now/sent/SENT'],
  ['/my/about-me', 'main form'],
  ['/my/about-me/later'],
  ['/my/checklist'],
  ['/my/checklist/find-id'],
  ['/my/checklist/money-on-the-day'],
  ['/my/plan'],
  ['/my/release-day'],
  ['/my/release-day/card'],
  ['/my/goals', 'main form[action="/my/goals"]'],
  ['/my/messages'],
  ['/my/consents'],
  ['/my/consents/AGREED/take-back'],
  ['/my/applications'],
  ['/my/applications/new'],
  ['/my/applications/new/A24'],
  ['/my/applications/DRAFT/where-before', 'main form'],
  ['/my/applications/DRAFT/where-before/help-now'],
  ['/my/applications/PRIVATE/stop'],
  ['/my/applications/PRIVATE/check'],
  ['/my/applications/PRIVATE/delete'],
  ['/my/applications/ASKED/asked-before'],
  ['/my/applications/SENT', 'form[action$="/add"]'],
  ['/my/applications/SENT/sent'],
  ['/my/applications/SENT/withdraw'],
  ['/my/applications/REFUSED/another-look', 'form[action$="/another-look"]'],
  ['/my/nowhere'],
]

const inAddress = (path: string) =>
  Object.entries(references).reduce((all, [name, value]) => all.replace(name, value), path)

async function signIn(language: 'en' | 'cy'): Promise<Visitor> {
  const visitor = await new Visitor(address).open(`/my/sign-in?lang=${language}`)
  return visitor.press(visitor.$('main form button').first().text().trim(), {
    'prison-number': 'A1234AA',
    pin: testPin,
  })
}

describe.each([
  ['signed out', before],
  ['signed in', after],
])('%s', (state, pages) => {
  let page: Page

  beforeAll(async () => {
    page = await newWindow(browser)
    if (state === 'signed out') return
    const cookie = { name: 'my', value: (await signIn('en')).cookie('my') ?? '', domain: '127.0.0.1', path: '/my' }
    await page.browserContext().setCookie({ ...cookie, secure: false, sameSite: 'Strict', httpOnly: true })
  })

  afterAll(() => page.browserContext().close())

  it.each(pages.map(([path, form]) => ({ path, form })))('$path has no barrier', async ({ path, form }) => {
    await page.goto(address + inAddress(path))
    expect(new URL(page.url()).pathname).toBe(inAddress(path))
    expect(await findBarriersWithScripts(page)).toEqual([])
    if (form === undefined) return
    await Promise.all([page.waitForNavigation(), page.$eval(form, sendEmpty)])
    expect(await page.$('.govuk-error-summary')).not.toBeNull()
    expect(await findBarriersWithScripts(page)).toEqual([])
  })
})

/** Sends a form with nothing chosen; the browser runs this. */
function sendEmpty(form: Element): void {
  for (const choice of form.querySelectorAll<HTMLInputElement>('input[type=radio]')) choice.remove()
  ;(form as HTMLFormElement).requestSubmit()
}

it('shows every page in Welsh too, as valid HTML that says so', async () => {
  const visitor = await signIn('cy')
  for (const [path] of after) {
    await visitor.open(inAddress(path))
    expect([path, visitor.$('html').attr('lang')]).toEqual([path, 'cy'])
  }
})

it('has met every page template, but for those that need another site or a lost session', () => {
  expect(left()).toEqual(['in-cell/details-hidden.njk', 'in-cell/not-saved.njk', 'in-cell/sign-in/signed-in.njk'])
})
