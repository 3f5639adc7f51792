import { startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson } from '../set-up/people'

let staffConsole: TestConsole

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('manager', 'manager')
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('com', 'com', [])
  await staffConsole.hire('former', 'com', [])
  await staffConsole.inDatabase("update staff set active = false where email = 'former@example.test'")
  const { dependencies } = staffConsole
  await addPerson(dependencies, 'A1001AA', { lastName: 'Reached', comEmail: 'com@example.test' })
  await addPerson(dependencies, 'A1002AA', { lastName: 'Named', comEmail: null })
  await addPerson(dependencies, 'A1003AA', { lastName: 'Unknown', comEmail: 'nobody@example.test' })
  await addPerson(dependencies, 'A1004AA', { lastName: 'Former', comEmail: 'former@example.test' })
  await addPerson(dependencies, 'A1005AA', { lastName: 'Without', comName: null, comEmail: null })
  await addPerson(dependencies, 'A1006AA', { lastName: 'Elsewhere', comEmail: null, prisonId: 'BWI' })
})

afterAll(() => staffConsole.stop())

it('lists for a manager the people of their prisons whose COM sees nothing here, and why', async () => {
  const manager = await staffConsole.signIn('manager')
  await manager.follow('3 people whose COM cannot be reached')
  expect(manager.heading).toBe('COMs who cannot be reached')
  const rows = manager
    .$('tbody tr')
    .toArray()
    .map(each => manager.$(each).text().replace(/\s+/g, ' '))
  expect(rows.find(each => each.includes('Named'))).toContain('No email address is known')
  expect(rows.find(each => each.includes('Unknown'))).toContain('Nobody with this address has an account of a COM')
  expect(rows.find(each => each.includes('Former'))).toContain('The account has ended')
  for (const name of ['Reached', 'Without', 'Elsewhere']) expect(rows.join()).not.toContain(name)
  const [audited] = await staffConsole.inDatabase("select 1 from audit_entry where action = 'unreachable-coms-listed'")
  expect(audited).toBeDefined()
})

it('is not for officers', async () => {
  const officer = await staffConsole.signIn('officer')
  expect(officer.text).not.toContain('COM cannot be reached')
  await officer.open('/unreachable-coms')
  expect(officer.status).toBe(403)
})
