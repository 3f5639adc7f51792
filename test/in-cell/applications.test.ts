import { createApp } from '../../server/portal'
import { addPerson, addPrisons, addStaff, testPin } from '../set-up/people'
import { firstAnswers } from '../set-up/question-at'
import { startTestSite, type TestSite } from '../set-up/site'
import { Visitor } from '../set-up/visitor'

let site: TestSite
let address: string

beforeAll(async () => {
  site = await startTestSite({ TODAY: '2026-11-23' })
  await addPrisons(site.dependencies)
  await addStaff(site.dependencies, { email: 'o@example.test', name: 'Officer', role: 'officer', prisons: ['LEI'] })
  await addPerson(site.dependencies, 'A1234AA')
  await addPerson(site.dependencies, 'A2345BB', {
    prisonId: 'BWI',
    firstName: 'Owain',
    lastName: 'Llwyd',
    firstLanguage: 'Welsh',
  })
  address = await site.serve(createApp)
})

afterAll(() => site.stop())

async function signedIn(prisonNumber = 'A1234AA'): Promise<Visitor> {
  const visitor = new Visitor(address)
  await visitor.open('/my/sign-in')
  return visitor.press('Sign in', { 'prison-number': prisonNumber, pin: testPin })
}

/** Answers every question that has none yet with what is given for it, or with the first choice. */
async function answerAll(visitor: Visitor, answers: Record<string, string> = {}): Promise<void> {
  for (let page = 0; page < 30 && !visitor.path.endsWith('/check'); page += 1) {
    if (visitor.path.endsWith('/help-now')) {
      await visitor.follow('Carry on with the form')
      continue
    }
    await visitor.press('Continue', firstAnswers(visitor, answers))
  }
}

/** One about the bank at a time is open. */
async function sendBankApplication(visitor: Visitor): Promise<string> {
  await site.knex('application').where({ status: 'open' }).update({ status: 'closed', outcome: 'agreed' })
  await visitor.open('/my/applications/new/A05')
  await visitor.press('Start')
  await answerAll(visitor)
  await visitor.press('Send')
  return visitor.$('.govuk-panel strong').text()
}

describe('an application', () => {
  it('is answered page by page, checked and sent, with a reference, its team and a due day', async () => {
    const visitor = await signedIn()
    await visitor.open('/my/applications/new')
    expect(visitor.$('main a[href="/my/forms"]').text()).toBe('Use a pen: see the forms on paper')
    await visitor.follow('Housing help')
    await visitor.press('Start')
    await answerAll(visitor)
    expect(visitor.heading).toBe('Check your answers')
    expect(visitor.text).toContain('Not sent yet.')
    await visitor.press('Send')
    expect(visitor.heading).toBe('We have sent it')
    expect(visitor.$('.govuk-panel strong').text()).toMatch(/^[2346789CFHJKPRTWX]{4}-[2346789CFHJKPRTWX]{4}$/)
    expect(visitor.text).toContain('Who has it: the community integration team in this prison')
    expect(visitor.text).toContain('You should hear by 30 November 2026')
  })

  it('is found in own words, which are in no address, and only where it can be of use', async () => {
    const visitor = await signedIn()
    await visitor.open('/my/applications/new')
    await visitor.press('Search', { words: 'my kids' })
    expect([visitor.path, visitor.status]).toEqual(['/my/applications/new', 200])
    expect(visitor.$('.app-tiles').first().text()).toContain('My family and children')
    await visitor.press('Search', { words: 'qqqq' })
    expect(visitor.text).toContain('We found nothing like that')
    expect(visitor.text).not.toContain('If the court lets me go')
    await site.knex('person').update({ custody_status: 'remand' })
    await visitor.open('/my/applications/new')
    expect(visitor.text).toContain('If the court lets me go')
    expect(visitor.text).not.toContain('My release plan and licence')
    await site.knex('person').update({ custody_status: 'sentenced' })
  })

  it('asks once a day whether somebody feels safe, and shows every answer with its question', async () => {
    const visitor = await signedIn()
    await site.knex('person').update({ said_if_safe_on: null })
    await visitor.open('/my/applications/new/A21')
    await visitor.press('Start')
    await answerAll(visitor)
    expect(visitor.text).toContain('Do you want to join a course? Yes Change')
    expect(visitor.text).toContain('Do you feel safe in prison? Yes, I feel safe Change')
    await visitor.open('/my/applications/new/A19')
    await visitor.press('Start')
    expect(visitor.text).toContain('step 1 of 4')
    await answerAll(visitor)
    expect(visitor.text).not.toContain('Do you feel safe in prison?')
    await site.knex('draft').delete()
  })

  it('keeps what was typed when the language changes, on a page of several questions', async () => {
    const visitor = await signedIn()
    await visitor.open('/my/applications/new/A08')
    await visitor.press('Start')
    const { action, body } = visitor.formOf('Continue', { words: 'Roofer', 'choice-job-to-go-to': 'yes' })
    body.set('typed', 'kept')
    await visitor.post(`${action}?lang=cy`, body)
    expect(visitor.status).toBe(200)
    expect(visitor.$('html').attr('lang')).toBe('cy')
    expect(visitor.$('#answer').val()).toBe('Roofer')
    expect(visitor.$('[name="choice-job-to-go-to"]:checked').val()).toBe('yes')
    const back = visitor.$('.app-help-line__language')
    expect([back.text(), back.attr('form'), back.attr('formaction')]).toEqual([
      'English',
      'answers',
      `${action}?lang=en`,
    ])
    await visitor.open(`${action}?lang=en`)
    await visitor.open(action)
    await visitor.press('Continue', { words: 'Roofer', 'choice-job-to-go-to': 'yes' })
    expect(visitor.status).toBe(422)
    expect(visitor.$('.govuk-error-summary a').attr('href')).toBe('#answer-job-to-keep')
    expect(visitor.$('#answer').val()).toBe('Roofer')
    await site.knex('draft').delete()
  })

  it('is sent once from two tabs or after Back', async () => {
    const visitor = await signedIn()
    await visitor.open('/my/applications/new/A24')
    await visitor.press('Start')
    await answerAll(visitor)
    const { action, body } = visitor.formOf('Send')
    const tabs = await Promise.all([1, 2, 3].map(() => visitor.anotherTab().post(action, body)))
    const references = new Set(tabs.map(tab => tab.$('.govuk-panel strong').text()))
    expect(references.size).toBe(1)
    await visitor.post(action, body)
    expect(references).toContain(visitor.$('.govuk-panel strong').text())
    await visitor.open(action)
    expect(references).toContain(visitor.$('.govuk-panel strong').text())
  })

  it('says at once whom to tell when somebody does not feel safe, and is urgent', async () => {
    const visitor = await signedIn()
    await site.knex('person').update({ said_if_safe_on: null })
    await visitor.open('/my/applications/new/A05')
    await visitor.press('Start')
    await answerAll(visitor, { 'Do you feel safe in prison?': 'not-safe' })
    await visitor.press('Send')
    expect(visitor.text).toContain('tell any officer now')
    expect(visitor.text).toContain('You should hear by 23 November 2026')
  })

  it('can be added to and withdrawn, each once', async () => {
    const visitor = await signedIn()
    const reference = await sendBankApplication(visitor)
    await visitor.open(`/my/applications/${reference}`)
    const { action, body } = visitor.formOf('Send this', { body: 'I lost my passport' })
    await visitor.post(action, body)
    await visitor.post(action, body)
    expect(visitor.text.match(/I lost my passport/g)).toHaveLength(1)
    await visitor.follow('Take this back')
    await visitor.press('Yes, take it back')
    expect(visitor.text).toContain('You took it back')
    expect(visitor.$('form[action$="/add"]')).toHaveLength(0)
  })

  it('shows what was sent in the words of the questions when that is asked for, and never what was told in confidence', async () => {
    const visitor = await signedIn()
    const reference = await sendBankApplication(visitor)
    await visitor.open(`/my/applications/${reference}`)
    expect(visitor.text).not.toContain('Do you have a bank account now?')
    await visitor.follow('Show what I sent')
    expect(visitor.$('#what-i-sent dt').first().text()).toBe('Do you have a bank account now?')
    await visitor.follow('Hide what I sent')
    expect(visitor.$('#what-i-sent dt').length).toBe(0)

    await site.knex('application').where({ reference }).update({ safety_concern: true })
    await visitor.open(`/my/applications/${reference}?sent=show`)
    expect(visitor.$('#what-i-sent').length).toBe(0)
  })

  it('puts what staff wrote last first, with a box to reply in, and counts it in the menu', async () => {
    const visitor = await signedIn()
    const reference = await sendBankApplication(visitor)
    const { database, now } = site.dependencies
    const sent = await site.knex<{ id: number; reference: string }>('application').where({ reference }).first()
    const message = {
      sender: 'staff',
      body: 'Is your passport in your property?',
      sentAt: now(),
      staffId: null,
    } as const
    await database.messages.add(sent!.id, message)
    await visitor.open('/my/messages')
    expect(visitor.text).toContain('“Is your passport in your property?”')
    expect(visitor.$('.app-places .app-count').text()).toMatch(/^1/)
    await visitor.open(`/my/applications/${reference}`)
    expect(visitor.$('main h2').first().text()).toBe('Staff wrote to you')
    expect(visitor.text.split('Is your passport in your property?')).toHaveLength(2)
    await visitor.press('Send reply', { body: 'Yes' })
    expect(visitor.$('.app-places .app-count').length).toBe(0)
    expect(visitor.text).not.toContain('Staff wrote to you Staff')
  })

  it('of another person answers 404', async () => {
    const reference = await sendBankApplication(await signedIn())
    const other = await signedIn('A2345BB')
    await other.open(`/my/applications/${reference}`)
    expect(other.status).toBe(404)
  })

  it('keeps text that is invalid, with an error link to the field', async () => {
    const visitor = await signedIn()
    await visitor.open('/my/applications/new/A24')
    await visitor.press('Start')
    await visitor.press('Continue', { choice: 'something-else' })
    await visitor.press('Continue', { words: 'x'.repeat(301) })
    expect(visitor.status).toBe(422)
    expect(visitor.title).toMatch(/^Error:/)
    expect(visitor.$('#answer').val()).toBe('x'.repeat(301))
    const target = visitor.$('.govuk-error-summary a').attr('href') ?? ''
    expect(visitor.$(target).is('input, textarea')).toBe(true)
  })
})

describe('a private application', () => {
  it('has a neutral name everywhere except where it is chosen', async () => {
    const visitor = await signedIn()
    await visitor.open('/my/applications/new')
    await visitor.follow('Something private')
    await visitor.press('Start')
    const titles = [visitor.title]
    for (let page = 0; page < 12 && !visitor.path.endsWith('/check'); page += 1) {
      await visitor.press('Continue', { choice: String(visitor.$('[name=choice]').first().val()) })
      if (visitor.path.endsWith('/help-now')) await visitor.follow('Carry on with the form')
      titles.push(visitor.title)
    }
    await visitor.press('Send')
    await visitor.open('/my/applications')
    expect(visitor.text).toContain('Talk to someone')
    expect([visitor.text, ...titles].join(' ')).not.toMatch(/private|hurt|danger|abuse|sex/i)
  })

  it('has a neutral title on the page where its form stops', async () => {
    const visitor = await signedIn()
    await visitor.open('/my/applications/new/A16')
    await visitor.press('Start')
    await visitor.press('Continue', { choice: 'no' })
    expect(visitor.heading).toBe('Come back when it feels safe')
    expect(visitor.title).toBe('Talk to someone – Leaving prison')
  })

  it('can be left for the booklet, and Back shows nothing', async () => {
    const visitor = await signedIn()
    await visitor.open('/my/applications/new/A16')
    await visitor.press('Start')
    const page = visitor.path
    await visitor.press('Hide this page')
    expect(visitor.path).toBe('/booklet')
    await visitor.open(page)
    expect(visitor.path).toMatch(/^\/my\/sign-in/)
  })
})
