import { randomUUID } from 'node:crypto'
import type { Application, Person } from '../../server/database'
import { scopeFor } from '../../server/use-cases/accounts/access-scopes'
import { giveOutcome } from '../../server/use-cases/applications/answering/handle-application'
import { askStaff } from '../../server/use-cases/applications/sending/ask-staff'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let person: Person
let application: Application
let address: string

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  for (const name of ['first', 'second']) await staffConsole.hire(name, 'officer')
  await staffConsole.hire('clerk', 'administrator')
  await staffConsole.hire('com', 'com', [])
  await staffConsole.hire('manager', 'manager')
  person = await addPerson(staffConsole.dependencies, 'A1234AA', { firstName: 'Kieran', lastName: 'Nowakowska' })
})

beforeEach(async () => {
  await staffConsole.knex('application').where({ status: 'open' }).update({ status: 'closed', outcome: 'agreed' })
  application = await sendApplication(staffConsole.dependencies, person, 'somewhere-to-live', {
    'where-next': { words: 'Leeds <b>or</b> Hull' },
    'who-with': ['partner', 'other-family'],
    'first-night': 'rather-not-say',
  })
  address = `/applications/${application.reference}`
})

afterAll(() => staffConsole.stop())

const stored = () => staffConsole.dependencies.database.applications.findOfPerson(application.reference, person.id)
const events = async () => {
  const found = await staffConsole.dependencies.database.applications.events(application.id)
  return found.map(({ kind }) => kind)
}
const audited = async () =>
  (await staffConsole.dependencies.database.audit.ofPerson(person.id)).filter(
    each => each.applicationId === application.id,
  )

/** @param part the end of the address of a part of the page */
async function openAs(name: string, part = ''): Promise<Visitor> {
  const visitor = await staffConsole.signIn(name)
  return visitor.open(`${address}${part}`)
}

describe('the application page', () => {
  const answers = (visitor: Visitor) => visitor.$('#answers').nextAll('dl').first()

  it('names the task that the person came from as the first line, with the question that was ready', async () => {
    const { dependencies } = staffConsole
    const question = { personId: person.id, words: dependencies.words, fromAddress: undefined }
    const asked = await askStaff(dependencies.database, dependencies.context(), {
      ...question,
      task: 'money-on-the-day',
      added: 'Beth am fy nghyflog?',
      idempotencyKey: randomUUID(),
    })
    if (asked.kind !== 'sent') throw new Error(asked.kind)
    const visitor = await staffConsole.signIn('first')
    await visitor.open(`/applications/${asked.application.reference}`)
    expect(visitor.heading).toBe('Something else')
    const rows = answers(visitor).find('dt').toArray()
    expect(rows.map(each => visitor.$(each).text())).toEqual(['Asks from the checklist', 'Added in their own words'])
    expect(answers(visitor).text()).toContain('How much money will I get on the day I leave?')
    expect(answers(visitor).text()).toContain('Beth am fy nghyflog?')

    await staffConsole.knex('application').where({ id: application.id }).update({ task: 'tell-a-council' })
    await visitor.open(address)
    expect(answers(visitor).find('dt').first().text()).toBe('Came from the checklist task')
    expect(answers(visitor).find('dd').first().text().trim()).toBe('Say yes or no to staff telling a council.')
  })

  it('shows answers in words, facts with their source, and the decision with its rule, reasons and sources', async () => {
    const visitor = await openAs('first')
    expect(visitor.title).toBe(`Application ${application.reference} – Leaving prison`)
    expect(visitor.heading).toBe('Somewhere to live when I leave')
    expect(visitor.$('.app-person a').attr('href')).toBe('/people/A1234AA')
    expect(visitor.$('.app-why').text()).toMatch(
      /With you because\s+The COM is responsible and the risk is low or medium, so the Pre-release Team helps\.\s+PF App 1 §1/,
    )
    expect(visitor.text).toContain('Which town or council area do you want to live in?')
    expect(visitor.text).toContain('Leeds <b>or</b> Hull')
    expect(visitor.text).toContain('My partner')
    expect(visitor.text).toContain('I do not want to say')
    expect(visitor.text).toContain('in cell, in English')
    expect(visitor.text).toContain('Consult the COM')
    expect(visitor.html).not.toContain('<b>or</b>')
    await visitor.follow('Facts')
    expect(visitor.text).toContain('Release date 1 February 2027 Demonstration, 23 November 2026')
    expect(visitor.text).toContain('Rule D5: After handover')
    expect(visitor.text).toContain('COM responsible from 16 June 2026')
    expect(visitor.text).toMatch(/Reasons.*PF App 1 §1; PF App 1 §3/)
  })

  it('records in the audit who looked at whom, and from which address', async () => {
    await openAs('first')
    const views = (await audited()).filter(({ action }) => action === 'application-viewed')
    expect(views).toHaveLength(1)
    expect(views[0]).toMatchObject({ site: 'staff', personId: person.id, fromAddress: '127.0.0.1' })
    expect(views[0]?.staffId).toBeGreaterThan(0)
  })

  it('finds an application only by its reference, in lower case or without the dash too', async () => {
    const visitor = await openAs('first')
    await visitor.open(`/applications/${application.reference.toLowerCase().replace('-', '')}`)
    expect(visitor.status).toBe(200)
    for (const path of ['/applications/2222-2222', '/applications/x', `${address}/nothing`, `/applications/'--`]) {
      await visitor.open(path)
      expect([path, visitor.status]).toEqual([path, 404])
    }
  })
})

describe('acting on an application', () => {
  it('claims, takes over and returns an application', async () => {
    const visitor = await openAs('first')
    await visitor.press('Claim it')
    expect(visitor.text).toContain(`You have ${application.reference} now`)
    expect(visitor.$('.app-side').text()).toMatch(/Owner\s+You\s+Since 23 November 2026/)
    const other = await openAs('second')
    await other.press('Take it over from first at work')
    expect((await stored())?.claimedBy).not.toBeNull()
    await other.press('Return to team')
    expect(other.text).toContain('Unclaimed')
    expect(await events()).toEqual(['sent', 'claimed', 'claimed', 'handed-back'])
    expect((await audited()).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['application-claimed', 'application-handed-back']),
    )
  })

  it('marks an action as done and as not done', async () => {
    const visitor = await openAs('clerk')
    await visitor.press('Mark as done: Identify whether a Duty to Refer is needed, and tell the COM')
    expect(visitor.text).toContain('Identify whether a Duty to Refer is needed, and tell the COM Done: clerk at work')
    await visitor.press('Mark as not done: Identify whether a Duty to Refer is needed, and tell the COM')
    expect(await events()).toEqual(['sent', 'action-done', 'action-undone'])
  })

  it('rejects an action that the rules did not require', async () => {
    const visitor = await openAs('first')
    const { body } = visitor.formOf('Mark as done: Identify whether a Duty to Refer is needed, and tell the COM')
    await visitor.post(`${address}/actions/refer-to-cas`, body)
    expect(visitor.status).toBe(404)
    expect(await events()).toEqual(['sent'])
  })

  it('hides staff notes from the person and shows them their messages', async () => {
    const visitor = await openAs('first', '/notes')
    expect(visitor.$('.app-write h2').text()).toBe('Staff note: the person never sees this')
    await visitor.press('Save staff note', { note: 'Rang the wing' })
    expect(visitor.path).toBe(`${address}/notes#notes`)
    expect(visitor.$('.app-timeline .app-msg--note').text()).toBe('Rang the wing')
    await visitor.open(`${address}/messages`)
    expect(visitor.$('.app-write h3').text()).toBe('Message to Kieran Nowakowska: they read this in their cell')
    await visitor.press('Send to Kieran Nowakowska', { message: 'We are on it' })
    expect(visitor.path).toBe(`${address}/messages#messages`)
    const { database } = staffConsole.dependencies
    expect((await database.staffNotes.ofApplication(application.id)).map(({ body }) => body)).toEqual(['Rang the wing'])
    expect((await database.messages.ofApplication(application.id)).map(({ body }) => body)).toEqual(['We are on it'])
    expect(visitor.text).toContain('Not read yet')
  })

  it.each([
    ['Save staff note', 'note', 2_000, '/notes'],
    ['Send to Kieran Nowakowska', 'message', 1_000, '/messages'],
  ])(
    '%s: rejects empty, overlong and control-character input and keeps what was typed',
    async (button, field, limit, part) => {
      const visitor = await openAs('first', part)
      const letter = 'g\u0302'
      for (const text of ['  \n ', letter.repeat(limit + 1)]) {
        await visitor.press(button, { [field]: text })
        expect(visitor.status).toBe(422)
        expectErrorsToLand(visitor)
        if (text.trim() !== '') expect(visitor.$(`#${field}`).val()).toBe(text)
      }
      expect(await events()).toEqual(['sent'])
      await visitor.press(button, { [field]: letter.repeat(limit) })
      expect(visitor.status).toBe(200)
      expect((await events())[1]).toBe(field)
    },
  )

  it('answers with an outcome and a reason, which the person receives as a message', async () => {
    const visitor = await openAs('first')
    await visitor.follow('Answer and close')
    await visitor.press('Check before you send')
    expect(visitor.status).toBe(422)
    expect(visitor.$('.govuk-error-summary a')).toHaveLength(2)
    expectErrorsToLand(visitor)
    await visitor.press('Check before you send', { outcome: 'agreed-in-part', answer: '' })
    expectErrorsToLand(visitor)
    expect(visitor.$('[name=outcome][checked]').val()).toBe('agreed-in-part')
    await visitor.press('Check before you send', { outcome: 'agreed-in-part', answer: 'Hull has a room.' })
    expect(await stored()).toMatchObject({ status: 'open' })
    expect(visitor.path).toBe(`${address}/outcome/check`)
    await visitor.press('Send to Kieran Nowakowska and close')
    expect(visitor.path).toBe(`${address}#top`)
    expect(visitor.text).toContain('Agreed in part')
    expect(await stored()).toMatchObject({
      status: 'closed',
      outcome: 'agreed-in-part',
      outcomeReason: 'Hull has a room.',
    })
    const messages = await staffConsole.dependencies.database.messages.ofApplication(application.id)
    expect(messages.map(({ sender, body }) => [sender, body])).toEqual([['staff', 'Hull has a room.']])
    await visitor.open(`${address}/outcome`)
    expect(visitor.status).toBe(409)
    expect(visitor.heading).toBe('This application is closed')
  })

  it('overrides the destination with a reason and shows both the rule and the reason', async () => {
    const visitor = await openAs('first')
    await visitor.follow('Pass it on')
    await visitor.press('Pass it on')
    expect(visitor.$('.govuk-error-summary a')).toHaveLength(2)
    expectErrorsToLand(visitor)
    await visitor.press('Pass it on', { destination: 'COM', reason: 'The COM asked for it' })
    expect(visitor.text).toContain('The rules say otherwise: D5')
    expect(visitor.text).toContain('The COM asked for it')
    expect(await stored()).toMatchObject({ destination: 'COM', overridden: true, claimedBy: null })
    const com = await staffConsole.signIn('com')
    await com.open('/queue')
    expect(com.text).toContain(application.reference)
  })

  it('rejects an override to the current destination', async () => {
    const visitor = await openAs('first')
    await visitor.follow('Pass it on')
    await visitor.press('Pass it on', { destination: 'PRT', reason: 'No reason' })
    expect(visitor.status).toBe(422)
    expect(visitor.text).toContain('It is there already')
  })
})

describe('two officers who act at the same time', () => {
  it('tells the second what changed, overwrites nothing, and sends what they typed all the same when they say so', async () => {
    const [first, second] = [await openAs('first'), await openAs('second')]
    await second.follow('Answer and close')
    await first.press('Claim it')
    await first.open(`${address}/notes`)
    await first.press('Save staff note', { note: 'Mine' })
    const before = await stored()
    await second.press('Check before you send', { outcome: 'not-agreed', answer: 'We cannot do this.' })
    await second.press('Send to Kieran Nowakowska and close')
    expect(second.status).toBe(409)
    expect(second.heading).toBe('A colleague changed this first')
    expect(second.text).toContain('Claimed first at work, 23 November 2026 at 10:00')
    expect(second.text).toContain('Staff note written')
    expect(second.text).toContain('You had chosen: Not agreed')
    expect(second.$('#answer').val()).toBe('We cannot do this.')
    expect(await stored()).toEqual(before)
    const otherTab = second.anotherTab()
    await otherTab.open(`${address}/outcome`)
    expect(otherTab.$('#answer').val()).toBe('We cannot do this.')
    await second.press('Send it and close all the same', { answer: 'We cannot do this in Hull.' })
    expect(second.status).toBe(200)
    expect(await stored()).toMatchObject({
      status: 'closed',
      outcome: 'not-agreed',
      outcomeReason: 'We cannot do this in Hull.',
    })
  })

  it('shows the second of two replies the first, and sends it all the same', async () => {
    const [first, second] = [await openAs('first', '/messages'), await openAs('second', '/messages')]
    await first.press('Send to Kieran Nowakowska', { message: 'It is the room in Hull.' })
    await second.press('Send to Kieran Nowakowska', { message: 'Hull has a room.' })
    expect(second.text).toContain(
      'Message sent to the person first at work, 23 November 2026 at 10:00 It is the room in Hull.',
    )
    await second.press('Send it all the same')
    expect([second.status, second.path]).toEqual([200, `${address}/messages#messages`])
    expect(await events()).toEqual(['sent', 'message', 'message'])
    expect(second.$('[name=message]').val()).toBe('')
  })

  it('keeps an answer to an application that is closed meanwhile as a staff note', async () => {
    const [first, second] = [await openAs('first', '/outcome'), await openAs('second', '/outcome')]
    const third = second.anotherTab()
    await first.press('Check before you send', { outcome: 'agreed-in-part', answer: 'Hull has a room.' })
    await second.press('Check before you send', { outcome: 'agreed-in-part', answer: 'There is a room.' })
    await third.open(`${address}/outcome/check`)
    await first.press('Send to Kieran Nowakowska and close')
    for (const visitor of [second, third]) {
      await (visitor === second ? visitor.press('Send to Kieran Nowakowska and close') : visitor.open(visitor.path))
      expect([visitor.status, visitor.heading]).toEqual([409, 'This application is closed'])
      expect(visitor.html).not.toContain('all the same')
      expect(visitor.$('[name=note]').val()).toBe('There is a room.')
    }
    await second.press('Save as a staff note')
    expect([second.status, second.path]).toEqual([200, `${address}/notes#notes`])
    expect(await events()).toEqual(['sent', 'outcome', 'note'])
    expect(second.text).toContain('There is a room.')
  })

  it.each([
    ['action-done', 'Mark as done: Identify whether a Duty to Refer is needed, and tell the COM', {}, ''],
    ['note', 'Save staff note', { note: 'Second' }, '/notes'],
    ['message', 'Send to Kieran Nowakowska', { message: 'Second' }, '/messages'],
    [
      'consent-recorded',
      'Save this consent',
      { body: 'bank', way: 'paper', whom: 'First Bank', 'given-day': '20/11/2026', wording: 'You may tell First Bank' },
      '/consents/new',
    ],
  ])('takes a %s after a colleague’s claim, and says who claimed', async (kind, button, fields, part) => {
    const [first, second] = [await openAs('first'), await openAs('second', part)]
    await first.press('Claim it')
    await second.press(button, fields)
    expect(second.status).toBe(200)
    expect(second.text).toContain('While your page was open')
    expect(second.text).toContain('Claimed: first at work')
    expect(await events()).toEqual(['sent', 'claimed', kind])
    await second.open(address)
    expect(second.text).not.toContain('While your page was open')
  })

  it.each([
    ['Claim it', {}, 'note', 'Save staff note', { note: 'First' }, '', '/notes'],
    [
      'Send to Kieran Nowakowska',
      { message: 'Second' },
      'message',
      'Send to Kieran Nowakowska',
      { message: 'First' },
      '/messages',
      '/messages',
    ],
    [
      'Mark as done: Identify whether a Duty to Refer is needed, and tell the COM',
      {},
      'action-done',
      'Mark as done: Identify whether a Duty to Refer is needed, and tell the COM',
      {},
      '',
      '',
    ],
  ])(
    'rejects %s where a colleague did what disagrees',
    async (button, fields, kind, before, beforeFields, part, partBefore) => {
      const [first, second] = [await openAs('first', partBefore), await openAs('second', part)]
      await first.press(before, beforeFields)
      await second.press(button, fields)
      expect(second.status).toBe(409)
      expect(await events()).toEqual(['sent', kind])
    },
  )

  it('says that an application is closed when somebody answers it again', async () => {
    const visitor = await openAs('first')
    const staff = await staffConsole.dependencies.database.staff.findByEmail('second@example.test')
    const { body } = visitor.formOf('Claim it')
    await giveOutcome(staffConsole.dependencies.database, staffConsole.dependencies.context(), {
      staff: staff!,
      scope: scopeFor(staff!),
      reference: application.reference,
      version: 1,
      idempotencyKey: randomUUID(),
      outcome: 'agreed',
      body: 'Yes',
      fromAddress: undefined,
    })
    body.set('version', '2')
    await visitor.post(`${address}/claim`, body)
    expect(visitor.status).toBe(409)
    expect(visitor.heading).toBe('This application is closed')
  })
})

describe('the parts of the page', () => {
  it('keep the head and what can be done, and mark the facts that decided', async () => {
    const visitor = await openAs('first')
    for (const part of ['', '/messages', '/notes', '/facts']) {
      await visitor.open(`${address}${part}`)
      expect([part, visitor.status]).toEqual([part, 200])
      expect(visitor.$('.app-tabs [aria-current=page]')).toHaveLength(1)
      expect(visitor.$('.app-why__title').first().text()).toBe('With you because')
      expect(visitor.$('.app-side a[href$="/outcome"]')).toHaveLength(1)
    }
    const decided = visitor.$('table').first()
    expect(decided.find('caption').text()).toBe('Facts that decided it')
    expect(decided.text()).toMatch(/Status\s+Sentenced/)
    expect(decided.text()).not.toContain('Date of birth')
    expect(visitor.$('details').text()).toContain('Kind of recall')
    await visitor.open(`${address}/notes?show=message`)
    expect(visitor.$('.app-timeline__item')).toHaveLength(0)
    await visitor.open(`${address}/notes?show=constructor`)
    expect(visitor.$('.app-timeline__item')).toHaveLength(1)
  })

  it('say what would change it, and which fact moved it and who changed that', async () => {
    const visitor = await openAs('first')
    expect(visitor.$('.app-why').text()).toContain('Risk of serious harm becomes high or very high: COM, at once')
    const colleague = await staffConsole.signIn('manager')
    await colleague.open('/people/A1234AA/facts/riskOfSeriousHarm')
    const correct = (to: string) => colleague.press('Correct it', { value: to, 'correction-reason': 'The COM said so' })
    await correct('very-high')
    expect((await stored())?.destination).toBe('COM')
    await colleague.open('/people/A1234AA/facts/riskOfSeriousHarm')
    await correct('medium')
    await visitor.open(address)
    expect(visitor.$('.app-why').text()).toContain(
      'It moved here on 23 November 2026 by a correction: Risk of serious harm Very high → Medium, manager at work.',
    )
    await visitor.open(`${address}/notes`)
    expect(visitor.text).toContain('Risk of serious harm Very high → Medium')
  })

  it('are printed on one page with all parts and who had it open, and nothing to press', async () => {
    const visitor = await openAs('first', '/notes')
    await visitor.press('Save staff note', { note: 'Their sister rang.' })
    await visitor.open(`${address}/print`)
    expect(visitor.$('.app-print-head').text()).toMatch(/OFFICIAL-SENSITIVE[^]*opened by first at work/)
    const parts = [
      'Reply by',
      'Nowakowska wrote',
      'What to do',
      'Messages',
      'Notes and history',
      'Facts that decided',
      'Reasons',
    ]
    expect(visitor.text).toMatch(new RegExp(parts.join('.*')))
    expect(visitor.$('.app-timeline').text()).toContain('Their sister rang.')
    expect(visitor.$('main form, main button:not([data-print]), main a.govuk-button')).toHaveLength(0)
  })

  it('assigns the application to a colleague', async () => {
    const visitor = await openAs('first')
    await visitor.follow('Assign to a colleague')
    await visitor.press('Assign')
    expect(visitor.status).toBe(422)
    expectErrorsToLand(visitor)
    const second = await staffConsole.dependencies.database.staff.findByEmail('second@example.test')
    await visitor.press('Assign', { to: String(second!.id) })
    expect(visitor.text).toContain(`${application.reference} is assigned to second at work`)
    expect((await stored())?.claimedBy).toBe(second!.id)
  })
})

describe('a form that is sent twice', () => {
  it('acts once on a double click or after Back', async () => {
    const visitor = await openAs('first', '/messages')
    const { action, body } = visitor.formOf('Send to Kieran Nowakowska', { message: 'Once' })
    const tabs = [visitor, visitor.anotherTab()]
    await Promise.all(tabs.map(tab => tab.post(action, body)))
    await visitor.post(action, body)
    expect(visitor.status).toBe(200)
    expect(await staffConsole.dependencies.database.messages.ofApplication(application.id)).toHaveLength(1)
    expect(await events()).toEqual(['sent', 'message'])
  })

  it('rejects different text under the same idempotency key and shows it again', async () => {
    const visitor = await openAs('first', '/messages')
    const { action, body } = visitor.formOf('Send to Kieran Nowakowska', { message: 'Once' })
    await visitor.post(action, body)
    body.set('message', 'Something else')
    await visitor.post(action, body)
    expect(visitor.status).toBe(409)
    expect(visitor.$('#message').val()).toBe('Something else')
  })

  it('shows a refused form again at an address of its own, to whoever sent it and nobody else', async () => {
    const visitor = await openAs('first', '/messages')
    const { action, body } = visitor.formOf('Send to Kieran Nowakowska', { message: '   ' })
    expect(await visitor.statusOf(action, body)).toBe(303)
    await visitor.post(action, body)
    expect(visitor.status).toBe(422)
    expectErrorsToLand(visitor)
    const refused = visitor.path
    expect(refused).toMatch(/\?answer=[\w-]{36}$/)

    await visitor.press('Send to Kieran Nowakowska', { message: 'Mended' })
    expect(visitor.status).toBe(200)
    await visitor.open(refused)
    expect([visitor.status, visitor.path]).toEqual([422, refused])
    // What it offers has been sent: the page is as it was, and so is its idempotency key.
    await visitor.press('Send to Kieran Nowakowska', { message: 'Mended' })
    expect(await staffConsole.dependencies.database.messages.ofApplication(application.id)).toHaveLength(1)

    for (const name of ['first', 'second']) {
      const other = await staffConsole.signIn(name)
      await other.open(refused)
      expect([name, other.status, other.path]).toEqual([name, 200, `${address}/messages`])
    }
    const elsewhere = refused.replace('/messages', '/notes')
    await visitor.open(elsewhere)
    expect([visitor.status, visitor.path]).toEqual([200, elsewhere.split('?')[0]])
    // Once it is out of their sight, so is what was kept of it.
    await staffConsole.knex('person').where({ id: person.id }).update({ prison_id: 'BWI' })
    await visitor.open(refused)
    expect(visitor.status).toBe(404)
    await staffConsole.knex('person').where({ id: person.id }).update({ prison_id: 'LEI' })
    await visitor.open(`${address}/messages?answer=${encodeURIComponent("'")}`)
    expect([visitor.status, visitor.path]).toEqual([200, `${address}/messages`])
  })

  it('rejects a form without a valid version or idempotency key', async () => {
    const visitor = await openAs('first')
    const { action, body } = visitor.formOf('Claim it')
    for (const [name, value] of [
      ['version', 'x'],
      ['idempotencyKey', 'x'],
      ['idempotencyKey', ''],
    ] as const) {
      const spoilt = new URLSearchParams(body)
      spoilt.set(name, value)
      await visitor.post(action, spoilt)
      expect([name, value, visitor.status]).toEqual([name, value, 400])
    }
    expect(await events()).toEqual(['sent'])
  })
})
