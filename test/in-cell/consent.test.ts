import { createConsole } from '../../admin/console'
import type { Application, Person } from '../../server/database'
import { createApp } from '../../server/portal'
import { expectErrorsToLand } from '../set-up/console'
import { addPerson, addPrisons, addStaff, sendApplication, testPassword, testPin } from '../set-up/people'
import { startTestSite, type TestSite } from '../set-up/site'
import { Visitor } from '../set-up/visitor'

let site: TestSite
let portal: string
let staffConsole: string
let number = 0

jest.setTimeout(60_000)

beforeAll(async () => {
  site = await startTestSite({ TODAY: '2026-11-23' })
  await addPrisons(site.dependencies)
  await addStaff(site.dependencies, {
    email: 'o@example.test',
    name: 'An officer',
    role: 'officer',
    prisons: ['LEI', 'STI'],
  })
  portal = await site.serve(createApp)
  staffConsole = await site.serve(createConsole)
})

afterAll(() => site.stop())

function somebody(facts: Parameters<typeof addPerson>[2] = {}): Promise<Person> {
  number += 1
  return addPerson(site.dependencies, `A10${String(number).padStart(2, '0')}AA`, facts)
}

async function signedIn({ prisonNumber }: Person): Promise<Visitor> {
  const visitor = await new Visitor(portal).open('/my/sign-in')
  return visitor.press('Sign in', { 'prison-number': prisonNumber, pin: testPin })
}

async function officerAt({ reference }: Application): Promise<Visitor> {
  const visitor = await new Visitor(staffConsole).open('/sign-in')
  await visitor.press('Sign in', { email: 'o@example.test', password: testPassword })
  return visitor.open(`/applications/${reference}`)
}

const bank = 'Mark as done: Refer to the prison banking administrator'

describe('consent in a form', () => {
  it('is stored with the exact wording shown, in the person’s language', async () => {
    const person = await somebody()
    await site.dependencies.database.people.speak(person.id, 'cy')
    await sendApplication(site.dependencies, { ...person, language: 'cy' }, 'bank-account', { 'tell-bank': 'yes' })
    const [consent, ...others] = await site.dependencies.database.consents.ofPerson(person.id)
    expect(others).toEqual([])
    expect(consent).toMatchObject({ body: 'bank', way: 'form', language: 'cy', givenOn: '2026-11-23' })
    expect(consent?.wording).toContain('Ydych chi’n cytuno i’r staff ddweud wrth fanc amdanoch chi?')
    expect(consent?.wording).toMatch(/Ydw$/)
  })

  it('lets staff share until it is withdrawn, which staff are told', async () => {
    const person = await somebody()
    const application = await sendApplication(site.dependencies, person, 'bank-account', { 'tell-bank': 'yes' })
    const officer = await officerAt(application)
    expect(officer.text).toContain('Agreed on 23 November 2026')

    const visitor = await signedIn(person)
    await visitor.open('/my/applications')
    await visitor.follow('See who staff may tell about you')
    expect(visitor.text).toContain('A bank')
    await visitor.follow('Change my mind: A bank')
    await visitor.press('Yes, take it back')
    expect(visitor.text).toContain('You took this back on 23 November 2026')

    await officer.open(officer.path)
    expect(officer.text).toContain('A bank Taken back')
    await officer.press(bank)
    expect(officer.status).toBe(422)
    expect(officer.text).toContain('has not agreed that we tell: A bank')
    expect(officer.$('#record-consent').is('a[href]')).toBe(true)
    expect(await site.dependencies.database.applications.actions(application.id)).toContainEqual(
      expect.objectContaining({ action: 'refer-to-prison-banking', doneAt: null }),
    )
  })

  it('ends with a later no', async () => {
    const person = await somebody()
    const first = await sendApplication(site.dependencies, person, 'bank-account', { 'tell-bank': 'yes' })
    await site.knex('application').where({ id: first.id }).update({ status: 'closed', outcome: 'agreed' })
    const second = await sendApplication(site.dependencies, person, 'bank-account', { 'tell-bank': 'no' })
    const officer = await officerAt(second)
    expect(officer.text).toContain('Needs consent first: A bank')
    const events = await site.dependencies.database.applications.events(first.id)
    expect(events.at(-1)).toMatchObject({ kind: 'consent-taken-back', detail: { body: 'bank' } })
  })

  it('of another person cannot be seen or withdrawn', async () => {
    const person = await somebody()
    await sendApplication(site.dependencies, person, 'bank-account', { 'tell-bank': 'yes' })
    const [consent] = await site.dependencies.database.consents.ofPerson(person.id)
    const other = await signedIn(await somebody())
    await other.open('/my/consents')
    expect(other.text).not.toContain('A bank')
    await other.open(`/my/consents/${consent?.id}/take-back`)
    expect(other.status).toBe(404)
  })
})

describe('consent on paper', () => {
  it('is recorded by staff, with who and when, and allows the action to be marked as done', async () => {
    const person = await somebody()
    const officer = await officerAt(
      await sendApplication(site.dependencies, person, 'bank-account', { 'tell-bank': 'no' }),
    )
    await officer.follow('Record consent given on paper or in talking')
    await officer.press('Save this consent', { whom: 'x'.repeat(101), 'given-day': '31/2/2026' })
    expect(officer.status).toBe(422)
    expectErrorsToLand(officer)
    await officer.press('Save this consent', {
      body: 'bank',
      way: 'paper',
      whom: 'First Bank',
      'given-day': '24/11/2026',
      wording: 'You may tell First Bank about me',
    })
    expect(officer.text).toContain('The day when it was given cannot be after today')
    await officer.press('Save this consent', { body: 'bank', way: 'paper', 'given-day': '20/11/2026' })
    expect(officer.text).toContain('Agreed on paper on 20 November 2026, recorded by An officer')
    expect(officer.text).toContain('They named: First Bank')
    await officer.press(bank)
    expect(officer.text).toContain('The action is ticked')

    await officer.press('Record that it was taken back: A bank')
    expect(officer.text).toContain('Taken back on 23 November 2026')
    await officer.press('Mark as not done: Refer to the prison banking administrator')
    expect(officer.status).toBe(200)
  })
})

it('needs no consent to act on a safety concern', async () => {
  const officer = await officerAt(
    await sendApplication(site.dependencies, await somebody(), 'bank-account', { 'feel-safe': 'not-safe' }),
  )
  await officer.press('Mark as done: Consider opening an ACCT')
  expect(officer.text).toContain('The action is ticked')
})
