import { createConsole } from '../../admin/console'
import type { Application, Person } from '../../server/database'
import { createApp } from '../../server/portal'
import { addPerson, addPrisons, addStaff, sendApplication, testPassword, testPin } from '../set-up/people'
import { startTestSite, type TestSite } from '../set-up/site'
import { Visitor } from '../set-up/visitor'

jest.setTimeout(60_000)

let site: TestSite
let portal: string
let staffConsole: string
let person: Person
let application: Application

beforeAll(async () => {
  site = await startTestSite({ TODAY: '2026-11-27' })
  await addPrisons(site.dependencies)
  person = await addPerson(site.dependencies, 'A1234AA')
  for (const role of ['officer', 'manager'] as const) {
    await addStaff(site.dependencies, { email: `${role}@example.test`, name: `The ${role}`, role, prisons: ['LEI'] })
  }
  portal = await site.serve(createApp)
  staffConsole = await site.serve(createConsole)
})

beforeEach(async () => {
  await site.knex('application').where({ status: 'open' }).update({ status: 'closed', outcome: 'agreed' })
  application = await sendApplication(site.dependencies, person, 'bank-account')
})

afterAll(() => site.stop())

async function inCell(): Promise<Visitor> {
  const visitor = new Visitor(portal)
  await visitor.open('/my/sign-in')
  await visitor.press('Sign in', { 'prison-number': 'A1234AA', pin: testPin })
  return visitor.open(`/my/applications/${application.reference}`)
}

async function atWork(role: 'officer' | 'manager'): Promise<Visitor> {
  const visitor = new Visitor(staffConsole)
  await visitor.open('/sign-in')
  return visitor.press('Sign in', { email: `${role}@example.test`, password: testPassword })
}

const rowOf = (visitor: Visitor) =>
  visitor
    .$('tbody tr')
    .filter((_index, row) => visitor.$(row).find(`a[href*="${application.reference}"]`).length > 0)
    .text()
    .replace(/\s+/g, ' ')

const timeLine = (visitor: Visitor) =>
  visitor
    .$('.app-timeline strong')
    .toArray()
    .map(line => visitor.$(line).text())

const makeLate = () => site.knex('application').where({ id: application.id }).update({ respond_by: '2026-11-25' })

describe('an application without a reply in time', () => {
  it('has no button to chase it before its due day has passed', async () => {
    const visitor = await inCell()
    expect(visitor.text).not.toContain('Ask staff for news')
    expect(visitor.text).toContain('You should hear by')
  })

  it('is chased at most once a working day, however often and fast the button is pressed', async () => {
    await makeLate()
    const visitor = await inCell()
    const { action, body } = visitor.formOf('Ask staff for news')
    const other = (await visitor.anotherTab().open(visitor.path)).formOf('Ask staff for news')
    await Promise.all([
      visitor.anotherTab().post(action, body),
      visitor.anotherTab().post(action, body),
      visitor.anotherTab().post(action, other.body),
    ])
    await visitor.post(action, other.body)
    expect(visitor.status).toBe(200)
    expect(timeLine(visitor).filter(line => line === 'You asked staff for news.')).toHaveLength(1)
    expect(visitor.text).toContain('You can ask again on 30 November 2026')
    expect(visitor.$('form[action$="/news"]')).toHaveLength(0)
  })

  it('is marked as chased for staff until somebody writes to the person', async () => {
    await makeLate()
    await (await inCell()).press('Ask staff for news')
    const officer = await atWork('officer')
    await officer.open('/queue')
    expect(rowOf(officer)).toContain('Chased')
    await officer.open(`/applications/${application.reference}`)
    expect(officer.$('.app-side').text()).toContain('Chased')
    await officer.open(`/applications/${application.reference}/messages`)
    await officer.press('Send to Dean Marrick', { message: 'The bank answers on Monday' })
    await officer.open('/queue')
    expect(rowOf(officer)).not.toContain('Chased')
  })

  it('is chased at most once a working day in the database too', async () => {
    const { chases } = site.dependencies.database
    const request = { workingDay: site.dependencies.today(), chasedAt: site.dependencies.now() }
    const added = await Promise.all([1, 2, 3, 4].map(() => chases.add(application.id, request)))
    expect(added.filter(Boolean)).toHaveLength(1)
  })
})

it('tells the person what staff have done for them, but not what was undone', async () => {
  application = await sendApplication(site.dependencies, person, 'job-or-training')
  const officer = await atWork('officer')
  application = await sendApplication(site.dependencies, person, 'veteran')
  await officer.open(`/applications/${application.reference}`)
  await officer.press('Mark as done: Signpost to the veterans officer')
  const visitor = await inCell()
  expect(timeLine(visitor)).toContain('Staff told you about the veterans officer.')
  await officer.press('Mark as not done: Signpost to the veterans officer')
  await visitor.open(visitor.path)
  expect(timeLine(visitor)).not.toContain('Staff told you about the veterans officer.')
})

describe('an answer', () => {
  beforeEach(async () => {
    const officer = await atWork('officer')
    await officer.open(`/applications/${application.reference}/outcome`)
    await officer.press('Check before you send', { outcome: 'not-agreed', answer: 'The bank needs ID first.' })
    await officer.press('Send to Dean Marrick and close')
  })

  async function disagree(): Promise<Visitor> {
    const visitor = await inCell()
    await visitor.follow('I do not agree')
    return visitor.press('Ask for another look', { words: 'I have ID now' })
  }

  it('has a reason and what to do next', async () => {
    const visitor = await inCell()
    expect(visitor.text).toContain('Staff said no This is what staff wrote: The bank needs ID first.')
    expect(visitor.$('a[href="/my/booklet/money-and-benefits"]').text()).toBe('Read about this in the booklet')
    await visitor.open(`${visitor.path}?lang=cy`)
    expect(visitor.text).toContain('Dydw i ddim yn cytuno')
    expect(visitor.$('a[href="/my/booklet/money-and-benefits"]')).toHaveLength(1)
    await visitor.open(`${visitor.path.split('?')[0]}?lang=en`)
  })

  it('can be appealed once, and text that is too long is kept', async () => {
    const visitor = await inCell()
    await visitor.follow('I do not agree')
    await visitor.press('Ask for another look', { words: 'x'.repeat(501) })
    expect(visitor.status).toBe(422)
    expect(visitor.$('#words').val()).toBe('x'.repeat(501))
    expect(visitor.$('.govuk-error-summary a').attr('href')).toBe('#words')
    const { action, body } = visitor.formOf('Ask for another look', { words: 'I have ID now' })
    const changed = new URLSearchParams(body)
    changed.set('idempotencyKey', '7b7f3a62-52c6-4e0e-a1a5-0d2f4d0b9a11')
    await Promise.all([body, body, changed].map(each => visitor.anotherTab().post(action, each)))
    await visitor.open(`/my/applications/${application.reference}`)
    expect(timeLine(visitor).filter(line => line === 'You asked for another look.')).toHaveLength(1)
    expect(visitor.text).toContain('You should hear by 4 December 2026')
    expect(visitor.text).not.toContain('I do not agree')
    await visitor.open(`${visitor.path}/another-look`)
    expect(visitor.path).toBe(`/my/applications/${application.reference}`)
  })

  it('goes to the manager, who can uphold it; the person can then complain but not appeal again', async () => {
    await disagree()
    const officer = await atWork('officer')
    await officer.open(`/applications/${application.reference}`)
    expect(officer.text).toContain('I have ID now')
    expect(officer.text).not.toContain('Look again and answer')

    const manager = await atWork('manager')
    await manager.open('/queue')
    await manager.open(manager.$('.app-tabs a:contains("Appeals")').attr('href')!)
    expect(rowOf(manager)).toContain('Appeal')
    await manager.open(`/applications/${application.reference}`)
    await manager.follow('Look again and answer')
    expect(manager.text).toContain('The bank needs ID first.')
    await manager.press('Check before you send')
    expect(manager.status).toBe(422)
    expect(manager.text).toContain('Choose whether the outcome stands')
    await manager.press('Check before you send', { 'look-outcome': 'stands', 'look-answer': 'The ID is out of date.' })
    await manager.press('Send to Dean Marrick')
    expect(manager.text).toContain('The manager looked again. The outcome stands.')

    const visitor = await inCell()
    expect(visitor.text).toContain('A manager looked again. The answer stays the same.')
    expect(visitor.text).toContain('The ID is out of date.')
    expect(visitor.text).toContain('Ask any officer for a complaint form')
    expect(visitor.text).not.toContain('I do not agree')
  })

  it('can be reopened with the same reference and history, a new due day and no owner', async () => {
    await disagree()
    await makeLate()
    const manager = await atWork('manager')
    await manager.open(`/applications/${application.reference}/another-look`)
    const answer = { 'look-outcome': 'opened-again', 'look-answer': 'You are right. We will ask again.' }
    await manager.press('Check before you send', answer)
    const { action, body } = manager.formOf('Send to Dean Marrick')
    await Promise.all([1, 2].map(() => manager.anotherTab().post(action, body)))
    await manager.open(`/applications/${application.reference}`)
    expect(manager.$('.app-side').text()).toMatch(/4 December 2026[^]*Unclaimed/)
    await manager.open(`/applications/${application.reference}/notes`)
    expect(manager.text).toContain('Appeal answered: reopened. For: ')
    const visitor = await inCell()
    expect(timeLine(visitor).filter(line => line.startsWith('A manager opened it again'))).toHaveLength(1)
    expect(timeLine(visitor)).toContain('Staff said no')
    expect(visitor.text.match(/You are right/g)).toHaveLength(1)
    await visitor.press('Send reply', { body: 'Thank you' })
    expect(visitor.text).toContain('Thank you')
  })

  it('from the COM about a private matter is visible to managers from the appeal until one of them has replied', async () => {
    application = await sendApplication(site.dependencies, person, 'something-private', { danger: 'no' })
    const [officer, manager] = [await atWork('officer'), await atWork('manager')]
    const statuses = async () => {
      const found = []
      for (const visitor of [officer, manager]) {
        const inQueue = (await visitor.open('/queue?list=another-look')).html.includes(application.reference)
        found.push([(await visitor.open(`/applications/${application.reference}`)).status, inQueue])
      }
      return found
    }
    await officer.open(`/applications/${application.reference}/override`)
    await officer.press('Pass it on', { destination: 'COM', reason: 'He asked for his COM' })
    const answered = {
      status: 'closed',
      outcome: 'not-agreed',
      outcome_reason: 'No',
      closed_at: site.dependencies.now(),
    }
    await site.knex('application').where({ id: application.id }).update(answered)
    const hidden = [404, false]
    expect(await statuses()).toEqual([hidden, hidden])
    const visitor = await inCell()
    await visitor.follow('I do not agree')
    expect(visitor.text).toContain('If you ask for another look, managers in this prison can see it too')
    await visitor.press('Ask for another look', { words: 'I have ID now' })
    expect(await statuses()).toEqual([hidden, [200, true]])
    await manager.open(`/applications/${application.reference}/another-look`)
    await manager.press('Check before you send', { 'look-outcome': 'opened-again', 'look-answer': 'We ask again.' })
    await manager.press('Send to Dean Marrick')
    expect([manager.status, manager.path]).toEqual([200, '/queue?list=another-look'])
    expect(await statuses()).toEqual([hidden, hidden])
    expect((await inCell()).text).toContain('A manager opened it again')
  })

  it('is answered by another manager than the one who gave the answer, where the prison has one', async () => {
    await site
      .knex('application_event')
      .where({ application_id: application.id, kind: 'outcome' })
      .update({
        staff_id: (await site.dependencies.database.staff.findByEmail('manager@example.test'))!.id,
      })
    await disagree()
    const manager = await atWork('manager')
    await manager.open(`/applications/${application.reference}/another-look`)
    expect(manager.text).toContain('no other manager works in the prison. You can look again yourself.')
    const form = { 'look-outcome': 'stands', 'look-answer': 'The ID is out of date.' }
    await manager.press('Check before you send', form)
    const { action, body } = manager.formOf('Send to Dean Marrick')

    const added = { name: 'Second Manager', role: 'manager', prisons: ['LEI'] } as const
    const second = await addStaff(site.dependencies, { email: 'second@example.test', ...added })
    await addStaff(site.dependencies, { ...added, email: 'far@example.test', name: 'Far Manager', prisons: ['HLI'] })
    await manager.post(action, body)
    expect(manager.status).toBe(422)
    expect(manager.text).toContain('Another manager of the prison looks again: Second Manager.')
    expect(manager.$('#look-answer').val()).toBe('The ID is out of date.')
    await manager.open(`/applications/${application.reference}/another-look`)
    expect(manager.$('#look-answer')).toHaveLength(0)
    const still = await site.dependencies.database.reviewRequests.ofApplication(application.id)
    expect(still).toMatchObject({ answer: null })

    await site.knex('staff').where({ id: second.id }).update({ active: false })
    await manager.open(`/applications/${application.reference}/another-look`)
    await manager.press('Check before you send', form)
    await manager.press('Send to Dean Marrick')
    await manager.open(`/applications/${application.reference}/notes`)
    expect(manager.text).toContain('The same manager gave the answer before the appeal.')
  })

  it('shows the manager where another open application on the same topic is', async () => {
    await disagree()
    const manager = await atWork('manager')
    await manager.open(`/applications/${application.reference}/another-look`)
    expect(manager.text).not.toContain('asked about the same again')
    const { reference } = await sendApplication(site.dependencies, person, 'bank-account')
    await manager.open(`/applications/${application.reference}/another-look`)
    expect(manager.text).toContain('They have asked about the same again, and that is open')
    await manager.follow(reference)
    expect(manager.path).toBe(`/applications/${reference}`)
  })
})

it('cannot be appealed after the person withdrew the application', async () => {
  const visitor = await inCell()
  await visitor.follow('Take this back')
  await visitor.press('Yes, take it back')
  expect(visitor.text).not.toContain('I do not agree')
})

it('leads from the address of a form to the page above it', async () => {
  const visitor = await inCell()
  const address = `/my/applications/${application.reference}`
  for (const [path, page] of [
    [`${address}/news`, address],
    ['/my/checklist/release-date/note', '/my/checklist/release-date'],
    ['/my/checklist/seen', '/my/checklist'],
    ['/my/details', '/my'],
    ['/my/sign-out', '/my'],
  ] as const) {
    await visitor.open(path)
    expect([path, visitor.path, visitor.status]).toEqual([path, page, 200])
  }
  await visitor.open(`${address}/nothing`)
  expect(visitor.status).toBe(404)
})
