import { randomUUID } from 'node:crypto'
import { MemoryStore } from 'express-session'
import type { Browser, Page } from 'puppeteer'
import { createConsole } from '../../admin/console'
import type { Application, StoredOverride } from '../../server/database'
import { calendarDay } from '../../server/domain/calendar'
import { newSecret } from '../../server/use-cases/accounts/second-factor'
import { sealingWith } from '../../server/use-cases/accounts/sealed-secrets'
import { findBarriers, follow, goOn, joinBrowser, newWindow, press, stayWhere } from '../set-up/browser'
import { behindTls, startTestConsole, type TestConsole } from '../set-up/console'
import { readPdf } from '../set-up/pdf'
import { addPerson, sendApplication, testPassword } from '../set-up/people'
import { templatesLeft } from '../set-up/templates'

jest.setTimeout(120_000)

let office: TestConsole
let browser: Browser
let page: Page
let concern: Application
let secret: Application
let bank: Application
let left: () => string[]

beforeAll(async () => {
  office = await startTestConsole({ TODAY: '2026-11-23' })
  left = templatesLeft(office.dependencies.views, 'console')
  browser = await joinBrowser()
  for (const name of ['officer', 'second']) await office.hire(name, 'officer')
  await office.hire('administrator', 'administrator')
  await office.hire('com', 'com', [])
  await office.hire('manager', 'manager')
  await office.hire('editor', 'editor', [])
  await office.hire('nurse', 'healthcare')
  await office.hire('owner', 'service-owner', [])
  const { dependencies } = office
  const person = await addPerson(dependencies, 'A1234AA', { releaseDate: calendarDay('2024-01-01') })
  concern = await sendApplication(dependencies, person, 'somewhere-to-live', { 'feel-safe': 'not-safe' })
  const welsh = await addPerson(dependencies, 'A2345BB', {
    firstName: 'Owain',
    lastName: 'Llwyd',
    firstLanguage: 'Welsh',
  })
  secret = await sendApplication(dependencies, welsh, 'something-private')
  for (let number = 0; number < 26; number += 1) {
    const each = await addPerson(dependencies, `A30${String(number).padStart(2, '0')}CC`)
    bank = await sendApplication(dependencies, each, 'bank-account')
  }
  const remand = { custodyStatus: 'remand', sentence: null, releaseDate: null } as const
  await addPerson(dependencies, 'A4001DD', { lastName: 'Onremand', ...remand })
  const moved = { personId: welsh.id, openApplications: 1, at: dependencies.now() }
  await dependencies.database.notices.personMoved({ ...moved, from: 'BWI', to: 'LEI' })
})

beforeEach(async () => {
  page = await newWindow(browser)
})

afterEach(() => page.browserContext().close())

afterAll(async () => {
  await browser.disconnect()
  await office.stop()
})

async function expectNoBarriers(): Promise<void> {
  expect(await findBarriers(browser, page)).toEqual([])
}

async function open(path: string): Promise<void> {
  await page.goto(`${office.address}${path}`)
  await expectNoBarriers()
}

async function signIn(name: string, address = office.address): Promise<void> {
  await page.goto(`${address}/sign-in`)
  await page.type('#email', `${name}@example.test`)
  await page.type('#password', testPassword)
  await press(page, 'Sign in')
}

it('signing in, with its errors', async () => {
  await open('/sign-in')
  await press(page, 'Sign in')
  await expectNoBarriers()
  await page.type('#email', 'nobody@example.test')
  await page.type('#password', 'not it')
  await press(page, 'Sign in')
  await expectNoBarriers()
})

it('signing in with a second factor: setting it up, with an error, and the code alone', async () => {
  const { dependencies } = office
  const config = { ...dependencies.config, environment: 'production' } as const
  const production = await office.serve(() =>
    // A store of its own, because express-session sets in it whether cookies are for TLS alone.
    behindTls(createConsole({ ...dependencies, config, staffSessions: new MemoryStore() })),
  )
  await office.hire('newcomer', 'officer')
  await signIn('newcomer', production)
  expect(await page.$('.app-qr-code')).not.toBeNull()
  await expectNoBarriers()
  await press(page, 'Go on')
  await expectNoBarriers()
  const secret = sealingWith(dependencies.sessionSecret)
  const newcomer = (await dependencies.database.staff.findByEmail('newcomer@example.test'))!
  await office
    .knex('staff')
    .where({ id: newcomer.id })
    .update({ second_factor_secret: await secret.seal(newSecret(), `staff ${newcomer.id}`) })
  await signIn('newcomer', production)
  expect(await page.$('.app-qr-code')).toBeNull()
  await expectNoBarriers()
})

it('a link that was followed on another site, before the page goes on by itself', async () => {
  await page.goto(`${office.address.replace('127.0.0.1', 'localhost')}/sign-in`)
  const address = `${office.address}/questions/1`
  let opened = 0
  await stayWhere(page, request => request.url() === address && ++opened > 1)
  await goOn(page, () => page.evaluate(to => location.assign(to), address))
  await page.waitForSelector('main .govuk-button')
  await expectNoBarriers()
})

it('referrals: the list, a person’s with an error, and one with its steps', async () => {
  await signIn('officer')
  await open('/people/A1234AA/referrals')
  await press(page, 'Begin it')
  await expectNoBarriers()
  await page.click('[value=crs-mentoring]')
  await page.type('#referral-whom', 'Mentors')
  await page.click('[value=asked-com]')
  await press(page, 'Begin it')
  await expectNoBarriers()
  await follow(page, 'CRS, mentoring')
  await expectNoBarriers()
  await page.click('[value=appointment]')
  await page.type('#appointment-time', '9')
  await press(page, 'Record it')
  await expectNoBarriers()
  await open('/referrals')
})

it('tasks that COMs ask for, and a COM’s people: each page with an error, and what two do at once', async () => {
  await signIn('com')
  await expectNoBarriers()
  await open('/people/A2345BB/tasks')
  await press(page, 'Ask the team')
  await expectNoBarriers()
  await page.click('[value=gp]')
  await page.type('#task-due', '30/11/2026')
  await page.type('#task-why', 'He is ill')
  await press(page, 'Ask the team')
  await expectNoBarriers()
  const address = new URL(page.url()).pathname
  await page.browserContext().deleteCookie(...(await page.browserContext().cookies()))
  await signIn('officer')
  await open('/tasks')
  await page.goto(`${office.address}${address}`)
  await press(page, 'Say that it is done')
  await expectNoBarriers()
  await office.knex('com_request').update({ version: 9 })
  await press(page, 'Take it')
  await expectNoBarriers()
  await page.type('#task-note', 'Rang them')
  await press(page, 'Say that it is done')
  await open('/people/A2345BB/tasks/note?to=soon')
  await open('/people/A2345BB/tasks/note')
  await page.browserContext().deleteCookie(...(await page.browserContext().cookies()))
  await signIn('com')
  await open(address)
  await open('/your-people?since=soon')
  await open('/your-people?page=2')
  await open('/your-people/done')
})

it('questions to healthcare: asked, answered when withdrawn meanwhile, corrected; what healthcare sees', async () => {
  await signIn('officer')
  await open('/people/A2345BB/questions')
  await press(page, 'Ask')
  await expectNoBarriers()
  await page.click('[value=healthcare]')
  await page.type('#question-words', 'Can he travel alone?')
  await page.select('#application', secret.reference)
  await press(page, 'Ask')
  await expectNoBarriers()
  const address = new URL(page.url()).pathname
  await press(page, 'Withdraw the enquiry')
  await expectNoBarriers()
  await open('/questions')
  await page.browserContext().deleteCookie(...(await page.browserContext().cookies()))
  await signIn('nurse')
  await expectNoBarriers()
  await open('/questions')
  await open('/roles')
  await open('/policy/PF-3.8')
  await open('/policy/OMiC-Discretionary-release')
  await open(address)
  await press(page, 'Send the answer')
  await expectNoBarriers()
  await office.knex('enquiry').update({ status: 'withdrawn', ended_at: office.dependencies.now() })
  await page.type('#question-answer', 'Yes')
  await press(page, 'Send the answer')
  await expectNoBarriers()
  await office.knex('enquiry').update({ status: 'answered' })
  await open(address)
  await page.browserContext().deleteCookie(...(await page.browserContext().cookies()))
  await signIn('officer')
  await open(`/applications/${secret.reference}`)
})

it('an application on paper: what was asked, decided and done, and nothing to press', async () => {
  await signIn('officer')
  await page.goto(`${office.address}/applications/${concern.reference}`)
  const { pages } = await readPdf(await page.pdf())
  const text = pages.map(sheet => sheet.text.replace(/\s+/g, ' ')).join(' ')
  for (const heading of ['What Dean Marrick wrote', 'What to do', 'Why it came here', 'What has happened'])
    expect(text).toContain(heading)
  for (const words of [
    'Queue',
    'Sign out',
    'Claim it',
    'Send the message',
    'Notes',
    'print this page',
    'is recorded',
  ]) {
    expect(text).not.toContain(words)
  }
})

it('lists on paper: all their columns, and neither what leads on nor where to', async () => {
  await signIn('manager')
  await page.setViewport({ width: 718, height: 1000 })
  for (const path of ['/queue', '/caseload', '/leaving', '/people/A1234AA', '/audit']) {
    await page.goto(`${office.address}${path}`)
    // Chromium forgets it now and then where the next page comes in another process.
    await page.emulateMediaType('print')
    await page.waitForFunction(() => matchMedia('print').matches)
    const [wide, sheet] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ])
    expect([path, wide]).toEqual([path, sheet])
  }
  await page.emulateMediaType()
  const { pages } = await readPdf(await page.pdf())
  const text = pages.map(each => each.text).join(' ')
  expect(text).toContain('Caseload viewed')
  for (const words of ['Unusual access', 'Download', '(/']) expect(text).not.toContain(words)
})

it('reports, as pictures and tables', async () => {
  await signIn('manager')
  await open('/reports')
  for (const report of ['replies', 'open', 'assessments', 'first-night', 'overrides']) await open(`/reports/${report}`)
})

it('the caseload: with errors, and before it moves', async () => {
  await signIn('manager')
  await open('/caseload')
  await press(page, 'Go on')
  await expectNoBarriers()
  await page.click('#from')
  await page.select('#move-to', 'team')
  await press(page, 'Go on')
  await expectNoBarriers()
})

it('assessments: the list, a person’s with an error, and giving them out', async () => {
  await signIn('officer')
  await open('/assessments?state=all')
  await open('/people/A1234AA/plan')
  await open('/people/A1234AA/plan/accommodation')
  await page.type('#need', 'Nowhere to live')
  await press(page, 'Add the need')
  await expectNoBarriers()
  await press(page, 'Add the action')
  await expectNoBarriers()
  await page.type('#action', 'Ask the council')
  await page.click('#responsible')
  await page.type('#due', '1/11/2026')
  await press(page, 'Add the action')
  await open('/actions')
  await open('/people/A1234AA')
  await open('/people/A1234AA/consents/new')
  await press(page, 'Save this consent')
  await expectNoBarriers()
  await open('/people/A1234AA/assessments')
  await press(page, 'Record it')
  await expectNoBarriers()
  await page.click('#kind')
  await press(page, 'Record it')
  await expectNoBarriers()
  await page.browserContext().deleteCookie(...(await page.browserContext().cookies()))
  await signIn('administrator')
  await open('/assessments/allocate?way=evenly')
  const other = await page.browserContext().newPage()
  await other.goto(page.url())
  await press(other, 'Give them out')
  await other.close()
  await press(page, 'Give them out')
  await expectNoBarriers()
})

it('who leaves: the list, and what is settled for one of them', async () => {
  await signIn('officer')
  await open('/leaving')
  await office.inDatabase(`
    insert into referral (person_id, kind, whom, state, opened_at, ended_at)
      select id, 'gp-registration', 'Surgery', 'done', now(), now() from person where prison_number = 'A2345BB'`)
  await open('/people/A2345BB/leaving')
  await press(page, 'Record GP: Known or arranged')
  await page.click('#housing')
  await press(page, 'Record it')
  await expectNoBarriers()
})

it('the court list, its packs, and the hearings of one person with an error', async () => {
  await signIn('officer')
  await open('/people/A4001DD/hearings')
  await press(page, 'Enter the hearing')
  await expectNoBarriers()
  await page.type('#hearing-day', '24/11/2026')
  await page.type('#court', 'Leeds')
  await press(page, 'Enter the hearing')
  await expectNoBarriers()
  await open('/court-list')
  await open('/court-list/packs')
})

it('correcting a fact: written, chosen, with errors', async () => {
  await signIn('officer')
  for (const fact of ['releaseDate', 'custodyStatus']) {
    await open(`/people/A4001DD/facts/${fact}`)
    await press(page, 'Correct it')
    await expectNoBarriers()
  }
})

it('a whole record: given out, and beside another', async () => {
  await signIn('manager')
  await open('/people/A2345BB/data')
  await open('/people/A2345BB/merge')
  await press(page, 'Look at both')
  await expectNoBarriers()
  await open('/people/A2345BB/merge?with=A4001DD')
})

it('home, with and without people, and what a role may not see', async () => {
  await signIn('manager')
  await expectNoBarriers()
  await open('/queue?list=safety')
  await page.browserContext().deleteCookie(...(await page.browserContext().cookies()))
  await signIn('editor')
  await expectNoBarriers()
  await open('/queue')
  await open('/no-such-page')
})

it('the queue and the people: full, filtered, empty, second page', async () => {
  await signIn('officer')
  for (const path of [
    '/queue',
    '/queue?sort=release&due=soon',
    '/queue?list=mine',
    '/queue?list=done',
    '/queue?list=all&search=0123456789abcdef',
    '/people',
    '/people?search=0123456789abcdef',
  ]) {
    await open(path)
  }
  await press(page, 'Search')
  await expectNoBarriers()
  await open('/queue')
  await press(page, 'Seen notice about Owain Llwyd')
  await expectNoBarriers()
})

it('the plans of a wing: asked for, found, nobody, and to print in both languages', async () => {
  await signIn('officer')
  for (const path of [
    '/plans',
    '/plans?prison=LEI&location=&weeks=',
    '/plans?prison=LEI&location=Z&weeks=4',
    '/plans/print?prison=LEI&location=B&large=yes',
  ]) {
    await open(path)
  }
})

it('replies on paper: nothing, found, sheets in both languages, printed before', async () => {
  const { dependencies } = office
  for (const { id } of [bank, secret])
    await dependencies.database.messages.add(id, {
      sender: 'staff',
      staffId: null,
      body: 'Yes.',
      sentAt: dependencies.now(),
    })
  const owain = await dependencies.database.people.findByNumber('A2345BB')
  const welsh = await sendApplication(dependencies, owain!, 'bank-account')
  const answer = { sender: 'staff', staffId: null, body: 'Iawn.', sentAt: dependencies.now() } as const
  await dependencies.database.messages.add(welsh.id, answer)
  await signIn('officer')
  await open('/replies/print?prison=LEI&location=none')
  await page.goto(`${office.address}/replies/print?prison=LEI&location=`)
  await expectNoBarriers()
  await press(page, 'Make 3 sheets to print')
  await expectNoBarriers()
  const { pages } = await readPdf(await page.pdf())
  expect(pages).toHaveLength(3)
  expect(pages.every(sheet => /^Dean Marrick|^Owain Llwyd/.test(sheet.text.trim()))).toBe(true)
  await open('/replies/print')
})

it('the list of work: next page, search and its errors, saved filters, many at once, short cuts', async () => {
  await signIn('officer')
  await page.goto(`${office.address}/queue`)
  await page.click('.govuk-pagination__next a')
  await page.waitForSelector('.govuk-pagination__prev')
  await expectNoBarriers()
  await open('/queue')
  await press(page, 'Find')
  await expectNoBarriers()
  await page.type('#search', 'Marick')
  await press(page, 'Find')
  await expectNoBarriers()
  await open('/queue?priority=standard')
  await press(page, 'Save the filters')
  await expectNoBarriers()
  await page.type('#filter-name', 'Not urgent')
  await press(page, 'Save the filters')
  await expectNoBarriers()
  await press(page, 'Claim selected')
  await expectNoBarriers()
  await press(page, 'Assign')
  await expectNoBarriers()
  await page.goto(`${office.address}/queue?priority=standard`)
  await page.waitForSelector('#choose-all')
  await page.click('#choose-all')
  expect(await page.$$eval('[name=chosen]:checked', ticked => ticked.length)).toBe(25)
  await page.click('#short-cuts summary')
  await expectNoBarriers()
  await press(page, 'Claim selected')
  await expectNoBarriers()
  await press(page, 'Return selected to team')
  await expectNoBarriers()
})

it('an application: open, wrong, claimed, done, out of date, answered', async () => {
  await signIn('officer')
  const address = `/applications/${concern.reference}`
  await open(address)
  for (const button of ['Acknowledge the concern', 'Send to Dean Marrick', 'Save staff note']) {
    await page.goto(`${office.address}${address}`)
    await press(page, button)
    await expectNoBarriers()
  }
  await open(`${address}/consents/new`)
  await press(page, 'Save this consent')
  await expectNoBarriers()
  await page.goto(`${office.address}${address}`)
  await press(page, 'Claim it')
  await press(page, 'Mark as done: Consider opening an ACCT')
  await page.type('#note', 'Rang the wing')
  await press(page, 'Save staff note')
  await page.type('#message', 'We are on it')
  await press(page, 'Send to Dean Marrick')
  await page.type('#what-was-done', 'Opened an ACCT')
  await press(page, 'Acknowledge the concern')
  await expectNoBarriers()

  const stale = page
  await follow(stale, 'Answer and close')
  await expectNoBarriers()
  page = await newWindow(browser)
  await signIn('second')
  await page.goto(`${office.address}${address}`)
  await press(page, 'Take it over from officer at work')
  await expectNoBarriers()
  await page.browserContext().close()
  page = stale
  await press(page, 'Put them in, in English')
  await expectNoBarriers()
  await page.click('#outcome')
  await page.select('#template', 'agreed')
  await press(page, 'Put them in, in English')
  await expectNoBarriers()
  await page.$eval('textarea#answer', box => {
    box.value = `Accommodation ${'and so on '.repeat(10)}.`
  })
  await press(page, 'Check before you send')
  await expectNoBarriers()
  await press(page, 'Send to Dean Marrick and close')
  await expectNoBarriers()
  await follow(page, 'Go to the application as it is now')
  await follow(page, 'Answer and close')
  await page.click('#outcome')
  await page.type('#answer', 'Yes, from Monday.')
  await press(page, 'Check before you send')
  await press(page, 'Send to Dean Marrick and close')
  await expectNoBarriers()
  await open(`${address}/outcome`)
})

it('another look: waiting, on the list, wrong, answered', async () => {
  const { dependencies } = office
  const person = await addPerson(dependencies, 'A4567DD')
  const { id, reference } = await sendApplication(dependencies, person, 'bank-account')
  await office
    .knex('application')
    .where({ id })
    .update({ status: 'closed', outcome: 'not-agreed', outcome_reason: 'Not yet', closed_at: dependencies.now() })
  const asked = { words: 'I have my ID now', askedAt: dependencies.now(), respondBy: calendarDay('2026-11-30') }
  await dependencies.database.reviewRequests.add(id, asked)
  // Asked about again, so that the page names what is open too.
  await sendApplication(dependencies, person, 'bank-account')
  await signIn('manager')
  await expectNoBarriers()
  await open('/queue?list=another-look')
  await open(`/applications/${reference}`)
  await follow(page, 'Look again and answer')
  await expectNoBarriers()
  await press(page, 'Check before you send')
  await expectNoBarriers()
  await page.click('#look-outcome-2')
  await page.type('#look-answer', 'You are right')
  await press(page, 'Check before you send')
  await expectNoBarriers()
  await press(page, 'Send to Dean Marrick')
  await expectNoBarriers()
})

it('entering a paper form: which, empty, wrong', async () => {
  await signIn('officer')
  await open('/people/A1234AA/paper')
  await open('/people/A1234AA/paper/A01')
  await press(page, 'Send it for Dean Marrick')
  await expectNoBarriers()
})

it('a restricted application that is sent elsewhere', async () => {
  await signIn('officer')
  await open(`/applications/${secret.reference}`)
  await open(`/applications/${secret.reference}/override`)
  await press(page, 'Send it there')
  await expectNoBarriers()
  await page.click('#destination')
  await page.type('#reason', 'She asked for her COM')
  await press(page, 'Send it there')
  await expectNoBarriers()
})

it('what readers found hard, before anybody answered and after', async () => {
  await signIn('editor')
  await open('/page-feedback')
  expect(new URL(page.url()).pathname).toBe('/page-feedback')
  const said = { page: '/booklet/probation-and-licence', language: 'cy', at: office.dependencies.now() } as const
  await office.dependencies.database.pageFeedback.add({ ...said, answer: 'too-long' })
  await open('/page-feedback')
})

it('local services: none, a form with errors, one service, its withdrawal, two editors', async () => {
  await office.hire('manager-of-two', 'manager', ['LEI', 'BWI'])
  await signIn('manager-of-two')
  await open('/services')
  await open('/services/areas/wales')
  await open('/services/BWI/add')
  await press(page, 'Save it')
  await expectNoBarriers()
  await page.goto(`${office.address}/services/LEI/add`)
  await page.select('#chapter', 'money-and-benefits')
  await page.click('#open-to')
  await page.type('#service-name', 'Money advice')
  await page.type('#service-what', 'Help with a bank account.')
  await press(page, 'Save it')
  await expectNoBarriers()
  const address = new URL(page.url()).pathname
  await open(`${address}/correct`)
  const other = await newWindow(browser)
  const stale = page
  page = other
  await signIn('manager-of-two')
  await page.goto(`${office.address}${address}`)
  await press(page, 'Confirm that all of it is right today')
  page = stale
  await press(page, 'Save it')
  await expectNoBarriers()
  await open(`/applications/${bank.reference}`)
  await open(`${address}/withdraw`)
  await other.browserContext().close()
  await press(page, 'Withdraw it')
  await expectNoBarriers()
  await open('/services/LEI')
})

it('notices: none, both forms with errors, the list with the notice above it, its end, and no notice on paper', async () => {
  await signIn('owner')
  await open('/service-notices')
  await open('/service-notices/maintenance')
  await press(page, 'Add the planned maintenance')
  await expectNoBarriers()
  await page.goto(`${office.address}/service-notices/add`)
  await press(page, 'Add the notice')
  await expectNoBarriers()
  await page.type('#notice-english', 'The phones are down.')
  await page.click('[value=staff]')
  await page.type('#until-day', '24/11/2026')
  await page.type('#until-time', '9am')
  await press(page, 'Add the notice')
  await expectNoBarriers()
  expect(await page.$eval('.app-service-notices', each => each.textContent)).toContain('The phones are down.')
  const { pages } = await readPdf(await page.pdf())
  expect(pages.map(({ text }) => text).join(' ')).not.toContain('Important')
  await follow(page, 'End it now: The phones are down.')
  await expectNoBarriers()
  await press(page, 'End it now')
  await expectNoBarriers()
})

it('national facts and contacts: the list, a correction with errors, one with its history, its withdrawal, and too late', async () => {
  await signIn('owner')
  await open('/facts')
  await open('/facts/contact/nhs-111/correct')
  await page.$eval('#number-main', field => ((field as unknown as { value: string }).value = ''))
  await press(page, 'Save it')
  await expectNoBarriers()
  await open('/facts/fact/uc-advance-months')
  await press(page, 'Confirm that it is right today')
  await expectNoBarriers()
  await open('/facts/fact/uc-advance-months/withdraw')
  await press(page, 'Withdraw it')
  await expectNoBarriers()
  await page.type('#entry-reason', 'It is not clear.')
  const { contentOverrides } = office.dependencies.database
  const [{ staffId, entry, base }] = (await contentOverrides.of('fact', 'uc-advance-months')) as [StoredOverride]
  const said = { kind: 'fact', name: 'uc-advance-months', version: 2, action: 'confirmed', isWithdrawn: false } as const
  const by = { reason: null, staffId, idempotencyKey: randomUUID(), at: office.dependencies.now() }
  await contentOverrides.add({ ...said, entry, base, ...by })
  await press(page, 'Withdraw it')
  await expectNoBarriers()
  await open('/facts/fact/drafts-kept')
})

it('accounts: the list, an invitation, one account, changing and ending it, codes', async () => {
  await office.hire('leaver', 'officer')
  await signIn('manager')
  await open('/accounts')
  await follow(page, 'leaver at work')
  await expectNoBarriers()
  await follow(page, 'End the account')
  await press(page, 'End the account')
  await expectNoBarriers()
  await open(`${new URL(page.url()).pathname.replace('/leave', '')}/change`)
  await press(page, 'Save the change')
  await expectNoBarriers()
  await follow(page, 'Let them set a new password')
  await expectNoBarriers()
  await press(page, 'Make the code')
  await expectNoBarriers()
  await open('/accounts/invite')
  await press(page, 'Invite them')
  await expectNoBarriers()
  await open('/account/password')
  await press(page, 'Change it')
  await expectNoBarriers()
  await page.browserContext().deleteCookie(...(await page.browserContext().cookies()))
  await open('/set-password')
  await press(page, 'Set the password')
  await expectNoBarriers()
})

it('the audit: found, wrong, nothing found, who looked, unusual access', async () => {
  await signIn('manager')
  await open('/audit')
  await page.type('#audit-staff', 'nobody@example.test')
  await page.type('#audit-from', 'soon')
  await press(page, 'Search')
  await expectNoBarriers()
  await open('/people/A2345BB/who-looked')
  await open('/audit/unusual')
})

it('a person, and a PIN slip', async () => {
  await signIn('officer')
  await page.goto(`${office.address}/people/A1234AA`)
  await page.click('main details summary')
  await expectNoBarriers()
  await follow(page, 'Make a PIN slip')
  await expectNoBarriers()
  await press(page, 'Make the PIN slip')
  await expectNoBarriers()
})

it('the page for printing a PIN slip prints the slip and nothing else', async () => {
  await signIn('officer')
  await office.dependencies.database.pins.ask('A2345BB', office.dependencies.now())
  await open('/people')
  await open('/people/A2345BB/pin-request')
  await page.$eval('main form', element => element.requestSubmit())
  await page.waitForSelector('.govuk-error-summary')
  expect(await findBarriers(browser, page)).toEqual([])
  await page.goto(`${office.address}/people/A2345BB/pin-slip`)
  await press(page, 'Make the PIN slip')
  await page.emulateMediaType('print')
  const printed = (await page.evaluate('document.body.innerText')) as string
  expect(printed.replace(/\s+/g, ' ').trim()).toMatch(
    /^Eich PIN ar gyfer Gadael y carchar .* Staff never ask for your PIN\.$/,
  )
})

/** A person who is new, one with a day that there is not, and a column that nobody asked for. */
const receptions = `prison_number,last_name,first_name,prison,reception_date,custody_status,booking
A7001EE,New,Nia,LEI,23/11/2026,sentenced,1
A7002EE,Wrong,Will,LEI,31/11/2026,sentenced,2
`

it('imports: none, with errors, and what became of each row', async () => {
  await signIn('officer')
  await open('/imports')
  await press(page, 'Import')
  await expectNoBarriers()
  await page.click('[value=receptions]')
  await page.$eval(
    '#file',
    (field, rows) => {
      const files = new DataTransfer()
      files.items.add(new File([rows], 'people.csv'))
      ;(field as HTMLInputElement).files = files.files
    },
    receptions,
  )
  await press(page, 'Import')
  await expectNoBarriers()
  expect(await page.$('#refused')).not.toBeNull()
  await open('/imports')
})

it('every page template of the console was among those', () => {
  expect(left()).toEqual([])
})
