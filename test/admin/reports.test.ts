import { calendarDay } from '../../server/domain/calendar'
import { reportNames } from '../../server/domain/reports'
import { giveOutcome, override } from '../../server/use-cases/handle-application'
import { sightOf } from '../../admin/permissions'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'

let office: TestConsole

beforeAll(async () => {
  office = await startTestConsole({ TODAY: '2026-11-23' })
  const { services } = office
  const officer = await office.hire('officer', 'officer')
  await office.hire('manager', 'manager')
  await office.hire('hull', 'manager', ['HLI'])
  for (let number = 0; number < 6; number += 1) {
    const person = await addPerson(services, `A100${number}AA`, { receptionDate: calendarDay('2026-11-18') })
    const { reference, version } = await sendApplication(services, person, 'A05')
    const act = { staff: officer, sight: sightOf(officer), reference, version, fromAddress: undefined }
    const actKey = `00000000-0000-4000-8000-00000000000${number}`
    const outcome = { ...act, actKey, outcome: 'agreed', body: 'Yes' } as const
    await giveOutcome(services.database, services.circumstances(), outcome)
  }
  const person = await addPerson(services, 'A2001AA')
  const { reference, version } = await sendApplication(services, person, 'A05')
  const act = { staff: officer, sight: sightOf(officer), reference, version, fromAddress: undefined }
  await override(services.database, services.circumstances(), {
    ...act,
    actKey: '00000000-0000-4000-8000-000000000010',
    destination: 'COM',
    reason: '=HYPERLINK("x") Known to them',
  })
})

afterAll(() => office.stop())

it('counts replies in time as a picture with the same numbers in a table beneath', async () => {
  const visitor = await office.signIn('manager')
  await visitor.open('/reports')
  await visitor.follow('Replies in time')
  expect(visitor.$('table tbody tr').text().replace(/\s+/g, ' ')).toContain('November 2026 6 0')
  expect(visitor.$('.app-chart__bar rect')).toHaveLength(1)
  await visitor.open('/reports/replies?by=prison')
  expect(visitor.$('table tbody').text()).toContain('HMP Leeds')
})

it('holds small numbers back, on the page and in the CSV', async () => {
  const visitor = await office.signIn('manager')
  await visitor.open('/reports/open')
  expect(visitor.$('table tbody td').first().text()).toBe('1 to 4')
  await visitor.open('/reports/open?format=csv')
  expect(visitor.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(visitor.html).toContain('1 to 4')
})

it('says why applications were sent elsewhere', async () => {
  const visitor = await office.signIn('manager')
  await visitor.open('/reports/overrides')
  expect(visitor.text).toContain('Known to them')
})

it('counts assessments that are overdue', async () => {
  const visitor = await office.signIn('manager')
  await visitor.open('/reports/assessments')
  const row = visitor.$('table tbody tr').filter((_i, each) => visitor.$(each).text().includes('BCST1'))
  expect(row.text().replace(/\s+/g, ' ')).toContain('BCST1 0 0 7')
})

it.each(reportNames)('counts %s nowhere but in the reader’s own prisons', async report => {
  const visitor = await office.signIn('hull')
  await visitor.open(`/reports/${report}`)
  expect(visitor.status).toBe(200)
  expect(visitor.text).toContain('There is nothing to count')
  await visitor.open(`/reports/${report}?prison=LEI`)
  expect(visitor.status).toBe(404)
})

it('takes whatever the address says', async () => {
  const visitor = await office.signIn('manager')
  await visitor.open('/reports/replies?by=rule&months=99999&format=exe&prison=')
  expect(visitor.status).toBe(200)
  await visitor.open('/reports/everything')
  expect(visitor.status).toBe(404)
})
