import { createPortal } from '../../server/portal'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication, testPin } from '../set-up/people'
import { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let portal: string
const visitors = new Map<string, Visitor>()
const accounts = [
  ['officer', 'officer'],
  ['administrator', 'administrator'],
  ['com', 'com'],
  ['pom', 'pom'],
  ['safety', 'safety'],
  ['manager', 'manager'],
] as const

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  portal = await staffConsole.serve(createPortal)
  for (const [name, role] of accounts) {
    await staffConsole.hire(name, role, role === 'com' ? [] : ['LEI'])
    visitors.set(name, await staffConsole.signIn(name))
  }
})

afterAll(() => staffConsole.stop())

const at = (name: (typeof accounts)[number][0]) => visitors.get(name)!

/** Somebody with a safety concern, who has no home. @returns them signed in, and their application */
async function someoneWithConcern(number: string, comEmail: string) {
  const person = await addPerson(staffConsole.dependencies, number, { comEmail, lastName: `Marrick-${number}` })
  await staffConsole.knex('person').where({ id: person.id }).update({ pom_email: 'pom@example.test' })
  const { reference } = await sendApplication(staffConsole.dependencies, person, 'somewhere-to-live')
  const concern = await sendApplication(staffConsole.dependencies, person, 'debts-and-bills', { pressure: 'yes' })
  const self = await new Visitor(portal).open('/my/sign-in')
  await self.press('Sign in', { 'prison-number': number, pin: testPin })
  return { self, reference, concern: concern.reference }
}

it('goes from a safety concern and a housing application to the answer, with receipts on each side', async () => {
  const { self, reference, concern } = await someoneWithConcern('A1001AA', 'com@example.test')

  // Safety and the POM read of the concern; the team and the manager read that they did.
  await at('safety').open('/told-and-asked')
  await at('safety').follow('Marrick-A1001AA, Dean')
  await at('pom').open('/told-and-asked')
  await at('pom').follow('Marrick-A1001AA, Dean')
  for (const name of ['officer', 'manager'] as const) {
    await at(name).open(`/applications/${concern}`)
    expect(at(name).text).toContain('by safety at work')
    expect(at(name).text).toContain('by pom at work')
  }

  // The officer asks the COM, who asks back; the administrator chases, and the answer does the action.
  await at('officer').open(`/applications/${reference}`)
  expect(at('officer').text).toContain('Consult the COM')
  await at('officer').follow('Ask the COM, the POM or somebody in the prison')
  await at('officer').press('Ask', { 'question-body': 'com', 'question-words': 'Do you agree to a CRS referral?' })
  const enquiry = at('officer').path
  await at('com').open('/')
  await at('com').follow('1 enquiry waits for your answer')
  await at('com').open(enquiry)
  await at('com').press('Ask them first', { 'question-answer': 'Which area?' })
  await at('officer').open(enquiry)
  await at('officer').press('Add to the enquiry', { 'question-added': 'Leeds' })
  await at('administrator').open(enquiry)
  expect(at('administrator').text).toContain('Not opened yet')
  await at('administrator').press('Chase')
  await at('com').open(enquiry)
  expect(at('com').text).toContain('administrator at work')
  await at('com').press('Send the answer', { 'question-answer': 'Yes, for Leeds' })
  await at('officer').open(`/applications/${reference}`)
  const consulted = at('officer').$('.app-actions__item:contains("Consult the COM")').text()
  expect(consulted.replace(/\s+/g, ' ')).toContain('Done: com at work')
  await at('officer').open(enquiry)
  await at('officer').press('Close the enquiry')
  await at('com').open(enquiry)
  expect(at('com').text).toContain('Closed')

  // The person reads that their COM has seen it, and nothing of what was asked.
  await at('com').open(`/applications/${reference}`)
  await self.open(`/my/applications/${reference}`)
  expect(self.status).toBe(200)
  expect(self.text).toContain('Your probation worker saw it on 23 November 2026')
  expect(self.text).not.toContain('CRS referral')
})

it('leaves a COM without an account to the team, and says so to everybody until they are told', async () => {
  const { self, reference } = await someoneWithConcern('A1002AA', 'nobody@example.test')
  await self.open(`/my/applications/${reference}`)
  expect(self.text).toContain('We will tell your probation worker')
  await at('officer').open('/people/A1002AA/questions')
  await at('officer').press('Ask', { 'question-body': 'com', 'question-words': 'Do you agree?' })
  expect(at('officer').status).toBe(422)
  await at('manager').open('/unreachable-coms')
  expect(at('manager').text).toContain('A1002AA')

  await at('officer').open(`/applications/${reference}`)
  const toTell = at('officer').$('.app-told__item:contains("COM") a').first().attr('href')
  await at('administrator').open(toTell!)
  await at('administrator').press('Record that you told them', {
    'outside-way': 'phone',
    'outside-whom': 'R. Calloway',
    'outside-on': '23/11/2026',
    'outside-words': 'She agrees.',
  })
  await at('officer').open(`/applications/${reference}`)
  expect(at('officer').text).toContain('Told on 23 November 2026')
  const consulted = at('officer').$('.app-actions__item:contains("Consult the COM")').text()
  expect(consulted.replace(/\s+/g, ' ')).toContain('Done: administrator at work')
  await self.open(`/my/applications/${reference}`)
  expect(self.text).toContain('Staff told your probation worker on 23 November 2026')
})
