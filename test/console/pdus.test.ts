import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let sysadmin: Visitor
let officer: Visitor

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('sysadmin', 'sysadmin', [])
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('com', 'com', [])
  sysadmin = await staffConsole.signIn('sysadmin')
  officer = await staffConsole.signIn('officer')
})

afterAll(() => staffConsole.stop())

/** Posts the form of the page as a browser does, and opens where it leads. */
async function upload(content: string | undefined): Promise<Visitor> {
  await sysadmin.open('/pdus')
  const form = new FormData()
  form.append('_csrf', sysadmin.formOf('Import').body.get('_csrf') ?? '')
  form.append('file', new Blob(content === undefined ? [] : [content]), content === undefined ? '' : 'pdus.csv')
  const headers = { cookie: `console=${sysadmin.cookie('console')}` }
  const response = await fetch(`${staffConsole.address}/pdus`, {
    method: 'POST',
    body: form,
    headers,
    redirect: 'manual',
  })
  if (response.status === 303) return sysadmin.open(response.headers.get('location') ?? '')
  return Object.assign(sysadmin.anotherTab(), { status: response.status, html: await response.text() })
}

async function inviteDutyProbation(name: string, pdu: string): Promise<void> {
  await sysadmin.open('/accounts/invite')
  const value = sysadmin
    .$('#pdu option')
    .filter((_index, option) => sysadmin.$(option).text().trim() === pdu)
    .val()
  await sysadmin.press('Invite them', {
    'staff-email': `${name}@example.test`,
    'staff-name': `${name} at work`,
    role: 'probation-team',
    'team-kind': 'duty-probation',
    'team-region': 'north-west',
    pdu: String(value ?? ''),
  })
  await staffConsole.inDatabase(`update staff set password_hash = com.password_hash from staff com
    where com.email = 'com@example.test' and staff.email = '${name}@example.test'`)
}

/** Somebody about whom duty probation is asked something. */
async function askAbout(number: string, comEmail: string | null) {
  const person = await addPerson(staffConsole.dependencies, number, { comEmail, lastName: `Marrick-${number}` })
  const application = await sendApplication(staffConsole.dependencies, person, 'bank-account')
  await staffConsole.inDatabase(`
    insert into notification (person_id, application_id, recipient, purpose, due, made_at)
      values (${person.id}, ${application.id}, 'duty-probation', 'to-do', '2026-11-25', now())`)
}

async function seenBy(visitor: Visitor): Promise<string> {
  await visitor.open('/told-and-asked?list=for-you')
  return visitor.$('tbody').text()
}

it('imports PDUs row by row, and says what became of each', async () => {
  await sysadmin.open('/pdus')
  expect(sysadmin.text).toContain('No PDU is imported yet')
  await upload(
    'name,region,head\nExample PDU North,north-west,A\nExample PDU South,north-west,B\nExample PDU,nowhere,C\n',
  )
  expect(sysadmin.text).toContain('2 PDUs added')
  expect(sysadmin.text).toMatch(/Line 4, region: must be one of .*This row was refused/)
  expect(sysadmin.text).toContain('These columns are not used: head')
  expect(sysadmin.$('tbody').text()).toMatch(/Example PDU North\s+North West\s+0/)
})

it('changes nothing by the same file, and the region by another, under the name in any case', async () => {
  await upload('Name,Region\nexample pdu north,north-west\nExample PDU South,north-west\n')
  expect(sysadmin.text).toContain('1 PDU changed')
  expect(sysadmin.text).toContain('1 row had nothing new')
  await upload('name,region\nExample PDU North,north-west\n')
  expect(sysadmin.text).toContain('2 PDUs.')
})

it('refuses a file without its columns whole, and a form without a file', async () => {
  const refused = await upload('name\nExample PDU East\n')
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('The file has no column region. Nothing was changed')
  const empty = await upload(undefined)
  expect(empty.status).toBe(422)
  expectErrorsToLand(empty)
})

it('lets a system administrator say to which PDU a COM and a duty probation team belong', async () => {
  await upload('name,region\nExample PDU Wales,wales\n')
  await inviteDutyProbation('elsewhere', 'Example PDU Wales')
  expect(sysadmin.status).toBe(422)
  expectErrorsToLand(sysadmin)
  expect(sysadmin.text).toContain('Choose a PDU in the region of the team')
  await inviteDutyProbation('north', 'Example PDU North')
  await inviteDutyProbation('south', 'Example PDU South')
  await sysadmin.open('/accounts')
  await sysadmin.follow('com at work')
  expect(sysadmin.text).toMatch(/PDU\s+None chosen/)
  await sysadmin.follow('Change name, role or prisons')
  const north = sysadmin.$('#pdu option').filter((_index, each) => sysadmin.$(each).text() === 'Example PDU North')
  await sysadmin.press('Save the change', { pdu: String(north.val()) })
  expect(sysadmin.text).toMatch(/PDU\s+Example PDU North/)
})

it('leads people to the duty probation team of their COM’s PDU, and without one to those of their home region', async () => {
  await askAbout('A1001AA', 'com@example.test')
  await askAbout('A1002AA', null)
  const [north, south] = [await staffConsole.signIn('north'), await staffConsole.signIn('south')]
  expect(await seenBy(north)).toMatch(/A1001AA[^]*A1002AA/)
  expect(await seenBy(south)).not.toContain('A1001AA')
  expect(await seenBy(south)).toContain('A1002AA')
  await south.open('/people/A1001AA')
  expect(south.status).toBe(404)
  await north.open('/people/A1001AA')
  expect(north.status).toBe(200)
})

it('falls back to the home region where the PDU has no team, and to “Tell them yourself” where nobody has', async () => {
  await staffConsole.inDatabase(`update staff set active = false where email = 'north@example.test'`)
  expect(await seenBy(await staffConsole.signIn('south'))).toContain('A1001AA')
  await staffConsole.inDatabase(`update staff set active = false where email = 'south@example.test'`)
  await officer.open('/told-and-asked?list=tell')
  expect(officer.$('tbody').text()).toMatch(/A1001AA[^]*A1002AA/)
})
