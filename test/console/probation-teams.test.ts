import type { PersonFacts } from '../../server/database'
import { calendarDay } from '../../server/domain/calendar'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let sysadmin: Visitor
let officer: Visitor
let team: Visitor

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('sysadmin', 'sysadmin', [])
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('com', 'com', [])
  sysadmin = await staffConsole.signIn('sysadmin')
  officer = await staffConsole.signIn('officer')
})

afterAll(() => staffConsole.stop())

/** Somebody who serves a short sentence, whose COM has no account. */
const short: Partial<PersonFacts> = {
  comName: null,
  comEmail: null,
  sentenceMonths: 6,
  sentencedOn: calendarDay('2026-10-01'),
  receptionDate: calendarDay('2026-10-01'),
  releaseDate: calendarDay('2026-12-31'),
  riskOfSeriousHarm: 'low',
}

const invitation = {
  'staff-email': 'ssf@example.test',
  'staff-name': 'Short sentences, North West',
  role: 'probation-team',
}

async function tellLines(): Promise<string> {
  await officer.open('/told-and-asked?list=tell')
  return officer.$('tbody').text().replace(/\s+/g, ' ')
}

async function handOver(
  number: string,
  facts: Partial<PersonFacts>,
  { recipient, team: of }: { recipient: string; team: string },
) {
  const person = await addPerson(staffConsole.dependencies, number, {
    ...short,
    ...facts,
    lastName: `Marrick-${number}`,
  })
  const application = await sendApplication(staffConsole.dependencies, person, 'bank-account')
  await staffConsole.inDatabase(`
    update application set destination = 'COM', team = '${of}' where id = ${application.id};
    delete from notification_step where notification_id in (select id from notification where application_id = ${application.id});
    delete from notification where application_id = ${application.id};
    insert into notification (person_id, application_id, recipient, purpose, due, made_at)
      values (${person.id}, ${application.id}, '${recipient}', 'to-answer', '2026-11-25', now())`)
  return application
}

it('is invited by a system administrator, who says which team it is and where', async () => {
  await sysadmin.open('/accounts/invite')
  await sysadmin.press('Invite them', invitation)
  expect(sysadmin.status).toBe(422)
  expectErrorsToLand(sysadmin)
  expect(sysadmin.text).toContain('Choose which probation team')
  expect(sysadmin.text).toContain('Choose the region of the team')
  await sysadmin.press('Invite them', {
    ...invitation,
    'team-kind': 'short-sentence-function',
    'team-region': 'north-west',
  })
  await staffConsole.inDatabase(`update staff set password_hash = com.password_hash from staff com
    where com.email = 'com@example.test' and staff.email = 'ssf@example.test'`)
  team = await staffConsole.signIn('ssf')
  expect(team.heading).toMatch(/^Good (morning|afternoon|evening), /)
  await sysadmin.open('/accounts')
  await sysadmin.follow('Short sentences, North West')
  expect(sysadmin.text).toMatch(/Team\s+Short sentence function\s+Region\s+North West/)
})

it('sees and answers the applications of its region that are its own, and no others', async () => {
  const both = { recipient: 'short-sentence-function', team: 'short-sentence-function' }
  const own = await handOver('A1001AA', {}, both)
  const elsewhere = await handOver('A1002AA', { homeRegion: 'wales' }, both)
  const person = (await staffConsole.dependencies.database.people.findByNumber('A1001AA'))!
  const other = await sendApplication(staffConsole.dependencies, person, 'identity-documents')
  await staffConsole.inDatabase(`
    delete from notification_step where notification_id in (select id from notification where application_id = ${other.id});
    delete from notification where application_id = ${other.id}`)
  const restricted = await handOver('A1003AA', {}, both)
  await staffConsole.inDatabase(`update application set restricted = true where id = ${restricted.id}`)

  await team.open('/queue')
  expect(team.text).toContain(own.reference)
  for (const { reference } of [elsewhere, other, restricted]) {
    expect(team.text).not.toContain(reference)
    await team.open(`/applications/${reference}`)
    expect([reference, team.status]).toEqual([reference, 404])
    await team.open('/queue')
  }
  for (const number of ['A1002AA', 'A1003AA']) {
    await team.open(`/people/${number}`)
    expect([number, team.status]).toEqual([number, 404])
  }
  await team.open('/people/A1001AA')
  expect(team.status).toBe(200)
  expect(team.text).not.toContain(other.reference)

  await team.open(`/applications/${own.reference}`)
  await team.press('Claim it')
  expect(team.status).toBe(200)
  await team.open(`/applications/${own.reference}/outcome`)
  expect(team.status).toBe(200)
})

it('is the team’s own open item in the prison where no account is of that kind and region', async () => {
  await handOver('A1004AA', {}, { recipient: 'corre-hub', team: 'pre-release-team' })
  await handOver('A1005AA', {}, { recipient: 'short-sentence-function', team: 'short-sentence-function' })
  const before = await tellLines()
  expect(before).toContain('A1004AA')
  expect(before).not.toContain('A1005AA')
  await staffConsole.inDatabase("update staff set active = false where email = 'ssf@example.test'")
  expect(await tellLines()).toContain('A1005AA')
})

it('leaves it to the COM where the region has no short sentence function', async () => {
  await handOver(
    'A1006AA',
    { comEmail: 'com@example.test', comName: 'R Calloway' },
    { recipient: 'short-sentence-function', team: 'short-sentence-function' },
  )
  expect(await tellLines()).not.toContain('A1006AA')
})
