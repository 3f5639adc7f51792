import type { Application, Person } from '../../server/database'
import { confirmCom, markComChangeSeen } from '../../server/use-cases/people/records/com-changes'
import { importReceptions } from '../../server/use-cases/people/records/import-people'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let person: Person
let secret: Application
let count = 0

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  for (const name of ['officer', 'second']) await staffConsole.hire(name, 'officer')
  await staffConsole.hire('lone', 'officer', ['HLI'])
  await staffConsole.hire('administrator', 'administrator')
  await staffConsole.hire('pom', 'pom')
  for (const name of ['com', 'next-com']) await staffConsole.hire(name, 'com', [])
})

beforeEach(async () => {
  await staffConsole.knex('com_change').delete()
  await staffConsole.knex('person').update({ com_email_confirmed: staffConsole.knex.ref('com_email') })
  person = await personWithSecret('LEI')
})

afterAll(() => staffConsole.stop())

/** Somebody whose COM holds something that was told in confidence. */
async function personWithSecret(prisonId: string): Promise<Person> {
  count += 1
  const added = await addPerson(staffConsole.dependencies, `A100${count}AA`, { prisonId, comEmail: 'com@example.test' })
  secret = await sendApplication(staffConsole.dependencies, added, 'something-private', { danger: 'no' })
  const officer = await staffConsole.signIn(prisonId === 'LEI' ? 'officer' : 'lone')
  await officer.open(`/applications/${secret.reference}/override`)
  await officer.press('Pass it on', { destination: 'COM', reason: 'Asked for the COM' })
  return added
}

async function correct(visitor: Visitor, value: string): Promise<void> {
  await visitor.open(`/people/${person.prisonNumber}/facts/comEmail`)
  await visitor.press('Correct it', { value, 'correction-reason': 'Told by the COM’s team' })
}

/** What a COM gets who opens the person and what was told in confidence. */
async function seenBy(name: string): Promise<readonly number[]> {
  const visitor = await staffConsole.signIn(name)
  const statuses = []
  for (const path of [`/people/${person.prisonNumber}`, `/applications/${secret.reference}`]) {
    statuses.push((await visitor.open(path)).status)
  }
  return statuses
}

it('tells the COM before, and keeps what was told in confidence until a colleague has confirmed the new COM', async () => {
  expect(await seenBy('com')).toEqual([200, 200])
  const officer = await staffConsole.signIn('officer')
  await correct(officer, 'next-com@example.test')
  expect(await seenBy('com')).toEqual([404, 404])
  expect(await seenBy('next-com')).toEqual([200, 404])

  const com = await staffConsole.signIn('com')
  expect(com.text).toContain(`Dean Marrick, ${person.prisonNumber}, HMP Leeds, has another COM now`)
  expect(com.text).toContain('officer at work changed it on 23 November 2026')
  await com.press('I have read this about Dean Marrick')
  expect(com.text).not.toContain('For you to know')
  expect((await staffConsole.signIn('next-com')).text).not.toContain('For you to know')

  await officer.open(`/people/${person.prisonNumber}`)
  expect(officer.text).toContain('You changed it, so somebody else in the team confirms it.')
  const body = officer.formOf('Sign out').body
  body.set('seen', 'next-com@example.test')
  await officer.post(`/people/${person.prisonNumber}/com`, body)
  expect(await seenBy('next-com')).toEqual([200, 404])
  const administrator = await staffConsole.signIn('administrator')
  await administrator.open(`/people/${person.prisonNumber}`)
  expect(administrator.text).not.toContain('Is this the right COM?')

  const second = await staffConsole.signIn('second')
  await second.follow(`Dean Marrick, ${person.prisonNumber}, has a new COM: next-com@example.test.`)
  expect(second.text).toContain('COM before: com@example.test. officer at work changed it')
  await second.press('Confirm the COM')
  expect(second.text).toContain('The COM is confirmed')
  expect(second.text).not.toContain('Is this the right COM?')
  expect(await seenBy('next-com')).toEqual([200, 200])
  const acts = (await staffConsole.dependencies.database.audit.ofPerson(person.id)).map(({ action }) => action)
  expect(acts).toEqual(expect.arrayContaining(['com-loss-seen', 'com-confirmed']))
})

it('tells the POM before, who sees people by the address too', async () => {
  await staffConsole.knex('person').where({ id: person.id }).update({ pom_email: 'pom@example.test' })
  const officer = await staffConsole.signIn('officer')
  await officer.open(`/people/${person.prisonNumber}/facts/pomEmail`)
  await officer.press('Correct it', { value: 'next-pom@example.test', 'correction-reason': 'Allocated today' })
  const pom = await staffConsole.signIn('pom')
  expect(pom.text).toContain(`Dean Marrick, ${person.prisonNumber}, HMP Leeds, has another POM now`)
  await pom.press('I have read this about Dean Marrick')
  expect(pom.text).not.toContain('For you to know')
  await officer.open(`/people/${person.prisonNumber}`)
  expect(officer.text).not.toContain('Is this the right COM?')
})

it('does the same where a file brings another COM, whoever imported it', async () => {
  const { dependencies } = staffConsole
  const csv = `prison_number,last_name,first_name,prison,reception_date,custody_status,com_email
${person.prisonNumber},Marrick,Dean,LEI,02/03/2026,sentenced,next-com@example.test
`
  const staff = (await dependencies.database.staff.findByEmail('administrator@example.test'))!
  const file = { name: 'r.csv', content: Buffer.from(csv) }
  await importReceptions(dependencies.database, dependencies.context(), file, { staff, fromAddress: undefined })
  expect(await seenBy('next-com')).toEqual([200, 404])
  expect((await staffConsole.signIn('com')).text).toContain('A file that administrator at work imported changed it')
})

it('needs no confirmation when a mistake is put back, and is not avoided by taking the address away in between', async () => {
  const officer = await staffConsole.signIn('officer')
  await correct(officer, 'next-com@example.test')
  await correct(officer, 'com@example.test')
  expect(await seenBy('com')).toEqual([200, 200])
  expect((await staffConsole.signIn('com')).text).not.toContain('For you to know')
  await correct(officer, '')
  await correct(officer, 'next-com@example.test')
  expect(await seenBy('next-com')).toEqual([200, 404])
})

it('does not hold back a safety concern that nobody has acknowledged', async () => {
  await staffConsole.knex('safety_concern').insert({ application_id: secret.id, raised_at: new Date() })
  await correct(await staffConsole.signIn('officer'), 'next-com@example.test')
  expect(await seenBy('next-com')).toEqual([200, 200])
})

it('is confirmed by whoever changed it where nobody else in the prison can', async () => {
  person = await personWithSecret('HLI')
  const lone = await staffConsole.signIn('lone')
  await correct(lone, 'next-com@example.test')
  await lone.open(`/people/${person.prisonNumber}`)
  await lone.press('Confirm the COM')
  expect(await seenBy('next-com')).toEqual([200, 200])
})

it('is confirmed and read by nobody whose account has changed since their page', async () => {
  await correct(await staffConsole.signIn('officer'), 'next-com@example.test')
  const { database, context } = staffConsole.dependencies
  const staffOf = async (name: string) => (await database.staff.findByEmail(`${name}@example.test`))!
  const [second, com] = [await staffOf('second'), await staffOf('com')]
  await staffConsole.inDatabase(
    `update staff set account_version = account_version + 1 where id in (${second.id}, ${com.id})`,
  )
  const by = { fromAddress: undefined }
  const change = { ...by, staff: second, person, seen: 'next-com@example.test' }
  expect(await confirmCom(database, context(), change)).toBe('not-confirmed')
  const lost = await database.comChanges.lostBy('com', com.email)
  await markComChangeSeen(database, context(), { ...by, staff: com, id: lost[0]!.id })
  expect(await database.comChanges.lostBy('com', com.email)).toHaveLength(lost.length)
  expect(await confirmCom(database, context(), { ...change, staff: await staffOf('second') })).toBe('confirmed')
})

it('refuses to confirm another address than the page showed', async () => {
  await correct(await staffConsole.signIn('officer'), 'third@example.test')
  const second = await staffConsole.signIn('second')
  await second.open(`/people/${person.prisonNumber}`)
  const { action, body } = second.formOf('Confirm the COM')
  await correct(await staffConsole.signIn('officer'), 'next-com@example.test')
  await second.post(action, body)
  expect(second.text).toContain('Is this the right COM?')
  expect(await seenBy('next-com')).toEqual([200, 404])
})
