import { seesNobody } from '../../server/database'
import { assessmentKinds } from '../../server/domain/assessments'
import { calendarDay } from '../../server/domain/calendar'
import { decideAgainToday } from '../../server/use-cases/applications/routing/decide-again'
import { workOutAssessments } from '../../server/use-cases/assessments/assessments'
import { signInWithPin } from '../../server/use-cases/people/in-cell/pins'
import { importReceptions } from '../../server/use-cases/people/records/import-people'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication, testPin } from '../set-up/people'
import { openPortal } from '../set-up/portal'
import { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  for (const role of ['officer', 'administrator', 'manager'] as const) await staffConsole.hire(role, role)
  await staffConsole.hire('second', 'officer')
  await staffConsole.hire('hull', 'officer', ['HLI'])
  await staffConsole.hire('com', 'com', [])
})

afterAll(() => staffConsole.stop())

const gone = { releaseDate: calendarDay('2026-11-20') }

const names = (visitor: Visitor) =>
  visitor
    .$('tbody th a')
    .toArray()
    .map(each => visitor.$(each).text())

/** Presses a button of one row or of the foot of the list. */
async function say(visitor: Visitor, fields: Readonly<Record<string, string | readonly string[]>>): Promise<void> {
  const body = new URLSearchParams()
  for (const name of ['_csrf', 'idempotencyKey']) {
    body.set(name, visitor.$(`form.app-chosen [name=${name}]`).attr('value')!)
  }
  for (const [name, values] of Object.entries(fields)) for (const each of [values].flat()) body.append(name, each)
  await visitor.post('/left', body)
}

const rowValue = (visitor: Visitor, number: string) => visitor.$(`[name=who][value^="${number}"]`).attr('value')!

it('lists whose release date or tag day has come, within scope, and counts them on the home page', async () => {
  const { dependencies } = staffConsole
  await addPerson(dependencies, 'A1001AA', { lastName: 'Released', ...gone })
  await addPerson(dependencies, 'A1002AA', { lastName: 'Tagged', tagDate: calendarDay('2026-11-21') })
  await addPerson(dependencies, 'A1003AA', { lastName: 'Staying' })
  await addPerson(dependencies, 'A1004AA', { lastName: 'Hull', prisonId: 'HLI', comEmail: null, ...gone })
  const officer = await staffConsole.signIn('officer')
  await officer.follow('2 people to confirm as left')
  expect(officer.path).toBe('/left')
  expect(names(officer)).toEqual(['Released, Dean', 'Tagged, Dean'])
  expect(officer.text).toContain('20 Nov, release date')
  expect(officer.text).toContain('21 Nov, on tag')
  const com = await staffConsole.signIn('com')
  await com.open('/left')
  expect(names(com)).toEqual(['Released, Dean', 'Tagged, Dean'])
  expect(com.$('form.app-chosen')).toHaveLength(0)
})

it('sorts, narrows to a wing, comes back to the same list after a press, and is saved as it is shown', async () => {
  const { dependencies } = staffConsole
  await addPerson(dependencies, 'A1091AA', { lastName: 'Second', location: 'Q-1-002', ...gone })
  await addPerson(dependencies, 'A1092AA', { lastName: 'First', location: 'Q-1-001', ...gone })
  const officer = await staffConsole.signIn('officer')
  await officer.open('/left?wing=q-1')
  await officer.follow('Cell')
  await officer.follow('Cell')
  expect(officer.path).toBe('/left?wing=Q-1&sort=-cell')
  expect(names(officer)).toEqual(['Second, Dean', 'First, Dean'])
  await officer.open(officer.$('a[href^="/left.csv"]').attr('href') ?? '')
  expect(
    officer.html
      .trim()
      .split('\r\n')
      .map(row => row.split(',')[0]),
  ).toEqual(['Last name', 'Second', 'First'])
  for (const name of ['Second', 'First']) {
    await officer.open('/left?wing=Q-1&sort=-cell')
    await officer.press(`Left: ${name}, Dean`)
    expect(officer.path).toBe('/left?wing=Q-1&sort=-cell')
  }
  expect(names(officer)).toEqual([])
})

it('takes somebody who left out of every list, and finds them by search with the day', async () => {
  const officer = await staffConsole.signIn('officer')
  await officer.open('/left')
  await say(officer, { one: `left:${rowValue(officer, 'A1001AA')}` })
  expect(officer.path).toBe('/left')
  expect(officer.text).toContain('1 person is recorded as left')
  expect(names(officer)).toEqual(['Tagged, Dean'])
  await officer.open('/people')
  expect(names(officer)).not.toContain('Released, Dean')
  await officer.press('Search', { search: 'A1001AA' })
  expect(officer.text).toContain('Left on 20 November 2026')
  await officer.follow('Released, Dean')
  expect(officer.$('#whereabouts').text()).toContain(
    'Left on 20 November 2026: released on their release date (recorded by officer at work).',
  )
  expect(officer.text).not.toContain('Make a PIN slip')
  await officer.follow('Record what was done')
  expect(officer.path).toBe('/people/A1001AA/assessments')
  expect(officer.text).toContain('Ended: left prison')
  await officer.open('/assessments?state=all')
  expect(officer.text).not.toContain('A1001AA')
})

it('refuses the in-cell site to somebody who has left, and ends the session they have', async () => {
  const { dependencies } = staffConsole
  const { database } = dependencies
  const portal = await staffConsole.serve(openPortal)
  const person = await addPerson(dependencies, 'A1005AA', { lastName: 'Signed-in', ...gone })
  const cell = new Visitor(portal)
  await cell.open('/my/sign-in')
  await cell.press('Sign in', { 'prison-number': 'A1005AA', pin: testPin })
  await cell.open('/my')
  expect(cell.path).toBe('/my')
  const officer = await staffConsole.signIn('officer')
  await officer.open('/left')
  await say(officer, { one: `left:${rowValue(officer, 'A1005AA')}` })
  await cell.open('/my')
  expect(cell.path).toBe('/my/sign-in')
  const command = { prisonNumber: 'A1005AA', pin: testPin, fromAddress: undefined }
  expect(await signInWithPin(database, dependencies.context(), command)).toEqual({ kind: 'wrong' })
  const actions = (await database.audit.ofPerson(person.id)).map(({ action }) => action)
  expect(actions).toEqual(expect.arrayContaining(['whereabouts-moved', 'sign-in-refused']))
})

it('asks again tomorrow about somebody still here after their release date, and not about a tag day', async () => {
  const { dependencies } = staffConsole
  await addPerson(dependencies, 'A1006AA', { lastName: 'Late', ...gone })
  const officer = await staffConsole.signIn('officer')
  await officer.open('/left')
  await say(officer, { to: 'still-here', who: [rowValue(officer, 'A1002AA'), rowValue(officer, 'A1006AA')] })
  expect(officer.text).toContain('2 people are recorded as still here')
  expect(names(officer)).toEqual([])
  const { database } = dependencies
  const scope = {
    ...seesNobody,
    prisons: ['LEI'],
    team: 'PRT',
    seesRestricted: true,
    answersReviewRequests: false,
  } as const
  const tomorrow = await database.whereabouts.mayHaveLeft(
    scope,
    calendarDay('2026-11-24'),
    { wing: null, order: 'day' },
    { page: 1, size: 50 },
  )
  expect(tomorrow.map(({ prisonNumber }) => prisonNumber)).toEqual(['A1006AA'])
})

it('records who is at hospital, at court or at large, and pauses what nobody could assess', async () => {
  const { dependencies } = staffConsole
  await addPerson(dependencies, 'A1007AA', { lastName: 'Ill', ...gone })
  const officer = await staffConsole.signIn('officer')
  await officer.open('/left')
  await say(officer, { to: 'elsewhere', who: rowValue(officer, 'A1007AA') })
  expect(officer.status).toBe(422)
  expectErrorsToLand(officer)
  await say(officer, { to: 'elsewhere', somewhere: 'hospital', who: rowValue(officer, 'A1007AA') })
  expect(officer.text).toContain('1 person is recorded as out at hospital')
  await officer.open('/people/A1007AA')
  expect(officer.$('#whereabouts').text()).toContain(
    'Out at hospital since 23 November 2026 (recorded by officer at work)',
  )
  await officer.open('/people/A1007AA/assessments')
  expect(officer.text).toContain('Paused: not in prison now')
  await officer.follow('Where they are, and leaving')
  await officer.press('Record it', { whereabouts: 'at-large', 'moved-on': '22/11/2026' })
  expect(officer.status).toBe(422)
  expectErrorsToLand(officer)
  await officer.press('Record it', { whereabouts: 'at-large', 'moved-on': '23/11/2026' })
  expect(officer.text).toContain('Unlawfully at large since 23 November 2026')
  await officer.press('Record it', { whereabouts: 'in-prison', 'moved-on': '23/11/2026' })
  expect(officer.text).toContain('In prison from 23 November 2026')
})

it('says in lists and on applications that somebody is out of prison', async () => {
  const { dependencies } = staffConsole
  const person = await addPerson(dependencies, 'A1030AA', { lastName: 'Elsewhere' })
  const { reference } = await sendApplication(dependencies, person, 'debts-and-bills', { pressure: 'yes' })
  const officer = await staffConsole.signIn('officer')
  const lists = ['/queue', '/safety', '/told-and-asked', '/people']
  const rowsOf = async (path: string) => {
    await officer.open(path)
    const rows = officer.$('tbody tr').filter((_at, each) => officer.$(each).text().includes('A1030AA'))
    return rows.text()
  }
  // All rows of these are of one prison, which they leave out: the cell says where somebody is.
  const placeIn = (path: string) => (['/queue', '/people', '/safety'].includes(path) ? 'B-2-014' : 'HMP Leeds')
  for (const path of lists) expect(await rowsOf(path)).toContain(placeIn(path))
  for (const path of lists) expect(await rowsOf(path)).not.toContain('out at')
  await officer.open(`/applications/${reference}`)
  expect(officer.$('#whereabouts')).toHaveLength(0)
  await officer.open('/people/A1030AA/whereabouts')
  await officer.press('Record it', { whereabouts: 'court', 'moved-on': '23/11/2026' })
  for (const path of lists) {
    expect(await rowsOf(path)).toMatch(new RegExp(`${placeIn(path)}.*out at court`))
  }
  await officer.open(`/applications/${reference}`)
  expect(officer.$('#whereabouts').text()).toBe('Out at court since 23 November 2026.')
})

it('lets nobody close over open work: each piece goes to the COM, is closed with words, or is kept with an owner', async () => {
  const { dependencies } = staffConsole
  const person = await addPerson(dependencies, 'A1008AA', { lastName: 'Busy', ...gone })
  const bank = await sendApplication(dependencies, person, 'bank-account')
  const debts = await sendApplication(dependencies, person, 'debts-and-bills')
  const other = await sendApplication(dependencies, person, 'something-else')
  await staffConsole.inDatabase(`update application set destination = 'PRT' where person_id = ${person.id}`)
  const officer = await staffConsole.signIn('officer')
  await officer.open('/people/A1008AA/referrals')
  await officer.press('Begin it', { 'referral-kind': 'cas', 'referral-whom': 'CAS3', state: 'sent' })
  await officer.open('/left')
  await say(officer, { to: 'left', who: rowValue(officer, 'A1008AA') })
  expect(officer.path).toBe('/people/A1008AA/left')
  expect(officer.$('[name=left-on]').attr('value')).toBe('20/11/2026')
  const [referral] = await staffConsole.inDatabase<{ id: number }>(
    `select id from referral where person_id = ${person.id}`,
  )
  const work = {
    [`applications-${bank.id}`]: 'to-com',
    [`applications-${debts.id}`]: 'closed',
    [`applications-${other.id}`]: 'kept',
  }
  await officer.press('Record that they have left', work)
  expect(officer.status).toBe(422)
  expectErrorsToLand(officer)
  await officer.press('Record that they have left', { ...work, [`referrals-${referral!.id}`]: 'closed' })
  expect(officer.status).toBe(422)
  expect(officer.text).toContain('Write why it is closed')
  const [second] = await staffConsole.inDatabase<{ id: number }>(
    `select id from staff where email = 'second@example.test'`,
  )
  await officer.press('Record that they have left', {
    'closing-words': 'You left on 20 November',
    owner: String(second!.id),
  })
  expect(officer.path).toBe('/left')
  expect(
    await staffConsole.inDatabase(
      `select topic, status, outcome, outcome_reason, destination, claimed_by from application where person_id = ${person.id} order by id`,
    ),
  ).toEqual([
    expect.objectContaining({ status: 'open', destination: 'COM', claimed_by: null }),
    expect.objectContaining({ status: 'closed', outcome: 'person-left', outcome_reason: 'You left on 20 November' }),
    expect.objectContaining({ status: 'open', destination: 'PRT', claimed_by: second!.id }),
  ])
  expect(await staffConsole.inDatabase(`select state from referral where person_id = ${person.id}`)).toEqual([
    { state: 'stopped' },
  ])

  expect(
    await staffConsole.inDatabase(
      `select topic, recipient, notification.status from notification join application on application.id = application_id
        where purpose = 'to-answer' and notification.person_id = ${person.id} and topic in ('bank-account', 'debts-and-bills')
        order by notification.id`,
    ),
  ).toEqual([
    { topic: 'bank-account', recipient: 'prt', status: 'withdrawn' },
    { topic: 'bank-account', recipient: 'com', status: 'open' },
    { topic: 'debts-and-bills', recipient: 'prt', status: 'withdrawn' },
  ])

  await officer.open('/queue')
  expect(officer.text).not.toContain(other.reference)
  await officer.open('/')
  await officer.follow('1 open of people who have left')
  expect(officer.text).toContain(other.reference)
  expect(officer.text).not.toContain(bank.reference)
  const com = await staffConsole.signIn('com')
  await com.open('/queue')
  expect(com.text).toContain(bank.reference)
  await officer.open(`/applications/${bank.reference}/notes`)
  expect(officer.text).toContain('The person left prison, so it went from')
})

it('closes an enquiry that waits for the reply of whoever asked', async () => {
  await addPerson(staffConsole.dependencies, 'A1010AA', { lastName: 'Asked', ...gone })
  const officer = await staffConsole.signIn('officer')
  await officer.open('/people/A1010AA/questions')
  await officer.press('Ask', { 'question-body': 'com', 'question-words': 'Where will he live?' })
  const enquiry = officer.path
  const com = await staffConsole.signIn('com')
  await com.open(enquiry)
  await com.press('Ask them first', { 'question-answer': 'Which town?' })
  await officer.open('/left')
  await say(officer, { to: 'left', who: rowValue(officer, 'A1010AA') })
  await officer.press('Record that they have left', {
    [`enquiries-${enquiry.split('/').pop()}`]: 'closed',
    'closing-words': 'He left on 20 November',
  })
  expect(officer.path).toBe('/left')
  await com.open(enquiry)
  expect(com.text).toContain('Withdrawn')
  expect(com.text).toContain('He left on 20 November')
})

it('keeps what was settled as it is when facts are decided again', async () => {
  const { database, context } = staffConsole.dependencies
  for (const personId of await database.applications.peopleWithOpen()) {
    expect(await decideAgainToday(database, context(), personId)).toBe(0)
  }
})

it('brings somebody back whose leaving was a mistake, with their applications open again', async () => {
  const administrator = await staffConsole.signIn('administrator')
  await administrator.open('/people/A1008AA/whereabouts')
  expect(administrator.text).not.toContain('Recorded by mistake?')
  const manager = await staffConsole.signIn('manager')
  await manager.open('/people/A1008AA/whereabouts')
  await manager.press('They have not left', { 'mistake-reason': ' ' })
  expect(manager.status).toBe(422)
  expectErrorsToLand(manager)
  await manager.press('They have not left', { 'mistake-reason': 'It was somebody else of that name' })
  expect(manager.path).toBe('/people/A1008AA')
  expect(manager.$('#whereabouts')).toHaveLength(0)
  const open = await staffConsole.inDatabase(`select 1 from application join person on person.id = person_id
    where prison_number = 'A1008AA' and status = 'open'`)
  expect(open).toHaveLength(3)
  await manager.open('/people/A1008AA/whereabouts')
  expect(manager.text).toContain(
    'The leaving was recorded by mistake It was somebody else of that name manager at work',
  )
  await manager.open('/left')
  expect(names(manager)).toContain('Busy, Dean')
  await expect(staffConsole.inDatabase(`update whereabouts_record set words = 'x'`)).rejects.toThrow('append-only')
})

it('records nothing over what a colleague recorded first', async () => {
  await addPerson(staffConsole.dependencies, 'A1009AA', { lastName: 'Twice', ...gone })
  const first = await staffConsole.signIn('officer')
  const second = await staffConsole.signIn('second')
  for (const each of [first, second]) await each.open('/left')
  const value = rowValue(second, 'A1009AA')
  await say(first, { one: `still-here:${value}` })
  await say(second, { one: `left:${value}` })
  expect(second.text).toContain('a colleague recorded something first')
  await second.open('/people/A1009AA')
  expect(second.$('#whereabouts')).toHaveLength(0)
})

it('begins a new time in custody with a reception after somebody left, without their old PIN', async () => {
  const { dependencies } = staffConsole
  const { database } = dependencies
  const file = [
    'prison_number,last_name,first_name,prison,reception_date,custody_status',
    'A1001AA,Released,Dean,LEI,23/11/2026,remand',
  ].join('\n')
  const by = { staff: null, fromAddress: undefined }
  await importReceptions(database, dependencies.context(), { name: 'r.csv', content: Buffer.from(file) }, by)
  const person = (await database.people.findByNumber('A1001AA'))!
  expect(person).toMatchObject({ whereabouts: 'in-prison', custodyBegan: '2026-11-23' })
  expect(await database.pins.find(person.id)).toBeUndefined()
  const officer = await staffConsole.signIn('officer')
  await officer.open('/people/A1001AA/whereabouts')
  expect(officer.text).toContain('Received into prison on 23 November 2026')
})

it('counts no assessment of somebody who has left or is at hospital', async () => {
  const { dependencies } = staffConsole
  const { database } = dependencies
  const received = { receptionDate: calendarDay('2026-11-10'), releaseDate: null, comEmail: null, prisonId: 'BWI' }
  const people = [
    await addPerson(dependencies, 'B1001AA', received),
    await addPerson(dependencies, 'B1002AA', received),
  ]
  const scope = { ...seesNobody, prisons: ['BWI'] }
  const today = dependencies.today()
  const overdue = async () => {
    const personIds = people.map(({ id }) => id)
    await workOutAssessments(database, dependencies.context(), personIds)
    const { owed } = await database.assessments.counts(scope, { staffId: 1, kinds: assessmentKinds }, today)
    return owed.reduce((sum, { overdue: count }) => sum + count, 0)
  }
  expect(await overdue()).toBeGreaterThan(0)
  const at = dependencies.now()
  const record = { kind: 'moved', happenedOn: today, staffId: 1, idempotencyKey: null } as const
  await database.whereabouts.add({ ...record, personId: people[0]!.id, whereabouts: 'hospital' }, at)
  await database.whereabouts.add({ ...record, personId: people[1]!.id, whereabouts: 'left', way: 'court' }, at)
  expect(await overdue()).toBe(0)
})
