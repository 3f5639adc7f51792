import { randomUUID } from 'node:crypto'
import { MemoryStore } from 'express-session'
import { createConsole } from '../../../admin/console'
import type { StoredOverride } from '../../../server/database'
import { sealingWith } from '../../../server/use-cases/accounts/sealed-secrets'
import { newSecret } from '../../../server/use-cases/accounts/second-factor'
import { follow, goOn, newWindow, press, stayWhere } from '../../set-up/browser'
import { behindTls } from '../../set-up/console'
import { readPdf } from '../../set-up/pdf'
import {
  bank,
  browser,
  expectNoBarriers,
  staffConsole,
  open,
  page,
  signIn,
  signInByHand,
  useWindow,
  walkConsole,
} from './console'

walkConsole()

it('signing in, with its errors', async () => {
  await open('/sign-in')
  await press(page, 'Sign in')
  await expectNoBarriers()
  await page.type('#email', 'nobody@example.test')
  await page.type('#password', 'not it')
  await press(page, 'Sign in')
  await expectNoBarriers()
})

it('signing in with a second factor: setting it up, with an error, and only the code', async () => {
  const { dependencies } = staffConsole
  const config = { ...dependencies.config, environment: 'production' } as const
  const production = await staffConsole.serve(() =>
    // A store of its own, because express-session sets in it whether cookies are for TLS only.
    behindTls(createConsole({ ...dependencies, config, staffSessions: new MemoryStore() })),
  )
  await staffConsole.hire('newcomer', 'officer')
  await signInByHand('newcomer', production)
  expect(await page.$('.app-qr-code')).not.toBeNull()
  await expectNoBarriers()
  await press(page, 'Go on')
  await expectNoBarriers()
  const secret = sealingWith(dependencies.sessionSecret)
  const newcomer = (await dependencies.database.staff.findByEmail('newcomer@example.test'))!
  await staffConsole
    .knex('staff')
    .where({ id: newcomer.id })
    .update({ second_factor_secret: await secret.seal(newSecret(), `staff ${newcomer.id}`) })
  await signInByHand('newcomer', production)
  expect(await page.$('.app-qr-code')).toBeNull()
  await expectNoBarriers()
})

it('a link that was followed on another site, before the page goes on by itself', async () => {
  await page.goto(`${staffConsole.address.replace('127.0.0.1', 'localhost')}/sign-in`)
  const address = `${staffConsole.address}/questions/1`
  let opened = 0
  await stayWhere(page, request => request.url() === address && ++opened > 1)
  await goOn(page, () => page.evaluate(to => location.assign(to), address))
  await page.waitForSelector('main .govuk-button')
  await expectNoBarriers()
})

it('lists on paper: all their columns, and neither what leads on nor where to', async () => {
  await signIn('manager')
  await page.setViewport({ width: 718, height: 1000 })
  for (const path of ['/queue', '/caseload', '/leaving', '/people/A1234AA', '/audit']) {
    await page.goto(`${staffConsole.address}${path}`)
    // Chromium forgets it now and then where the next page comes in another process.
    await page.emulateMediaType('print')
    await page.waitForFunction(() => matchMedia('print').matches)
    const [wide, sheet] = await page.evaluate(() => {
      // The queue is printed on its side.
      const width = document.querySelector('.app-landscape') ? 1047 : document.documentElement.clientWidth
      return [Math.max(document.documentElement.scrollWidth, width), width]
    })
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

it('home, with and without people, and what a role may not see', async () => {
  await signIn('manager')
  await expectNoBarriers()
  await open('/safety')
  await signIn('editor')
  await expectNoBarriers()
  await open('/queue')
  await open('/no-such-page')
})

it('what readers found hard, before anybody answered and after', async () => {
  await signIn('editor')
  await open('/page-feedback')
  expect(new URL(page.url()).pathname).toBe('/page-feedback')
  const record = {
    page: '/booklet/probation-and-licence',
    language: 'cy',
    at: staffConsole.dependencies.now(),
  } as const
  await staffConsole.dependencies.database.pageFeedback.add({ ...record, answer: 'too-long' })
  await open('/page-feedback')
})

it('local services: none, a form with errors, one service, its withdrawal, two editors', async () => {
  await staffConsole.hire('manager-of-two', 'manager', ['LEI', 'BWI'])
  await signIn('manager-of-two')
  await open('/services')
  await open('/services/areas/wales')
  await open('/services/BWI/add')
  await press(page, 'Save it')
  await expectNoBarriers()
  await page.goto(`${staffConsole.address}/services/LEI/add`)
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
  useWindow(other)
  await signIn('manager-of-two')
  await page.goto(`${staffConsole.address}${address}`)
  await press(page, 'Confirm that all of it is right today')
  useWindow(stale)
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
  await page.goto(`${staffConsole.address}/service-notices/add`)
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

it('jobs: none, some that wait, one that failed, and its removal', async () => {
  await signIn('sysadmin')
  await open('/jobs')
  await press(page, 'Do today’s work again')
  await staffConsole.inDatabase(
    `update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'RangeError at server/x.js:1'
      where id = (select min(id) from graphile_worker._private_jobs)`,
  )
  await open('/jobs')
  await page.click('td a[href$="/remove"]')
  await page.waitForSelector('.govuk-button--warning')
  await expectNoBarriers()
  await press(page, 'Remove the job')
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
  const { contentOverrides } = staffConsole.dependencies.database
  const [{ staffId, entry, base }] = (await contentOverrides.of('fact', 'uc-advance-months')) as [StoredOverride]
  const record = {
    kind: 'fact',
    name: 'uc-advance-months',
    version: 2,
    action: 'confirmed',
    isWithdrawn: false,
  } as const
  const by = { reason: null, staffId, idempotencyKey: randomUUID(), at: staffConsole.dependencies.now() }
  await contentOverrides.add({ ...record, entry, base, ...by })
  await press(page, 'Withdraw it')
  await expectNoBarriers()
  await open('/facts/fact/drafts-kept')
})

it('accounts: the list, an invitation, one account, changing and ending it, codes', async () => {
  await staffConsole.hire('leaver', 'officer')
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

it('cover, PDUs and duty POMs: each page with an error, and whose COM cannot be reached', async () => {
  await staffConsole.hire('spo', 'spo', [])
  await staffConsole.hire('second-com', 'com', [])
  await staffConsole.hire('pom', 'pom')
  await staffConsole.knex.raw(`
    insert into pdu (name, region, imported_at) values ('Marrick PDU', 'north-west', now());
    update staff set pdu_id = (select id from pdu) where role in ('com', 'spo')`)
  const com = await staffConsole.dependencies.database.staff.findByEmail('com@example.test')
  await signIn('spo')
  await open('/pdu')
  await open(`/pdu/coms/${com!.id}`)
  await press(page, 'Give them')
  await expectNoBarriers()
  await open('/cover')
  await press(page, 'Set it')
  await expectNoBarriers()
  await signIn('manager')
  await open('/unreachable-coms')
  await open('/duty-poms')
  await press(page, 'Set the duty POM')
  await expectNoBarriers()
  await signIn('sysadmin')
  await open('/pdus')
  await press(page, 'Import')
  await expectNoBarriers()
})

it('the daily e-mail', async () => {
  await signIn('officer')
  await open('/account/daily-email')
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
