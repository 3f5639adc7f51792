import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let manager: Visitor
let pom: Visitor
let pomId: number

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('manager', 'manager')
  pomId = (await staffConsole.hire('pom', 'pom')).id
  await staffConsole.hire('pom-berwyn', 'pom', ['BWI'])
  manager = await staffConsole.signIn('manager')
  pom = await staffConsole.signIn('pom')
})

afterAll(() => staffConsole.stop())

const setDuty = (fields: Readonly<Record<string, string>>) =>
  manager.open('/duty-poms').then(() => manager.press('Set the duty POM', fields))

const duty = (from: string, until: string) => ({
  'duty-pom': `LEI-${pomId}`,
  'duty-from': from,
  'duty-until': until,
})

const withoutPom = { pomName: null, comName: null, comEmail: null }

it('says what is wrong with the days, and offers the POMs of the manager’s prisons only', async () => {
  await setDuty({ 'duty-pom': '', 'duty-from': '', 'duty-until': 'soon' })
  expect(manager.status).toBe(422)
  expectErrorsToLand(manager)
  await setDuty(duty('25/11/2026', '24/11/2026'))
  expect(manager.text).toContain('The last day cannot be before the first')
  await setDuty(duty('20/11/2026', '22/11/2026'))
  expect(manager.text).toContain('The last day cannot be in the past')
  expect(manager.$('#duty-pom option').text()).not.toContain('pom-berwyn')
})

it('gives a POM on duty the people without a POM and what is passed to the duty POM, until it ends', async () => {
  const person = await addPerson(staffConsole.dependencies, 'A1001AA', { ...withoutPom, lastName: 'Unheld' })
  await addPerson(staffConsole.dependencies, 'A1002AA', { lastName: 'Held' })
  await addPerson(staffConsole.dependencies, 'A1003AA', { ...withoutPom, lastName: 'Away', prisonId: 'BWI' })
  await sendApplication(staffConsole.dependencies, person, 'tag-address')
  await manager.open('/told-and-asked')
  expect(manager.$('tbody').text()).toContain('Duty POM')
  await pom.open('/people/A1001AA')
  expect(pom.status).toBe(404)

  await setDuty(duty('23/11/2026', '24/11/2026'))
  expect(manager.text).toContain('The duty POM is set')
  expect(manager.$('tbody tr').text()).toMatch(/pom at work\s+On duty/)
  await manager.open('/told-and-asked')
  expect(manager.$('tbody').text()).not.toContain('Duty POM')
  await pom.open('/')
  expect(pom.text).toContain('You are the duty POM of HMP Leeds today')
  await pom.follow('1 thing passed to you')
  expect(pom.text).toContain('Unheld')
  await pom.open('/people')
  expect(pom.text).toContain('Unheld')
  for (const name of ['Held,', 'Away']) expect(pom.text).not.toContain(name)

  await manager.open('/duty-poms')
  await manager.press('Remove pom at work, HMP Leeds, 23 November 2026 to 24 November 2026')
  expect(manager.text).toContain('They are not the duty POM any more')
  await pom.open('/people/A1001AA')
  expect(pom.status).toBe(404)
  await pom.open('/')
  expect(pom.text).not.toContain('duty POM')
  const acts = await staffConsole.inDatabase<{ action: string }>(
    "select action from audit_entry where action like 'duty-pom-%' order by id",
  )
  expect(acts.map(({ action }) => action)).toEqual(['duty-pom-set', 'duty-pom-removed'])
})

it('gives nothing before the first day', async () => {
  await setDuty(duty('24/11/2026', '30/11/2026'))
  expect(manager.$('tbody tr').text()).toContain('To come')
  await pom.open('/people/A1001AA')
  expect(pom.status).toBe(404)
})

it('sets no POM who has left the prison', async () => {
  await manager.open('/duty-poms')
  await staffConsole.inDatabase(`update staff set active = false where id = ${pomId}`)
  await manager.press('Set the duty POM', duty('23/11/2026', '30/11/2026'))
  expect([manager.status, manager.text]).toEqual([422, expect.stringContaining('no POM of this prison any more')])
  await manager.open('/duty-poms')
  expect(manager.text).toContain('The account has ended')
})
