import { startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let officer: Visitor
let com: Visitor
let pom: Visitor
let spo: Visitor
let team: Visitor

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('com', 'com', [])
  await staffConsole.hire('pom', 'pom')
  await staffConsole.hire('spo', 'spo', [])
  await staffConsole.hire('team', 'probation-team', [])
  await staffConsole.inDatabase(`
    insert into pdu (name, region, imported_at) values ('Example PDU', 'north-west', now());
    update staff set pdu_id = (select id from pdu) where email in ('com@example.test', 'spo@example.test');
    update staff set team_kind = 'duty-probation', team_region = 'north-west' where email = 'team@example.test'`)
  await addPerson(staffConsole.dependencies, 'A1001AA', { pomEmail: 'pom@example.test' })
  ;[officer, com, pom, spo, team] = await Promise.all([
    staffConsole.signIn('officer'),
    staffConsole.signIn('com'),
    staffConsole.signIn('pom'),
    staffConsole.signIn('spo'),
    staffConsole.signIn('team'),
  ])
})

afterAll(() => staffConsole.stop())

const request = {
  'task-kind': 'gp',
  'task-due': '30/11/2026',
  'task-why': 'He has no GP',
}

/** @returns the address of what was asked */
async function ask(visitor: Visitor, number = 'A1001AA'): Promise<string> {
  await visitor.open(`/people/${number}`)
  await visitor.follow('Ask the pre-release team to do something')
  await visitor.press('Ask the team', request)
  expect(visitor.text).toContain('The pre-release team is asked')
  return visitor.path
}

const buttonsOf = (visitor: Visitor) =>
  visitor
    .$('main form button')
    .toArray()
    .map(each => visitor.$(each).text().trim())

it('goes from a POM to the team and back, and calls nobody the COM who is not', async () => {
  const address = await ask(pom)
  expect(pom.text).toContain('pom at work, as the POM')
  await officer.open('/')
  await officer.follow('1 request to the team waits for somebody to take it')
  expect(officer.$('tbody tr').text()).toContain('p work, as the POM')
  await officer.open(address)
  await officer.press('Say that it is done', { 'task-note': 'Registered', 'task-done-on': '23/11/2026' })
  expect(officer.text).toContain('Whoever asked can read what you wrote')
  await com.open('/')
  expect(com.text).toMatch(/Nothing waits: .*\brequests to read\b/)
  await pom.open('/')
  await pom.follow('1 request to the team done or not done for you to read')
  await pom.open(address)
  expect(pom.$('#note').val()).toContain('Asked for by: pom at work, as the POM')
  expect(pom.text).not.toMatch(/COM request|for the COM/)
  await pom.press('I have read this')
  expect(pom.text).toContain('Read by whoever asked')
})

it('offers a POM no CRS referral, and takes none', async () => {
  await pom.open('/people/A1001AA/tasks')
  expect(pom.$('[value="crs-referral"]')).toHaveLength(0)
  const { action, body } = pom.formOf('Ask the team', request)
  const fields = new URLSearchParams(body)
  fields.set('task-kind', 'crs-referral')
  fields.set('task-pathway', 'accommodation')
  await pom.post(action, fields)
  expect(pom.status).toBe(422)
})

it('shows the COM what the POM asked for, and leaves it to the POM', async () => {
  const address = await ask(pom)
  await com.open('/tasks')
  expect(com.text).toContain('There is nothing here')
  await com.open('/people/A1001AA/tasks')
  expect(com.$('tbody').text()).toContain('pom at work, as the POM')
  await com.open(address)
  expect(buttonsOf(com)).toEqual([])
  const fields = { version: '1', idempotencyKey: '00000000-0000-4000-8000-000000000001', 'task-withdrawn': 'No' }
  const csrf = String(com.$('[name=_csrf]').first().val())
  await com.post(`${address}/withdraw`, new URLSearchParams({ ...fields, _csrf: csrf }))
  expect(com.status).toBe(409)
  await pom.open(address)
  await pom.press('Withdraw it', { 'task-withdrawn': 'He has one' })
  expect(pom.text).toContain('Withdrawn')
})

it('lets the SPO ask for the COM, who reads what became of it', async () => {
  const address = await ask(spo)
  await officer.open(address)
  expect(officer.text).toContain('spo at work, as the SPO')
  await officer.press('Say that it cannot be done', { 'task-not-done': 'No GP there' })
  await com.open('/')
  await com.follow('1 request to the team done or not done for you to read')
  await com.open(address)
  await com.press('I have read this')
  await spo.open('/')
  expect(spo.text).toMatch(/Nothing waits: .*\brequests to read\b/)
})

describe('a probation team', () => {
  let address: string

  beforeAll(async () => {
    const person = await addPerson(staffConsole.dependencies, 'A1002AA', {
      lastName: 'Region',
      homeRegion: 'north-west',
      comEmail: null,
      comName: null,
      pomEmail: 'pom@example.test',
    })
    await staffConsole.inDatabase(`
      insert into notification (person_id, recipient, purpose, due, made_at)
        values (${person.id}, 'duty-probation', 'to-do', '2026-11-25', now())`)
    address = await ask(team, 'A1002AA')
  })

  it('asks for people within its scope, and sees only what such a team asked for', async () => {
    const fromPom = await ask(pom, 'A1002AA')
    await team.open('/people/A1002AA/tasks')
    expect(team.$('tbody tr')).toHaveLength(1)
    expect(team.$('tbody').text()).toContain('team at work, for the duty probation team')
    await team.open(fromPom)
    expect(team.status).toBe(404)
    await team.open('/tasks')
    expect(team.$('tbody tr')).toHaveLength(1)
    await team.open('/people/A1001AA/tasks')
    expect(team.status).toBe(404)
  })

  it('reads the answer when the person is within its scope no more', async () => {
    await staffConsole.inDatabase(
      "update notification set status = 'done', ended_at = now() where recipient = 'duty-probation'",
    )
    await officer.open(address)
    await officer.press('Say that it cannot be done', { 'task-not-done': 'Closed' })
    await team.open('/')
    await team.follow('1 request to the team done or not done for you to read')
    await team.open(address)
    expect(team.text).toContain('Closed')
    expect(team.$('a[href="/people/A1002AA"]')).toHaveLength(0)
    await team.press('I have read this')
    await team.open('/people/A1002AA')
    expect(team.status).toBe(404)
  })

  it('asks in the place of a COM for whom it covers, who reads it too', async () => {
    await addPerson(staffConsole.dependencies, 'A1003AA', { lastName: 'Covered' })
    await staffConsole.inDatabase(`
      insert into com_absence (com_email, from_day, until_day, covered_by, set_by, set_at)
        select 'com@example.test', '2026-11-23', '2026-11-24', id, id, now() from staff where email = 'team@example.test'`)
    const covered = await ask(team, 'A1003AA')
    expect(team.text).toContain('team at work, for the COM')
    await com.open(covered)
    expect(buttonsOf(com)).toContain('Withdraw it')
  })
})
