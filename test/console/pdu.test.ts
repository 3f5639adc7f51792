import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let spo: Visitor

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  for (const name of ['com', 'second', 'elsewhere']) await staffConsole.hire(name, 'com', [])
  await staffConsole.hire('spo', 'spo', [])
  await staffConsole.hire('sysadmin', 'sysadmin', [])
  await staffConsole.inDatabase(`
    insert into pdu (name, region, imported_at) values ('Example PDU', 'north-west', now());
    update staff set pdu_id = (select id from pdu)
      where email in ('com@example.test', 'second@example.test', 'spo@example.test')`)
  const { dependencies } = staffConsole
  const person = await addPerson(dependencies, 'A1001AA', { lastName: 'Marrick' })
  const { id } = await sendApplication(dependencies, person, 'release-plan')
  await staffConsole.inDatabase(
    `update application set destination = 'COM', team = 'community-offender-manager' where id = ${id}`,
  )
  await addPerson(dependencies, 'A1002AA', { lastName: 'Thornley' })
  await addPerson(dependencies, 'A1003AA', { lastName: 'Other', comEmail: 'elsewhere@example.test' })
  spo = await staffConsole.signIn('spo')
})

afterAll(() => staffConsole.stop())

it('is the role of an account that a system administrator puts in a PDU', async () => {
  const sysadmin = await staffConsole.signIn('sysadmin')
  await sysadmin.open('/accounts/invite')
  const fields = { 'staff-email': 'new.spo@example.test', 'staff-name': 'New', role: 'spo' }
  await sysadmin.press('Invite them', fields)
  expect(sysadmin.status).toBe(422)
  expectErrorsToLand(sysadmin)
  expect(sysadmin.text).toContain('Choose the PDU of the SPO')
  await sysadmin.press('Invite them', { ...fields, pdu: String(sysadmin.$('#pdu option').last().val()) })
  expect(sysadmin.heading).toBe('The code of the invitation')
})

it('sees the people of the COMs of the PDU, and how much each COM has', async () => {
  await spo.open('/people')
  expect(spo.text).toMatch(/Marrick[^]*Thornley/)
  expect(spo.text).not.toContain('Other')
  await spo.open('/people/A1003AA')
  expect(spo.status).toBe(404)
  await spo.open('/pdu')
  expect(spo.text).toContain('The COMs of Example PDU')
  expect(spo.$('tbody tr').first().text().replace(/\s+/g, ' ')).toMatch(/com at work.* 2 1 1 0 $/)
  expect(spo.text).not.toContain('elsewhere')
  await spo.open('/')
  expect(spo.text).toContain('HMP Leeds')
})

it('reads no application that was told in confidence', async () => {
  const person = (await staffConsole.dependencies.database.people.findByNumber('A1002AA'))!
  const application = await sendApplication(staffConsole.dependencies, person, 'release-plan')
  await staffConsole.inDatabase(`update application set restricted = true where id = ${application.id}`)
  await spo.open(`/applications/${application.reference}`)
  expect(spo.status).toBe(404)
  await spo.open('/queue')
  expect(spo.text).not.toContain(application.reference)
})

it('says what is missing to give people to another COM', async () => {
  await spo.open('/pdu')
  await spo.open(spo.$('tbody a').first().attr('href') ?? '')
  expect(spo.heading).toBe('Give people of com at work to another COM')
  await spo.press('Give them', {})
  expect(spo.status).toBe(422)
  expectErrorsToLand(spo)
  expect(spo.$('#move-to-com option').text()).not.toContain('elsewhere')
})

it('gives people to another COM of the PDU with their work, tells the COM before, and has the prison confirm', async () => {
  await spo.open('/pdu')
  await spo.open(spo.$('tbody a').first().attr('href') ?? '')
  const to = spo.$('#move-to-com option').last().val()
  const given = { 'move-people': ['A1001AA'], 'move-to-com': String(to), 'move-reason': 'She has too many' }
  await spo.press('Give them', given)
  expect(spo.text).toContain('1 person has the new COM')
  const second = await staffConsole.signIn('second')
  await second.open('/people/A1001AA')
  expect(second.status).toBe(200)
  await second.open('/queue')
  expect(second.$('tbody').text()).toContain('Marrick')
  const com = await staffConsole.signIn('com')
  await com.open('/people/A1001AA')
  expect(com.status).toBe(404)
  await com.open('/')
  expect(com.text).toContain('Marrick')
  const corrections = await staffConsole.inDatabase<{ fact: string; staffRole: string }>(
    'select fact, staff_role as "staffRole" from correction order by id',
  )
  expect(corrections).toEqual([
    { fact: 'comEmail', staffRole: 'spo' },
    { fact: 'comName', staffRole: 'spo' },
  ])
})
