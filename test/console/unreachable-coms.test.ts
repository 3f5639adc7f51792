import { startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'

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

it('lists for officers what such a COM is to answer, until it is answered or the COM can open it', async () => {
  const { dependencies } = staffConsole
  const unknown = (await dependencies.database.people.findByNumber('A1003AA'))!
  const reached = (await dependencies.database.people.findByNumber('A1001AA'))!
  for (const person of [unknown, reached]) {
    const { destination } = await sendApplication(dependencies, person, 'release-plan', {
      about: 'licence-and-supervision',
    })
    expect(destination).toBe('COM')
  }
  const officer = await staffConsole.signIn('officer')
  await officer.open('/told-and-asked')
  await officer.follow('Unknown, Dean')
  await officer.press('Record that you told them', {
    'outside-way': 'phone',
    'outside-whom': 'R. Calloway',
    'outside-words': 'She will ring back.',
  })
  await officer.open('/queue')
  await officer.follow('COM not reached 1')
  expect(officer.$('tbody tr').text()).toContain('Unknown')
  expect(officer.$('tbody tr')).toHaveLength(1)
  await staffConsole.hire('nobody', 'com', [])
  await officer.open('/queue?list=unreached')
  expect(officer.text).toContain('Every COM and team who is to answer something can open it.')
})

it('is not for officers', async () => {
  const officer = await staffConsole.signIn('officer')
  expect(officer.text).not.toContain('COM cannot be reached')
  await officer.open('/unreachable-coms')
  expect(officer.status).toBe(403)
})
