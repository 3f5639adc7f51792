import type { Application, Person } from '../../server/database'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'

let staffConsole: TestConsole
let person: Person
let application: Application

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('manager', 'manager')
  await staffConsole.hire('administrator', 'administrator')
  await staffConsole.hire('com', 'com', [])
  person = await addPerson(staffConsole.dependencies, 'A1234AA')
  application = await sendApplication(staffConsole.dependencies, person, 'something-private', { danger: 'yes' })
})

afterAll(() => staffConsole.stop())

it.each(['administrator', 'com'])('is hidden from a %s: no row, no count, no concern, no page', async name => {
  const visitor = await staffConsole.signIn(name)
  for (const path of [
    '/queue',
    '/queue?list=done',
    '/queue?topic=something-private',
    '/queue?list=others',
    '/people/A1234AA',
    '/people',
  ]) {
    await visitor.open(path)
    expect([path, visitor.html.includes(application.reference)]).toEqual([path, false])
    expect([path, visitor.$('table').text().includes('Restricted')]).toEqual([path, false])
    expect([path, visitor.$('.app-safety a').length]).toEqual([path, 0])
    expect(visitor.$('#count').text()).not.toContain('application')
  }
  await visitor.open(`/applications/${application.reference}`)
  expect(visitor.status).toBe(404)
})

it('tells an administrator that a safety concern is waiting, without whose or what, and tells nobody else who may not read it', async () => {
  const administrator = await staffConsole.signIn('administrator')
  expect(administrator.$('.app-safety').text().replace(/\s+/g, ' ').trim()).toBe(
    'Someone may not be safe, and you may not read who. Tell the duty manager now',
  )
  await staffConsole.hire('elsewhere', 'administrator', ['BWI'])
  for (const name of ['com', 'elsewhere']) expect((await staffConsole.signIn(name)).$('.app-safety')).toHaveLength(0)
})

it('is not asked of an administrator, nor delivered by one', async () => {
  const { knex, dependencies } = staffConsole
  const administrator = await staffConsole.signIn('administrator')
  const [asked] = await staffConsole.inDatabase<{ id: number }>(
    `select id from notification where application_id = ${application.id} and recipient = 'prt'`,
  )
  await administrator.open(`/told-and-asked/${asked!.id}`)
  expect(administrator.status).toBe(404)
  await staffConsole.hire('only', 'administrator', ['HLI'])
  const inHull = await addPerson(dependencies, 'A1235AA', { prisonId: 'HLI' })
  const { id } = await sendApplication(dependencies, inHull, 'something-private', { danger: 'yes' })
  const delivered = () => knex('notification').where({ application_id: id, recipient: 'prt' }).first('delivered_at')
  expect(await delivered()).toEqual({ delivered_at: null })
})

it('carries nothing on, and hands no ACCT over, where an administrator could read it', async () => {
  const { dependencies } = staffConsole
  const { database } = dependencies
  const owner = (await database.staff.findByEmail('officer@example.test'))!.id
  const at = { at: dependencies.now(), staffId: owner }
  const about = { personId: person.id, applicationId: application.id, toPrison: null }
  const due = dependencies.today()
  await database.notifications.carryOn({ ...about, due, action: 'consult-com', owner }, at)
  const [concern] = await staffConsole.inDatabase<{ id: number }>(
    `select id from safety_concern where application_id = ${application.id}`,
  )
  const acct = { recipient: 'prt', purpose: 'to-do', actions: [], isSafety: true, isAcct: true, words: null } as const
  const ofConcern = { personId: person.id, applicationId: null, concernId: Number(concern!.id), due }
  await database.notifications.add({ ...acct, ...ofConcern }, at)
  for (const [name, sees] of [
    ['officer', true],
    ['administrator', false],
  ] as const) {
    const visitor = await staffConsole.signIn(name)
    for (const list of ['carried-on', 'for-you']) {
      await visitor.open(`/told-and-asked?list=${list}`)
      expect([name, list, visitor.$('tbody').text().includes('A1234AA')]).toEqual([name, list, sees])
    }
  }
})

it.each(['officer', 'manager'])('appears to an %s, in lists without its topic', async name => {
  const visitor = await staffConsole.signIn(name)
  await visitor.open('/queue')
  expect(visitor.$('tbody a').first().text()).toBe('Restricted')
  expect(visitor.$('table').text()).not.toContain('private')
  await visitor.follow('Restricted')
  expect(visitor.heading).toBe('Restricted')
  expect(visitor.$('.app-person__name a').text()).toBe('Dean Marrick')
  expect(visitor.text).toContain('Only the team that holds this may know that it exists')
  await visitor.open('/people/A1234AA')
  expect(visitor.$('.app-work').text().replace(/\s+/g, ' ')).toContain(`Restricted ${application.reference}`)
})

it('appears only to the COM once it was sent to them', async () => {
  const officer = await staffConsole.signIn('officer')
  await officer.open(`/applications/${application.reference}/override`)
  expect(officer.text).toContain('Sending it elsewhere shares it with the new team')
  await officer.press('Pass it on', { destination: 'COM', reason: 'She asked for her COM' })
  expect(officer.path).toBe('/queue')
  expect(officer.$('tbody').html() ?? '').not.toContain(application.reference)
  await officer.open(`/applications/${application.reference}`)
  expect(officer.status).toBe(404)
  const com = await staffConsole.signIn('com')
  await com.open('/queue')
  expect(com.$('tbody a').first().text()).toBe('Restricted')
})

it('cannot be sent to a COM when the person has none', async () => {
  const withoutCom = await addPerson(staffConsole.dependencies, 'A2345BB', { comName: null, comEmail: null })
  const { reference } = await sendApplication(staffConsole.dependencies, withoutCom, 'something-private', {
    danger: 'no',
  })
  const visitor = await staffConsole.signIn('officer')
  await visitor.open(`/applications/${reference}/override`)
  const button = visitor.$('main form button').last().text().trim()
  await visitor.press(button, { destination: 'COM', reason: 'The COM knows them' })
  expect(visitor.status).toBe(422)
  expectErrorsToLand(visitor)
  await visitor.open(`/applications/${reference}`)
  expect(visitor.status).toBe(200)
})
