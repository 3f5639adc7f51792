import type { Person } from '../../server/database'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson } from '../set-up/people'

let staffConsole: TestConsole
let person: Person

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('officer', 'officer')
  person = await addPerson(staffConsole.dependencies, 'A1234AA')
})

afterAll(() => staffConsole.stop())

const council = {
  body: 'council-housing',
  whom: 'Leeds',
  way: 'talking',
  'given-day': '20 November 2026',
  wording: 'May we tell Leeds council that you will need a home? Yes.',
}

it('records a consent without an application once, and lets staff refer until it is withdrawn', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A1234AA')
  await visitor.follow('Record consent given on paper or in talking')
  await visitor.press('Save this consent', { ...council, 'given-day': '20/11/2027' })
  expect(visitor.status).toBe(422)
  expectErrorsToLand(visitor)
  expect(visitor.$('#wording').val()).toBe(council.wording)
  const form = visitor.formOf('Save this consent', council)
  await Promise.all([1, 2].map(() => visitor.anotherTab().post(form.action, new URLSearchParams(form.body))))
  await visitor.open('/people/A1234AA/facts')
  expect(visitor.$('#consents ~ table').first().find('tbody tr')).toHaveLength(1)
  expect(visitor.text).toContain('Agreed in conversation on 20 November 2026, recorded by officer at work')

  await visitor.open('/people/A1234AA/referrals')
  const refer = { 'referral-kind': 'duty-to-refer', 'referral-whom': 'Leeds', state: 'sent' }
  await visitor.press('Begin it', refer)
  expect(visitor.text).toContain('A council or housing worker: how to reach the person')
  await visitor.open('/people/A1234AA/consents/new')
  await visitor.press('Save this consent', { ...council, body: 'housing-contact' })
  await visitor.open('/people/A1234AA/referrals')
  await visitor.press('Begin it', refer)
  await visitor.open('/people/A1234AA')
  expect(visitor.$('.app-work').text()).toContain('Duty to refer (England), Leeds')
  await visitor.follow('Facts')

  await visitor.press('Record that it was taken back: A council, about housing')
  expect(visitor.text).toContain('Taken back on')
  expect(await staffConsole.dependencies.database.consents.ofPerson(person.id)).toEqual([
    expect.objectContaining({ body: 'housing-contact', takenBackAt: null }),
    expect.objectContaining({ body: 'council-housing', takenBackAt: expect.any(Date) as Date }),
  ])
  const acts = await staffConsole.inDatabase<{ action: string }>(
    `select action from audit_entry where action like 'consent%' order by id`,
  )
  expect(acts.map(({ action }) => action)).toEqual(['consent-recorded', 'consent-recorded', 'consent-taken-back'])
})
