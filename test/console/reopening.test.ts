import type { Application } from '../../server/database'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let officer: Visitor
let colleague: Visitor
let manager: Visitor
let application: Application
let people = 0

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('colleague', 'officer')
  await staffConsole.hire('manager', 'manager')
  officer = await staffConsole.signIn('officer')
  colleague = await staffConsole.signIn('colleague')
  manager = await staffConsole.signIn('manager')
})

beforeEach(async () => {
  const person = await addPerson(staffConsole.dependencies, `A10${String((people += 1)).padStart(2, '0')}AA`)
  application = await sendApplication(staffConsole.dependencies, person, 'bank-account')
  await officer.open(`/applications/${application.reference}/outcome`)
  await officer.press('Check before you send', { outcome: 'not-agreed', answer: 'No bank takes new forms now.' })
  await officer.press('Send to Dean Marrick and close')
})

afterAll(() => staffConsole.stop())

const stored = () => staffConsole.dependencies.database.applications.find(application.id)

/** What there is to answer, the oldest first. */
const toAnswer = () =>
  staffConsole
    .knex('notification')
    .where({ application_id: application.id, purpose: 'to-answer' })
    .orderBy('id')
    .select('status', 'recipient')

/** As if it had been closed so many minutes earlier. */
const closedEarlier = (minutes: number) =>
  staffConsole
    .knex('application_event')
    .where({ application_id: application.id, kind: 'outcome' })
    .update({ happened_at: staffConsole.knex.raw(`happened_at - interval '${minutes} minutes'`) })

describe('undoing a closing', () => {
  it('opens the application again for whoever closed it, and keeps the message that the person was sent', async () => {
    expect(officer.text).toContain('You can undo that until')
    await officer.press('Undo closing')
    expect(officer.text).toContain('The application is open again')
    await officer.open(`/applications/${application.reference}/notes`)
    expect(officer.text).toContain('Closing undone. For: CIT (custody)')
    expect(await stored()).toMatchObject({ status: 'open', outcome: null, closedAt: null, claimedBy: null })
    await officer.open(`/applications/${application.reference}/messages`)
    expect(officer.$('#messages').parent().text()).toContain('No bank takes new forms now.')
    expect(await toAnswer()).toEqual([
      { status: 'done', recipient: 'prt' },
      { status: 'seen', recipient: 'prt' },
    ])
  })

  it('is not offered to a colleague, and is refused to one who posts it', async () => {
    await colleague.open(`/applications/${application.reference}`)
    expect(colleague.text).not.toContain('Undo closing')
    await colleague.open(`/applications/${application.reference}/notes`)
    const { body } = colleague.formOf('Save staff note')
    await colleague.post(`/applications/${application.reference}/undo-closing`, body)
    expect(colleague.status).toBe(422)
    expect((await stored())?.status).toBe('closed')
  })

  it('is refused after an hour, to a page that was opened before, and says whom to ask', async () => {
    await closedEarlier(61)
    await officer.press('Undo closing')
    expect(officer.status).toBe(422)
    expect(officer.text).toContain('Only whoever closed it can undo that, within an hour. Ask a manager to reopen it')
    expect(officer.text).not.toContain('You can undo that until')
    expect((await stored())?.status).toBe('closed')
  })
})

describe('reopening', () => {
  it('is a manager’s, with a reason that staff read', async () => {
    await manager.open(`/applications/${application.reference}`)
    await manager.follow('Reopen')
    await manager.press('Reopen', {})
    expect(manager.status).toBe(422)
    expectErrorsToLand(manager)
    await manager.press('Reopen', { 'reopen-reason': 'A second bank takes forms.' })
    await manager.open(`/applications/${application.reference}/notes`)
    expect(manager.text).toContain('Reopened by a manager. For: CIT (custody)')
    expect(manager.text).toContain('A second bank takes forms.')
    expect((await stored())?.status).toBe('open')
  })

  it('is not offered while an appeal waits for a manager', async () => {
    await staffConsole.dependencies.database.reviewRequests.add(application.id, {
      words: 'I have ID now',
      askedAt: staffConsole.dependencies.now(),
      respondBy: application.respondBy,
    })
    await manager.open(`/applications/${application.reference}`)
    expect(manager.$('a:contains("Reopen")')).toHaveLength(0)
    await officer.press('Undo closing')
    expect(officer.status).toBe(409)
    expect((await stored())?.status).toBe('closed')
  })
})
