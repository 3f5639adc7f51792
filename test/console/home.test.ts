import { randomUUID } from 'node:crypto'
import { seesNobody, type Application } from '../../server/database'
import { calendarDay } from '../../server/domain/calendar'
import { readOwedAssessments } from '../../server/use-cases/assessments/assessments'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let bank: Application

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  for (const role of ['officer', 'administrator', 'manager'] as const) await staffConsole.hire(role, role)
  await staffConsole.hire('both', 'manager', ['LEI', 'BWI'])
  await staffConsole.hire('com', 'com', [])
  for (const role of ['editor', 'sysadmin'] as const) await staffConsole.hire(role, role, [])
  const { dependencies } = staffConsole
  const person = await addPerson(dependencies, 'A1234AA')
  bank = await sendApplication(dependencies, person, 'bank-account')
  await staffConsole.inDatabase(
    `update application set respond_by = '2026-11-20', destination = 'PRT' where id = ${bank.id}`,
  )
  await addPerson(dependencies, 'A2345BB', { prisonId: 'BWI', releaseDate: calendarDay('2028-02-01') })
})

afterAll(() => staffConsole.stop())

/** Follows a number of the page to the list behind it. */
async function follow(visitor: Visitor, text: string): Promise<string> {
  await visitor.open('/')
  await visitor.follow(text)
  return visitor.text
}

it('is everyone’s first page and shows what waits as numbers that lead to the lists behind them', async () => {
  const visitor = await staffConsole.signIn('officer')
  expect(visitor.path).toBe('/')
  expect(visitor.heading).toBe('Good morning, officer')
  expect(visitor.$('.app-bar__link').first().text().trim()).toBe('Home')
  expect(visitor.text).toMatch(/Nothing waits: .*replies due today/)
  expect(visitor.$('a:contains("replies due today")')).toHaveLength(0)
  expect(visitor.text).toContain('1 reply overdue 1 with nobody')
  expect(await follow(visitor, '1 reply overdue')).toContain('1 to 1 of 1')
  expect(visitor.path).toBe('/queue?due=overdue')
  expect(await follow(visitor, '1 unclaimed')).toContain(bank.reference)
  expect(visitor.path).toBe('/queue?list=unclaimed')
})

it('leads to everything a role can reach, from a short row and the links of the current section', async () => {
  const links = (visitor: Visitor, row: string) =>
    visitor
      .$(`${row} li a`)
      .toArray()
      .map(each => visitor.$(each).text().trim())
  const manager = await staffConsole.signIn('manager')
  expect(links(manager, '.app-bar__nav')).toEqual(['Home', 'Work', 'People', 'Reports', 'Manage'])
  expect(manager.$('.app-places__nav')).toHaveLength(0)
  await manager.follow('People')
  expect(links(manager, '.app-places__nav')).toEqual([
    'People',
    'Receptions',
    'Assessments',
    'Overdue actions',
    '12-week list',
    'Discharges',
    'Court list',
    'Print plans',
    'COMs not reached',
  ])
  await manager.open('/people/A1234AA')
  expect(manager.$('.app-bar__nav [aria-current]').text().trim()).toBe('People')
  expect(manager.$('.app-places__nav [aria-current]').attr('aria-current')).toBe('true')
  await manager.follow('Assessments')
  expect(manager.$('.app-places__nav [aria-current=page]').text()).toBe('Assessments')
  const com = await staffConsole.signIn('com')
  expect(links(com, '.app-bar__nav')).toEqual(['Home', 'Work', 'People'])
  const sysadmin = await staffConsole.signIn('sysadmin')
  await sysadmin.follow('Manage')
  expect(links(sysadmin, '.app-places__nav')).toEqual(['Readers’ answers', 'Accounts', 'PDUs', 'Audit', 'Jobs'])
})

it('counts the assessments of the reader’s own team as their list does, and by prison where there are several', async () => {
  const { dependencies } = staffConsole
  for (const [number, prisonId] of [
    ['A4001DD', 'LEI'],
    ['A4002DD', 'BWI'],
  ] as const) {
    const received = { receptionDate: calendarDay('2026-09-01'), releaseDate: calendarDay('2027-02-01'), prisonId }
    await addPerson(dependencies, number, received)
  }
  const administrator = await staffConsole.signIn('administrator')
  const [line] = /\d+ 12-week review (?:overdue|due)/.exec(administrator.text) ?? ['']
  const text = await follow(administrator, line)
  expect(text).toMatch(new RegExp(`of ${/\d+/.exec(line)![0]}\\b`))
  expect(administrator.path).toMatch(/^\/assessments\?prison=LEI&state=(overdue|due)&kind=twelve-week-review$/)
  await administrator.open('/')
  expect(administrator.text).not.toMatch(/BCST1|Handover/)
  const both = await staffConsole.signIn('both')
  expect(both.text).toContain('HMP Leeds')
})

it('counts what is due now: after a fact, an assessment or the day has changed, and while something changes', async () => {
  const { dependencies } = staffConsole
  const { database } = dependencies
  const owed = async () => {
    const scope = {
      ...seesNobody,
      prisons: ['LEI'],
      team: 'PRT',
      seesRestricted: true,
      answersReviewRequests: false,
    } as const
    const asked = { staffId: 1, scope, kinds: ['bcst1'] } as const
    const { counts } = await readOwedAssessments(database, dependencies.context(), asked)
    return [counts[0]?.overdue ?? 0, counts[0]?.due ?? 0]
  }
  const received = { receptionDate: calendarDay('2026-11-20'), releaseDate: null, comEmail: null }
  const person = await addPerson(dependencies, 'A3456CC', received)
  const [overdue = 0, due = 0] = await owed()
  const by = { on: calendarDay('2026-11-23'), by: 1, at: dependencies.now() }
  const key = { personId: person.id, kind: 'bcst1', custodyBegan: person.custodyBegan } as const
  await database.assessments.recordDone(key, by)
  expect(await owed()).toEqual([overdue, due - 1])
  await database.assessments.takeBack(key, by.on)
  expect(await owed()).toEqual([overdue, due])
  await database.people.keepCustodyBegan(person.id, calendarDay('2026-11-01'))
  expect(await owed()).toEqual([overdue + 1, due - 1])

  const scope = { ...seesNobody, prisons: ['LEI'] }
  const today = dependencies.today()
  let change: Promise<void> | undefined
  await database.transaction(async ({ assessments }) => {
    await assessments.holdStates({ personIds: [person.id] }, today, 500)
    change = database.people.keepCustodyBegan(person.id, calendarDay('2026-11-20'))
    await new Promise(resolve => setTimeout(resolve, 50))
    await assessments.keepStates(
      [{ personId: person.id, overdue: [{ kind: 'bcst1', officerId: null }], due: [] }],
      today,
    )
  })
  await change
  expect((await database.assessments.counts(scope, { staffId: 1, kinds: ['bcst2'] }, today)).isWhole).toBe(false)
  expect(await owed()).toEqual([overdue, due])
})

it('leads from the address of signing out to Home, and signs nobody out without its button', async () => {
  const officer = await (await staffConsole.signIn('officer')).open('/sign-out')
  expect([officer.path, officer.heading]).toEqual(['/', 'Good morning, officer'])
})

it('shows appeals only to managers', async () => {
  expect((await staffConsole.signIn('manager')).text).toMatch(/Nothing waits: appeals/)
  expect((await staffConsole.signIn('officer')).text).not.toContain('appeal')
})

it('shows a COM their people in every prison and what was done for them', async () => {
  const officer = await staffConsole.signIn('officer')
  await officer.open(`/applications/${bank.reference}`)
  await officer.press('Claim it')
  await officer.open(`/applications/${bank.reference}/messages`)
  await officer.press('Send to Dean Marrick', { message: 'We have asked the bank' })
  const com = await staffConsole.signIn('com')
  const rows = com.$('[aria-labelledby=your-people] li').toArray()
  expect(rows.map(each => com.$(each).text().replace(/\s+/g, ' ').trim())).toEqual([
    expect.stringMatching(/^HMP Berwyn \d (person|people); \d/),
    expect.stringMatching(/^HMP Leeds \d (person|people); \d/),
  ])
  expect(com.text).toContain('0 applications answered')
  expect(await follow(com, '1 thing in all')).toContain(`Message sent to the person: A bank account, ${bank.reference}`)
  expect(com.$('tbody tr').text()).toContain('officer at work')
})

it('shows editors and system administrators what concerns them, without anybody’s name or work', async () => {
  const { pageFeedback } = staffConsole.dependencies.database
  await pageFeedback.add({
    page: '/booklet/health',
    language: 'en',
    answer: 'too-long',
    at: staffConsole.dependencies.now(),
  })
  const editor = await staffConsole.signIn('editor')
  expect(editor.text).toContain('Nothing waits: local services to check')
  expect(await follow(editor, '1 reader found a page hard in the last 7 days')).toContain('health')
  const sysadmin = await staffConsole.signIn('sysadmin')
  expect(sysadmin.text).toContain('1 answer from readers in the last 7 days')
  for (const visitor of [editor, sysadmin]) {
    await visitor.open('/')
    expect(visitor.text).not.toMatch(/application|assessment|Marrick/i)
  }
  expect(sysadmin.text).toMatch(/Accounts and jobs No account is locked ?No job has failed/)
  for (let tries = 0; tries < 6; tries += 1)
    await new Visitor(staffConsole.address)
      .open('/sign-in')
      .then(each => each.press('Sign in', { email: 'editor@example.test', password: 'wrong' }))
  expect(await follow(sysadmin, '1 account is locked after wrong tries')).toContain('editor at work')
})

it('names the people who may not be safe, the first five of them, and links to all', async () => {
  const { dependencies } = staffConsole
  const people = ['A6001CC', 'A6002CC', 'A6003CC', 'A6004CC', 'A6005CC', 'A6006CC', 'A6007CC']
  for (const number of people) {
    await sendApplication(dependencies, await addPerson(dependencies, number), 'something-else', {
      'feel-safe': 'not-safe',
    })
  }
  const visitor = await staffConsole.signIn('officer')
  expect(visitor.$('.app-safety a').text()).toBe('7 people may not be safe')
  expect(visitor.$('[aria-labelledby=concerns] tbody tr')).toHaveLength(5)
  expect(visitor.$('#concerns').text()).toContain('Act first: 7 safety concerns')
  expect(visitor.text).toContain('Nobody has opened it')
  await visitor.follow('and 2 more')
  expect(visitor.heading).toBe('Safety concerns')
  expect(visitor.$('tbody tr')).toHaveLength(7)
  await visitor.open('/')
  await visitor.follow('7 people may not be safe')
  expect(visitor.$('tbody tr')).toHaveLength(7)
  await visitor.open('/safety/raise?person=A6001CC')
  await visitor.press('Raise the concern', {
    'concern-about': 'person',
    'concern-words': 'He cries at night',
    'concern-urgent': 'yes',
  })
  await visitor.open('/safety')
  expect(visitor.$('tbody tr')).toHaveLength(8)
  expect(visitor.$('.app-safety a').text()).toBe('7 people may not be safe')
})

it('lists what is the reader’s own by day, of every kind, and all of it on a page of its own', async () => {
  const { dependencies } = staffConsole
  const officer = await staffConsole.signIn('officer')
  const people = await Promise.all(
    ['A7001EE', 'A7002EE', 'A7003EE', 'A7004EE', 'A7005EE', 'A7006EE', 'A7007EE'].map(number =>
      addPerson(dependencies, number, { location: `C-1-${number.slice(4, 5)}`, lastName: `Own${number.slice(4, 5)}` }),
    ),
  )
  for (const person of people) await sendApplication(dependencies, person, 'bank-account')
  await staffConsole.inDatabase(`
    update application set claimed_by = null;
    update application set claimed_by = (select id from staff where email = 'officer@example.test'),
        destination = 'PRT', respond_by = '2026-11-23'
      from person where person.id = person_id and last_name like 'Own%';
    update application set respond_by = '2026-11-19' from person where person.id = person_id and last_name = 'Own3';
    insert into referral (person_id, kind, whom, state, opened_at, owned_by, chase_on)
      select id, 'gp-registration', 'Surgery', 'sent', now(),
        (select id from staff where email = 'officer@example.test'), '2026-11-20' from person where last_name = 'Own1';
    insert into assessment (person_id, kind, custody_began, officer_id)
      select id, 'bcst2', coalesce(custody_began, reception_date),
        (select id from staff where email = 'officer@example.test') from person where last_name = 'Own2'`)
  await officer.open('/')
  const rows = (visitor: Visitor) =>
    visitor
      .$('[aria-labelledby=day] tbody tr, h1 ~ table tbody tr')
      .toArray()
      .map(each => visitor.$(each).text().replace(/\s+/g, ' ').trim())
  expect(officer.$('.app-head__about').text()).toBe('8 are yours today: 2 overdue, 6 due')
  expect(rows(officer)).toHaveLength(6)
  expect(rows(officer).slice(0, 2)).toEqual([
    expect.stringMatching(/^4 days over .*A bank account Own3, .* C-1-3 Reply/),
    expect.stringMatching(/^3 days over .*Referral: .* Own1, .* C-1-1 Chase/),
  ])
  expect(officer.$('.app-bar a[href="/own-work"]').text()).toBe('8 things to do')
  const all = officer.$('[aria-labelledby=day] .app-box__title a')
  await officer.follow(all.text())
  expect(officer.heading).toBe('All of mine')
  expect(rows(officer).length).toBeGreaterThanOrEqual(8)
  await officer.open('/queue')
  const waits = (address: string) => officer.$(`.app-places__nav a[href="${address}"] .app-count`).text()
  expect(waits('/queue')).toMatch(/^\d+ open with your team$/)
  expect(parseInt(waits('/queue'))).toBe(parseInt(officer.$('.app-tabs [aria-current] .app-count').text()))
  expect(waits('/referrals')).toBe('1 to chase')
  expect(waits('/questions')).toBe('')
  const colleague = await staffConsole.signIn('administrator')
  expect(colleague.text).toContain('Nothing is with you.')
  const [last] = await staffConsole.inDatabase<{ detail: { shown: number[] } }>(
    `select detail from audit_entry where action = 'own-work-viewed' order by id desc limit 1`,
  )
  expect(last?.detail.shown).toEqual(expect.arrayContaining(people.map(({ id }) => id)))
})

it('names who leaves today and tomorrow and who is in court today, with what is not arranged', async () => {
  const { dependencies } = staffConsole
  const at = dependencies.now()
  const leaver = await addPerson(dependencies, 'A8001FF', {
    lastName: 'Leaver',
    releaseDate: calendarDay('2026-11-24'),
  })
  const custody = {
    personId: leaver.id,
    custodyBegan: leaver.custodyBegan,
    staffId: 1,
    at,
    idempotencyKey: randomUUID(),
  }
  await dependencies.database.leaving.record({ housing: 'none', id: 'not-yet' }, custody)
  const remand = await addPerson(dependencies, 'A8002FF', {
    lastName: 'Remanded',
    custodyStatus: 'remand',
    sentencedOn: null,
    releaseDate: null,
  })
  const hearing = { personId: remand.id, heldOn: calendarDay('2026-11-23'), court: 'Leeds', by: 1, at }
  await dependencies.database.courtHearings.add(hearing)
  const officer = await staffConsole.signIn('officer')
  const panel = (id: string) => officer.$(`[aria-labelledby=${id}]`).text().replace(/\s+/g, ' ').trim()
  expect(panel('leaving')).toMatch(/Leaver, .* Tomorrow Nowhere to stay, No ID/)
  expect(panel('court')).toMatch(/Remanded, .* Leeds Nothing planned/)
  expect(panel('receptions')).toMatch(/\d+ came since 20 November 2026/)
  const healthcare = await staffConsole.signIn('com')
  expect(healthcare.$('[aria-labelledby=receptions]')).toHaveLength(0)
})

it('has for each role what it alone settles: appeals, handovers, planned actions, and what was acknowledged', async () => {
  const { dependencies } = staffConsole
  await staffConsole.hire('safety', 'safety')
  await staffConsole.hire('pom', 'pom')
  const person = await addPerson(dependencies, 'A9001GG', {
    lastName: 'Handed',
    comEmail: 'com@example.test',
    pomEmail: 'pom@example.test',
    releaseDate: calendarDay('2027-07-20'),
  })
  const { id } = await sendApplication(dependencies, person, 'bank-account')
  await staffConsole.inDatabase(`
    update application set status = 'closed', outcome = 'not-agreed', destination = 'PRT', closed_at = now() where id = ${id};
    insert into review_request (application_id, words, asked_at, respond_by) values (${id}, 'Look again', now(), '2026-12-01');
    insert into safety_concern (person_id, raised_at, raised_by, about, words, acknowledged_at, acknowledged_by, what_was_done)
      values (${person.id}, now(), 1, 'person', 'Owes money on the wing', timestamptz '2026-11-20 10:00Z', 1, 'Moved');
    insert into resettlement_plan_entry (person_id, custody_began, stage, pathway, kind, text, responsible, due, staff_id, written_at, idempotency_key, position)
      select id, coalesce(custody_began, reception_date), 'bcst2', 'accommodation', 'action', 'Book the housing clinic', responsible, due::date,
          (select id from staff where email = 'officer@example.test'), now(), gen_random_uuid(), 0
        from person, (values ('prison', '2026-11-25'), ('prison', '2026-12-25'), ('probation', '2026-11-25')) as planned (responsible, due)
        where id = ${person.id}`)
  const panel = (visitor: Visitor, name: string) =>
    visitor.$(`[aria-labelledby=${name}]`).text().replace(/\s+/g, ' ').trim()
  const manager = await staffConsole.signIn('manager')
  expect(panel(manager, 'decide')).toMatch(/^To decide .*Appeal: A bank account, Handed, .* A9001GG/)
  expect((await staffConsole.signIn('officer')).$('#decide')).toHaveLength(0)
  expect(panel(await staffConsole.signIn('com'), 'handovers')).toMatch(/^Handed to you within 14 days .*Handed, /)
  expect(panel(await staffConsole.signIn('pom'), 'handovers')).toMatch(/^You hand over within 8 weeks .*Handed, /)
  expect(panel(await staffConsole.signIn('safety'), 'acknowledged')).toMatch(
    /^Acknowledged in the last 7 days .*Owes money on the wing/,
  )
  const planned = async (name: string) => {
    const visitor = await (await staffConsole.signIn(name)).open('/own-work')
    return visitor.$('tr:contains("Book the housing clinic")').length
  }
  expect([await planned('officer'), await planned('com'), await planned('manager')]).toEqual([1, 1, 0])
})

it('tells a manager what records and files wait, and how much each colleague has, as the page of their work lists it', async () => {
  const { dependencies } = staffConsole
  const twin = { firstName: 'Twin', dateOfBirth: calendarDay('1980-03-04') }
  await addPerson(dependencies, 'A9101HH', { ...twin, lastName: 'Alike' })
  await addPerson(dependencies, 'A9102HH', { ...twin, lastName: 'ALIKE' })
  const manager = await staffConsole.signIn('manager')
  const panel = (name: string) => manager.$(`[aria-labelledby=${name}]`).text().replace(/\s+/g, ' ').trim()
  const [records = '', pairs] = /(\d+) people may have two records/.exec(panel('decide')) ?? []
  expect(panel('figures')).toMatch(/Nothing waits: .*refused rows/)
  expect(await follow(manager, records)).toContain('A9101HH and A9102HH')
  expect(manager.$('section[aria-labelledby^=pair-]')).toHaveLength(Number(pairs))
  await manager.open('/receptions/same-people?with=A9101HH')
  expect(manager.$('section[aria-labelledby^=pair-]')).toHaveLength(1)
  await manager.open('/')
  const row = manager.$('[aria-labelledby=team] tr:contains("officer at work")')
  const numbers = row
    .find('td')
    .toArray()
    .map(each => Number(manager.$(each).text()))
  expect(numbers).toEqual([9, 2, 7])
  expect(panel('team')).toMatch(/Nothing is with .*administrator at work/)
  await manager.follow('officer at work')
  expect(manager.heading).toBe('Work of officer at work')
  expect(manager.$('tbody tr')).toHaveLength(9)
  const officer = await staffConsole.signIn('officer')
  expect(officer.$('[aria-labelledby=team]')).toHaveLength(0)
  expect((await officer.open(manager.path)).status).toBe(403)
})
