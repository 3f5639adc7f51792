import { assessedPathways } from '../../server/domain/assessments'
import { calendarDay } from '../../server/domain/calendar'
import { importReceptions } from '../../server/use-cases/people/records/import-people'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  for (const name of ['officer', 'colleague']) await staffConsole.hire(name, 'officer')
  await staffConsole.hire('administrator', 'administrator')
  await staffConsole.hire('com', 'com', [])
  await staffConsole.hire('hull', 'administrator', ['HLI'])
  for (const number of [1, 2, 3, 4]) {
    await addPerson(staffConsole.dependencies, `A100${number}AA`, {
      lastName: `Newcomer${number}`,
      receptionDate: calendarDay('2026-11-18'),
    })
  }
})

afterAll(() => staffConsole.stop())

const officers = (visitor: Visitor) =>
  visitor
    .$('select[name^=to-] option[selected]')
    .toArray()
    .map(each => visitor.$(each).text())

/** The cells of a column of the list. */
const named = (visitor: Visitor, column: string) =>
  visitor
    .$('table')
    .first()
    .find(`td[data-label="${column}"]`)
    .toArray()
    .map(each => visitor.$(each).text().trim())

it('lists overdue assessments and records BCST1, from which the BCST2 deadline is counted', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/assessments?kind=bcst1')
  expect(visitor.$('tbody').first().text()).toContain('2 days over 21 Nov')
  expect(visitor.$('#place').text()).toBe('1 to 4 of 4')
  await visitor.follow('Newcomer1, Dean')
  expect(visitor.text).toContain('Waits for BCST1')
  await visitor.press('Record it', { kind: 'bcst1', 'done-on': '20/11/2026' })
  expect(visitor.text).toContain('The assessment is recorded')
  expect(visitor.text).toContain('20 November 2026, recorded by officer at work')
  expect(visitor.text).toContain('27 November 2026')
  const person = await staffConsole.dependencies.database.people.findByNumber('A1001AA')
  const acts = (await staffConsole.dependencies.database.audit.ofPerson(person!.id)).map(({ action }) => action)
  expect(acts).toEqual(expect.arrayContaining(['assessments-viewed', 'assessment-recorded']))
})

it('filters, sorts and saves the list, and shows those of the reader’s own team unless all are asked for', async () => {
  const visitor = await staffConsole.signIn('officer')
  const kinds = () => new Set(named(visitor, 'What'))
  await visitor.open('/assessments?state=all')
  expect(kinds()).not.toContain('BCST1')
  expect(visitor.$('.app-filters').text()).not.toContain('What:')
  await visitor.open('/assessments?state=all&kind=every&officer=all&wing=')
  expect(visitor.path).toBe('/assessments?state=all&kind=every&officer=all')
  expect(kinds()).toContain('BCST1')
  expect(visitor.$('.app-chip--on').text()).toContain('What: All, other teams’ as well')
  expect(visitor.$('.app-print-head').text()).toContain('When: All; What: All, other teams’ as well')

  await visitor.open('/assessments?kind=bcst1')
  await visitor.follow('Person')
  await visitor.follow('Person')
  expect(visitor.path).toBe('/assessments?prison=LEI&kind=bcst1&sort=-person')
  expect(visitor.$('[aria-sort=descending]').text().trim()).toBe('Person')
  const lastFirst = visitor
    .$('table')
    .first()
    .find('th[scope=row] a')
    .toArray()
    .map(each => visitor.$(each).text())
  expect(lastFirst).toEqual([...lastFirst].sort().reverse())
  expect(lastFirst.length).toBeGreaterThan(1)

  await visitor.open('/assessments.csv?kind=bcst1&sort=-person')
  const [heading, first] = visitor.html.split('\r\n')
  expect(heading).toContain('Due,State,Done on,Last name,First name,Prison number,What')
  expect(first).toContain('21/11/2026,Overdue,,Newcomer4,Dean,A1004AA,BCST1')
  const [exported] = await staffConsole.inDatabase<{ detail: unknown }>(
    `select detail from audit_entry where action = 'assessments-exported'`,
  )
  expect(exported?.detail).toEqual(expect.objectContaining({ kind: 'bcst1', sort: '-person' }))
})

it('keeps the first record of an assessment and lets a mistake be undone', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A1002AA/assessments')
  const form = visitor.formOf('Record it', { kind: 'bcst1', 'done-on': '2026-11-19' })
  await visitor.post(form.action, form.body)
  form.body.set('done-on', '20/11/2026')
  await visitor.post(form.action, form.body)
  expect(visitor.text).toContain('It was recorded before')
  expect(visitor.text).toContain('19 November 2026, recorded by')
  await visitor.press('Not done after all BCST1')
  expect(visitor.text).toContain('Waits for BCST1')
})

it('treats BCST2 as complete when the plan covers every pathway or it is recorded as held elsewhere', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A1002AA/assessments')
  await visitor.press('Record it', { kind: 'bcst2', 'done-on': '20/11/2026' })
  expect(visitor.status).toBe(422)
  expect(visitor.text).toContain('The plan does not say something of every pathway yet')
  expect(visitor.$('[name=kind]:checked').val()).toBe('bcst2')
  expectErrorsToLand(visitor)
  await visitor.press('Record it', { elsewhere: 'yes' })
  const done = '20 November 2026, recorded by officer at work'
  expect(visitor.$('tr:contains("BCST2")').text()).toContain(done)
  await visitor.open('/people/A1002AA/plan')
  expect(visitor.$('tr:contains("BCST2")').text()).toContain('Look where it is written, such as in OASys')
  await visitor.open('/people/A1002AA/assessments')
  await visitor.press('Not done after all BCST2')
  for (const pathway of assessedPathways) {
    await visitor.open(`/people/A1002AA/plan/${pathway}`)
    await visitor.press('No need in this pathway')
  }
  await visitor.open('/people/A1002AA/assessments')
  await visitor.press('Record it', { kind: 'bcst2', 'done-on': '20/11/2026' })
  expect(visitor.$('tr:contains("BCST2")').text()).toContain(done)
  await visitor.open('/people/A1002AA/plan')
  expect(visitor.text).not.toContain('Look where it is written')
  await visitor.open('/people/A1002AA/assessments')
  await visitor.press('Not done after all BCST2')
})

it.each([
  ['', 'Enter the day that it was done'],
  ['31/11/2026', 'Enter a real day'],
  ['24/11/2026', 'The day must be today or before'],
])('rejects the date %j with a message', async (day, words) => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A1003AA/assessments')
  await visitor.press('Record it', { kind: 'bcst1', 'done-on': day })
  expect(visitor.status).toBe(422)
  expect(visitor.text).toContain(words)
  expectErrorsToLand(visitor)
  expect(visitor.$('[name=done-on][type=text]').val() ?? '').toBe(day)
})

it('shares out the day’s receptions evenly, with changes by hand and the cases of a colleague who is away', async () => {
  const visitor = await staffConsole.signIn('administrator')
  await visitor.open('/assessments/allocate?prison=LEI')
  expect(new Set(officers(visitor))).toEqual(new Set(['Nobody']))
  await visitor.follow('Share evenly')
  expect(visitor.$('.app-shares dd').text()).toContain('0, then 2')
  expect(officers(visitor).sort()).toEqual([
    'colleague at work',
    'colleague at work',
    'officer at work',
    'officer at work',
  ])
  const picked = visitor
    .$('select[name=to-A1001AA] option')
    .filter((_i, each) => visitor.$(each).text() === 'officer at work')
  await visitor.press('Allocate as in the rows', { 'to-A1001AA': String(picked.val()) })
  expect(visitor.text).toContain('4 assessments are allocated')
  expect(visitor.path).toBe('/assessments/allocate?prison=LEI&way=evenly')

  const mine = await staffConsole.signIn('officer')
  await mine.open('/assessments?state=all&officer=mine')
  expect(mine.text).toContain('Newcomer1, Dean')

  const colleague = (await staffConsole.dependencies.database.staff.findByEmail('colleague@example.test'))!
  await visitor.open(`/assessments/allocate?prison=LEI&from=${colleague.id}&way=evenly`)
  expect(new Set(officers(visitor))).toEqual(new Set(['officer at work']))
  await visitor.press('Allocate as in the rows')
  await visitor.open(`/assessments/allocate?prison=LEI&from=${colleague.id}`)
  expect(visitor.text).toContain('There is nothing here. Take off a filter')
})

it('allocates those who are selected to one officer, sorts, filters and saves the list', async () => {
  const { dependencies } = staffConsole
  const newcomer = { receptionDate: calendarDay('2026-11-10'), comEmail: null, comName: null }
  await addPerson(dependencies, 'A1011AA', { lastName: 'Zed', location: 'E-1-001', ...newcomer })
  await addPerson(dependencies, 'A1012AA', { lastName: 'Abel', location: 'E-2-001', ...newcomer })
  await addPerson(dependencies, 'A1013AA', { lastName: 'Moss', location: 'F-1-001', ...newcomer })
  const visitor = await staffConsole.signIn('administrator')
  await visitor.open('/assessments/allocate?wing=e&kind=&sort=-person')
  expect(visitor.path).toBe('/assessments/allocate?wing=e&sort=-person')
  expect(named(visitor, 'Cell')).toEqual(['E-1-001', 'E-2-001'])
  await visitor.follow('Person')
  expect(named(visitor, 'Cell')).toEqual(['E-2-001', 'E-1-001'])
  const place = visitor.path

  await visitor.press('Allocate selected')
  expect(visitor.status).toBe(422)
  expect(visitor.text).toContain('Select at least one person')
  expect(visitor.text).toContain('Choose the colleague who is to have them')
  expectErrorsToLand(visitor)
  const option = visitor.$('#to option').filter((_i, each) => visitor.$(each).text().startsWith('colleague at work ('))
  await visitor.press('Allocate selected', { selected: 'A1012AA', to: String(option.val()) })
  expect(visitor.text).toContain('1 assessment is allocated')
  expect(visitor.path).toBe(place)
  expect(named(visitor, 'Cell')).toEqual(['E-1-001'])
  await visitor.press('Allocate as in the rows')
  expect(visitor.text).toContain('Nothing was allocated')

  await visitor.open('/assessments/allocate.csv?wing=E')
  const [heading, first, ...rest] = visitor.html.trim().split('\r\n')
  expect(heading).toBe('Due,State,Last name,First name,Prison number,What,Prison,Cell,Leaves,Came to this prison,Owner')
  expect(first).toContain('Waits for BCST1,Zed,Dean,A1011AA,BCST2,HMP Leeds,E-1-001')
  expect(rest).toEqual([])
})

it('keeps what a second administrator allocated in the meantime, and says so', async () => {
  await addPerson(staffConsole.dependencies, 'A1009AA', {
    lastName: 'Latecomer',
    receptionDate: calendarDay('2026-11-22'),
  })
  const first = await staffConsole.signIn('administrator')
  await first.open('/assessments/allocate?prison=LEI&came=1&way=evenly')
  expect(first.$('#place').text()).toBe('1 to 1 of 1')
  expect(first.$('select[name^=to-]').attr('name')).toBe('to-A1009AA')
  const second = first.anotherTab()
  await second.open('/assessments/allocate?prison=LEI&way=evenly')
  await first.press('Allocate as in the rows')
  await second.press('Allocate as in the rows')
  expect([second.status, second.path]).toEqual([200, '/assessments/allocate/changed'])
  expect(second.text).toContain('Dean Latecomer, A1009AA')
  await second.open('/assessments/allocate/changed')
  expect(second.path).toBe('/assessments/allocate')
})

it('allocates nobody from another prison, whatever the form posts', async () => {
  const visitor = await staffConsole.signIn('hull')
  await visitor.open('/assessments/allocate?prison=LEI')
  expect(visitor.status).toBe(404)
  const hullOfficer = await staffConsole.hire('of-hull', 'officer', ['HLI'])
  await visitor.open('/roles')
  const token = String(visitor.$('[name=_csrf]').first().val())
  const body = { _csrf: token, prison: 'HLI', from: '', 'to-A1003AA': String(hullOfficer.id) }
  await visitor.post('/assessments/allocate', new URLSearchParams(body))
  // As with a number that nobody has: who it is must not be told.
  expect(visitor.path).toBe('/assessments/allocate')
  expect(visitor.text).not.toContain('A1003AA')
  const allocated = await staffConsole.inDatabase(`select 1 from assessment where officer_id = ${hullOfficer.id}`)
  expect(allocated).toEqual([])
})

it('keeps completed assessments and drops allocations when the person moves prison', async () => {
  const { dependencies } = staffConsole
  const row = 'A1001AA,Newcomer1,Dean,HLI,23/11/2026,sentenced'
  const csv = `prison_number,last_name,first_name,prison,reception_date,custody_status\n${row}\n`
  const by = { staff: null, fromAddress: undefined }
  await importReceptions(
    dependencies.database,
    dependencies.context(),
    { name: 'r.csv', content: Buffer.from(csv) },
    by,
  )
  const visitor = await staffConsole.signIn('hull')
  await visitor.open('/people/A1001AA/assessments')
  expect(visitor.text).toContain('This time in custody began on 18 November 2026')
  expect(visitor.text).toContain('20 November 2026, recorded by officer at work')
  expect(visitor.text).not.toContain('colleague at work')
  await visitor.open('/assessments/allocate?prison=HLI')
  expect(visitor.$('select[name=to-A1001AA]')).toHaveLength(1)
})

it('shows a COM their people in every prison and does not let them allocate', async () => {
  const visitor = await staffConsole.signIn('com')
  await visitor.open('/assessments?state=all&kind=bcst2')
  expect(visitor.$('#place').text()).toBe('1 to 5 of 5')
  await visitor.open('/assessments/allocate')
  expect(visitor.status).toBe(403)
})

it('lists a wing alone', async () => {
  const { dependencies } = staffConsole
  await addPerson(dependencies, 'A1008AA', {
    lastName: 'Onwing',
    location: 'Q-2-014',
    receptionDate: calendarDay('2026-11-18'),
  })
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/assessments?wing=q-2&state=all')
  expect(new Set(named(visitor, 'Cell'))).toEqual(new Set(['Q-2-014']))
  await visitor.open('/assessments?wing=Q-20&state=all')
  expect(visitor.text).toContain('There is nothing here')
})
