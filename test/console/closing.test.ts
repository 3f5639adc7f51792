import type { Application } from '../../server/database'
import { importReceptions } from '../../server/use-cases/people/records/import-people'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let officer: Visitor
let colleague: Visitor
let colleagueId: number
let application: Application
let people = 0

const action = 'settle-refer-to-prison-banking'

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('officer', 'officer')
  colleagueId = (await staffConsole.hire('colleague', 'officer')).id
  officer = await staffConsole.signIn('officer')
  colleague = await staffConsole.signIn('colleague')
})

beforeEach(async () => {
  const number = `A10${String((people += 1)).padStart(2, '0')}AA`
  const person = await addPerson(staffConsole.dependencies, number, { lastName: `Marrick-${number}` })
  application = await sendApplication(staffConsole.dependencies, person, 'bank-account')
  await officer.open(`/applications/${application.reference}/outcome`)
})

afterAll(() => staffConsole.stop())

const close = async (fields: Record<string, string>) => {
  await officer.press('Check before you send', { outcome: 'agreed-in-part', answer: 'We ask a bank.', ...fields })
  if (officer.status === 200) await officer.press(officer.$('button[value=send]').text().trim())
}
const carriedOn = () => ({
  [action]: 'carried-on',
  [`${action}-owner`]: String(colleagueId),
  [`${action}-due`]: '24/11/2026',
})

describe('what is not done when an application is closed', () => {
  it('has to become something, and “Agreed” is refused over work that goes on', async () => {
    await close({ [action]: 'not-needed' })
    expect(officer.status).toBe(422)
    expectErrorsToLand(officer)
    await close({ outcome: 'agreed', ...carriedOn() })
    expect(officer.status).toBe(422)
    expect(officer.text).toContain('Something is carried on')
    await close({ ...carriedOn(), [`${action}-due`]: '28/11/2026' })
    expect(officer.status).toBe(422)
    expect((await staffConsole.dependencies.database.applications.find(application.id))?.status).toBe('open')
  })

  it('is shown before it is sent, also where the page does not say which button was pressed', async () => {
    const { body } = officer.formOf('Check before you send')
    body.delete('do')
    body.set('outcome', 'not-agreed')
    body.set('answer', 'We ask a bank.')
    body.set(action, 'not-needed')
    body.set(`${action}-because`, 'He has an account')
    await officer.post(`/applications/${application.reference}/outcome`, body)
    expect(officer.text).toContain('It is not sent yet')
    expect((await staffConsole.dependencies.database.applications.find(application.id))?.status).toBe('open')
  })

  it('is carried on by its owner, who has it in a list and does it, or hands it over', async () => {
    await officer.press('Check before you send', {
      outcome: 'agreed-in-part',
      answer: 'We ask a bank.',
      ...carriedOn(),
    })
    expect(officer.text).toContain(
      'Carried on: Refer to the prison banking administrator. colleague at work, by 24 November 2026',
    )
    await officer.press(officer.$('button[value=send]').text().trim())
    expect(officer.text).toContain('Carried on by colleague at work, by 24 November 2026')
    await colleague.open('/told-and-asked?list=carried-on-yours')
    await colleague.follow(`Marrick-${people < 10 ? `A100${people}AA` : ''}, Dean`)
    expect(colleague.text).toContain('Carried on after closing')
    const [me] = await staffConsole.inDatabase<{ id: number }>(
      "select id from staff where email = 'officer@example.test'",
    )
    await colleague.press('Reassign', { owner: String(me!.id) })
    expect(colleague.text).toContain('It is reassigned')
    await officer.open(colleague.path)
    await officer.press('Mark as done', { 'done-words': '' })
    expect(officer.text).toContain('Record their consent on the application first')
  })

  it('is the team’s when the account of its owner ends', async () => {
    const leaver = await staffConsole.hire('leaver', 'officer')
    await officer.open(`/applications/${application.reference}/outcome`)
    await close({ ...carriedOn(), [`${action}-owner`]: String(leaver.id) })
    expect(officer.$('.app-actions__item').text()).toContain('Carried on by leaver at work, by 24 November 2026')
    await staffConsole.hire('manager', 'manager')
    const manager = await staffConsole.signIn('manager')
    await manager.open(`/accounts/${leaver.id}/leave`)
    expect(manager.text).toContain('1 action carried on after closing')
    await manager.press('End the account', { 'work-to': 'team' })
    await officer.open(`/applications/${application.reference}`)
    expect(officer.$('.app-actions__item').text()).toContain('Carried on by Pre-release team, by 24 November 2026')
    expect(officer.text).not.toContain('Carried on by leaver')
  })

  it('is the new team’s when the person moves to another prison', async () => {
    await close(carriedOn())
    const { database, context } = staffConsole.dependencies
    const file = `prison_number,last_name,first_name,prison,reception_date,custody_status
A10${String(people).padStart(2, '0')}AA,Marrick,Dean,HLI,23/11/2026,sentenced`
    const by = { staff: null, fromAddress: undefined }
    await importReceptions(database, context(), { name: 'r.csv', content: Buffer.from(file) }, by)
    const [item] = await staffConsole.inDatabase<{ held_by: number | null }>(
      `select held_by from notification where carried_on and application_id = ${application.id}`,
    )
    expect(item).toEqual({ held_by: null })
  })

  it('that is not needed is closed with the reason at the action and in its history', async () => {
    await close({ [action]: 'not-needed', [`${action}-because`]: 'He has an account after all.' })
    expect(officer.$('.app-actions__item').text()).toContain('Not needed: He has an account after all.')
    expect(officer.$('.app-actions__item').text()).not.toContain('To do')
    await officer.open(`/applications/${application.reference}/notes`)
    expect(officer.text).toContain(
      'Not needed: Refer to the prison banking administrator. He has an account after all.',
    )
  })

  it('discloses nothing without consent when it is done in closing', async () => {
    await close({ [action]: 'done' })
    expect(officer.status).toBe(422)
    expect(officer.text).toContain('has not agreed')
    expectErrorsToLand(officer)
    expect((await staffConsole.dependencies.database.applications.find(application.id))?.status).toBe('open')
  })

  it('is the application’s again when the closing is undone', async () => {
    await close(carriedOn())
    await officer.press('Undo closing')
    const [item] = await staffConsole.inDatabase<{ status: string }>(
      `select status from notification where carried_on and application_id = ${application.id}`,
    )
    expect(item?.status).toBe('withdrawn')
    expect(officer.$('.app-actions__item').text()).toContain('To do')
  })
})
