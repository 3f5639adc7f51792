import type { Application } from '../../server/database'
import { calendarDay } from '../../server/domain/calendar'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { doDailyWork } from '../set-up/jobs'
import { addPerson, sendApplication } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let officer: Visitor
let com: Visitor

beforeAll(async () => {
  staffConsole = await startTestConsole()
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('com', 'com', [])
  officer = await staffConsole.signIn('officer')
  com = await staffConsole.signIn('com')
})

afterAll(() => staffConsole.stop())

const setDay = (day: string) => (staffConsole.clock.now = new Date(`${day}T10:00:00Z`))

/** The day before and of the handover of somebody who leaves on the first of August. */
const before = '2026-12-16'
const handover = '2026-12-17'

/** Somebody's application that is answered long before the handover. */
async function answered(number: string, riskOfSeriousHarm: 'medium' | 'high' = 'medium'): Promise<Application> {
  const facts = { lastName: 'Marrick', releaseDate: calendarDay('2027-08-01'), riskOfSeriousHarm }
  const person = await addPerson(staffConsole.dependencies, number, facts)
  const application = await sendApplication(staffConsole.dependencies, person, 'mentor')
  await staffConsole.inDatabase(
    `update application set status = 'closed', outcome = 'agreed', closed_at = now() where id = ${application.id};
      update notification set status = 'done', ended_at = now()
        where application_id = ${application.id} and purpose = 'to-answer'`,
  )
  return application
}

async function carried({ id }: Application) {
  return staffConsole.inDatabase<{ recipient: string; due: string; status: string }>(
    `select recipient, due::text, status from notification
      where application_id = ${id} and 'refer-after-handover' = any(actions)`,
  )
}

it('brings back on the day of handover what was to be referred then, once, and not before', async () => {
  setDay('2026-11-23')
  const application = await answered('A1001AA')
  const actions = await staffConsole.dependencies.database.applications.actions(application.id)
  expect(actions.map(({ action }) => action)).toContain('refer-after-handover')
  setDay(before)
  await doDailyWork(staffConsole.dependencies)
  expect(await carried(application)).toEqual([])
  setDay(handover)
  await doDailyWork(staffConsole.dependencies)
  const once = await carried(application)
  expect(once).toEqual([{ recipient: 'prt', due: '2026-12-18', status: 'open' }])
  await doDailyWork(staffConsole.dependencies)
  setDay('2026-12-18')
  await doDailyWork(staffConsole.dependencies)
  expect(await carried(application)).toEqual(once)
})

it('stands in the list of that team, who do it', async () => {
  await officer.open('/told-and-asked?list=for-you')
  expect(officer.$('tbody').text()).toContain('Refer once the COM is responsible')
  await officer.follow('Marrick, Dean')
  expect(officer.status).toBe(200)
  await com.open('/told-and-asked?list=for-you')
  expect(com.$('tbody').text()).not.toContain('Refer once the COM is responsible')
})

it('brings back nothing of somebody who has left', async () => {
  setDay('2026-11-23')
  const application = await answered('A1002AA')
  await staffConsole.inDatabase("update person set whereabouts = 'left' where prison_number = 'A1002AA'")
  setDay(handover)
  await doDailyWork(staffConsole.dependencies)
  expect(await carried(application)).toEqual([])
})

it('keeps the earlier day of what the team is to do already', async () => {
  setDay('2026-11-23')
  const application = await answered('A1003AA')
  await staffConsole.inDatabase(
    `update notification set status = 'open', ended_at = null, purpose = 'to-do', due = '2026-12-16'
      where application_id = ${application.id} and recipient = 'prt'`,
  )
  setDay(handover)
  await doDailyWork(staffConsole.dependencies)
  expect(await carried(application)).toEqual([{ recipient: 'prt', due: '2026-12-16', status: 'open' }])
})
