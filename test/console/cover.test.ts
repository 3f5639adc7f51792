import { randomUUID } from 'node:crypto'
import type { Application, PersonFacts } from '../../server/database'
import { calendarDay } from '../../server/domain/calendar'
import { comKeyOf } from '../../server/domain/people'
import { scopeFor } from '../../server/use-cases/accounts/access-scopes'
import { makeEnquiry } from '../../server/use-cases/work/enquiries'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let com: Visitor
let second: Visitor
let officer: Visitor
let spo: Visitor

beforeAll(async () => {
  staffConsole = await startTestConsole()
  for (const name of ['com', 'second', 'former', 'elsewhere']) await staffConsole.hire(name, 'com', [])
  await staffConsole.hire('spo', 'spo', [])
  await staffConsole.hire('team', 'probation-team', [])
  await staffConsole.hire('officer', 'officer')
  await staffConsole.inDatabase(`
    insert into pdu (name, region, imported_at) values ('Example PDU', 'north-west', now());
    update staff set pdu_id = (select id from pdu) where email in
      ('com@example.test', 'second@example.test', 'former@example.test', 'spo@example.test');
    update staff set active = false where email = 'former@example.test';
    update staff set team_kind = 'duty-probation', team_region = 'north-west' where email = 'team@example.test'`)
  ;[com, second, officer, spo] = await Promise.all([
    staffConsole.signIn('com'),
    staffConsole.signIn('second'),
    staffConsole.signIn('officer'),
    staffConsole.signIn('spo'),
  ])
})

afterAll(() => staffConsole.stop())

async function setCover(visitor: Visitor, fields: Readonly<Record<string, string>>): Promise<void> {
  await visitor.open('/cover')
  await visitor.press('Set it', fields)
}

const away = (from: string, until: string, by = '') => ({ 'cover-from': from, 'cover-until': until, 'cover-by': by })

/** Somebody who asks what is the COM's to answer. */
async function askCom(number: string, facts: Partial<PersonFacts> = {}): Promise<Application> {
  const { dependencies } = staffConsole
  const person = await addPerson(dependencies, number, { lastName: 'Marrick', ...facts })
  const application = await sendApplication(dependencies, person, 'bank-account')
  await staffConsole.inDatabase(`
    update application set destination = 'COM', team = 'community-offender-manager' where id = ${application.id};
    delete from notification_step where notification_id in (select id from notification where application_id = ${application.id});
    delete from notification where application_id = ${application.id};
    insert into notification (person_id, application_id, recipient, purpose, due, made_at)
      values (${person.id}, ${application.id}, 'com', 'to-answer', '2026-11-25', now())`)
  return application
}

async function tellLines(): Promise<string> {
  await officer.open('/told-and-asked?list=tell')
  return officer.$('tbody').text().replace(/\s+/g, ' ')
}

it('says what is wrong with the days and with who is to cover', async () => {
  await setCover(com, away('', 'soon'))
  expect(com.status).toBe(422)
  expectErrorsToLand(com)
  await setCover(com, away('25/11/2026', '24/11/2026'))
  expect(com.text).toContain('The last day away cannot be before the first')
  for (const nobody of ['nobody@example.test', 'officer@example.test', 'former@example.test', 'com@example.test']) {
    await setCover(com, away('23/11/2026', '24/11/2026', nobody))
    expect([nobody, com.text.includes('Enter the address of another COM')]).toEqual([nobody, true])
  }
})

it('leaves what is for a COM who is away without cover to the prison to tell', async () => {
  await askCom('A1001AA')
  expect(await tellLines()).not.toContain('A1001AA')
  await setCover(com, away('23/11/2026', '24/11/2026'))
  expect(com.text).toContain('Nobody covers')
  expect(await tellLines()).toContain('A1001AA')
  await spo.open('/unreachable-coms')
  expect(spo.text).toContain('The COM is away, and nobody covers')
  await officer.open('/people/A1001AA')
  expect(officer.text).toContain('The COM, com at work, is away until 24 November 2026, and nobody covers')
})

it('lets a colleague see what is for the COM from the first day of cover to the last, and says so', async () => {
  await second.open('/people/A1001AA')
  expect(second.status).toBe(404)
  await setCover(com, away('23/11/2026', '25/11/2026', 'Second@example.test'))
  expect(com.text).toContain('second at work, second@example.test')
  expect(await tellLines()).not.toContain('A1001AA')

  await second.open('/cover')
  expect(second.text).toContain('You cover')
  await second.open('/queue')
  expect(second.$('tbody').text()).toContain('Marrick')
  await second.open('/people')
  expect(second.text).toContain('Marrick')
  await second.follow('Marrick, Dean')
  expect(second.text).toContain('You see this because you cover for com at work until 25 November 2026')
  const [looked] = await staffConsole.inDatabase<{ name: string }>(`select staff.name from audit_entry
    join staff on staff.id = staff_id join person on person.id = person_id
    where action = 'person-viewed' and prison_number = 'A1001AA' order by audit_entry.id desc limit 1`)
  expect(looked?.name).toBe('second at work')
  await officer.open('/people/A1001AA')
  expect(officer.text).toContain('second at work covers and sees what the COM is told and asked')
})

it('puts an enquiry to the COM to whoever covers', async () => {
  const { database } = staffConsole.dependencies
  const person = (await database.people.findByNumber('A1001AA'))!
  const asking = (await database.staff.findByEmail('officer@example.test'))!
  await makeEnquiry(database, staffConsole.dependencies.context(), {
    staff: asking,
    scope: scopeFor(asking),
    person,
    request: { body: 'com', words: 'Does he need a room?', due: calendarDay('2026-11-25'), application: null },
    idempotencyKey: randomUUID(),
    fromAddress: undefined,
  })
  await second.open('/questions?list=for-body')
  expect(second.text).toContain('Marrick')
  await spo.open('/questions?list=for-body')
  expect(spo.text).toContain('Marrick')
})

it('ends the access with the day', async () => {
  staffConsole.clock.now = new Date('2026-11-26T10:00:00Z')
  await second.open('/people/A1001AA')
  expect(second.status).toBe(404)
  await com.open('/cover')
  expect(com.text).toContain('Nobody is away from today on')
  staffConsole.clock.now = new Date('2026-11-23T10:00:00Z')
})

it('lets only the COM and the SPO remove it', async () => {
  const [{ id }] = (await staffConsole.inDatabase<{ id: string }>(
    'select id from com_absence where covered_by is not null and removed_at is null',
  )) as [{ id: string }]
  await second.open('/cover')
  await second.post(`/cover/${id}/remove`, new URLSearchParams({ _csrf: String(second.$('[name=_csrf]').val()) }))
  await second.open('/people/A1001AA')
  expect(second.status).toBe(200)
  for (let left = 2; left > 0; left -= 1) {
    await com.open('/cover')
    await com.press(com.$('form[action$="/remove"] button').first().text().replace(/\s+/g, ' ').trim())
  }
  await second.open('/people/A1001AA')
  expect(second.status).toBe(404)
})

it('lets an SPO name cover for a COM of the PDU who left, and for an address of the region without an account', async () => {
  await askCom('A1002AA', { comEmail: 'former@example.test' })
  await askCom('A1003AA', { comEmail: 'unknown@example.test' })
  expect(await tellLines()).toMatch(/A1002AA.*A1003AA/)

  await setCover(spo, { ...away('23/11/2026', '24/11/2026', 'spo@example.test'), 'cover-com': '' })
  expectErrorsToLand(spo)
  for (const other of ['elsewhere@example.test', 'nobody@example.test', 'officer@example.test']) {
    await setCover(spo, { ...away('23/11/2026', '24/11/2026', 'spo@example.test'), 'cover-com': other })
    expect([other, spo.status]).toEqual([other, 422])
  }
  await setCover(spo, { ...away('23/11/2026', '24/11/2026', 'spo@example.test'), 'cover-com': 'former@example.test' })
  await setCover(spo, { ...away('23/11/2026', '24/11/2026', 'team@example.test'), 'cover-com': 'unknown@example.test' })
  expect(await tellLines()).toBe('')
  const team = await staffConsole.signIn('team')
  await team.open('/queue')
  expect(team.$('tbody').text()).toContain('A1003AA')
  expect(team.$('tbody').text()).not.toContain('A1002AA')
  await spo.open('/told-and-asked?list=for-you')
  expect(spo.status).toBe(200)
})

it('does not let a probation team that covers read what was told in confidence', async () => {
  const application = await askCom('A1004AA', { comEmail: 'unknown@example.test' })
  await staffConsole.inDatabase(`update application set restricted = true where id = ${application.id}`)
  const team = await staffConsole.signIn('team')
  await team.open(`/applications/${application.reference}`)
  expect(team.status).toBe(404)
})

describe('a COM of whom the prisons have a name and no address', () => {
  const named = { comName: 'P. Hartley', comEmail: null, homeRegion: 'north-west' } as const

  it('is the prison’s to tell until the SPO of the region says who covers', async () => {
    await staffConsole.inDatabase('update com_absence set removed_at = now() where removed_at is null')
    await askCom('A1201AA', named)
    await askCom('A1202AA', { ...named, homeRegion: 'wales' })
    expect(await tellLines()).toContain('A1201AA')
    await setCover(com, { ...away('23/11/2026', '24/11/2026', 'team@example.test'), 'cover-com': 'P. Hartley' })
    await setCover(spo, { ...away('23/11/2026', '24/11/2026', 'team@example.test'), 'cover-com': 'Nobody at all' })
    expect(spo.status).toBe(422)
    expectErrorsToLand(spo)
    expect(await tellLines()).toContain('A1201AA')
    await setCover(spo, { ...away('23/11/2026', '24/11/2026', 'team@example.test'), 'cover-com': ' p. hartley ' })
    expect(spo.text).toContain('p. hartley, no address')
    expect(await tellLines()).not.toContain('A1201AA')
    expect(await tellLines()).toContain('A1202AA')
  })

  it('is covered for by whoever that is, only in that region', async () => {
    const cover = await staffConsole.signIn('team')
    expect(cover.text).toContain('You cover for p. hartley, no address today')
    await cover.open('/people/A1201AA')
    expect(cover.text).toContain('You see this because you cover for p. hartley until 24 November 2026')
    await cover.follow('Ask somebody')
    expect(cover.status).toBe(200)
    await cover.open('/queue')
    expect(cover.$('tbody tr').length).toBeGreaterThan(0)
    await cover.open('/people/A1202AA')
    expect(cover.status).toBe(404)
    await officer.open('/people/A1201AA/questions')
    await officer.press('Ask', { 'question-body': 'com', 'question-words': 'Where will he live?' })
    await cover.open('/questions')
    await cover.follow('COM, Marrick, Dean')
    await cover.press('Send the answer', { 'question-answer': 'In Leeds' })
    expect(cover.text).toContain('Your answer is sent')
  })

  it('is known by the same key in the database as in the service', async () => {
    const people = await staffConsole.inDatabase<{ key: string | null; number: string }>(
      'select com_key as key, prison_number as number from person',
    )
    for (const { key, number } of people) {
      const person = await staffConsole.dependencies.database.people.findByNumber(number)
      expect([number, comKeyOf(person!)]).toEqual([number, key])
    }
  })

  it('is no more covered for when another SPO of the PDU removes it', async () => {
    await staffConsole.inDatabase(
      "update com_absence set set_by = (select id from staff where email = 'com@example.test')",
    )
    await spo.open('/cover')
    await spo.press('Remove p. hartley, no address, 23 November 2026 to 24 November 2026')
    expect(await tellLines()).not.toContain('P. Hartley, no address')
    expect(await tellLines()).toContain('A1201AA')
  })
})

describe('whoever covers', () => {
  let cover: Visitor
  let address: string
  const enquiry = { 'question-body': 'healthcare', 'question-words': 'Is he fit to travel?' }

  beforeAll(async () => {
    await staffConsole.hire('nurse', 'healthcare')
    cover = await staffConsole.signIn('team')
    await addPerson(staffConsole.dependencies, 'A1301AA', { lastName: 'Held' })
    await staffConsole.inDatabase('update com_absence set removed_at = now() where removed_at is null')
    await com.open('/people/A1301AA/questions')
    await com.press('Ask', enquiry)
    address = com.path
    await cover.open(address)
    expect(cover.status).toBe(404)
    await setCover(com, away('20/11/2026', '30/11/2026', 'team@example.test'))
  })

  it('takes over what the COM waits for, and holds it', async () => {
    await cover.open('/questions?list=colleagues')
    expect(cover.text).toContain('Is he fit to travel?')
    await cover.open(address)
    await cover.press('Take this over from com at work')
    expect(cover.text).toContain('team at work')
    await cover.open('/questions?list=waiting')
    expect(cover.$('tbody tr')).toHaveLength(1)
    await cover.open('/questions?list=unheld')
    expect(cover.$('tbody tr')).toHaveLength(0)
  })

  it('asks and refers for the COM’s people, and for nobody else', async () => {
    await cover.open('/people/A1301AA')
    await cover.follow('Ask somebody')
    await cover.press('Ask', { ...enquiry, 'question-words': 'Is he on medication?' })
    expect(cover.status).toBe(200)
    await cover.open('/people/A1301AA/referrals')
    await cover.press('Begin it', { 'referral-kind': 'cas', 'referral-whom': 'CAS', state: 'sent' })
    expect(cover.$('tbody').text()).toContain('team at work')
    const other = await addPerson(staffConsole.dependencies, 'A1302AA', {
      homeRegion: 'north-west',
      comName: null,
      comEmail: null,
    })
    await staffConsole.inDatabase(`
      insert into notification (person_id, recipient, purpose, due, made_at)
        values (${other.id}, 'duty-probation', 'to-do', '2026-11-25', now())`)
    await cover.open('/people/A1302AA')
    expect(cover.status).toBe(200)
    expect(cover.text).not.toContain('Ask the COM, the POM or somebody in the prison')
    for (const page of ['questions', 'referrals', 'consents/new']) {
      await cover.open(`/people/A1302AA/${page}`)
      expect([page, cover.status]).toEqual([page, 404])
    }
  })

  it('leaves what they hold to be taken when the cover ends', async () => {
    await com.open('/cover')
    await com.press('Remove com at work, 20 November 2026 to 30 November 2026')
    await cover.open(address)
    expect(cover.status).toBe(404)
    await com.open('/questions?list=unheld')
    expect(com.text).toContain('Is he fit to travel?')
    await com.open(address)
    expect(com.text).toContain('Nobody now: team at work no longer works with this person')
    await com.press('Take this over from team at work')
    expect(com.text).toContain('com at work')
  })

  it('is the SPO for the COMs of the PDU', async () => {
    await spo.open(address)
    await spo.press('Take this over from com at work')
    await spo.open('/questions?list=waiting')
    expect(spo.text).toContain('Is he fit to travel?')
    await officer.open(address)
    expect(officer.text).not.toContain('Nobody now')
  })
})
