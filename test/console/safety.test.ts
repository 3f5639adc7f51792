import type { Application } from '../../server/database'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let concern: Application

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  for (const [name, role] of [
    ['officer', 'officer'],
    ['second', 'officer'],
    ['manager', 'manager'],
    ['safety', 'safety'],
    ['pom', 'pom'],
    ['nurse', 'healthcare'],
  ] as const) {
    await staffConsole.hire(name, role)
  }
  await staffConsole.hire('com', 'com', [])
  await staffConsole.hire('elsewhere', 'officer', ['BWI'])
  await staffConsole.hire('safety-elsewhere', 'safety', ['BWI'])
  await staffConsole.hire('editor', 'editor', [])
  const person = await addPerson(staffConsole.dependencies, 'A1234AA')
  await sendApplication(staffConsole.dependencies, person, 'something-else')
  concern = await sendApplication(staffConsole.dependencies, person, 'bank-account', { 'feel-safe': 'not-safe' })
})

afterAll(() => staffConsole.stop())

const notNeeded = { acct: 'not-needed', 'acct-because': 'He has moved landing' }
const what = 'Not eating since Friday, says there is no point'
const answers = { 'concern-about': 'person', 'concern-words': what, 'concern-urgent': 'yes' }

/** Somebody whose POM has this address; null for one who has no POM. */
async function addWith(number: string, pom: string | null, lastName = `Marrick-${number}`) {
  const person = await addPerson(staffConsole.dependencies, number, {
    lastName,
    ...(pom === null && { pomName: null }),
  })
  await staffConsole.knex('person').where({ id: person.id }).update({ pom_email: pom })
  return person
}

async function raise(visitor: Visitor, number: string): Promise<string> {
  await visitor.open(`/people/${number}`)
  await visitor.follow('Raise a concern')
  await visitor.press('Raise the concern', answers)
  return visitor.path
}

const told = (visitor: Visitor) =>
  visitor
    .$('.app-told__item')
    .toArray()
    .map(each => visitor.$(each).text().replace(/\s+/g, ' ').trim())

it('comes first in the queue, and on every page as a count with a link, until somebody records what was done', async () => {
  const { reference } = concern
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/queue')
  expect(visitor.$('tbody tr').first().text()).toContain('Safety concern')
  const pages = [
    '/queue',
    `/applications/${reference}`,
    `/applications/${reference}/outcome`,
    `/applications/${reference}/override`,
    '/people',
    '/people/A1234AA',
    '/people/A1234AA/pin-slip',
    '/imports',
    '/roles',
    '/no-such-page',
  ]
  for (const page of pages) {
    await visitor.open(page)
    expect([page, visitor.$('.app-safety a').text()]).toEqual([page, '1 person may not be safe'])
    expect([page, visitor.$('.app-safety').text().includes('Marrick')]).toEqual([page, false])
  }
  await visitor.open('/')
  expect(visitor.$('[aria-labelledby=concerns]').text()).toContain('Marrick')
  await visitor.follow('1 person may not be safe')
  expect(visitor.path).toBe('/safety')
  await visitor.open(`/applications/${reference}`)
  await visitor.follow('Acknowledge and record')
  expect(visitor.text).toContain('I do not feel safe')
  await visitor.press('Acknowledge the concern', {})
  expect(visitor.status).toBe(422)
  expectErrorsToLand(visitor)

  const second = await staffConsole.signIn('second')
  await second.open(visitor.path.replace('/acknowledge', ''))
  await visitor.press('Acknowledge the concern', { 'what-was-done': 'He has moved to A wing', ...notNeeded })
  expect(visitor.text).toContain('He has moved to A wing')
  for (const page of pages) {
    await visitor.open(page)
    expect([page, visitor.$('.app-safety').length]).toEqual([page, 0])
  }
  await second.press('Acknowledge the concern', { 'what-was-done': 'I would have done it too', ...notNeeded })
  expect(second.status).toBe(409)
  expect(second.text).toContain('Acknowledged by officer at work')
  expect(second.$('textarea[readonly]').first().val()).toBe('I would have done it too')
  await visitor.open(`/applications/${reference}/notes`)
  expect(visitor.text).toContain('Safety concern acknowledged')
})

it('stands in one list with what staff raise, to which the list of the queue leads', async () => {
  const officer = await staffConsole.signIn('officer')
  await officer.open('/queue?list=safety')
  expect(officer.path).toBe('/safety')
  const { id } = (await staffConsole.dependencies.database.staff.findByEmail('officer@example.test'))!
  await staffConsole
    .knex('saved_filter')
    .insert({ staff_id: id, name: 'Not safe', query: 'list=safety', saved_at: new Date() })
  await officer.open('/queue')
  await officer.follow('Not safe')
  expect(officer.path).toBe('/safety')
})

it('is hidden from staff of another prison and from staff who see no people', async () => {
  const person = await addPerson(staffConsole.dependencies, 'A7777AA')
  const { id } = await sendApplication(staffConsole.dependencies, person, 'something-else', { 'feel-safe': 'not-safe' })
  const [row] = await staffConsole.inDatabase<{ id: number }>(
    `select id from safety_concern where application_id = ${id}`,
  )
  for (const name of ['elsewhere', 'safety-elsewhere', 'editor']) {
    const visitor = await staffConsole.signIn(name)
    expect(visitor.$('.app-safety')).toHaveLength(0)
    await visitor.open(`/safety/${row!.id}`)
    expect([name, visitor.status]).toEqual([name, name === 'editor' ? 403 : 404])
  }
})

describe('a concern that staff raise', () => {
  it('is raised in one press of three questions, and passed to safety, the POM and the pre-release team', async () => {
    await addWith('A2001AA', 'pom@example.test')
    const com = await staffConsole.signIn('com')
    await com.open('/people/A2001AA')
    await com.follow('Raise a concern')
    await com.press('Raise the concern', {})
    expect(com.status).toBe(422)
    expectErrorsToLand(com)
    await com.press('Raise the concern', answers)
    expect(com.path).toMatch(/^\/safety\/\d+$/)
    expect(told(com).map(each => each.split(/ (?:Not seen|Seen)/)[0])).toEqual([
      'Safety (Safer Custody)',
      'POM, K Brandreth',
      'Pre-release team',
    ])
    const safety = await staffConsole.signIn('safety')
    await safety.open('/safety')
    expect(safety.$('tbody').first().text()).toContain(what)
    await safety.follow('Marrick-A2001AA, Dean')
    expect(safety.text).toContain('Yes, somebody must act now')
    await com.open(com.path)
    expect(told(com)[0]).toMatch(/Seen .* by safety at work /)
    expect(told(com)[1]).toContain('Not seen')
  })

  it('is passed to the duty POM and the COM where there is no POM', async () => {
    await addWith('A2002AA', null)
    const officer = await staffConsole.signIn('officer')
    await raise(officer, 'A2002AA')
    const passed = told(officer).join('; ')
    expect(passed).toMatch(/Safety \(Safer Custody\).*Duty POM.*COM, R Calloway/)
    expect(passed).not.toContain('Pre-release team')
    expect(passed).not.toMatch(/Seen \d/)
  })

  it('can be raised by healthcare about people in their prisons, who still see nobody', async () => {
    await addWith('A2003AA', null)
    await addPerson(staffConsole.dependencies, 'A2004AA', { prisonId: 'BWI' })
    const nurse = await staffConsole.signIn('nurse')
    await nurse.follow('Raise a concern')
    await nurse.press('Raise the concern', { ...answers, 'concern-person': 'A2004AA' })
    expect(nurse.status).toBe(422)
    expectErrorsToLand(nurse)
    await nurse.press('Raise the concern', { ...answers, 'concern-person': 'a2003aa' })
    expect(nurse.path).toBe('/')
    expect(nurse.text).toContain('The concern is raised and passed on')
    expect(nurse.text).not.toContain('Marrick')
    const officer = await staffConsole.signIn('officer')
    expect(officer.text).toContain('Marrick-A2003AA')
  })

  it('stands on the home page of managers when nobody has opened it in time', async () => {
    await addWith('A2005AA', null)
    const path = await raise(await staffConsole.signIn('officer'), 'A2005AA')
    const list = async () => {
      const manager = await staffConsole.signIn('manager')
      return manager.$('[aria-labelledby=concerns] tr:contains("Nobody has opened it in time")').text()
    }
    expect(await list()).not.toContain('Marrick-A2005AA')
    await staffConsole.inDatabase(
      `update safety_concern set raised_at = raised_at - interval '61 minutes' where id = ${path.split('/').at(-1)}`,
    )
    expect(await list()).toContain('Marrick-A2005AA')
    expect((await staffConsole.signIn('officer')).text).not.toContain('Nobody has opened it in time')
    await (await staffConsole.signIn('safety')).open(path)
    expect(await list()).not.toContain('Marrick-A2005AA')
    const waiting = (await staffConsole.signIn('manager')).$('[aria-labelledby=concerns]').text()
    expect(waiting).toMatch(/Marrick-A2005AA.*saw it \d\d:\d\d/s)
  })

  it('says of one that was told outside the service that it was told, and not opened', async () => {
    await addWith('A2015AA', null)
    const path = await raise(await staffConsole.signIn('officer'), 'A2015AA')
    const id = path.split('/').at(-1)
    // The oldest stand first, and home names few.
    await staffConsole.inDatabase(`
      update safety_concern set raised_at = raised_at - interval '1 day' where id = ${id};
      update notification set status = 'told-outside', ended_at = now() where concern_id = ${id}`)
    const waiting = (await staffConsole.signIn('officer')).$('[aria-labelledby=concerns]').text()
    expect(waiting).toMatch(/Marrick-A2015AA.*Told outside the service/s)
  })
})

describe('what was told in confidence', () => {
  it('shows safety and the POM the name, the place and the answer, and they acknowledge it', async () => {
    const person = await addWith('A2006AA', 'pom@example.test')
    const application = await sendApplication(staffConsole.dependencies, person, 'something-private', { danger: 'yes' })
    for (const name of ['safety', 'pom']) {
      const visitor = await staffConsole.signIn(name)
      await visitor.open('/safety')
      await visitor.follow('Marrick-A2006AA, Dean')
      expect(visitor.text).toContain('HMP Leeds')
      expect(visitor.text).toContain('What they answered in the form')
      for (const hidden of [application.reference, 'private', 'abuse']) expect(visitor.text).not.toContain(hidden)
    }
    const pom = await staffConsole.signIn('pom')
    await pom.open('/safety')
    await pom.follow('Marrick-A2006AA, Dean')
    await pom.press('Acknowledge the concern', { 'what-was-done': 'Talked with him', ...notNeeded })
    expect(pom.text).toContain('No ACCT is needed, because: He has moved landing')
  })
})

it('counts what was recorded of an ACCT as having considered one', async () => {
  const person = await addWith('A2010AA', null)
  const { reference } = await sendApplication(staffConsole.dependencies, person, 'bank-account', {
    'feel-safe': 'not-safe',
  })
  const officer = await staffConsole.signIn('officer')
  const considered = async () => {
    await officer.open(`/applications/${reference}`)
    const item = officer.$('.app-actions__item').filter((_at, each) => officer.$(each).text().includes('an ACCT'))
    return item.text().replace(/\s+/g, ' ')
  }
  expect(await considered()).toContain('To do')
  await officer.follow('Acknowledge and record')
  await officer.press('Acknowledge the concern', { 'what-was-done': 'Seen on the wing', ...notNeeded })
  expect(await considered()).toContain('Done')
})

it('puts what nobody has opened before what somebody has', async () => {
  const safety = await staffConsole.signIn('safety')
  const officer = await staffConsole.signIn('officer')
  for (const number of ['A2011AA', 'A2012AA']) {
    await addWith(number, null)
    await raise(officer, number)
  }
  const order = async () => {
    await safety.open('/safety')
    return safety
      .$('tbody')
      .first()
      .text()
      .match(/(?<= )A201[12]AA/g)
  }
  expect(await order()).toEqual(['A2011AA', 'A2012AA'])
  await safety.follow('Marrick-A2011AA, Dean')
  expect(await order()).toEqual(['A2012AA', 'A2011AA'])

  await safety.follow('Raised')
  expect(safety.path).toBe('/safety?sort=raised')
  await safety.open('/safety?state=not-opened&sort=-person')
  expect(safety.$('tbody').first().text()).not.toContain('A2011AA')
  await safety.open(safety.$('a[href^="/safety.csv"]').attr('href') ?? '')
  const [heading, ...concerns] = safety.html.trim().split('\r\n')
  expect(heading).toBe('Raised,Last name,First name,Prison number,Urgent,Concern,About,Prison,Cell,Raised by,Opened')
  expect(concerns.filter(each => each.includes('A2012AA'))).toEqual([expect.stringContaining('Nobody has opened it')])
  expect(concerns.join()).not.toContain('A2011AA')
})

it('asks only those to tell others who can record it', async () => {
  await addWith('A2013AA', 'nobody@example.test')
  const officer = await staffConsole.signIn('officer')
  const path = await raise(officer, 'A2013AA')
  const ofPom = (visitor: Visitor) => told(visitor).find(each => each.includes('POM'))
  expect(ofPom(officer)).toMatch(/^Tell POM, .* yourself Not told/)
  const safety = await staffConsole.signIn('safety')
  await safety.open(path)
  expect(ofPom(safety)).toMatch(/^POM, .* Not told/)
})

describe('ACCT information', () => {
  const opened = {
    acct: 'opened',
    'acct-number': 'LEI-2026-0418',
    'acct-on': '23/11/2026',
    'acct-by': 'P Kettlewell',
    'what-was-done': 'Opened an ACCT with the wing',
  }

  it('waits for the POM to hand it to the COM', async () => {
    await addWith('A2007AA', 'pom@example.test')
    const path = await raise(await staffConsole.signIn('officer'), 'A2007AA')
    const safety = await staffConsole.signIn('safety')
    await safety.open(path)
    await safety.press('Acknowledge the concern', { ...opened, 'acct-number': '' })
    expect(safety.status).toBe(422)
    expectErrorsToLand(safety)
    await safety.press('Acknowledge the concern', opened)
    expect(safety.text).toContain('ACCT LEI-2026-0418, opened on 23 November 2026 by P Kettlewell')
    expect(safety.text).toContain('The POM hands it over')
    expect(safety.$('button:contains("Hand the ACCT")')).toHaveLength(0)

    const pom = await staffConsole.signIn('pom')
    await pom.open('/told-and-asked')
    expect(pom.text).toContain('Hand the ACCT information to the COM')
    await pom.open(path)
    const again = await staffConsole.signIn('pom')
    await again.open(path)
    await pom.press('Hand the ACCT information to the COM')
    expect(pom.text).toContain('The ACCT information is for the COM')
    await again.press('Hand the ACCT information to the COM')
    expect(again.text).not.toContain('A colleague was first')
    expect(told(again).filter(each => each.startsWith('COM'))).toHaveLength(1)
    const com = await staffConsole.signIn('com')
    await com.open('/told-and-asked')
    const row = com.$('tbody tr').filter((_at, each) => com.$(each).text().includes('A2007AA'))
    expect(row.text()).toContain('ACCT information')
    await com.open(row.find('a').attr('href')!)
    expect(com.text).toContain('LEI-2026-0418')
    await pom.open(path)
    expect(told(pom).at(-1)).toMatch(/^COM, R Calloway .*Seen .* by com at work /)
  })

  it('goes to the COM with the acknowledgement of the pre-release team where there is no POM', async () => {
    await addWith('A2008AA', null)
    const officer = await staffConsole.signIn('officer')
    await raise(officer, 'A2008AA')
    await officer.press('Acknowledge the concern', { acct: 'open-already', 'what-was-done': 'Told the wing' })
    expect(officer.text).toContain('An ACCT is open already')
    expect(told(officer).at(-1)).toContain('ACCT information')
  })
})
