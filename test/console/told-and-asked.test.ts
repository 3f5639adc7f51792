import { importReceptions } from '../../server/use-cases/people/records/import-people'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { doJobs } from '../set-up/jobs'
import { addPerson, sendApplication } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let officer: Visitor
let safety: Visitor
let pom: Visitor

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('com', 'com', [])
  await staffConsole.hire('safety', 'safety')
  await staffConsole.hire('safety-hull', 'safety', ['HLI'])
  await staffConsole.hire('pom', 'pom')
  await staffConsole.hire('sysadmin', 'sysadmin', [])
  officer = await staffConsole.signIn('officer')
  safety = await staffConsole.signIn('safety')
  pom = await staffConsole.signIn('pom')
})

afterAll(() => staffConsole.stop())

/** Somebody with this number whose COM and POM have these addresses; null for one who is named only. */
async function addWith(number: string, { comEmail, pomEmail }: { comEmail: string | null; pomEmail: string | null }) {
  const person = await addPerson(staffConsole.dependencies, number, { comEmail, lastName: `Marrick-${number}` })
  await staffConsole.knex('person').where({ id: person.id }).update({ pom_email: pomEmail })
  return person
}

const toldOf = async (visitor: Visitor, reference: string) => {
  await visitor.open(`/applications/${reference}`)
  return visitor
    .$('.app-told__item')
    .toArray()
    .map(each => visitor.$(each).text().replace(/\s+/g, ' ').trim())
}

describe('a safety concern', () => {
  it('stands in the list of the safety team, and the application says when they saw it', async () => {
    const person = await addWith('A1001AA', { comEmail: 'com@example.test', pomEmail: null })
    const { reference } = await sendApplication(staffConsole.dependencies, person, 'debts-and-bills', {
      pressure: 'yes',
    })
    expect((await toldOf(officer, reference)).find(each => each.startsWith('Safety'))).toMatch(
      /Not seen yet .*Delivered .*Not seen May not be safe\./,
    )
    await safety.open('/')
    await safety.follow('1 thing passed to you')
    expect(safety.$('tbody tr').text()).toContain('May not be safe')
    await safety.follow('Marrick-A1001AA, Dean')
    expect(safety.text).toContain('HMP Leeds')
    for (const hidden of [reference, 'Debts']) expect(safety.text).not.toContain(hidden)
    expect((await toldOf(officer, reference)).find(each => each.startsWith('Safety'))).toMatch(
      /Seen .*Seen 23 November 2026.* by safety at work May not be safe/,
    )
  })

  it('is shown to no safety team of another prison', async () => {
    const elsewhere = await staffConsole.signIn('safety-hull')
    await elsewhere.open('/told-and-asked')
    expect(elsewhere.text).toContain('Nothing stands in this list')
    const [first] = await staffConsole.inDatabase<{ id: number }>(
      "select id from notification where recipient = 'prison-safety'",
    )
    await elsewhere.open(`/told-and-asked/${first!.id}`)
    expect(elsewhere.status).toBe(404)
  })

  it('tells the safety team the name, the place and the answer of what was told in confidence, and no more', async () => {
    const person = await addWith('A1002AA', { comEmail: null, pomEmail: null })
    const { reference } = await sendApplication(staffConsole.dependencies, person, 'something-private', {
      danger: 'yes',
    })
    await safety.open('/told-and-asked')
    await safety.follow('Marrick-A1002AA, Dean')
    expect(safety.text).toContain('What they answered in the form')
    for (const hidden of [reference, 'private', 'abuse']) expect(safety.text).not.toContain(hidden)
    await safety.press('Mark as done', { 'done-words': 'Spoke with him on the wing.' })
    expect(safety.text).toContain('It is recorded as done')
    expect((await toldOf(officer, reference)).find(each => each.startsWith('Safety'))).toContain('Done 23')
  })
})

describe('what nobody can see', () => {
  it('is the team’s to tell, with what is known of how to reach them, and is told only when that is recorded', async () => {
    const person = await addWith('A1003AA', { comEmail: 'nobody@example.test', pomEmail: null })
    const { reference } = await sendApplication(staffConsole.dependencies, person, 'release-plan')
    const [com] = (await toldOf(officer, reference)).filter(each => each.includes('Tell COM'))
    expect(com).toContain('Not told: nobody can see it')
    expect(com).toContain('By 24 November 2026. Due next working day')
    await officer.open('/told-and-asked')
    const row = officer
      .$('tbody tr')
      .filter((_at, each) => officer.$(each).text().includes('A1003AA') && officer.$(each).text().includes('COM'))
    await officer.open(row.find('a').attr('href')!)
    expect(row.text()).toContain('24 November 2026')
    expect(officer.text).toContain('nobody@example.test')
    expect(officer.text).toContain('Tell them by 24 November 2026')
    await officer.press('Record that you told them', {})
    expect(officer.status).toBe(422)
    expectErrorsToLand(officer)
    await officer.press('Record that you told them', {
      'outside-way': 'phone',
      'outside-whom': 'R. Calloway',
      'outside-on': '20/11/2026',
      'outside-words': 'She will ring him on Friday.',
    })
    expect(officer.text).toContain('It is recorded that you told them')
    expect(officer.text).toContain('R. Calloway, By phone, 20 November 2026')
    expect(
      (await toldOf(officer, reference)).some(each =>
        each.includes('Told on 20 November 2026. Recorded 23 November 2026'),
      ),
    ).toBe(true)
  })

  it('is delivered as soon as somebody can see it', async () => {
    const person = await addWith('A1004AA', { comEmail: 'late@example.test', pomEmail: null })
    const { reference } = await sendApplication(staffConsole.dependencies, person, 'release-plan')
    expect((await toldOf(officer, reference)).join()).toContain('Tell COM')
    await staffConsole.hire('late', 'com', [])
    expect((await toldOf(officer, reference)).join()).not.toContain('Tell COM')
    const late = await staffConsole.signIn('late')
    await late.open(`/applications/${reference}`)
    expect((await toldOf(officer, reference)).join()).toContain('by late at work')
  })

  it('is recorded as delivered when an account is added that can see it, and until then as neither', async () => {
    const person = await addWith('A1006AA', { comEmail: 'invited@example.test', pomEmail: null })
    const { reference } = await sendApplication(staffConsole.dependencies, person, 'release-plan')
    const comOf = async () => (await toldOf(officer, reference)).find(each => each.includes('COM'))
    expect(await comOf()).toContain('Not delivered: no active account can see it')
    const sysadmin = await staffConsole.signIn('sysadmin')
    await sysadmin.open('/accounts')
    await sysadmin.follow('Invite a colleague')
    await sysadmin.press('Invite them', {
      'staff-email': 'invited@example.test',
      'staff-name': 'Invited at work',
      role: 'com',
    })
    expect(await comOf()).toMatch(/Made [^D]*Not seen /)
    await doJobs(staffConsole.dependencies)
    expect(await comOf()).toMatch(/Delivered 23 November 2026 at 10:00\s*Not seen /)
  })
})

describe('what somebody saw who has the person no more', () => {
  const comOf = async (reference: string) => (await toldOf(officer, reference)).find(each => each.startsWith('COM'))

  it('is neither delivered to the next COM nor seen by them until it is', async () => {
    await staffConsole.hire('next-com', 'com', [])
    const person = await addWith('A1017AA', { comEmail: 'com@example.test', pomEmail: null })
    const { reference } = await sendApplication(staffConsole.dependencies, person, 'release-plan')
    const com = await staffConsole.signIn('com')
    await com.open(`/applications/${reference}`)
    expect(await comOf(reference)).toContain('by com at work')
    await officer.open('/people/A1017AA/facts/comEmail')
    await officer.press('Correct it', { value: 'next-com@example.test', 'correction-reason': 'Told by the PDU' })
    await doJobs(staffConsole.dependencies)
    expect(await comOf(reference)).toMatch(/Not seen yet .*Delivered .*Not seen To know/)
    const next = await staffConsole.signIn('next-com')
    await next.open(`/applications/${reference}`)
    expect(await comOf(reference)).toContain('by next-com at work')
  })

  it('is the team’s to tell when the account of whoever saw it ends', async () => {
    const leaver = await staffConsole.hire('leaver-com', 'com', [])
    const person = await addWith('A1019AA', { comEmail: 'leaver-com@example.test', pomEmail: null })
    const { reference } = await sendApplication(staffConsole.dependencies, person, 'release-plan')
    const com = await staffConsole.signIn('leaver-com')
    await com.open(`/applications/${reference}`)
    expect(await comOf(reference)).toContain('by leaver-com at work')
    const sysadmin = await staffConsole.signIn('sysadmin')
    await sysadmin.open(`/accounts/${leaver.id}/leave`)
    await sysadmin.press('End the account', { 'work-to': 'team' })
    await doJobs(staffConsole.dependencies)
    const toTell = (await toldOf(officer, reference)).find(each => each.includes('COM'))
    expect(toTell).toMatch(/Tell COM.* yourself .*Not delivered: no active account can see it/)
    await doJobs(staffConsole.dependencies, { kind: 'deliver-notifications', payload: {} })
    await officer.follow('Tell COM, R Calloway yourself')
    expect(officer.text.match(/No account sees it any more/g)).toHaveLength(1)
  })

  it('is for the safety team of the prison to which the person moves', async () => {
    const person = await addWith('A1018AA', { comEmail: null, pomEmail: null })
    await sendApplication(staffConsole.dependencies, person, 'debts-and-bills', { pressure: 'yes' })
    await safety.open('/safety')
    await safety.follow('Marrick-A1018AA, Dean')
    const csv = `prison_number,last_name,first_name,prison,reception_date,custody_status
A1018AA,Marrick-A1018AA,Dean,HLI,23/11/2026,sentenced
`
    const { dependencies } = staffConsole
    const staff = (await dependencies.database.staff.findByEmail('officer@example.test'))!
    const file = { name: 'receptions.csv', content: Buffer.from(csv) }
    await importReceptions(dependencies.database, dependencies.context(), file, { staff, fromAddress: undefined })
    await doJobs(dependencies)
    const elsewhere = await staffConsole.signIn('safety-hull')
    expect(elsewhere.$('[aria-labelledby=concerns]').text()).toMatch(/Marrick-A1018AA.*Nobody has opened it/s)
    await elsewhere.open('/told-and-asked')
    expect(elsewhere.$('tbody tr').text()).toMatch(/Marrick-A1018AA.*Not seen yet/s)
  })
})

describe('what is passed to the POM', () => {
  it('is ticked by the POM’s answer, and by nothing that the team presses', async () => {
    const person = await addWith('A1005AA', { comEmail: 'com@example.test', pomEmail: 'pom@example.test' })
    const { reference } = await sendApplication(staffConsole.dependencies, person, 'tag-address')
    await officer.open(`/applications/${reference}`)
    const passed = officer
      .$('.app-actions__item')
      .filter((_at, each) => officer.$(each).text().includes('Pass to the POM'))
    expect(passed.find('button')).toHaveLength(0)
    const { body } = officer.formOf('Claim it', { done: 'yes' })
    await officer.post(`/applications/${reference}/actions/pass-to-pom`, body)
    expect(officer.status).toBe(422)
    await pom.open('/')
    await pom.follow('1 thing passed to you')
    await pom.follow('Marrick-A1005AA, Dean')
    expect(pom.text).toContain('Pass to the POM')
    await pom.press('Mark as done', { 'done-words': 'I have asked for the checks.' })
    await officer.open(`/applications/${reference}`)
    const ticked = officer
      .$('.app-actions__item')
      .filter((_at, each) => officer.$(each).text().includes('Pass to the POM'))
    expect(ticked.text()).toContain('Done')
    expect(ticked.text()).toContain('pom at work')
  })

  it('shows the POM nobody else’s people', async () => {
    await pom.open('/people/A1003AA')
    expect(pom.status).toBe(404)
    await pom.open('/people/A1005AA')
    expect(pom.status).toBe(200)
  })
})

describe('a person’s page', () => {
  it('shows what was told and asked about them, the newest first, as far as the reader may see it', async () => {
    const person = await addWith('A1007AA', { comEmail: 'com@example.test', pomEmail: 'pom@example.test' })
    await officer.open('/people/A1007AA/history')
    expect(officer.text).toContain('Nobody was told or asked anything about this person')
    await sendApplication(staffConsole.dependencies, person, 'tag-address')
    await sendApplication(staffConsole.dependencies, person, 'something-private', { danger: 'yes' })
    const told = async (visitor: Visitor) => {
      await visitor.open('/people/A1007AA/history')
      const rows = visitor.$('.app-told__item p:first-child a').toArray()
      return rows.map(each => visitor.$(each).text())
    }
    expect(await told(officer)).toEqual([
      'Safety (Safer Custody)',
      'POM, K Brandreth',
      'POM, K Brandreth',
      'COM, R Calloway',
    ])
    expect(officer.$('.app-told__item').text()).toContain('To know: An address for tag (HDC) or bail')
    // Of what was told in confidence, a POM reads only what was passed to them.
    expect(await told(pom)).toEqual(['POM, K Brandreth', 'POM, K Brandreth', 'COM, R Calloway'])
  })
})
