import type { Application, StaffMember } from '../../server/database'
import { calendarDay } from '../../server/domain/calendar'
import { importReceptions } from '../../server/use-cases/people/records/import-people'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let housing: Application
let leaver: StaffMember

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('colleague', 'officer')
  await staffConsole.hire('com', 'com', [])
  await staffConsole.hire('hull', 'officer', ['HLI'])
  leaver = await staffConsole.hire('leaver', 'officer', ['LEI', 'HLI'])
  await staffConsole.hire('administrator', 'administrator')
  await staffConsole.hire('manager', 'manager')
  const { dependencies } = staffConsole
  const person = await addPerson(dependencies, 'A1234AA', { homeRegion: 'london' })
  housing = await sendApplication(dependencies, person, 'somewhere-to-live')
  await addPerson(dependencies, 'A2345BB', { comEmail: null })
  await addPerson(dependencies, 'A3456CC', { comEmail: null, comName: null })
  for (const body of ['council-housing', 'housing-contact'] as const) {
    await dependencies.database.consents.add({
      personId: person.id,
      applicationId: housing.id,
      body,
      whom: null,
      way: 'talking',
      recordedBy: 1,
      language: 'en',
      wording: 'Yes',
      givenOn: dependencies.today(),
      recordedAt: dependencies.now(),
    })
  }
})

afterAll(() => staffConsole.stop())

const referral = { 'referral-kind': 'duty-to-refer', 'referral-whom': 'Leeds City Council', state: 'sent' }

async function begin(visitor: Visitor, prisonNumber: string, fields: Record<string, string>): Promise<Visitor> {
  await visitor.open(`/people/${prisonNumber}/referrals`)
  return visitor.press('Begin it', fields)
}

it('goes from sent to an answer, with every step, its note and the day to chase it', async () => {
  const visitor = await staffConsole.signIn('officer')
  await begin(visitor, 'A1234AA', { ...referral, 'chase-on': '23/11/2026' })
  expect(visitor.text).toContain('It is recorded')
  await visitor.open('/referrals')
  expect(visitor.$('tbody tr').text()).toContain('Today')
  await visitor.follow('Duty to refer (England), Marrick, Dean')
  await visitor.press('Record it', { state: 'accepted', 'referral-note': 'They owe the relief duty' })
  expect(visitor.text).toContain('They owe the relief duty')
  expect(visitor.$('button:contains("Record it")')).toHaveLength(0)
  await visitor.open('/referrals')
  expect(visitor.text).toContain('There is nothing here')
})

it('suggests a day to chase it, ten working days ahead', async () => {
  const visitor = await staffConsole.signIn('officer')
  await begin(visitor, 'A1234AA', { 'referral-kind': 'cas', 'referral-whom': 'CAS', state: 'sent' })
  expect(visitor.text).toContain('7 December 2026')
})

describe('a step that is recorded later', () => {
  const friday = { 'happened-on': '20/11/2026' }

  it('shows the day on which it happened everywhere, and is chased from that day on', async () => {
    const visitor = await staffConsole.signIn('officer')
    await visitor.open(`/people/A1234AA/referrals?application=${housing.reference}`)
    expect(visitor.$('#happened-on').val()).toBe('23/11/2026')
    await visitor.press('Begin it', { ...referral, 'referral-whom': 'Selby Council', ...friday })
    const listed = visitor.$('tbody tr:contains("Selby")')
    expect(listed.text()).toContain('Sent, 20 November 2026')
    expect(listed.text()).toContain('4 December 2026')
    const href = listed.find('a').attr('href') ?? ''
    await visitor.open(href)
    expect(visitor.$('.app-timeline__item').text()).toMatch(
      /Sent.*officer at work.*20 November 2026 \(written down on 23 November 2026 at/s,
    )
    await visitor.open(`/applications/${housing.reference}`)
    expect(visitor.text).toContain('Duty to refer (England), Selby Council: Sent, 20 November 2026')
    await visitor.open(href)
    await visitor.press('Record it', { state: 'accepted', 'happened-on': '22/11/2026' })
    expect(visitor.$('strong:contains("Accepted, 22 November 2026")')).toHaveLength(1)
    expect(
      await staffConsole.inDatabase(
        "select detail from audit_entry where action = 'referral-moved' order by id desc limit 1",
      ),
    ).toEqual([{ detail: { kind: 'duty-to-refer', state: 'accepted', happenedOn: '2026-11-22' } }])
    expect(visitor.$('.app-timeline__item').last().text()).toContain('written down on 23 November 2026')
  })

  it('uses the day of recording where the version before stored none', async () => {
    const visitor = await staffConsole.signIn('officer')
    await begin(visitor, 'A1234AA', { 'referral-kind': 'cas', 'referral-whom': 'Old hub', state: 'sent', ...friday })
    // Half past midnight in London, in summer.
    await staffConsole.inDatabase(
      `update referral_step set happened_on = null, happened_at = '2026-07-01T23:30Z'
        where referral_id = (select id from referral where whom = 'Old hub')`,
    )
    await visitor.open('/people/A1234AA/referrals')
    await visitor.open(visitor.$('tbody th:contains("Old hub") a').attr('href') ?? '')
    expect(visitor.$('strong:contains("Sent, 2 July 2026")')).toHaveLength(1)
    expect(visitor.$('.app-timeline__item').text()).not.toContain('written down')
    await visitor.press('Record it', { state: 'stopped', 'happened-on': '22/11/2025' })
    expect(visitor.status).toBe(422)
    expect(visitor.text).toContain('The day must not be more than a year before the referral was begun')
    expectErrorsToLand(visitor)
    expect(visitor.$('#happened-on').val()).toBe('22/11/2025')
    await visitor.press('Record it', { state: 'stopped', 'happened-on': '23/11/2025' })
    expect(visitor.$('strong:contains("Stopped, 23 November 2025")')).toHaveLength(1)
  })

  it('asks for the day when the form was rendered without that field', async () => {
    const visitor = await staffConsole.signIn('officer')
    await visitor.open('/people/A1234AA/referrals')
    const form = visitor.formOf('Begin it', { 'referral-kind': 'cas', 'referral-whom': 'A hub', state: 'sent' })
    const body = new URLSearchParams(form.body)
    body.delete('happened-on')
    await visitor.post(form.action, body)
    expect(visitor.status).toBe(422)
    expect(visitor.$('#happened-on').val()).toBe('23/11/2026')
    await visitor.press('Begin it')
    expect(visitor.text).toContain('Sent, 23 November 2026')
  })
})

it('marks as done the action of the application that it came from', async () => {
  const actions = await staffConsole.dependencies.database.applications.actions(housing.id)
  const crsAction = actions.map(({ action }) => action).find(each => each.includes('crs-referral'))
  expect(crsAction).toBeDefined()
  const visitor = await staffConsole.signIn('officer')
  await visitor.open(`/applications/${housing.reference}`)
  await visitor.follow('Begin the referral: CRS, accommodation')
  expect(visitor.$('[name=referral-kind]:checked').val()).toBe('crs-accommodation')
  const crs = { 'referral-whom': 'Housing service', state: 'sent', 'happened-on': '20/11/2026' }
  await visitor.press('Begin it', crs)
  await visitor.open(`/applications/${housing.reference}`)
  expect(visitor.text).toContain('CRS, accommodation, Housing service: Sent, 20 November 2026')
  await visitor.open(`/applications/${housing.reference}/notes`)
  expect(visitor.text).toContain('Action done on 20 November 2026')
  const after = await staffConsole.dependencies.database.applications.actions(housing.id)
  expect(after.find(({ action }) => action === crsAction)?.doneByName).toBe('officer at work')
})

it('shares nothing without the person’s consent, and says which consent is missing', async () => {
  const visitor = await staffConsole.signIn('officer')
  await begin(visitor, 'A2345BB', referral)
  expect(visitor.status).toBe(422)
  expect(visitor.text).toContain('has not agreed that we tell: A council, about housing')
  expectErrorsToLand(visitor)
  expect(visitor.$('#referral-whom').val()).toBe('Leeds City Council')
  await begin(visitor, 'A1234AA', { ...referral, 'referral-kind': 'crs-mentoring', state: 'asked-com' })
  expect(visitor.text).toContain('COM asked to make the referral')
  await begin(visitor, 'A3456CC', { ...referral, 'referral-kind': 'crs-mentoring', state: 'asked-com' })
  expect(visitor.text).toContain('No COM is known to ask')
})

it.each([
  [{ 'referral-whom': 'x', state: 'sent' }, 'Choose what kind of referral it is'],
  [{ ...referral, 'referral-whom': ' ' }, 'Write who is asked'],
  [{ ...referral, state: 'asked-com' }, 'Only a referral to CRS or CAS begins with asking the COM'],
  [{ ...referral, 'chase-on': 'soon' }, 'Enter a real day'],
  [{ ...referral, 'happened-on': '' }, 'Enter the day on which it happened'],
  [{ ...referral, 'happened-on': '24/11/2026' }, 'The day must be today or before'],
  [{ ...referral, 'happened-on': '22/11/2025' }, 'The day must not be more than a year before the referral was begun'],
])('rejects %o with messages', async (fields, words) => {
  const visitor = await staffConsole.signIn('officer')
  await begin(visitor, 'A1234AA', fields)
  expect(visitor.status).toBe(422)
  expect(visitor.text).toContain(words)
  expectErrorsToLand(visitor)
})

it('takes a step although a colleague took it on, shows the second of two steps the first, and records nothing twice', async () => {
  const visitor = await staffConsole.signIn('officer')
  await begin(visitor, 'A1234AA', { 'referral-kind': 'cas', 'referral-whom': 'Second hub', state: 'sent' })
  const href = visitor.$('tbody th a').first().attr('href') ?? ''
  const second = await staffConsole.signIn('colleague')
  await second.open(href)
  await visitor.open(href)
  const third = second.anotherTab()
  await third.open(href)
  await second.press('Take this on from officer at work')
  const form = visitor.formOf('Record it', { state: 'refused' })
  await visitor.post(form.action, form.body)
  expect(visitor.text).toMatch(/While your page was open.*Taken on: colleague at work/)
  await visitor.post(form.action, form.body)
  expect(visitor.status).toBe(200)
  await third.press('Record it', { state: 'accepted', 'referral-note': 'A room in Hull' })
  expect(third.status).toBe(409)
  expect(third.text).toContain('This referral changed after you opened it')
  expect(third.$('#typed-referral-note').val()).toBe('A room in Hull')
  await second.open(href)
  expect(
    second
      .$('ol li')
      .toArray()
      .map(each => second.$(each).text())
      .join(),
  ).toMatch(/Sent.*Taken on.*Refused/s)
  expect(second.$('.app-timeline__item')).toHaveLength(3)
})

it('shows a COM the referrals of their people, and staff of another prison nothing', async () => {
  const com = await staffConsole.signIn('com')
  await com.open('/referrals')
  expect(com.text).toContain('Marrick, Dean')
  const hull = await staffConsole.signIn('hull')
  await hull.open('/referrals')
  expect(hull.text).toContain('There is nothing here')
  await hull.open('/people/A1234AA/referrals')
  expect(hull.status).toBe(404)
})

describe('its owner', () => {
  const address = async (whom: string) => {
    const [found] = await staffConsole.inDatabase<{ id: number }>(`select id::int from referral where whom = '${whom}'`)
    return `/people/A6789FF/referrals/${found!.id}`
  }
  const steps = (visitor: Visitor) =>
    visitor
      .$('.app-timeline__item')
      .toArray()
      .map(each => visitor.$(each).text().replace(/\s+/g, ' ').trim())
  const cas = { 'referral-kind': 'cas', state: 'sent' }

  beforeAll(async () => {
    await addPerson(staffConsole.dependencies, 'A6789FF', { lastName: 'Thornley', comEmail: 'com@example.test' })
  })

  it('is whoever opens it, until a colleague takes it over or it returns to the team', async () => {
    const officer = await staffConsole.signIn('officer')
    const colleague = await staffConsole.signIn('colleague')
    await begin(officer, 'A6789FF', { ...cas, 'referral-whom': 'First' })
    expect(officer.$('tbody tr').text()).toContain('officer at work')
    await colleague.open('/referrals')
    const own = colleague.$('#owner option:contains("Yours")').attr('value')
    await colleague.open(`/referrals?owner=${own}`)
    expect(colleague.text).toContain('There is nothing here')
    await colleague.open(await address('First'))
    expect(colleague.text).toContain('Who has it: officer at work.')
    await officer.open(await address('First'))
    await colleague.press('Take this on from officer at work')
    expect(colleague.text).toContain('You have this referral now')
    expect(steps(colleague).at(-1)).toMatch(/^Taken on ?colleague at work/)
    await officer.press('Return to team')
    expect(officer.status).toBe(409)
    expect(officer.text).toContain('This referral changed after you opened it')
    expect(officer.text).toContain('Who has it: colleague at work.')
    await colleague.open(`/referrals?owner=${own}`)
    expect(colleague.$('tbody tr')).toHaveLength(1)
    await colleague.follow('Community Accommodation Service (CAS), Thornley, Dean')
    const form = colleague.formOf('Return to team')
    await Promise.all([1, 2].map(() => colleague.anotherTab().post(form.action, new URLSearchParams(form.body))))
    await colleague.open(await address('First'))
    expect(steps(colleague).filter(each => each.startsWith('Back with the team'))).toHaveLength(1)
    expect(colleague.text).toContain('Who has it: Nobody.')
    await colleague.open('/referrals?owner=nobody')
    expect(colleague.text).toContain('Thornley')
    await colleague.open(await address('First'))
    await colleague.press('Take this on')
    await colleague.press('Record it', { state: 'accepted' })
    expect(colleague.text).not.toContain('Who has it')
    expect(colleague.$('button:contains("Take")')).toHaveLength(0)
    const acts = await staffConsole.inDatabase<{ action: string }>(
      "select action from audit_entry where action in ('referral-taken', 'referral-handed-back') order by id",
    )
    expect(acts.slice(-3).map(({ action }) => action)).toEqual([
      'referral-taken',
      'referral-handed-back',
      'referral-taken',
    ])
  })

  it('is removed when the person moves to a prison where the owner does not work', async () => {
    const { dependencies } = staffConsole
    for (const [name, whom] of [
      ['officer', 'Second'],
      ['leaver', 'Third'],
      ['com', 'Fourth'],
    ] as const) {
      const visitor = await staffConsole.signIn(name)
      await begin(visitor, 'A6789FF', { ...cas, 'referral-whom': whom })
    }
    const receive = async (prison: string, com: string) => {
      const csv = `prison_number,last_name,first_name,prison,reception_date,custody_status,com_email\nA6789FF,Thornley,Dean,${prison},23/11/2026,sentenced,${com}\n`
      const file = { name: 'r.csv', content: Buffer.from(csv) }
      await importReceptions(dependencies.database, dependencies.context(), file, {
        staff: null,
        fromAddress: undefined,
      })
    }
    const owners = () =>
      staffConsole.inDatabase<{ whom: string; owner: string | null }>(
        `select whom, split_part(email, '@', 1) as owner from referral left join staff on staff.id = owned_by
          where whom in ('Second', 'Third', 'Fourth') order by referral.id`,
      )
    await receive('HLI', 'com@example.test')
    expect((await owners()).map(({ owner }) => owner)).toEqual([null, 'leaver', 'com'])
    await receive('HLI', 'another.com@example.test')
    expect((await owners()).map(({ owner }) => owner)).toEqual([null, 'leaver', null])
    const hull = await staffConsole.signIn('hull')
    await hull.open(await address('Second'))
    expect(steps(hull).at(-1)).toMatch(/^Returned to the team: the owner no longer works with this person ?The service/)
  })

  it('becomes a colleague when an account ends, within their scope, or otherwise the team', async () => {
    const { dependencies } = staffConsole
    const visitor = await staffConsole.signIn('leaver')
    await addPerson(dependencies, 'A4567DD', { lastName: 'Ashdown' })
    await begin(visitor, 'A4567DD', { ...cas, 'referral-whom': 'Fifth' })
    const manager = await staffConsole.signIn('manager')
    await staffConsole.inDatabase(`delete from staff_prison where staff_id = ${leaver.id} and prison_id = 'HLI'`)
    await manager.open(`/accounts/${leaver.id}/leave`)
    expect(manager.text).toContain('2 open referrals')
    const officer = (await dependencies.database.staff.findByEmail('officer@example.test'))!
    await manager.press('End the account', { 'work-to': String(officer.id) })
    expect(manager.text).toContain('1 piece of work went to their colleague')
    expect(manager.text).toContain('1 piece of work went back to the team')
    const last = await staffConsole.inDatabase<{ whom: string; kind: string; to: number | null }>(
      `select distinct on (referral.id) whom, referral_step.kind, owned_by::int as to from referral
        join referral_step on referral_id = referral.id where whom in ('Third', 'Fifth')
        order by referral.id, referral_step.id desc`,
    )
    expect(last).toEqual([
      { whom: 'Third', kind: 'handed-back', to: null },
      { whom: 'Fifth', kind: 'given', to: officer.id },
    ])
  })
})

it('shows a referral from a restricted application only to those who may read it, and to the COM who is to make it', async () => {
  const { dependencies } = staffConsole
  const person = await addPerson(dependencies, 'A5678EE', { lastName: 'Garside' })
  const restricted = await sendApplication(dependencies, person, 'something-private')
  await staffConsole.inDatabase(`update application set destination = 'PRT' where id = ${restricted.id}`)
  const officer = await staffConsole.signIn('officer')
  for (const [kind, state] of [
    ['cas', 'sent'],
    ['crs-mentoring', 'asked-com'],
  ] as const) {
    await officer.open(`/people/A5678EE/referrals?application=${restricted.reference}`)
    await officer.press('Begin it', { 'referral-kind': kind, 'referral-whom': `Whom of ${kind}`, state })
  }
  // No kind that the COM is never asked for needs no consent.
  await staffConsole.inDatabase("update referral set kind = 'leaving-care' where whom = 'Whom of cas'")
  const shown = async (name: string) => {
    const visitor = await staffConsole.signIn(name)
    await visitor.open('/people/A5678EE/referrals')
    const ofPerson = visitor.$('tbody tr').length
    await visitor.open('/referrals')
    const inList = visitor.$('tbody tr:contains("Garside")').length
    await visitor.open('/referrals.csv')
    return [ofPerson, inList, visitor.html.split('Garside').length - 1]
  }
  expect(await shown('colleague')).toEqual([2, 2, 2])
  expect(await shown('administrator')).toEqual([0, 0, 0])
  expect(await shown('com')).toEqual([1, 1, 1])
})

describe('an appointment', () => {
  const made = {
    state: 'appointment',
    'appointment-on': '27/11/2026',
    'appointment-time': '9am',
    'appointment-place': 'Housing Options, Merrion House',
  }

  it('has a day, time and place, is chased once it is over, and can be replaced by another', async () => {
    const visitor = await staffConsole.signIn('officer')
    await begin(visitor, 'A1234AA', { ...referral, 'referral-whom': 'Wakefield Council' })
    const href = visitor.$('tbody th a').first().attr('href') ?? ''
    await visitor.open(href)
    await visitor.press('Record it', { state: 'appointment', 'appointment-time': '9' })
    expect(visitor.status).toBe(422)
    expectErrorsToLand(visitor)
    expect(
      visitor
        .$('.govuk-error-summary a')
        .toArray()
        .map(each => visitor.$(each).text()),
    ).toEqual([
      'Enter the day of the appointment',
      'Enter the time of the appointment, such as 9am or 14:30',
      'Write where the appointment is, or that it is by phone',
    ])
    await visitor.press('Record it', made)
    expect(visitor.text).toContain('Appointment: 27 November 2026 at 09:00, Housing Options, Merrion House.')
    // The day after is a Saturday.
    expect(visitor.text).toContain('Chase on 30 November 2026.')
    await visitor.press('Record it', { state: 'missed', 'appointment-on': '1/1/2027' })
    await visitor.press('Record it', { ...made, 'appointment-on': '1/12/2026', 'appointment-time': '14:30' })
    expect(visitor.text).toContain('Appointment: 1 December 2026 at 14:30')
    const steps = visitor.$('.app-timeline__item').text()
    expect(steps).toMatch(/Sent.*27 November 2026 at 09:00.*Appointment missed.*1 December 2026 at 14:30/s)
    await visitor.open('/referrals')
    expect(visitor.$('tbody tr:contains("Wakefield")').text()).toContain('1 December 2026 at 14:30')
    await visitor.open(href)
    await visitor.press('Record it', { state: 'kept' })
    await visitor.press('Record it', { state: 'accepted' })
    expect(visitor.text).not.toContain('Appointment: 1 December')
  })

  it('appears in the timeline of the application that it came from', async () => {
    const visitor = await staffConsole.signIn('officer')
    await visitor.open(`/people/A1234AA/referrals?application=${housing.reference}`)
    await visitor.press('Begin it', { ...referral, 'referral-whom': 'Bradford Council' })
    await visitor.open(visitor.$('tbody th a').first().attr('href') ?? '')
    await visitor.press('Record it', made)
    await visitor.open(`/applications/${housing.reference}`)
    expect(visitor.text).toContain('27 November 2026 at 09:00, Housing Options, Merrion House')
    await visitor.open(`/applications/${housing.reference}/notes`)
    expect(visitor.text).toContain('Appointment made: Duty to refer (England), 27 November 2026 at 09:00')
  })

  it.each([
    [{ ...made, 'appointment-on': '27/11/2029' }, 'The day must be within the last year or the next 2 years'],
    [{ ...made, 'appointment-place': 'x'.repeat(101) }, 'The place is 1 letter too long'],
  ])('rejects %o with messages', async (fields, words) => {
    const visitor = await staffConsole.signIn('officer')
    await visitor.open('/people/A1234AA/referrals')
    await visitor.open(visitor.$('tbody th a:contains("Duty")').first().attr('href') ?? '')
    await visitor.press('Record it', fields)
    expect([visitor.status, visitor.text.includes(words)]).toEqual([422, true])
    expectErrorsToLand(visitor)
  })
})

describe('the list', () => {
  const whom = (visitor: Visitor) =>
    visitor
      .$('tbody th .app-quiet')
      .toArray()
      .map(each => visitor.$(each).text())

  beforeAll(async () => {
    const { dependencies } = staffConsole
    await addPerson(dependencies, 'A7001GG', {
      lastName: 'Zimmer',
      location: 'C-1-002',
      releaseDate: calendarDay('2026-12-01'),
    })
    await addPerson(dependencies, 'A7002GG', { lastName: 'Ackroyd', location: 'C-1-001', releaseDate: null })
    const officer = await staffConsole.signIn('officer')
    await begin(officer, 'A7001GG', {
      'referral-kind': 'cas',
      'referral-whom': 'Late',
      state: 'sent',
      'chase-on': '1/12/2026',
    })
    await begin(officer, 'A7002GG', {
      'referral-kind': 'cas',
      'referral-whom': '=Soon',
      state: 'sent',
      'chase-on': '30/11/2026',
    })
  })

  it('sorts by its headings and keeps what it is narrowed to, in chips that take it off', async () => {
    const visitor = await staffConsole.signIn('officer')
    await visitor.open('/referrals?wing=c-1')
    expect(whom(visitor)).toEqual(['=Soon', 'Late'])
    expect(visitor.$('[aria-sort=ascending]').text().trim()).toBe('Chase on')
    await visitor.follow('Leaves')
    expect(visitor.path).toBe('/referrals?wing=C-1&sort=release')
    expect(whom(visitor)).toEqual(['Late', '=Soon'])
    await visitor.follow('Leaves')
    // Who has no day comes last both ways.
    expect(whom(visitor)).toEqual(['Late', '=Soon'])
    await visitor.follow('Person')
    expect(whom(visitor)).toEqual(['=Soon', 'Late'])
    await visitor.follow('Nobody’s')
    expect(visitor.path).toBe('/referrals?wing=C-1&owner=nobody&sort=person')
    expect(visitor.text).toContain('There is nothing here. Take off a filter to see more.')
    expect(visitor.$('.app-chip--on')).toHaveLength(2)
    await visitor.open(visitor.$('.app-chip--on:contains("Whose")').attr('href') ?? '')
    expect(visitor.path).toBe('/referrals?wing=C-1&sort=person')
    expect(visitor.$('#place').text()).toBe('1 to 2 of 2')
  })

  it('is saved as it is shown, and that is recorded', async () => {
    const visitor = await staffConsole.signIn('officer')
    await visitor.open('/referrals?wing=C-1&sort=-person')
    const shown = whom(visitor)
    await visitor.open(visitor.$('a[href^="/referrals.csv"]').attr('href') ?? '')
    const [heading, ...rows] = visitor.html.trim().split('\r\n')
    expect(heading).toContain('Chase on,What,Who is asked,Last name,First name,Prison number,Prison,Cell,Leaves')
    expect(rows.map(row => row.split(',')[2])).toEqual(shown.map(each => each.replace('=', "'=")))
    const [exported] = await staffConsole.inDatabase<{ detail: unknown }>(
      "select detail from audit_entry where action = 'referrals-exported' order by id desc limit 1",
    )
    expect(exported?.detail).toEqual(expect.objectContaining({ wing: 'C-1', sort: '-person' }))
  })
})
