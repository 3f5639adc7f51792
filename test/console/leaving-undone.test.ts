import { randomUUID } from 'node:crypto'
import type { Application, Person } from '../../server/database'
import { calendarDay } from '../../server/domain/calendar'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication, testPin } from '../set-up/people'
import { openPortal } from '../set-up/portal'
import { Visitor } from '../set-up/visitor'

let staffConsole: TestConsole
let officer: Visitor
let manager: Visitor
let com: Visitor

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  for (const name of ['officer', 'second'] as const) await staffConsole.hire(name, 'officer')
  await staffConsole.hire('manager', 'manager')
  await staffConsole.hire('com', 'com', [])
  officer = await staffConsole.signIn('officer')
  manager = await staffConsole.signIn('manager')
  com = await staffConsole.signIn('com')
})

afterAll(() => staffConsole.stop())

const staffId = async (name: string) => {
  const [found] = await staffConsole.inDatabase<{ id: number }>(
    `select id from staff where email = '${name}@example.test'`,
  )
  return found!.id
}

/** Somebody whose release date has passed, with one open piece of work of each kind. */
async function addBusy(number: string) {
  const { dependencies } = staffConsole
  const { database } = dependencies
  const releaseDate = calendarDay('2026-11-20')
  const person = await addPerson(dependencies, number, { lastName: `Busy${number.slice(1, 5)}`, releaseDate })
  const bank = await sendApplication(dependencies, person, 'bank-account')
  const debts = await sendApplication(dependencies, person, 'debts-and-bills')
  await staffConsole.inDatabase(`update application set destination = 'PRT', team = 'custody-community-integration-team',
    claimed_by = ${await staffId('officer')} where person_id = ${person.id}`)
  const at = dependencies.now()
  const by = { staffId: await staffId('officer'), at }
  const due = calendarDay('2026-12-01')
  const step = () => ({ ...by, idempotencyKey: randomUUID() })
  const referral = await database.referrals.open(
    { personId: person.id, kind: 'cas', whom: 'CAS3', applicationId: null, chaseOn: due },
    { ...step(), status: 'sent', note: null, happenedOn: calendarDay('2026-11-10'), appointment: null },
  )
  const about = { applicationId: null, pathway: null, stage: null, needPathways: [] }
  const enquiry = await database.enquiries.add(
    { personId: person.id, ...about, body: 'healthcare', words: 'Is a GP found?', due },
    step(),
  )
  const asked = {
    personId: person.id,
    kind: 'housing',
    askedAs: 'com',
    words: null,
    pathway: 'accommodation',
    why: 'A bed',
    due,
  } as const
  const comRequest = await database.comRequests.add(asked, { ...step(), staffId: await staffId('com') })
  const [action] = await database.plans.write(
    [{ kind: 'action', text: 'Ring the hostel', due, responsible: 'prison', pathway: 'accommodation', stage: 'bcst2' }],
    { personId: person.id, custodyBegan: person.custodyBegan, staffId: by.staffId, at, idempotencyKey: randomUUID() },
  )
  const carried = await carryOn(person, debts)
  const outsideRequest = await database.outsideRequests.add({
    personId: person.id,
    asker: 'council',
    whom: 'J. Brown, Leeds City Council',
    way: 'letter',
    words: 'Where will he live?',
    due,
    loggedBy: by.staffId,
    loggedAt: at,
    idempotencyKey: randomUUID(),
  })
  return { person, bank, debts, referral, enquiry, comRequest, action: action!, carried, outsideRequest }
}

async function carryOn(person: Person, application: Application): Promise<number> {
  const { dependencies } = staffConsole
  const owner = await staffId('officer')
  await dependencies.database.notifications.carryOn(
    {
      personId: person.id,
      applicationId: application.id,
      toPrison: null,
      due: calendarDay('2026-12-01'),
      action: 'refer-to-prison-banking',
      owner,
    },
    { at: dependencies.now(), staffId: owner },
  )
  const [found] = await staffConsole.inDatabase<{ id: number }>(
    `select id from notification where person_id = ${person.id} and carried_on`,
  )
  return found!.id
}

type Busy = Awaited<ReturnType<typeof addBusy>>

/** Everything that leaving can change of somebody's work, but for how often it was changed. */
async function workOf({ person }: Busy) {
  const { id } = person
  const read = (sql: string) => staffConsole.inDatabase(sql)
  return {
    applications:
      await read(`select id, status, outcome, closed_at, destination, team, claimed_by, held_in from application
      where person_id = ${id} order by id`),
    notifications:
      await read(`select recipient, purpose, status, ended_at, held_by, carried_on, actions from notification
      where person_id = ${id} and (ended_at is null or carried_on) order by recipient, purpose, carried_on`),
    referrals: await read(`select id, state, owned_by, chase_on, ended_at from referral where person_id = ${id}`),
    enquiries: await read(`select id, status, held_by, is_read, ended_at from enquiry where person_id = ${id}`),
    comRequests: await read(`select id, status, taken_by, is_read, ended_at from com_request where person_id = ${id}`),
    actions: await read(`select text, due, responsible, pathway from resettlement_plan_entry action
      where person_id = ${id} and kind = 'action'
        and not exists (select 1 from resettlement_plan_entry said where said.about = action.id)`),
    outsideRequests: await read(`select id, answered_at, closed_at, closed_by, closed_because from outside_request
      where person_id = ${id}`),
  }
}

const namesOf = ({ bank, debts, referral, enquiry, comRequest, action, carried, outsideRequest }: Busy) => ({
  bank: `applications-${bank.id}`,
  debts: `applications-${debts.id}`,
  referral: `referrals-${referral}`,
  enquiry: `enquiries-${enquiry}`,
  comRequest: `comRequests-${comRequest}`,
  action: `actions-${action}`,
  carried: `carriedOn-${carried}`,
  outsideRequest: `outsideRequests-${outsideRequest}`,
})

type Settled = Readonly<Record<keyof ReturnType<typeof namesOf>, string>>

async function leave(busy: Busy, how: Settled): Promise<void> {
  const names = Object.entries(namesOf(busy)) as [keyof Settled, string][]
  await officer.open(`/people/${busy.person.prisonNumber}/left`)
  await officer.press('Record that they have left', {
    ...Object.fromEntries(names.map(([key, name]) => [name, how[key]])),
    'closing-words': 'You left on 20 November',
    owner: String(await staffId('second')),
  })
  expect(officer.path).toBe('/left')
}

async function undo({ person }: Busy): Promise<void> {
  await manager.open(`/people/${person.prisonNumber}/whereabouts`)
  await manager.press('They have not left', { 'mistake-reason': 'It was somebody else of that name' })
}

const allToCom: Settled = {
  bank: 'to-com',
  debts: 'closed',
  referral: 'closed',
  enquiry: 'closed',
  comRequest: 'closed',
  action: 'to-com',
  carried: 'to-com',
  outsideRequest: 'to-com',
}
const allClosed: Settled = {
  ...allToCom,
  bank: 'closed',
  action: 'closed',
  carried: 'closed',
  outsideRequest: 'closed',
}
const allKept: Settled = {
  ...allToCom,
  bank: 'kept',
  debts: 'kept',
  referral: 'kept',
  enquiry: 'kept',
  comRequest: 'kept',
  carried: 'kept',
  outsideRequest: 'kept',
}

it('asks what becomes of requests from outside and what is carried on, and shows the COM what goes to them', async () => {
  const busy = await addBusy('A2001AA')
  await officer.open('/left')
  expect(officer.text).toContain('1 action of a closed application')
  expect(officer.text).toContain('1 request from outside')
  await leave(busy, allToCom)
  const after = await workOf(busy)
  expect(after.notifications).toContainEqual(
    expect.objectContaining({
      recipient: 'com',
      purpose: 'to-do',
      actions: expect.arrayContaining(['refer-to-prison-banking']) as unknown,
    }),
  )
  await com.open('/told-and-asked')
  expect(com.text).toContain('J. Brown, Leeds City Council: Where will he live?')
  await officer.open(`/outside-requests/${busy.outsideRequest}`)
  expect(officer.text).toContain('It is for the COM to answer')
  expect(officer.$('form[action$="/answer"]')).toHaveLength(0)
})

it.each([
  ['A2002AA', 'given to the COM', allToCom],
  ['A2003AA', 'closed', allClosed],
  ['A2004AA', 'kept with a colleague', allKept],
] as const)('restores the work of %s that was %s, once, when the leaving was a mistake', async (number, _how, how) => {
  const busy = await addBusy(number)
  const before = await workOf(busy)
  await leave(busy, how)
  expect(await workOf(busy)).not.toEqual(before)
  await undo(busy)
  expect(manager.path).toBe(`/people/${number}`)
  expect(manager.text).toContain('their open work is as it was')
  expect(await workOf(busy)).toEqual(before)
  const restored = await staffConsole.inDatabase<{ restored: boolean }>(
    `select restored from settled_work join whereabouts_record record on record.id = whereabouts_record_id
      where person_id = ${busy.person.id}`,
  )
  expect(restored.length).toBeGreaterThan(4)
  expect(restored.every(each => each.restored)).toBe(true)
})

it('lets the person read in their cell that what was closed is open again', async () => {
  const [closed] = await staffConsole.inDatabase<{ reference: string }>(
    `select reference from application join person on person.id = person_id
      where prison_number = 'A2003AA' order by application.id limit 1`,
  )
  const cell = new Visitor(await staffConsole.serve(openPortal))
  await cell.open('/my/sign-in')
  await cell.press('Sign in', { 'prison-number': 'A2003AA', pin: testPin })
  await cell.open(`/my/applications/${closed!.reference}`)
  expect(cell.text).toContain('Closed because you left prison')
  expect(cell.text).toContain('Staff wrote by mistake that you had left prison. They opened this again.')
})

it('leaves what somebody has changed since as it is, and names it', async () => {
  const busy = await addBusy('A2005AA')
  await leave(busy, allToCom)
  const { outsideRequest, person, bank } = busy
  await com.open(`/applications/${bank.reference}`)
  await com.press('Claim it')
  await com.open('/told-and-asked')
  await com.follow('Busy2005, Dean')
  await com.press('Mark as done')
  await undo(busy)
  expect(manager.path).toBe(`/people/${person.prisonNumber}/whereabouts`)
  expect(manager.text).toContain('Some work is not as it was')
  expect(manager.text).toContain('Changed since, and not as it was')
  expect(manager.$(`a[href="/applications/${bank.reference}"]`)).toHaveLength(1)
  const named = manager.$('main li li a').toArray()
  expect(named).toHaveLength(2)
  const [request] = await staffConsole.inDatabase<{ closedAt: Date | null }>(
    `select closed_at as "closedAt" from outside_request where id = ${outsideRequest}`,
  )
  const isRequestNamed = manager.$(`a[href="/outside-requests/${outsideRequest}"]`).length === 1
  expect(request!.closedAt !== null).toBe(isRequestNamed)
})

it('gives an application back to the team of the other prison that had it', async () => {
  await staffConsole.hire('hull', 'officer', ['HLI'])
  const busy = await addBusy('A2006AA')
  const { reference } = busy.bank
  await officer.open(`/applications/${reference}/override`)
  await officer.press('Pass it on', { destination: 'other-prison', 'to-prison': 'HLI', reason: 'They know him.' })
  const before = await workOf(busy)
  await leave(busy, allToCom)
  await undo(busy)
  expect(manager.text).toContain('their open work is as it was')
  expect(await workOf(busy)).toEqual(before)
  const hull = await staffConsole.signIn('hull')
  await hull.open(`/applications/${reference}/notes`)
  expect(hull.text).toMatch(/so it went back from: .*, to: Pre-release team, HMP Hull/)
})

it('leaves what is kept with the team of the other prison that has it', async () => {
  const busy = await addBusy('A2007AA')
  const { reference } = busy.bank
  await officer.open(`/applications/${reference}/override`)
  await officer.press('Pass it on', { destination: 'other-prison', 'to-prison': 'HLI', reason: 'They know him.' })
  await leave(busy, allKept)
  const { applications } = await workOf(busy)
  expect(applications).toEqual([
    expect.objectContaining({ id: busy.bank.id, held_in: 'HLI', claimed_by: null, status: 'open' }),
    expect.objectContaining({ id: busy.debts.id, claimed_by: await staffId('second') }),
  ])
  const hull = await staffConsole.signIn('hull')
  await hull.open(`/applications/${reference}`)
  await hull.press('Claim it')
  expect(hull.status).toBe(200)
})
