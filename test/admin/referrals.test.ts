import type { Application } from '../../server/database'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let office: TestConsole
let housing: Application

beforeAll(async () => {
  office = await startTestConsole({ TODAY: '2026-11-23' })
  await office.hire('officer', 'officer')
  await office.hire('colleague', 'officer')
  await office.hire('com', 'com', [])
  await office.hire('hull', 'officer', ['HLI'])
  const { services } = office
  const person = await addPerson(services, 'A1234AA', { homeRegion: 'london' })
  housing = await sendApplication(services, person, 'A01')
  await addPerson(services, 'A2345BB', { comEmail: null })
  await addPerson(services, 'A3456CC', { comEmail: null, comName: null })
  for (const body of ['council-housing', 'housing-contact'] as const) {
    await services.database.consents.add({
      personId: person.id,
      applicationId: housing.id,
      body,
      whom: null,
      way: 'talking',
      recordedBy: 1,
      language: 'en',
      wording: 'Yes',
      givenOn: services.today(),
      recordedAt: services.now(),
    })
  }
})

afterAll(() => office.stop())

const referral = { 'referral-kind': 'duty-to-refer', 'referral-whom': 'Leeds City Council', state: 'sent' }

async function begin(visitor: Visitor, prisonNumber: string, fields: Record<string, string>): Promise<Visitor> {
  await visitor.open(`/people/${prisonNumber}/referrals`)
  return visitor.press('Begin it', fields)
}

it('goes from sent to an answer, with every step, its note and the day to ask for news', async () => {
  const visitor = await office.signIn('officer')
  await begin(visitor, 'A1234AA', { ...referral, 'chase-on': '23/11/2026' })
  expect(visitor.text).toContain('It is recorded')
  await visitor.open('/referrals')
  expect(visitor.$('tbody tr').text()).toContain('Ask for news')
  await visitor.follow('Duty to refer (England), Marrick, Dean')
  await visitor.press('Record it', { state: 'accepted', 'referral-note': 'They owe the relief duty' })
  expect(visitor.text).toContain('They owe the relief duty')
  expect(visitor.$('button:contains("Record it")')).toHaveLength(0)
  await visitor.open('/referrals')
  expect(visitor.text).toContain('0 referrals.')
})

it('picks a day to ask for news itself, ten working days on', async () => {
  const visitor = await office.signIn('officer')
  await begin(visitor, 'A1234AA', { 'referral-kind': 'cas', 'referral-whom': 'CAS', state: 'sent' })
  expect(visitor.text).toContain('7 December 2026')
})

it('ticks what it does on the application that it came from', async () => {
  const actions = await office.services.database.applications.actions(housing.id)
  const wanted = actions.map(({ action }) => action).find(each => each.includes('crs-referral'))
  expect(wanted).toBeDefined()
  const visitor = await office.signIn('officer')
  await visitor.open(`/applications/${housing.reference}`)
  await visitor.follow('Begin the referral: CRS, accommodation')
  expect(visitor.$('[name=referral-kind]:checked').val()).toBe('crs-accommodation')
  const crs = { 'referral-whom': 'Housing service', state: 'sent' }
  await visitor.press('Begin it', crs)
  await visitor.open(`/applications/${housing.reference}`)
  expect(visitor.text).toContain('CRS, accommodation, Housing service: Sent')
  const after = await office.services.database.applications.actions(housing.id)
  expect(after.find(({ action }) => action === wanted)?.doneByName).toBe('officer at work')
})

it('passes nothing on without the person’s yes, and says whose is missing', async () => {
  const visitor = await office.signIn('officer')
  await begin(visitor, 'A2345BB', referral)
  expect(visitor.status).toBe(422)
  expect(visitor.text).toContain('has not agreed that we tell: A council, about housing')
  expectErrorsToLand(visitor)
  expect(visitor.$('#referral-whom').val()).toBe('Leeds City Council')
  await begin(visitor, 'A1234AA', { ...referral, 'referral-kind': 'crs-mentoring', state: 'asked-com' })
  expect(visitor.text).toContain('COM asked to make the referral')
  await begin(visitor, 'A3456CC', { ...referral, 'referral-kind': 'crs-mentoring', state: 'asked-com' })
  expect(visitor.text).toContain('No COM is known to ask')
})

it.each([
  [{ 'referral-whom': 'x', state: 'sent' }, 'Choose what kind of referral it is'],
  [{ ...referral, 'referral-whom': ' ' }, 'Write who is asked'],
  [{ ...referral, state: 'asked-com' }, 'Only a referral to CRS or CAS begins with asking the COM'],
  [{ ...referral, 'chase-on': 'soon' }, 'Enter a real day'],
])('refuses %o with words', async (fields, words) => {
  const visitor = await office.signIn('officer')
  await begin(visitor, 'A1234AA', fields)
  expect(visitor.status).toBe(422)
  expect(visitor.text).toContain(words)
  expectErrorsToLand(visitor)
})

it('tells the second of two officers that it has gone on meanwhile, and records nothing twice', async () => {
  const visitor = await office.signIn('officer')
  await begin(visitor, 'A1234AA', { 'referral-kind': 'cas', 'referral-whom': 'Second hub', state: 'sent' })
  const href = visitor.$('tbody th a').first().attr('href') ?? ''
  const second = await office.signIn('colleague')
  await second.open(href)
  await visitor.open(href)
  const form = visitor.formOf('Record it', { state: 'refused' })
  await Promise.all([1, 2].map(() => visitor.anotherTab().post(form.action, new URLSearchParams(form.body))))
  await second.press('Record it', { state: 'accepted' })
  expect(second.status).toBe(422)
  expect(second.text).toContain('This cannot follow from where the referral is now')
  expect(
    second
      .$('ol li')
      .toArray()
      .map(each => second.$(each).text())
      .join(),
  ).toMatch(/Sent.*Refused/s)
  expect(second.$('.moj-timeline__item')).toHaveLength(2)
})

it('shows a COM what was done for their people, and nobody of another prison anything', async () => {
  const com = await office.signIn('com')
  await com.open('/referrals')
  expect(com.text).toContain('Marrick, Dean')
  const hull = await office.signIn('hull')
  await hull.open('/referrals')
  expect(hull.text).toContain('0 referrals.')
  await hull.open('/people/A1234AA/referrals')
  expect(hull.status).toBe(404)
})
