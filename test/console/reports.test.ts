import { randomUUID } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { calendarDay } from '../../server/domain/calendar'
import { reportNames } from '../../server/domain/reports'
import { scopeFor } from '../../server/use-cases/accounts/access-scopes'
import { giveOutcome, override } from '../../server/use-cases/applications/answering/handle-application'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'

let staffConsole: TestConsole

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  const { dependencies } = staffConsole
  const officer = await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('manager', 'manager')
  await staffConsole.hire('hull', 'manager', ['HLI'])
  for (let number = 0; number < 6; number += 1) {
    const person = await addPerson(dependencies, `A100${number}AA`, { receptionDate: calendarDay('2026-11-18') })
    const { reference, version } = await sendApplication(dependencies, person, 'bank-account')
    const command = { staff: officer, scope: scopeFor(officer), reference, version, fromAddress: undefined }
    const idempotencyKey = `00000000-0000-4000-8000-00000000000${number}`
    const outcome = { ...command, idempotencyKey, outcome: 'agreed', body: 'Yes' } as const
    await giveOutcome(dependencies.database, dependencies.context(), outcome)
  }
  const person = await addPerson(dependencies, 'A2001AA')
  const { reference, version } = await sendApplication(dependencies, person, 'bank-account')
  const command = { staff: officer, scope: scopeFor(officer), reference, version, fromAddress: undefined }
  await override(dependencies.database, dependencies.context(), {
    ...command,
    idempotencyKey: '00000000-0000-4000-8000-000000000010',
    destination: 'COM',
    reason: '=HYPERLINK("x") Known to them',
  })
})

afterAll(() => staffConsole.stop())

it('ignores a region that there is not', async () => {
  const visitor = await staffConsole.signIn('manager')
  for (const region of ['atlantis', 'constructor']) {
    await visitor.open(`/reports/replies?by=month&region=${region}`)
    expect([visitor.status, visitor.text]).toEqual([200, expect.stringContaining('In time')])
  }
})

it('shows the share of replies in time as a chart with the same numbers in a table beneath', async () => {
  const visitor = await staffConsole.signIn('manager')
  await visitor.open('/reports')
  await visitor.follow('Replies in time')
  expect(visitor.$('table tbody tr').text().replace(/\s+/g, ' ')).toContain('November 2026 6 0 100% 0')
  expect(visitor.$('.app-chart__bar rect')).toHaveLength(1)
  await visitor.open('/reports/replies?by=prison')
  expect(visitor.$('table tbody').text()).toContain('HMP Leeds')
})

it('suppresses small numbers on the page and in the CSV', async () => {
  const visitor = await staffConsole.signIn('manager')
  await visitor.open('/reports/open')
  expect(visitor.$('table tbody td').first().text()).toBe('1 to 4')
  await visitor.open('/reports/open?format=csv')
  expect(visitor.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(visitor.html).toContain('1 to 4')
})

it('counts the reasons for overrides, and in the CSV the destinations, without free text', async () => {
  const visitor = await staffConsole.signIn('manager')
  await visitor.open('/reports/overrides')
  expect(visitor.text).toContain('Known to them')
  await visitor.open('/reports/overrides?by=way')
  const way = visitor.$('table tbody th').text()
  expect(way).toMatch(/^From .+ to .+\. The rule was .+\.$/)
  await visitor.open('/reports/overrides?by=way&format=csv')
  expect(visitor.html).toContain(`${way},`)
  expect(visitor.html).not.toContain('Known to them')
})

it.each(reportNames)('exports the table of %s as it is on the page', async report => {
  const visitor = await staffConsole.signIn('manager')
  await visitor.open(`/reports/${report}`)
  const table = visitor
    .$('table tr')
    .toArray()
    .map(row =>
      visitor
        .$(row)
        .find('th, td')
        .toArray()
        .map(cell => visitor.$(cell).text().trim()),
    )
  const href = visitor.$('a:contains("Save as CSV")').attr('href')
  if (href === undefined) return expect(table).toEqual([])
  await visitor.open(href)
  expect(parse(visitor.html, { bom: true })).toEqual(table)
})

it('counts overdue assessments', async () => {
  const visitor = await staffConsole.signIn('manager')
  await visitor.open('/reports/assessments?kind=bcst1')
  expect(visitor.$('table tbody').text().replace(/\s+/g, ' ')).toContain('BCST1 0 0 7 0%')
})

it('counts accommodation on the first night: somewhere, nowhere or not known', async () => {
  const { database, now } = staffConsole.dependencies
  const [officer] = await database.staff.inPrisons(['LEI'])
  const leaves = { releaseDate: calendarDay('2026-10-30') }
  const nights = [
    ...Array<'family'>(5).fill('family'),
    'cas',
    'none',
    'none',
    'none',
    'none',
    'none',
    'not-needed',
  ] as const
  const people = nights.map((housing, index) => ({ housing, number: `A3${String(index).padStart(3, '0')}AA` }))
  const tagged = { releaseDate: calendarDay('2027-05-01'), tagDate: calendarDay('2026-10-12') }
  const unknown = Array.from({ length: 5 }, (_none, index) => ({
    housing: 'not-yet' as const,
    number: `A310${index}AA`,
  }))
  for (const { housing, number } of [...people, ...unknown]) {
    const person = await addPerson(staffConsole.dependencies, number, housing === 'cas' ? tagged : leaves)
    const command = { personId: person.id, custodyBegan: person.custodyBegan, staffId: officer!.id, at: now() }
    await database.leaving.record({ housing: 'none' }, { ...command, idempotencyKey: randomUUID() })
    await database.leaving.record({ housing }, { ...command, idempotencyKey: randomUUID() })
  }
  await addPerson(staffConsole.dependencies, 'A3200AA', { releaseDate: calendarDay('2026-11-22') })
  await addPerson(staffConsole.dependencies, 'A3201AA', { releaseDate: calendarDay('2026-11-23') })

  const visitor = await staffConsole.signIn('manager')
  await visitor.open('/reports/first-night')
  const rows = visitor
    .$('table tbody tr')
    .toArray()
    .map(each => visitor.$(each).text().replace(/\s+/g, ' ').trim())
  expect(rows).toHaveLength(14)
  expect(rows.slice(-4)).toEqual([
    'September 2026 0 0 0 –',
    'October 2026 6 5 Not shown –',
    'November 2026 0 0 1 to 4 –',
    'Total 6 5 6 35%',
  ])
  expect(visitor.$('.app-chart__bar rect')).toHaveLength(2)
  await visitor.open('/reports/first-night?by=region&format=csv')
  expect(visitor.html).toContain(
    'Region,Somewhere to stay,Nowhere to stay,Not known,"Somewhere to stay, of all"\r\nYorkshire and the Humber,6,5,6,35%',
  )
})

it('counts one kind of assessment by month', async () => {
  const visitor = await staffConsole.signIn('manager')
  await visitor.open('/reports')
  await visitor.follow('BCST1')
  expect(visitor.$('#kind option[selected]').text()).toBe('BCST1')
  expect(visitor.$('table tbody').text().replace(/\s+/g, ' ')).toContain('November 2026 0 0 6 0%')
  expect(visitor.text).toContain('BCST1. From 1 November 2025 to 23 November 2026.')
  await visitor.open('/reports/assessments?by=month&kind=guided-interview')
  expect(visitor.text).toContain('There is nothing to count')
})

it.each(reportNames)('counts %s only in the reader’s own prisons', async report => {
  const visitor = await staffConsole.signIn('hull')
  await visitor.open(`/reports/${report}`)
  expect(visitor.status).toBe(200)
  expect(visitor.text).toContain('There is nothing to count')
  await visitor.open(`/reports/${report}?prison=LEI`)
  expect(visitor.status).toBe(404)
})

it('counts an answer in the prison where the person was at the time', async () => {
  const { database } = staffConsole.dependencies
  const at = new Date(staffConsole.dependencies.context().now.getTime() + 60_000)
  const [moved] = await staffConsole
    .knex('person')
    .where({ prison_number: 'A1000AA' })
    .update({ prison_id: 'HLI' })
    .returning<{ id: number }[]>('id')
  await database.notices.personMoved({ personId: moved!.id, from: 'LEI', to: 'HLI', openApplications: 0, at })

  const visitor = await staffConsole.signIn('manager')
  await visitor.open('/reports/replies?by=prison')
  expect(visitor.$('table tbody').text().replace(/\s+/g, ' ')).toContain('HMP Leeds 6 0')
  const hull = await staffConsole.signIn('hull')
  await hull.open('/reports/replies')
  expect(hull.text).toContain('There is nothing to count')
})

it('ignores invalid parameters in the address', async () => {
  const visitor = await staffConsole.signIn('manager')
  await visitor.open('/reports/replies?by=rule&months=99999&format=exe&prison=&team=x&kind=bcst1')
  expect(visitor.status).toBe(200)
  await visitor.open('/reports/everything')
  expect(visitor.status).toBe(404)
})
