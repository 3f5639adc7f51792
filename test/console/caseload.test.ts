import type { Application, StaffMember } from '../../server/database'
import { calendarDay } from '../../server/domain/calendar'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let giver: StaffMember
let other: StaffMember
let administrator: StaffMember
let bank: Application
let restricted: Application

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  const { dependencies } = staffConsole
  giver = await staffConsole.hire('giver', 'officer', ['LEI', 'HLI'])
  other = await staffConsole.hire('other', 'officer', ['LEI'])
  administrator = await staffConsole.hire('administrator', 'administrator')
  await staffConsole.hire('manager', 'manager')
  await staffConsole.hire('hull', 'manager', ['HLI'])
  const person = await addPerson(dependencies, 'A1001AA', { receptionDate: calendarDay('2026-11-18') })
  const inHull = await addPerson(dependencies, 'A1002AA', { prisonId: 'HLI', releaseDate: null })
  bank = await sendApplication(dependencies, person, 'bank-account')
  restricted = await sendApplication(dependencies, person, 'something-private')
  const hull = await sendApplication(dependencies, inHull, 'bank-account')
  const unclaimed = await sendApplication(dependencies, person, 'job-or-training')
  await staffConsole.inDatabase(`update application set destination = 'PRT', respond_by = '2026-12-01'`)
  await staffConsole.inDatabase(
    `update application set respond_by = '2026-11-20' where id in (${bank.id}, ${unclaimed.id})`,
  )
  await staffConsole.inDatabase(
    `update application set claimed_by = ${giver.id} where id in (${bank.id}, ${restricted.id}, ${hull.id})`,
  )
  await dependencies.database.assessments.allocate(
    [person, inHull].map(({ id, custodyBegan }) => ({
      personId: id,
      kind: 'bcst1',
      custodyBegan,
      officerId: giver.id,
    })),
  )
  const com = await staffConsole.hire('com', 'com', [])
  const task = {
    kind: 'dwp-work-coach',
    askedAs: 'com',
    words: null,
    pathway: 'finance-benefit-debt',
    why: 'None yet',
  } as const
  const requested = { staffId: com.id, at: dependencies.now(), idempotencyKey: '00000000-0000-4000-8000-000000000002' }
  const { comRequests } = dependencies.database
  const id = await comRequests.add({ ...task, personId: person.id, due: calendarDay('2026-12-01') }, requested)
  const accepted = { ...requested, staffId: giver.id, idempotencyKey: '00000000-0000-4000-8000-000000000003' }
  const state = { status: 'taken', holderId: giver.id, isRead: false, endedAt: null } as const
  await comRequests.change({ id, version: 1 }, state, { ...accepted, kind: 'taken' })
  const step = {
    status: 'sent',
    note: null,
    appointment: null,
    at: dependencies.now(),
    happenedOn: dependencies.today(),
    idempotencyKey: '00000000-0000-4000-8000-000000000001',
  } as const
  await dependencies.database.referrals.open(
    { personId: person.id, kind: 'cas', whom: 'CAS', applicationId: null, chaseOn: calendarDay('2026-11-20') },
    { ...step, staffId: giver.id },
  )
  await dependencies.database.referrals.open(
    {
      personId: person.id,
      kind: 'cas',
      whom: 'In confidence',
      applicationId: restricted.id,
      chaseOn: calendarDay('2026-12-20'),
    },
    { ...step, staffId: giver.id, idempotencyKey: '00000000-0000-4000-8000-000000000004' },
  )
  await dependencies.database.enquiries.add(
    {
      personId: person.id,
      applicationId: null,
      pathway: null,
      stage: null,
      needPathways: [],
      body: 'healthcare',
      words: 'Fit?',
      due: calendarDay('2026-11-30'),
    },
    { staffId: giver.id, at: dependencies.now(), idempotencyKey: '00000000-0000-4000-8000-000000000005' },
  )
  const banking = { action: 'refer-to-prison-banking', due: calendarDay('2026-11-30'), owner: giver.id } as const
  await dependencies.database.notifications.carryOn(
    { ...banking, personId: person.id, applicationId: bank.id, toPrison: null },
    { staffId: giver.id, at: dependencies.now() },
  )
})

afterAll(() => staffConsole.stop())

const rowOf = (visitor: Visitor, name: string) => visitor.$(`tbody tr:contains("${name}")`)

function countsOf(visitor: Visitor, name: string): string[] {
  const cells = rowOf(visitor, name).find('td').clone()
  cells.find('.govuk-visually-hidden').remove()
  cells.find('br').replaceWith(' ')
  return cells
    .toArray()
    .slice(1)
    .map(each => visitor.$(each).text().replace(/\s+/g, ' ').trim())
}

it('counts each colleague’s work within the reader’s scope, and work without an owner, with a link from each number to its list', async () => {
  const manager = await staffConsole.signIn('manager')
  await manager.follow('Work')
  await manager.follow('Caseload')
  expect(countsOf(manager, 'giver at work')).toEqual([
    '3',
    '2 1 overdue',
    '1 overdue',
    '1',
    '1',
    '2 1 to chase',
    '1',
    '8',
  ])
  expect(countsOf(manager, 'other at work')).toEqual(['0', '0', '0', '0', '0', '0', '0', '0'])
  expect(manager.$('tbody tr').last().text()).toContain('Not allocated')
  expect(countsOf(manager, 'Not allocated')[1]).toBe('1 1 overdue')
  const hrefs = rowOf(manager, 'giver at work')
    .find('a')
    .toArray()
    .map(each => manager.$(each).attr('href')!)
  const shown: number[] = []
  for (const href of hrefs) {
    await manager.open(href)
    shown.push(manager.$('table').first().find('tbody tr').length)
  }
  expect(shown).toEqual([2, 1, 1, 1, 1, 2, 1, 1])
  await manager.open(`/referrals?owner=${other.id}`)
  expect(manager.$('tbody tr')).toHaveLength(0)
  const hull = await staffConsole.signIn('hull')
  await hull.open('/caseload')
  expect(countsOf(hull, 'giver at work')).toEqual(['1', '1', '1 overdue', '0', '0', '0', '0', '2'])
  expect(hull.text).not.toContain('other at work')
})

it('counts several prisons in one number, and of what nobody has only what can be allocated', async () => {
  const { dependencies } = staffConsole
  const person = await addPerson(dependencies, 'A1003AA', { receptionDate: calendarDay('2026-10-01') })
  const bcst1 = { personId: person.id, kind: 'bcst1', custodyBegan: person.custodyBegan } as const
  await dependencies.database.assessments.recordDone(bcst1, {
    on: calendarDay('2026-10-02'),
    by: giver.id,
    at: dependencies.now(),
  })
  await staffConsole.hire('both', 'manager', ['LEI', 'HLI'])
  const manager = await staffConsole.signIn('both')
  await manager.open('/caseload')
  expect(countsOf(manager, 'giver at work')[2]).toBe('2 overdue')
  expect(countsOf(manager, 'Not allocated')[2]).toBe('1 overdue')
  const hrefIn = (name: string) => rowOf(manager, name).find('a[href^="/assessments"]').attr('href')!
  const [held, nobodys] = [hrefIn('giver at work'), hrefIn('Not allocated')]
  await manager.open(held)
  expect(manager.$('#place').text()).toBe('1 to 2 of 2')
  expect(manager.$('.app-chip--on').text()).toContain('Prison: All')
  await manager.open(nobodys)
  expect(manager.$('#place').text()).toBe('1 to 1 of 1')
  expect(manager.$('.app-chip--on').text()).toContain('What: BCST2 and guided interviews')
  await manager.follow('Allocate BCST2')
  expect(manager.status).toBe(200)
})

it('sorts by its headings, with what is with nobody last, and is saved as it is shown', async () => {
  const manager = await staffConsole.signIn('manager')
  await manager.open('/caseload')
  const names = () =>
    manager
      .$('tbody th')
      .toArray()
      .map(each => manager.$(each).clone().children().remove().end().text().trim())
  const byName = names()
  await manager.follow('Applications')
  await manager.follow('Applications')
  expect(manager.path).toBe('/caseload?sort=-applications')
  expect(names()[0]).toBe('giver at work')
  expect(names().at(-1)).toBe('Not allocated')
  expect([...names()].sort()).toEqual([...byName].sort())
  const sorted = names()
  await manager.open(manager.$('a[href^="/caseload.csv"]').attr('href') ?? '')
  const [heading, first, ...rows] = manager.html.trim().split('\r\n')
  expect(heading).toContain('Who,Role,"Overdue, all kinds",Applications,Assessments,Requests to the team,Enquiries')
  expect(first).toContain('giver at work,Pre-release officer,3,2,1,1,1,2,1,8')
  expect(rows.map(row => row.split(',')[0])).toEqual(sorted.slice(1))
})

it('asks whose work to move and to whom, and moves nothing about people outside the reader’s scope', async () => {
  const manager = await staffConsole.signIn('manager')
  await manager.open('/caseload')
  await manager.press('Go on')
  expect(manager.status).toBe(422)
  expectErrorsToLand(manager)
  expect(manager.$('.govuk-error-summary a')).toHaveLength(2)
  const hull = await staffConsole.signIn('hull')
  await hull.open(`/caseload/move?from=${other.id}&move-to=team`)
  expect(hull.status).toBe(404)
  await hull.open(`/caseload/move?from=${giver.id}&move-to=${other.id}`)
  expect(hull.status).toBe(404)
})

it('moves the work within both colleagues’ scopes once, with an event for each item, and leaves the rest', async () => {
  const manager = await staffConsole.signIn('manager')
  const move = async (from: StaffMember, to: StaffMember) => {
    await manager.open('/caseload')
    await manager.press('Go on', { from: String(from.id), 'move-to': String(to.id) })
  }
  const claims = () =>
    staffConsole.inDatabase<{ id: number; to: number | null }>(
      'select id::int, claimed_by::int as to from application order by id',
    )
  const whose = async (id: number) => (await claims()).find(each => each.id === id)?.to
  await move(giver, administrator)
  expect(manager.text).toContain(
    'giver at work: 2 open applications, 1 assessment that is overdue or due, 1 request to the team, 1 enquiry, 2 open referrals and 1 action carried on',
  )
  await manager.press('Move it')
  expect(manager.text).toContain(
    '1 application moved. 0 assessments moved. 1 request to the team moved. 1 enquiry moved. 1 referral moved. 1 action that is carried on moved. 1 application stayed, since they may not see it. 1 referral stayed',
  )
  expect([await whose(bank.id), await whose(restricted.id)]).toEqual([administrator.id, giver.id])

  await move(giver, other)
  const { action, body } = manager.formOf('Move it')
  await manager.post(action, body)
  expect(manager.text).toContain(
    '1 application moved. 1 assessment moved. 0 requests to the team moved. 0 enquiries moved. 1 referral moved.',
  )
  await manager.post(action, body)
  expect(manager.text).toContain('0 applications moved. 0 assessments moved.')
  expect(manager.$('.govuk-notification-banner--success')).toHaveLength(0)
  expect(await whose(restricted.id)).toBe(other.id)
  const officers = await staffConsole.inDatabase(
    'select officer_id::int from assessment where done_on is null order by person_id',
  )
  expect(officers).toEqual([{ officer_id: other.id }, { officer_id: giver.id }])
  expect((await claims()).filter(({ to }) => to === giver.id)).toHaveLength(1)
  const events = await staffConsole.inDatabase(
    `select kind, detail->>'toName' as name from application_event where application_id = ${restricted.id} and kind <> 'sent'`,
  )
  expect(events).toEqual([{ kind: 'assigned', name: 'other at work' }])
  const acts = await staffConsole.inDatabase(
    `select action from audit_entry where action in ('application-assigned', 'assessment-allocated') order by id`,
  )
  expect(acts).toHaveLength(3)

  await manager.open('/caseload')
  await manager.press('Go on', { from: [String(other.id), String(administrator.id)], 'move-to': 'team' })
  await manager.press('Move it')
  expect(manager.text).toContain(
    '2 applications moved. 1 assessment moved. 1 request to the team moved. 0 enquiries moved. 2 referrals moved. 1 action that is carried on moved. 1 enquiry stayed',
  )
  const reassigned = await staffConsole.inDatabase<{ action: string }>(
    "select action from audit_entry where action like 'referral-%' or action like 'question-%' order by id",
  )
  expect(reassigned.map(({ action }) => action)).toEqual([
    'question-given',
    'referral-given',
    'referral-given',
    'referral-handed-back',
    'referral-handed-back',
  ])
})
