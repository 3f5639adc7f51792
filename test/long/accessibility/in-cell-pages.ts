import { randomUUID } from 'node:crypto'
import { load } from 'cheerio'
import type { Browser, Page } from 'puppeteer'
import { readConfig } from '../../../server/config'
import { findForm, forms } from '../../../server/domain/applications'
import { calendarDay } from '../../../server/domain/calendar'
import type { FormId } from '../../../server/domain/topics'
import { makePinSlip } from '../../../server/use-cases/people/in-cell/pins'
import { SingleSignOn } from '../../../server/web/sessions/single-sign-on'
import { findBarriers, findWide } from '../../set-up/barriers'
import { joinBrowser, newWindow, stayWhere } from '../../set-up/browser'
import { fillIn, withKeysAlone, withMouse } from '../../set-up/filling-in'
import { KnownParts } from '../../set-up/page-parts'
import { addPerson, addPrisons, addStaff, sendApplication, testPin } from '../../set-up/people'
import { openPortal } from '../../set-up/portal'
import { startTestSite, type TestSite } from '../../set-up/site'
import { templatesLeft } from '../../set-up/templates'
import { Visitor, type Fields } from '../../set-up/visitor'

let site: TestSite
let address: string
let browser: Browser
let page: Page
let left: () => string[]

/** Goes on by the page's own forms, whatever language their buttons are in. */
async function submit(form: string, fields: Record<string, string> = {}): Promise<void> {
  for (const [name, value] of Object.entries(fields)) {
    await page.$eval(`${form} [name="${name}"]`, (element, text) => ((element as HTMLInputElement).value = text), value)
  }
  await Promise.all([
    page.waitForNavigation(),
    page.$eval(form, element => (element as HTMLFormElement).requestSubmit()),
  ])
}

async function expectNoBarriers(): Promise<void> {
  expect(await findBarriers(browser, page)).toEqual([])
}

async function open(path: string): Promise<void> {
  await page.goto(`${address}${path}`)
  await expectNoBarriers()
}

/** Presses the button of a form, whatever language it is in. */
function pressIn(visitor: Visitor, form: string, fields: Fields = {}): Promise<Visitor> {
  return visitor.press(visitor.$(`${form} button`).first().text().trim(), fields)
}

/** Answers what is still asked, with the first choice or with words, as far as the page to check. */
async function answerAll(visitor: Visitor): Promise<void> {
  for (let pages = 0; pages < 30 && !visitor.path.endsWith('/check'); pages += 1) {
    if (visitor.path.endsWith('/help-now')) {
      await visitor.open(visitor.$('main a.govuk-button').attr('href') ?? '')
    } else {
      const { name = '', value = '' } = visitor.$('#answer').attr() ?? {}
      await pressIn(visitor, 'main form', { [name]: name === 'words' ? 'Leeds' : value })
    }
  }
}

/** Every page of the in-cell site, in every state that a person can bring about, in one language. */
export function describeInCellPages(language: 'en' | 'cy'): void {
  // One test opens many pages, and each is looked at with scripts and without.
  jest.setTimeout(240_000)

  beforeAll(async () => {
    site = await startTestSite({ TODAY: '2026-11-23' })
    await addPrisons(site.dependencies)
    address = await site.serve(openPortal)
    left = templatesLeft(site.dependencies.views, 'in-cell')
    browser = await joinBrowser()
  })

  afterAll(async () => {
    await browser.disconnect()
    await site.stop()
  })

  const prisonNumber = language === 'en' ? 'A1234AA' : 'A2345BB'

  /** Signed in without scripts, and in a window of the browser too. */
  async function signIn(number: string): Promise<Visitor> {
    const visitor = await new Visitor(address).open(`/my/sign-in?lang=${language}`)
    await pressIn(visitor, 'main form', { 'prison-number': number, pin: testPin })
    page = await newWindow(browser)
    const cookie = { name: 'my', value: visitor.cookie('my') ?? '', domain: '127.0.0.1', path: '/my' }
    await page.browserContext().setCookie({ ...cookie, secure: false, sameSite: 'Strict', httpOnly: true })
    return visitor
  }

  beforeAll(async () => {
    await addPerson(site.dependencies, prisonNumber)
  })

  it('has no barrier on the way in', async () => {
    page = await newWindow(browser)
    await open(`/my/sign-in?lang=${language}`)
    await submit('main form')
    await expectNoBarriers()
    for (let tries = 0; tries < 5; tries += 1) {
      await submit('main form', { 'prison-number': 'A0000ZZ', pin: '000000' })
      if (tries === 0) await expectNoBarriers()
    }
    await expectNoBarriers()
    const staff = await addStaff(site.dependencies, {
      email: `${language}@example.test`,
      name: 'K Brandreth',
      role: 'officer',
      prisons: ['LEI'],
    })
    const person = await addPerson(site.dependencies, language === 'en' ? 'A5678EE' : 'A6789FF')
    const { pin } = await makePinSlip(site.dependencies.database, site.dependencies.context(), {
      person,
      staff,
      fromAddress: undefined,
    })
    await submit('main form', { 'prison-number': person.prisonNumber, pin })
    await expectNoBarriers()
    await submit('main form', { pin: '12', again: '13' })
    await expectNoBarriers()
    await submit('main form', { pin: '739206', again: '739206' })
    await expectNoBarriers()
    page = await newWindow(browser)
    await open('/my/sign-in?ended=yes')
    await open('/my/help-now?not-sent=yes')
    await open('/my/forgotten-pin')
    await submit('main form')
    await expectNoBarriers()
    await submit('main form', { 'prison-number': 'A0000ZZ' })
    await expectNoBarriers()
  })

  it('has no barrier in large print', async () => {
    const person = await addPerson(site.dependencies, language === 'en' ? 'A6666FF' : 'A7777GG')
    await site.dependencies.database.people.keepReadingHelp(person.id, ['large-print'], site.dependencies.now())
    const { reference } = await sendApplication(site.dependencies, person, 'bank-account')
    await signIn(person.prisonNumber)
    for (const path of ['/my', '/my/checklist', '/my/plan', '/my/about-me', `/my/applications/${reference}`]) {
      await open(path)
    }
  })

  it('has no barrier where others may look on, and after single sign-on', async () => {
    const { dependencies } = site
    const config = { ...dependencies.config, privateHosts: new Set<string>() }
    const shared = await site.serve(() => openPortal({ ...dependencies, config }))
    await signIn(prisonNumber)
    await page.goto(`${shared}/my/checklist`)
    expect(await page.$('form[action="/my/details"]')).not.toBeNull()
    await expectNoBarriers()

    const settings = readConfig({
      NODE_ENV: 'test',
      PORTAL_URL: 'http://portal.example.test',
      OIDC_ISSUER: 'https://issuer.example.test',
      OIDC_CLIENT_ID: 'portal',
      OIDC_CLIENT_SECRET: 'a secret for tests alone',
      OIDC_PRISON_NUMBER_CLAIM: 'prison_number',
    })
    const singleSignOn = new SingleSignOn(settings.singleSignOn!, true)
    const withIssuer = await site.serve(() => openPortal({ ...dependencies, config: settings, singleSignOn }))
    const backAgain = new URL(`${withIssuer}/my/single-sign-on/back`)
    const pending = { state: 'a', nonce: 'b', verifier: 'c', notBefore: null }
    jest.spyOn(singleSignOn, 'begin').mockResolvedValue({ address: backAgain, pending })
    jest.spyOn(singleSignOn, 'finish').mockResolvedValue({ subject: 'a', sessionId: null, prisonNumber })
    page = await newWindow(browser)
    await page.goto(`${withIssuer}/my/sign-in?lang=${language}`)
    await expectNoBarriers()
    await stayWhere(page, request => new URL(request.url()).pathname === '/my')
    await page.goto(`${withIssuer}/my/single-sign-on`)
    expect(new URL(page.url()).pathname).toBe('/my/single-sign-on/back')
    await expectNoBarriers()
  })

  it('has no barrier on the start, the checklist and the pages about the person', async () => {
    await signIn(prisonNumber)
    for (const path of [
      '/my',
      '/my/checklist',
      '/my/messages',
      '/my/about-me',
      '/my/about-me/later',
      '/my/consents',
      '/my/applications',
      '/my/applications/new',
      '/my/still-there',
      '/my/nowhere',
    ]) {
      await open(path)
    }
    await page.goto(`${address}/my/about-me`)
    await page.$$eval('main input[type=radio]', elements => elements.forEach(element => (element.checked = false)))
    await submit('main form')
    await expectNoBarriers()
    await page.goto(`${address}/my/checklist`)
    const tasks = await page.$$eval('main .app-row a[href^="/my/checklist/"]', links =>
      links.map(link => link.getAttribute('href') ?? ''),
    )
    expect(tasks.length).toBeGreaterThan(10)
    for (const task of tasks.slice(0, 6)) await open(task)
    await open('/my/checklist/certificates')
    await submit('main form[action$="/ask"]', { added: 'x'.repeat(302) })
    await expectNoBarriers()
  })

  it('has no barrier in what moved, a note of one’s own, and the plan', async () => {
    await signIn(prisonNumber)
    await page.goto(`${address}/my/checklist`)
    const person = await site.dependencies.database.people.findByNumber(prisonNumber)
    const change = { prisonId: 'HLI', releaseDate: calendarDay('2027-01-04') }
    await site.dependencies.database.people.change(person!.id, change, {
      source: 'receptions',
      at: '2026-11-23T09:00:00Z',
    })
    await open('/my/checklist')
    await submit('form[action$="/seen"]')
    await page.goto(`${address}/my/checklist/find-id`)
    await submit('form[action$="/note"]', { note: 'ضاع جواز سفري '.repeat(50) })
    await expectNoBarriers()
    await submit('form[action$="/note"]', { note: `Ask Gemma ${'x'.repeat(300)}` })
    await expectNoBarriers()
    await open('/my/checklist/find-id?note=show')
    await open('/my/plan')
    await open('/my/plan?with=private')
    await open('/my/release-day')
    await open('/my/goals')
    await open('/my/first-questions')
    await open('/my/release-day/card')
    await page.setViewport({ width: 320, height: 640 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  })

  describe('a form from the list of applications until it is sent', () => {
    const way = language === 'en' ? withMouse : withKeysAlone
    const windows = new Map<string, { writing: Page; looking: Page }>()

    beforeAll(async () => {
      const numbers = language === 'en' ? ['A3334PP', 'A3335RR', 'A3336SS'] : ['A4444PP', 'A4445RR', 'A4446SS']
      // Some forms go to the COM, and are only kept until there is one who can see them.
      await addStaff(site.dependencies, { email: 'com@example.test', name: 'R Calloway', role: 'com', prisons: [] })
      for (const [who, number, facts] of [
        ['men', numbers[0]!, {}],
        ['women', numbers[1]!, { prisonId: 'STI', sex: 'F' }],
        ['at court', numbers[2]!, { custodyStatus: 'remand' }],
      ] as const) {
        await addPerson(site.dependencies, number, facts)
        await signIn(number)
        const looking = page
        const writing = await looking.browserContext().newPage()
        await writing.setJavaScriptEnabled(way.scripts)
        await writing.setViewport(way.screen)
        windows.set(who, { writing, looking })
      }
    })

    const known = new KnownParts()
    // A question has its words from the same templates as any other: those of new parts are opened to be looked at.
    it.each(forms.map(form => ({ id: form.id, form })))('$id', async ({ form }) => {
      const isForCourt = form.custody?.includes('sentenced') === false
      const { writing, looking } = windows.get(isForCourt ? 'at court' : (form.estate ?? 'men'))!
      await site.knex('application').update({ status: 'closed', outcome: 'agreed' })
      await writing.goto(`${address}/my/applications`)
      page = looking
      const t = site.dependencies.words.in(language)
      const reference = await fillIn(writing, { form, way, t }, async (path, html) => {
        expect(await findWide(writing)).toEqual([])
        if (known.learn(load(html))) await open(path)
      })
      expect(await site.knex('application').where({ reference })).toMatchObject([{ form: form.code }])
    })
  })

  it('has no barrier when answers cannot be kept, when it is not the time, and after sending', async () => {
    const visitor = await signIn(prisonNumber)
    for (const id of ['somewhere-to-live', 'bank-account', 'something-else', 'identity-documents'] as const) {
      const draft = await draftOf(id)
      const { questions } = findForm(id)
      for (const question of [questions[0]!, questions[3]!]) {
        await page.goto(`${address}${draft}/${question.id}`)
        await page.$$eval('main input:not([type=hidden]), main textarea', elements =>
          elements.forEach(element => ((element as HTMLInputElement).checked = false)),
        )
        if (await page.$('#answer[name="words"]')) await submit('main form', { words: '' })
        else await submit('main form')
        await expectNoBarriers()
      }
    }
    const privateDraft = await draftOf('something-private')
    await open(`${privateDraft}/safe-now/help-now`)
    await submit('form[action$="/help-now"]')
    await expectNoBarriers()
    await open('/my/help-now')
    await submit('form[action$="/help-now"]', { happening: 'x'.repeat(301) })
    await expectNoBarriers()
    await open(`${privateDraft}/stop`)
    await open(`${privateDraft}/delete`)

    const bank = await draftOf('bank-account')
    await visitor.open(`${bank}/have-account`)
    await answerAll(visitor)
    await page.goto(`${address}${bank}/check`)
    await submit('form[action$="/check"]')
    await expectNoBarriers()
    const sent = page.url().replace(/\/sent$/, '')
    await open('/my/applications/new/A05')
    await page.goto(sent)
    await expectNoBarriers()
    await submit('form[action$="/add"]', { body: '' })
    await expectNoBarriers()
    await submit('form[action$="/add"]', { body: 'ضاع جواز سفري '.repeat(20) })
    await expectNoBarriers()
    await page.goto(`${sent}/withdraw`)
    await expectNoBarriers()
    await submit('form[action$="/withdraw"]')
    await expectNoBarriers()
    await open('/my/applications')
    await open('/my')
  })

  it('has no barrier in asking for help now: signed out, signed in, with too much written, and told', async () => {
    const person = await addPerson(site.dependencies, language === 'en' ? 'A9456QQ' : 'A9567RR')
    page = await newWindow(browser)
    await open(`/my/help-now?lang=${language}`)
    await signIn(person.prisonNumber)
    await open('/my/help-now')
    await submit('form.app-help', { happening: 'x'.repeat(5000) })
    await expectNoBarriers()
    await submit('form.app-help', { happening: 'Boots' })
    expect(page.url()).toContain('/my/help-now/sent/')
    await expectNoBarriers()
  })

  it('has no barrier where expired texts wait for review', async () => {
    const person = await addPerson(site.dependencies, language === 'en' ? 'A8888HH' : 'A9999JJ')
    const { reference } = await sendApplication(site.dependencies, person, 'bank-account')
    const at = site.dependencies.now()
    for (const [kind, about] of [
      ['message', reference],
      ['another-look', reference],
      ['note', 'cv'],
    ] as const) {
      const posted = { choice: [], words: 'Boots' }
      const expired = { personId: person.id, form: { kind, about }, posted, pageMadeAt: at, savedAt: at }
      await site.dependencies.database.expiredForms.save(expired)
    }
    await signIn(person.prisonNumber)
    for (const path of ['/my', `/my/applications/${reference}`, '/my/checklist/cv?note=show']) await open(path)
  })

  it('has no barrier when an answer is late, and when the person does not agree with it', async () => {
    const person = await addPerson(site.dependencies, language === 'en' ? 'A7890GG' : 'A8901HH')
    const { id, reference } = await sendApplication(site.dependencies, person, 'bank-account')
    const stored = site.knex('application').where({ id })
    await stored.clone().update({ respond_by: '2026-11-01' })
    await signIn(person.prisonNumber)
    await open(`/my/applications/${reference}`)
    await submit('form[action$="/news"]')
    await expectNoBarriers()
    await stored
      .clone()
      .update({ status: 'closed', outcome: 'not-agreed', outcome_reason: 'Not yet', closed_at: new Date() })
    await open(`/my/applications/${reference}`)
    await open(`/my/applications/${reference}/another-look`)
    await submit('form[action$="/another-look"]')
    await expectNoBarriers()
    await submit('form[action$="/another-look"]', { words: 'I have my ID now' })
    await expectNoBarriers()
    await site
      .knex('review_request')
      .where({ application_id: id })
      .update({ answer: 'stands', answered_by: site.knex.raw('(select min(id) from staff)'), answered_at: new Date() })
    await open(`/my/applications/${reference}`)
  })

  it('has no barrier in consents, in what was asked before, and in drafts that will go', async () => {
    const person = await addPerson(site.dependencies, language === 'en' ? 'A9012KK' : 'A9123LL')
    await sendApplication(site.dependencies, person, 'bank-account', { 'tell-bank': 'yes' })
    const visitor = await signIn(person.prisonNumber)
    await open('/my/consents')
    await page.click('main a[href$="/take-back"]')
    await page.waitForSelector('form[action$="/take-back"]')
    await expectNoBarriers()
    await submit('form[action$="/take-back"]')
    await expectNoBarriers()
    await visitor.open('/my/applications/new/A24')
    await pressIn(visitor, 'form[action*="/new/"]')
    const again = { id: randomUUID(), personId: person.id, form: 'bank-account' as const, formVersion: 1, answers: {} }
    const createdAt = new Date(site.clock.now.getTime() - 25 * 24 * 60 * 60 * 1000)
    await site.dependencies.database.drafts.open({ ...again, createdAt })
    for (const path of [
      '/my/applications/new/A05',
      `/my/applications/${again.id}/asked-before`,
      '/my/applications',
      '/my',
    ]) {
      await open(path)
    }
  })

  it('has no barrier when an answer is posted after the session has expired', async () => {
    const person = await addPerson(site.dependencies, language === 'en' ? 'A9234MM' : 'A9345NN')
    const visitor = await signIn(person.prisonNumber)
    const draft = await draftOf('something-else')
    await page.goto(`${address}${draft}/about`)
    await page.deleteCookie({ name: 'my', path: '/my' })
    await page.$eval('#answer', element => (element as HTMLElement).click())
    await submit('main form')
    expect(page.url()).toContain('kept=yes')
    await expectNoBarriers()
    const again = await visitor.open(`${draft}/about`)
    const cookie = { name: 'my', value: again.cookie('my') ?? '', domain: '127.0.0.1', path: '/my' }
    await page.browserContext().setCookie({ ...cookie, secure: false, sameSite: 'Strict', httpOnly: true })
    for (const path of [`${draft}/about`, '/my/applications', '/my']) await open(path)
    await page.goto(`${address}${draft}/about`)
    await page.deleteCookie({ name: 'my', path: '/my' })
    await page.$eval('main input[name=page]', element => (element.value = 'changed'))
    await submit('main form')
    await expectNoBarriers()
    expect(await page.$('main a[href="/my/sign-in"]')).not.toBeNull()
  })

  it('has met every page template', () => {
    expect(left()).toEqual([])
  })

  async function draftOf(id: FormId): Promise<string> {
    await page.goto(`${address}/my/applications/new/${findForm(id).code}`)
    await submit('form[action*="/new/"]')
    return new URL(page.url()).pathname.split('/').slice(0, 4).join('/')
  }
}
