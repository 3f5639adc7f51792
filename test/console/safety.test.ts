import type { Application } from '../../server/database'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'

let staffConsole: TestConsole
let concern: Application

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('second', 'officer')
  await staffConsole.hire('elsewhere', 'officer', ['BWI'])
  await staffConsole.hire('editor', 'editor', [])
  const person = await addPerson(staffConsole.dependencies, 'A1234AA')
  await sendApplication(staffConsole.dependencies, person, 'something-else')
  concern = await sendApplication(staffConsole.dependencies, person, 'bank-account', { 'feel-safe': 'not-safe' })
})

afterAll(() => staffConsole.stop())

it('comes first in the queue and on every page until somebody records what was done', async () => {
  const { reference } = concern
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/queue')
  expect(visitor.$('tbody tr').first().text()).toContain('Safety concern')
  const pages = [
    '/queue',
    `/applications/${reference}`,
    `/applications/${reference}/outcome`,
    `/applications/${reference}/override`,
    '/people',
    '/people/A1234AA',
    '/people/A1234AA/pin-slip',
    '/imports',
    '/roles',
    '/no-such-page',
  ]
  for (const page of pages) {
    await visitor.open(page)
    expect([page, visitor.$('.app-safety h2').text()]).toEqual([page, '1 person may not be safe. Act now'])
    expect(visitor.$('.app-safety a').attr('href')).toBe(`/applications/${reference}#safety`)
  }
  await visitor.open(`/applications/${reference}`)
  expect(visitor.$('#safety')).toHaveLength(1)
  await visitor.press('Acknowledge the concern')
  expectErrorsToLand(visitor)
  expect(visitor.$('.app-safety')).toHaveLength(1)

  const second = await staffConsole.signIn('second')
  await second.open(`/applications/${reference}`)
  await visitor.press('Acknowledge the concern', { 'what-was-done': 'Opened an ACCT with the wing' })
  expect(visitor.text).toContain('Opened an ACCT with the wing')
  for (const page of pages) {
    await visitor.open(page)
    expect([page, visitor.$('.app-safety').length]).toEqual([page, 0])
  }
  await second.press('Acknowledge the concern', { 'what-was-done': 'I would have done it too' })
  expect(second.status).toBe(409)
  expect(second.text).toContain('Safety concern acknowledged officer at work')
  expect(second.$('textarea[readonly]').val()).toBe('I would have done it too')
})

it('is hidden from staff of another prison and from staff who see no people', async () => {
  const person = await addPerson(staffConsole.dependencies, 'A7777AA')
  await sendApplication(staffConsole.dependencies, person, 'something-else', { 'feel-safe': 'not-safe' })
  for (const name of ['elsewhere', 'editor']) {
    const visitor = await staffConsole.signIn(name)
    expect(visitor.$('.app-safety')).toHaveLength(0)
  }
})

it('cannot be acknowledged where there is none', async () => {
  const person = await addPerson(staffConsole.dependencies, 'A8888AA')
  const calm = await sendApplication(staffConsole.dependencies, person, 'something-else')
  const visitor = await staffConsole.signIn('officer')
  await visitor.open(`/applications/${calm.reference}`)
  const { body } = visitor.formOf('Claim it')
  body.set('what-was-done', 'Nothing to do')
  await visitor.post(`/applications/${calm.reference}/safety`, body)
  expect(visitor.status).toBe(404)
})
