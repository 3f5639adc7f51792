import { calendarDay } from '../../server/domain/calendar'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole

beforeAll(async () => {
  // A Monday.
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  for (const [name, role, prisons] of [
    ['administrator', 'administrator', ['LEI']],
    ['colleague', 'administrator', ['LEI']],
    ['manager', 'manager', ['LEI']],
    ['officer', 'officer', ['LEI']],
    ['second', 'officer', ['LEI']],
    ['hull', 'administrator', ['HLI']],
    ['com', 'com', []],
  ] as const) {
    await staffConsole.hire(name, role, prisons)
  }
})

afterAll(() => staffConsole.stop())

const header =
  'prison_number,last_name,first_name,date_of_birth,prison,location,reception_date,custody_status,release_date,home_region'
const morning = [
  header,
  'C1001AA,Ahmed,Bilal,01/02/1990,LEI,A-1-009,20/11/2026,remand,,',
  'C1002AA,Brennan,Jack,02/02/1990,LEI,A-2-017,21/11/2026,sentenced,10/01/2027,',
  'C1003AA,Cole,Marvin,03/02/1990,LEI,A-1-002,22/11/2026,remand,,',
  'C1004AA,Elsewhere,Ewan,04/02/1990,HLI,B-1-001,22/11/2026,remand,,',
  'C1005AA,Yorks,Refused,05/02/1990,LEI,A-1-001,22/11/2026,remand,,Yorks',
  'C1006AA,Yorks,Hidden,06/02/1990,HLI,A-1-001,22/11/2026,remand,,Yorks',
  'C1007AA,Nowhere,Placed,07/02/1990,XXX,A-1-001,22/11/2026,remand,,',
].join('\n')

/** Posts a file as a browser does, and opens where it leads. */
async function upload(visitor: Visitor, content: string): Promise<Visitor> {
  await visitor.open('/imports')
  const form = new FormData()
  form.append('_csrf', visitor.formOf('Import').body.get('_csrf') ?? '')
  form.append('kind', 'receptions')
  form.append('file', new Blob([content]), 'morning.csv')
  const headers = { cookie: `console=${visitor.cookie('console')}` }
  const response = await fetch(`${staffConsole.address}/imports`, {
    method: 'POST',
    body: form,
    headers,
    redirect: 'manual',
  })
  return visitor.open(response.headers.get('location') ?? '')
}

const rows = (visitor: Visitor) =>
  visitor
    .$('.app-table--receptions tbody tr')
    .toArray()
    .map(row => visitor.$(row).find('th').text().replace(/\s+/g, ' ').trim())

it('names the people of the reader’s prisons with links, and only counts those of others', async () => {
  const visitor = await upload(await staffConsole.signIn('administrator'), morning)
  expect(visitor.path).toMatch(/^\/imports\/\d+$/)
  expect(rows(visitor)).toEqual(['Ahmed, Bilal C1001AA', 'Brennan, Jack C1002AA', 'Cole, Marvin C1003AA'])
  expect(visitor.$('a[href="/people/C1001AA"]').first().text()).toBe('Ahmed, Bilal')
  expect(visitor.text).toContain('4 people added')
  expect(visitor.text).toContain('1 other row is about a person of another prison')
  expect(visitor.text).toContain('1 other refused row is of another prison')
  expect(visitor.text).toMatch(/C1005AA\s*home_region/)
  expect(visitor.html).not.toMatch(/C1004AA|Elsewhere|C1006AA|C1007AA/)

  const report = visitor.path
  const hull = await staffConsole.signIn('hull')
  await hull.open(report)
  expect(rows(hull)).toEqual(['Elsewhere, Ewan C1004AA'])
  expect(hull.text).toMatch(/C1006AA\s*home_region/)
  expect(hull.html).not.toMatch(/Ahmed|C1001AA|C1002AA|C1003AA|C1005AA/)
  const com = await staffConsole.signIn('com')
  for (const path of [report, '/receptions', '/imports/refused']) expect((await com.open(path)).status).toBe(403)
})

it('lists receptions of several files since the working day before, or of today', async () => {
  const visitor = await staffConsole.signIn('administrator')
  await upload(visitor, `${header}\nC1010AA,Today,Theo,08/02/1990,LEI,C-1-001,23/11/2026,remand,,`)
  await addPerson(staffConsole.dependencies, 'C1011AA', {
    lastName: 'Before',
    receptionDate: calendarDay('2026-11-19'),
  })
  await visitor.open('/receptions')
  expect(visitor.text).toContain('4 people received since Friday 20 November 2026'.replace('Friday ', ''))
  expect(rows(visitor).map(each => each.split(',')[0])).toEqual(['Ahmed', 'Brennan', 'Cole', 'Today'])
  await visitor.open('/receptions?sort=wing')
  expect(rows(visitor).map(each => each.split(',')[0])).toEqual(['Cole', 'Ahmed', 'Brennan', 'Today'])
  await visitor.open('/receptions?since=today')
  expect(rows(visitor)).toEqual(['Today, Theo C1010AA'])
  await visitor.open('/receptions?since=week&prison=HLI&sort=constructor')
  expect(rows(visitor)).toHaveLength(5)
  expect(visitor.text).toContain('Leaves 10 Jan 2027')
  await visitor.open('/receptions/csv')
  expect(visitor.headers.get('content-type')).toContain('text/csv')
  expect(visitor.html).toContain(
    'C1001AA,Ahmed,Bilal,HMP Leeds,A-1-009,20/11/2026,On remand,After BCST1,Nobody,,No PIN\r\n',
  )
})

it('proposes officers by caseload, assigns with one press, and says how many went to whom', async () => {
  const visitor = await staffConsole.signIn('administrator')
  const colleague = await staffConsole.signIn('colleague')
  for (const each of [visitor, colleague]) await each.open('/receptions')
  await visitor.press('Assign BCST2', { person: ['C1001AA', 'C1002AA', 'C1003AA'] })
  expect(visitor.path).toBe('/receptions?prison=LEI')
  expect(visitor.text).toMatch(
    /3 BCST2 are assigned: (officer at work 2, second at work 1|officer at work 1, second at work 2)/,
  )
  await colleague.press('Assign BCST2', { person: ['C1001AA', 'C1010AA'] })
  expect(colleague.text).toContain('1 BCST2 is assigned')
  expect(colleague.text).toContain('1 person was assigned, assessed or moved meanwhile and stays as they are: C1001AA')
  await visitor.open('/receptions?since=week')
  const unchanged = visitor.formOf('Assign BCST2', { person: [] })
  await visitor.post(unchanged.action, unchanged.body)
  expect(visitor.text).toContain('No BCST2 was assigned')
  expect(visitor.path).toBe('/receptions?prison=LEI&since=week')
})

it('prints PIN slips in order of cell, once, and leaves out who has a PIN', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/receptions?since=week')
  const form = visitor.formOf('Print PIN slips', { person: ['C1001AA', 'C1003AA', 'C1011AA', 'C1004AA'] })
  expect(form.action).toBe('/receptions/pin-slips')
  await visitor.post(form.action, form.body)
  expect(visitor.status).toBe(200)
  expect(visitor.headers.get('cache-control')).toContain('no-store')
  expect([visitor.heading, visitor.path]).toEqual(['2 PIN slips to print', '/receptions/pin-slips/made'])
  expect(visitor.text).toContain('1 person selected has a PIN already and keeps it: Dean Before.')
  const pins = visitor
    .$('.app-code')
    .toArray()
    .map(each => visitor.$(each).text())
  expect(new Set(pins).size).toBe(2)
  expect(visitor.text.indexOf('Marvin Cole')).toBeLessThan(visitor.text.indexOf('Bilal Ahmed'))
  const audited = await staffConsole.inDatabase<{ count: string }>(
    `select count(*) from audit_entry join person on person.id = person_id
      where action = 'pin-slip-made' and prison_number in ('C1001AA', 'C1003AA')`,
  )
  expect(Number(audited[0]!.count)).toBe(2)

  const sessions = await staffConsole.inDatabase(`select * from staff_session`)
  expect(pins.filter(pin => JSON.stringify(sessions).includes(pin))).toEqual([])
  await visitor.open('/receptions/pin-slips/made')
  expect(visitor.text).toContain('These slips were made already')
  expect(visitor.$('.app-code')).toHaveLength(0)
  await visitor.post(form.action, form.body)
  expect(visitor.text).toContain('These slips were made already')
  expect(visitor.$('.app-code')).toHaveLength(0)
  await visitor.press('Print PIN slips', { person: ['C1011AA'] })
  expect(visitor.text).toContain('No PIN slip was made')
  await visitor.press('Print PIN slips', { person: ['C1011AA'], replace: 'yes' })
  expect(visitor.heading).toBe('1 PIN slip to print')
  const com = await staffConsole.signIn('com')
  expect((await com.post(form.action, new URLSearchParams({ _csrf: 'x' }))).status).toBe(403)
})

it('prints packs of those selected, and says when nobody is', async () => {
  const visitor = await staffConsole.signIn('administrator')
  await visitor.open('/receptions')
  await visitor.press('Print packs', { person: ['C1003AA', 'C1001AA'] })
  expect(visitor.$('section.app-plan')).toHaveLength(2)
  expect(visitor.text).toContain('Marvin Cole, C1003AA')
  await visitor.open('/receptions')
  const form = visitor.formOf('Print packs', { person: [] })
  await visitor.post(form.action, form.body)
  expect(visitor.text).toContain('Nobody was selected')
})

it('shows people of one name and birth date side by side, until somebody says that they are two', async () => {
  const twin = { firstName: 'Bilal', dateOfBirth: calendarDay('1990-02-01'), receptionDate: calendarDay('2026-01-05') }
  const { dependencies } = staffConsole
  await addPerson(dependencies, 'C2001AA', { lastName: 'AHMED', ...twin })
  await addPerson(dependencies, 'C2002AA', { lastName: 'Ahmed', ...twin, prisonId: 'HLI', comEmail: null })
  const manager = await staffConsole.signIn('manager')
  await manager.open('/receptions')
  expect(manager.text).toContain('Same name and birth date as C2001AA')
  expect(manager.html).not.toContain('C2002AA')
  await manager.follow('Compare')
  await manager.follow('Merge and keep C2001AA')
  expect(manager.path).toBe('/people/C2001AA/merge?with=C1001AA')
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/receptions/same-people')
  expect(visitor.text).toContain('A manager can merge them')
  const form = visitor.formOf('Not the same person C1001AA and C2001AA')
  await visitor.post(form.action, form.body)
  expect(visitor.text).toContain('It is recorded that they are two people')
  expect(visitor.text).toContain('No two people received in these days')
  form.body.set('other', 'C2002AA')
  expect((await visitor.post(form.action, form.body)).status).toBe(404)
})

it('keeps refused rows until a later file has them taken or somebody settles them', async () => {
  const visitor = await staffConsole.signIn('administrator')
  await visitor.open('/receptions')
  expect(visitor.text).toContain('2 rows of imported files are refused and not put right')
  await visitor.follow('See what is wrong')
  expect(visitor.text).toContain('C1005AA home_region must be one of')
  expect(visitor.text).toContain('No valid number prison is not in the register of prisons')
  expect(visitor.html).not.toMatch(/C1006AA|C1007AA/)
  await upload(visitor, morning.replaceAll('Yorks\n', '\n'))
  await visitor.open('/imports/refused')
  expect(visitor.html).not.toContain('C1005AA')
  const [button] = visitor.$('main button').toArray()
  const form = visitor.formOf(visitor.$(button).text().replace(/\s+/g, ' ').trim())
  await visitor.post(form.action, form.body)
  expect(visitor.text).toContain('The row is settled and off this list')
  expect(visitor.text).toContain('No refused row waits to be put right')
  await visitor.post(form.action, form.body)
  expect(visitor.text).toContain('The row was settled already')
  expect((await visitor.post('/imports/refused/x/settle', form.body)).status).toBe(404)
})
