import type { Person } from '../../server/database'
import { calendarDay } from '../../server/domain/calendar'
import { importReceptions } from '../../server/use-cases/people/records/import-people'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'
import type { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let person: Person
let com: Visitor
let officer: Visitor
let colleague: Visitor

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  for (const name of ['officer', 'colleague']) await staffConsole.hire(name, 'officer')
  await staffConsole.hire('manager', 'manager')
  await staffConsole.hire('com', 'com', [])
  await staffConsole.hire('next-com', 'com', [])
  await staffConsole.hire('hull', 'officer', ['HLI'])
  person = await addPerson(staffConsole.dependencies, 'A1234AA')
  com = await staffConsole.signIn('com')
  officer = await staffConsole.signIn('officer')
  colleague = await staffConsole.signIn('colleague')
})

afterAll(() => staffConsole.stop())

const request = {
  'task-kind': 'duty-to-refer',
  'task-words': 'Leeds first, then Wakefield',
  'task-due': '30/11/2026',
  'task-why': 'He lived there for six years',
}

/** Asks as the COM does. @returns the address of the task */
async function ask(fields: Record<string, string> = {}, number = 'A1234AA'): Promise<string> {
  await com.open(`/people/${number}/tasks`)
  await com.press('Ask the team', { ...request, ...fields })
  return com.path
}

const stepsOf = (visitor: Visitor) =>
  visitor
    .$('.app-timeline__item')
    .toArray()
    .map(each => visitor.$(each).text().replace(/\s+/g, ' ').trim())

/** A saved note, as a file has it. */
async function textOf(visitor: Visitor, path: string): Promise<string> {
  await visitor.open(path)
  return visitor.html
}

it('goes from the COM to the team and back, with who and when at each step', async () => {
  await com.open('/people/A1234AA')
  await com.follow('Ask the pre-release team to do something')
  expect(com.text).toContain('Ask the pre-release team of HMP Leeds')
  expect(com.text).not.toContain('Women’s Safety Worker')
  await com.press('Ask the team', request)
  expect(com.text).toContain('The pre-release team is asked')
  const address = com.path

  await officer.open('/')
  await officer.follow('1 request to the team waits for somebody to take it')
  expect(officer.$('tbody tr').text()).toContain('B-2-014')
  await officer.follow('Complete the duty to refer, or the application for assistance in Wales, Marrick, Dean')
  expect(officer.path).toBe(address)
  expect(officer.text).toContain('He lived there for six years')
  await officer.press('Take it')
  expect(officer.text).toContain('You have this request now')
  await officer.open('/')
  await officer.follow('Complete the duty to refer, or the application for assistance in Wales')
  expect(officer.path).toBe(address)
  expect(officer.$('#task-done-on').val()).toBe('23/11/2026')
  await officer.press('Say that it is done', { 'task-note': 'Sent to Leeds, ref 12' })
  expect(officer.$('button:contains("Say that it is done")')).toHaveLength(0)

  await com.open('/')
  expect(com.text).toContain('1 request to the team done')
  await com.follow('1 request to the team done or not done for you to read')
  await com.follow('Complete the duty to refer, or the application for assistance in Wales, Marrick, Dean')
  expect(stepsOf(com)).toEqual([
    expect.stringMatching(/^Asked for ?com at work, 23 November 2026 at/),
    expect.stringMatching(/^Taken ?officer at work, /),
    expect.stringMatching(/^Done on 23 November 2026 ?officer at work, .*Sent to Leeds, ref 12$/),
  ])
  await com.press('I have read this')
  await com.open('/tasks?list=to-read')
  expect(com.text).toContain('There is nothing here')
})

it('gives the same note for nDelius to copy and to save', async () => {
  const address = await ask({ 'task-why': 'First line\nSecond line' })
  await officer.open(address)
  await officer.press('Say that it cannot be done', { 'task-not-done': 'He has a flat' })
  await com.open(address)
  const shown = String(com.$('#note').val())
  expect(shown.split('\n')).toEqual([
    'Requests to the pre-release team',
    'Person: Dean Marrick, A1234AA, HMP Leeds',
    'Request: Complete the duty to refer, or the application for assistance in Wales',
    'In their words: Leeds first, then Wakefield',
    'Asked for by: com at work, for the COM',
    'Pathway: Accommodation',
    'Why: First line',
    'Second line',
    'By: 30 November 2026',
    '- 23 November 2026 at 10:00, com at work: Asked for',
    '- 23 November 2026 at 10:00, officer at work: Could not be done. He has a flat',
    'Now: Could not be done',
  ])
  const response = await textOf(com, `${address}/note`)
  expect(response).toBe(`${shown.replaceAll('\n', '\r\n')}\r\n`)
})

it.each([
  [{ 'task-kind': '' }, 'Choose what you ask for'],
  [{ 'task-kind': 'other', 'task-words': ' ', 'task-pathway': 'release-plan' }, 'Write what the team is to do'],
  [{ 'task-kind': 'crs-referral' }, 'Choose the pathway'],
  [{ 'task-kind': 'womens-safety' }, 'Choose what you ask for'],
  [{ 'task-due': '22/11/2026' }, 'The day must be today or after'],
  [{ 'task-due': 'soon' }, 'Enter a real day'],
  [{ 'task-due': '1/1/2030' }, 'in the next 2 years'],
  [{ 'task-why': '' }, 'Write why it is needed'],
])('rejects %o with messages and keeps what was typed', async (fields, words) => {
  await ask(fields)
  expect(com.status).toBe(422)
  expect(com.text).toContain(words)
  expectErrorsToLand(com)
  expect(com.$('#task-words').val() || com.$('#task-why').val()).toBeTruthy()
})

it('rejects an end without text or with a future date', async () => {
  const address = await ask()
  await officer.open(address)
  await officer.press('Say that it is done', { 'task-note': '', 'task-done-on': '24/11/2026' })
  expect(officer.status).toBe(422)
  expect(officer.text).toContain('Write what was done')
  expect(officer.text).toContain('The day must be today or before')
  expectErrorsToLand(officer)
  await officer.press('Say that it is done', { 'task-note': 'Rang them', 'task-done-on': '' })
  expect(officer.status).toBe(422)
  expect(officer.$('#task-done-on').val()).toBeUndefined()
  await com.open(address)
  await com.press('Withdraw it', {})
  expect(com.text).toContain('Write why it is not needed any more')
  expectErrorsToLand(com)
  await com.press('Withdraw it', { 'task-withdrawn': 'He has a place' })
  expect(com.text).toContain('Withdrawn')
  await officer.open(address)
  expect(officer.$('form button:contains("Take")')).toHaveLength(0)
})

it('shows the second of two people a conflict, keeps what they wrote and does nothing twice', async () => {
  const before = await staffConsole.inDatabase('select 1 from com_request')
  await com.open('/people/A1234AA/tasks')
  const form = com.formOf('Ask the team', request)
  await Promise.all([1, 2].map(() => com.anotherTab().post(form.action, new URLSearchParams(form.body))))
  expect(await staffConsole.inDatabase('select 1 from com_request')).toHaveLength(before.length + 1)

  await officer.open('/tasks?list=waiting')
  const address = officer.$('tbody th a').last().attr('href') ?? ''
  await officer.open(address)
  await colleague.open(address)
  const taking = officer.formOf('Take it')
  await Promise.all([1, 2].map(() => officer.anotherTab().post(taking.action, new URLSearchParams(taking.body))))
  await officer.press('Add to the request', { 'task-added': 'Ask for Wakefield too' })
  await colleague.press('Say that it is done', { 'task-note': 'Rang them', 'task-done-on': '23/11/2026' })
  expect(colleague.status).toBe(409)
  expect(colleague.text).toContain('This request changed after you opened it, so nothing was done')
  expect(colleague.$('#task-note').val()).toBe('Rang them')
  expect(stepsOf(colleague)).toHaveLength(3)
  await colleague.press('Take it over from officer at work')
  expect(stepsOf(colleague).at(-1)).toMatch(/^Taken ?colleague at work/)
  await colleague.press('Return to team')
  expect(colleague.text).toContain('Waits for the team')
})

it('takes what a colleague who took it does not contradict, and says who that was; an end only once', async () => {
  const address = await ask()
  for (const visitor of [officer, colleague]) await visitor.open(address)
  const third = colleague.anotherTab()
  await third.open(address)
  await officer.press('Take it')
  await colleague.press('Say that it is done', { 'task-note': 'Rang them', 'task-done-on': '23/11/2026' })
  expect(colleague.status).toBe(200)
  expect(colleague.text).toContain('While your page was open')
  expect(colleague.text).toContain('Taken: officer at work, 23 November 2026 at 10:00')
  expect(stepsOf(colleague).at(-1)).toMatch(/^Done/)
  await third.press('Say that it cannot be done', { 'task-not-done': 'Nobody picks up' })
  expect(third.status).toBe(409)
  expect(third.$('#typed-task-not-done').val()).toBe('Nobody picks up')
})

it('is hidden from other prisons and other COMs, and allows each side only its own actions', async () => {
  const address = await ask()
  for (const name of ['hull', 'next-com']) {
    const other = await staffConsole.signIn(name)
    for (const path of [address, `${address}/note`, '/people/A1234AA/tasks', '/people/A1234AA/tasks/note']) {
      await other.open(path)
      expect([path, other.status]).toEqual([path, 404])
    }
    await other.open('/tasks')
    expect(other.text).toContain('There is nothing here')
  }
  await staffConsole.inDatabase(`update person set com_email = 'next-com@example.test' where id = ${person.id}`)
  const next = await staffConsole.signIn('next-com')
  await next.open(address)
  expect(next.status).toBe(200)
  await com.open(address)
  expect(com.status).toBe(404)
  await staffConsole.inDatabase(`update person set com_email = 'com@example.test' where id = ${person.id}`)
  await com.open(address)
  const [, id] = /(\d+)$/.exec(address) ?? []
  const fields = new URLSearchParams({ _csrf: String(com.$('[name=_csrf]').first().val()) })
  await com.post(`/tasks/${id}/take`, fields)
  expect(com.status).toBe(403)
})

it('shows in a person’s note what was done within its days, without anything from restricted applications', async () => {
  const { dependencies } = staffConsole
  const other = await addPerson(dependencies, 'A5678EE', { firstName: 'Ivor', lastName: 'Tremain' })
  await ask({}, 'A5678EE')
  const open = await sendApplication(dependencies, other, 'bank-account')
  const secret = await sendApplication(dependencies, other, 'something-private')
  for (const { reference, id } of [open, secret]) {
    await officer.open(`/applications/${reference}`)
    await officer.follow('Begin a referral')
    await officer.press('Begin it', { 'referral-kind': 'cas', 'referral-whom': `CAS for ${reference}`, state: 'sent' })
    await staffConsole.inDatabase(
      `insert into application_event (application_id, version, kind, staff_id, detail, happened_at)
        select ${id}, 99, 'outcome', id, '{"outcome": "agreed"}', '2026-11-23T10:00Z'
        from staff where email = 'officer@example.test'`,
    )
  }
  for (const visitor of [officer, com]) {
    await visitor.open('/people/A5678EE/tasks/note')
    const note = String(visitor.$('#note').val())
    expect(note).toContain('Person: Ivor Tremain, A5678EE, HMP Leeds')
    expect(note).toContain('From 26 October 2026 to 23 November 2026')
    expect(note).toContain('Request: Complete the duty to refer')
    expect(note).toContain(`Referral sent: Community Accommodation Service (CAS), CAS for ${open.reference}`)
    expect(note).toMatch(new RegExp(`Application answered: .*, ${open.reference}. Agreed`))
    expect(note).not.toContain(secret.reference)
    const saved = visitor.$('a:contains("Save the note as a text")').attr('href') ?? ''
    expect(await textOf(visitor, saved)).toBe(`${note.replaceAll('\n', '\r\n')}\r\n`)
  }
  await com.open('/people/A5678EE/tasks/note?from=1/11/2026&to=22/11/2026')
  expect(com.$('#note').val()).toContain('Nothing was agreed or done in this time.')
  await com.open('/people/A5678EE/tasks/note?from=2/11/2026&to=1/11/2026')
  expect(com.status).toBe(422)
  expect(com.text).toContain('The last day must not be before the first')
  expectErrorsToLand(com)
})

it('passes to a colleague or the team when an account ends, and returns to the team when the person moves', async () => {
  const { dependencies } = staffConsole
  await addPerson(dependencies, 'A6789FF')
  const leaver = await staffConsole.hire('leaver', 'officer')
  const address = await ask({}, 'A6789FF')
  const visitor = await staffConsole.signIn('leaver')
  await visitor.open(address)
  await visitor.press('Take it')
  const manager = await staffConsole.signIn('manager')
  await manager.open(`/accounts/${leaver.id}/leave`)
  expect(manager.text).toContain('1 request to the team')
  const [colleagueId] = await staffConsole.inDatabase<{ id: number }>(
    "select id from staff where email = 'colleague@example.test'",
  )
  await manager.press('End the account', { 'work-to': String(colleagueId?.id) })
  expect(manager.text).toContain('1 piece of work went to their colleague')
  await com.open(address)
  expect(stepsOf(com).at(-1)).toMatch(/^Given to colleague at work ?manager at work/)

  const csv =
    'prison_number,last_name,first_name,prison,reception_date,custody_status,com_email\nA6789FF,Marrick,Dean,HLI,23/11/2026,sentenced,com@example.test\n'
  const file = { name: 'r.csv', content: Buffer.from(csv) }
  await importReceptions(dependencies.database, dependencies.context(), file, { staff: null, fromAddress: undefined })
  await com.open(address)
  expect(stepsOf(com).at(-1)).toMatch(/^Back with the team: the person is in another prison now ?The service/)
  const hull = await staffConsole.signIn('hull')
  await hull.open('/tasks?list=waiting')
  expect(hull.$('tbody tr')).toHaveLength(1)
  await colleague.open(address)
  expect(colleague.status).toBe(404)
})

it('keeps its steps unchanged, moves with a merge and is deleted by an erasure', async () => {
  const { database } = staffConsole.dependencies
  const target = await addPerson(staffConsole.dependencies, 'A7001AA')
  const duplicate = await addPerson(staffConsole.dependencies, 'A7002AA', { prisonId: 'HLI' })
  const address = await ask({}, 'A7002AA')
  const hull = await staffConsole.signIn('hull')
  await hull.open(address)
  await hull.press('Take it')
  await expect(staffConsole.inDatabase("update com_request_step set kind = 'asked'")).rejects.toThrow('append-only')
  const manager = await staffConsole.signIn('manager')
  await staffConsole.inDatabase(
    "insert into staff_prison (staff_id, prison_id) select id, 'HLI' from staff where email = 'manager@example.test'",
  )
  await manager.open('/people/A7001AA/merge?with=A7002AA')
  await manager.press('Make them one record')
  const [task] = await database.comRequests.ofPerson(target.id)
  expect(task).toMatchObject({ status: 'waits', holderId: null })
  expect(await database.comRequests.ofPerson(duplicate.id)).toEqual([])
  await staffConsole.inDatabase(
    `update person set release_date = '2019-01-01', updated_at = '2019-01-02' where id = ${target.id}`,
  )
  const erased = await database.transaction(transaction =>
    transaction.personRecords.erase(target.id, calendarDay('2020-01-01')),
  )
  expect(erased).toBe(true)
  expect(await staffConsole.inDatabase(`select 1 from com_request where person_id = ${target.id}`)).toEqual([])
})

it('is a thread that both sides add to while it is open, and that the COM chases', async () => {
  const address = await ask({ 'task-words': 'A thread of its own' })
  await officer.open(address)
  await officer.press('Add to the request', { 'task-added': ' ' })
  expect(officer.status).toBe(422)
  expectErrorsToLand(officer)
  await officer.press('Add to the request', { 'task-added': 'Which council first?' })
  expect(officer.$('button:contains("Chase")')).toHaveLength(0)
  // The pages of the COM are from before it, and what they add, and that they chased, is taken all the same.
  const before = com.anotherTab()
  await before.open(address)
  await com.press('Add to the request', { 'task-added': 'Leeds' })
  expect(com.text).toContain('It is added')
  await before.press('Chase')
  await officer.open(address)
  expect(stepsOf(officer).slice(1)).toEqual([
    expect.stringMatching(/^Added ?officer at work, .*Which council first\?$/),
    expect.stringMatching(/^Added ?com at work, .*Leeds$/),
    expect.stringMatching(/^Chased ?com at work, 23 November 2026/),
  ])
  await officer.press('Say that it cannot be done', { 'task-not-done': 'The council is closed' })
  expect(officer.$('#task-added')).toHaveLength(0)
})

it('is in a list that sorts, narrows to a landing and is saved as it is shown', async () => {
  await ask()
  await officer.open('/tasks?wing=b-2&sort=asked')
  expect(officer.$('[aria-sort=ascending]').text().trim()).toBe('Asked')
  await officer.follow('Asked')
  expect(officer.path).toBe('/tasks?wing=B-2&sort=-asked')
  const shown = officer.$('tbody tr').length
  expect(shown).toBeGreaterThan(0)
  await officer.open(officer.$('a[href^="/tasks.csv"]').attr('href') ?? '')
  const [heading, ...rows] = officer.html.trim().split('\r\n')
  expect(heading).toContain('By when,Ended,Request,Last name,First name,Prison number')
  expect(rows).toHaveLength(shown)
  await officer.open('/tasks?wing=C&sort=-asked')
  expect(officer.$('tbody tr')).toHaveLength(0)
  await officer.open(officer.$('.app-chip--on').attr('href') ?? '')
  expect(officer.path).toBe('/tasks?sort=-asked')
  // What has ended grows for ever: the newest first, and no other order.
  await officer.open('/tasks?list=withdrawn&sort=person')
  expect(officer.$('th a.app-sort')).toHaveLength(0)
})
