import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { seesNobody, type PersonFacts } from '../../server/database'
import type { Answers } from '../../server/domain/applications'
import { calendarDay } from '../../server/domain/calendar'
import type { FormId } from '../../server/domain/topics'
import { scopeFor } from '../../server/use-cases/accounts/access-scopes'
import { override } from '../../server/use-cases/applications/answering/handle-application'
import { decideAgain, decideAgainToday } from '../../server/use-cases/applications/routing/decide-again'
import { addHearing, removeHearing } from '../../server/use-cases/people/custody/court-hearings'
import { recordConsent } from '../../server/use-cases/people/record-consent'
import { addPerson, addPrisons, addStaff, sendApplication } from '../set-up/people'
import { startTestSite, type TestSite } from '../set-up/site'

let site: TestSite

beforeAll(async () => {
  site = await startTestSite()
  await addPrisons(site.dependencies)
})

beforeEach(() => {
  site.clock.now = new Date('2026-11-23T10:00:00Z')
})

afterAll(() => site.stop())

async function send(personId: number, form: FormId, answers: Answers) {
  const person = (await site.dependencies.database.people.find(personId))!
  return sendApplication(site.dependencies, person, form, answers)
}

/** Changes facts as an import does. */
async function change(personId: number, facts: Partial<PersonFacts>): Promise<void> {
  const { database, context } = site.dependencies
  await database.transaction(async transaction => {
    await transaction.people.change(personId, facts, { source: 'discharges', at: 'now' })
    const changed = await transaction.people.lock(personId)
    await decideAgain(transaction, context(), changed!)
  })
}

const aboutLicence: Answers = { about: 'something-else', ask: { words: 'Help' }, urgent: 'no', 'feel-safe': 'safe' }

const aboutWork: Answers = {
  'worked-before': 'no',
  'job-to-go-to': 'no',
  'would-like': { words: 'A course' },
  certificates: 'no',
  'cv-help': 'no',
  'record-advice': 'no',
  'reading-or-maths': ['neither'],
  'feel-safe': 'safe',
}

/** High risk, so that before handover the COM is the point of contact, and after it has the application. */
const highRisk = { riskOfSeriousHarm: 'high', releaseDate: calendarDay('2027-08-01'), prisonId: 'HLI' } as const

describe('an open application', () => {
  it('is routed again when the handover day comes, and its timeline names both rules', async () => {
    const { database, context } = site.dependencies
    const person = await addPerson(site.dependencies, 'A1111AA', { ...highRisk, comName: 'R Calloway' })
    const work = await send(person.id, 'job-or-training', aboutWork)
    expect(work).toMatchObject({ rule: 'H3', destination: 'COM' })
    site.clock.now = new Date('2026-12-17T10:00:00Z')
    await decideAgainToday(database, context(), person.id)
    const after = await database.applications.findOfPerson(work.reference, person.id)
    expect(after).toMatchObject({ rule: 'D4', destination: 'COM', respondBy: work.respondBy })
    const events = await database.applications.events(work.id)
    expect(events.at(-1)).toMatchObject({ kind: 'decided-again', detail: { fromRule: 'H3', toRule: 'D4' } })
    await decideAgainToday(database, context(), person.id)
    expect(await database.applications.events(work.id)).toHaveLength(events.length)
  })

  it('moves to another team when facts change, loses its owner and keeps its due day', async () => {
    const { database, context } = site.dependencies
    const person = await addPerson(site.dependencies, 'A2222BB', {
      ...highRisk,
      releaseDate: calendarDay('2027-02-01'),
    })
    const officer = await addStaff(site.dependencies, {
      email: 'a@example.test',
      name: 'A',
      role: 'officer',
      prisons: ['HLI'],
    })
    const sent = await send(person.id, 'job-or-training', aboutWork)
    expect(sent).toMatchObject({ rule: 'D4', destination: 'COM' })
    await database.applications.applyEvent(
      sent,
      { kind: 'claimed', at: site.clock.now, staffId: officer.id },
      { claimedBy: officer.id },
    )
    site.clock.now = new Date('2026-11-25T10:00:00Z')
    await database.transaction(async transaction => {
      await transaction.people.change(person.id, { riskOfSeriousHarm: 'low' }, { source: 'receptions', at: 'now' })
      const changed = await transaction.people.lock(person.id)
      await decideAgain(transaction, context(), changed!)
    })
    const after = await database.applications.findOfPerson(sent.reference, person.id)
    expect(after).toMatchObject({ rule: 'D5', destination: 'PRT', claimedBy: null, respondBy: sent.respondBy })
    expect(await database.applications.decisions(sent.id)).toMatchObject([
      { cause: 'sent', result: { rule: 'D4' } },
      { cause: 'facts-changed', result: { rule: 'D5' } },
    ])
  })

  it('is due before the person leaves once their tag day is known, also when only the due day changes', async () => {
    const { database, context } = site.dependencies
    const person = await addPerson(site.dependencies, 'A4444DD')
    const sent = await send(person.id, 'something-else', aboutLicence)
    expect(sent).toMatchObject({ priority: 'standard', respondBy: '2026-11-30' })
    await change(person.id, { tagDate: calendarDay('2026-12-05') })
    expect(await database.applications.findOfPerson(sent.reference, person.id)).toMatchObject({
      priority: 'soon',
      respondBy: '2026-11-25',
      rule: sent.rule,
    })
    await change(person.id, { tagDate: calendarDay('2026-11-25') })
    const after = await database.applications.findOfPerson(sent.reference, person.id)
    expect(after).toMatchObject({ priority: 'soon', respondBy: '2026-11-24' })
    const events = await database.applications.events(sent.id)
    expect(events.at(-1)).toMatchObject({
      kind: 'decided-again',
      detail: { cause: 'facts-changed', fromPriority: 'soon', toPriority: 'soon', respondBy: '2026-11-24' },
    })
    await change(person.id, { tagDate: null })
    const later = await database.applications.findOfPerson(sent.reference, person.id)
    expect(later).toMatchObject({ priority: 'standard', respondBy: '2026-11-24' })
    const toAnswer = (await database.notifications.receipts(sent.id, context().today)).filter(
      ({ purpose }) => purpose === 'to-answer',
    )
    expect(toAnswer).toMatchObject([{ recipient: 'prt', status: 'open', due: '2026-11-24' }])
  })

  it('is due before a court hearing that staff enter, and is standard again when they remove it', async () => {
    const { database, context } = site.dependencies
    const person = await addPerson(site.dependencies, 'A6666FF', { custodyStatus: 'remand', releaseDate: null })
    const staff = await addStaff(site.dependencies, {
      email: 'd@example.test',
      name: 'D',
      role: 'officer',
      prisons: ['LEI'],
    })
    const sent = await send(person.id, 'something-else', aboutLicence)
    expect(sent).toMatchObject({ priority: 'standard', respondBy: '2026-11-30' })
    const command = { staff, person, fromAddress: undefined }
    await addHearing(database, context(), { ...command, heldOn: calendarDay('2026-11-26'), court: 'Leeds' })
    const before = await database.applications.findOfPerson(sent.reference, person.id)
    expect(before).toMatchObject({ priority: 'soon', respondBy: '2026-11-25' })
    const [hearing] = await database.courtHearings.ofPerson(person.id)
    await removeHearing(database, context(), { ...command, id: hearing!.id })
    const after = await database.applications.findOfPerson(sent.reference, person.id)
    expect(after).toMatchObject({ priority: 'standard', respondBy: '2026-11-25' })
  })

  it('stays where staff overrode it to, whatever changes', async () => {
    const { database, context } = site.dependencies
    const person = await addPerson(site.dependencies, 'A3333CC')
    const officer = await addStaff(site.dependencies, {
      email: 'b@example.test',
      name: 'B',
      role: 'officer',
      prisons: ['LEI'],
    })
    const sent = await send(person.id, 'something-else', aboutLicence)
    expect(sent.destination).toBe('PRT')
    const scope = {
      ...seesNobody,
      prisons: ['LEI'],
      team: 'PRT',
      seesRestricted: true,
      answersReviewRequests: true,
    } as const
    const result = await override(database, context(), {
      staff: officer,
      scope,
      reference: sent.reference,
      version: sent.version,
      idempotencyKey: randomUUID(),
      fromAddress: undefined,
      destination: 'COM',
      reason: 'It is about the licence',
    })
    expect(result.kind).toBe('done')
    await database.transaction(async transaction => {
      await transaction.people.change(person.id, { comName: null, comEmail: null }, { source: 'receptions', at: 'now' })
      const changed = await transaction.people.lock(person.id)
      await decideAgain(transaction, context(), changed!)
    })
    const after = await database.applications.findOfPerson(sent.reference, person.id)
    expect(after).toMatchObject({ destination: 'COM', team: 'community-offender-manager', overridden: true })
    expect(after?.respondBy).toBe(sent.respondBy)
    await change(person.id, { earlyReleaseDate: calendarDay('2026-11-25') })
    const leaving = await database.applications.findOfPerson(sent.reference, person.id)
    expect(leaving).toMatchObject({ destination: 'COM', priority: 'standard', respondBy: '2026-11-24' })
  })
})

it('is routed again while staff record a consent for it, without a deadlock', async () => {
  const { database, context } = site.dependencies
  const staff = await addStaff(site.dependencies, {
    email: 'c@example.test',
    name: 'C',
    role: 'officer',
    prisons: ['LEI'],
  })
  const person = await addPerson(site.dependencies, 'A5555EE')
  const { id, reference, version } = await sendApplication(site.dependencies, person, 'bank-account')
  const command = {
    staff,
    scope: scopeFor(staff),
    reference,
    version,
    idempotencyKey: randomUUID(),
    fromAddress: undefined,
  }
  const yes = { body: 'bank', whom: null, way: 'talking', givenOn: calendarDay('2026-11-23'), wording: 'Yes' } as const
  const [recorded] = await database.transaction(async transaction => {
    const held = await transaction.people.lock(person.id)
    const recording = recordConsent(database, context(), { ...command, ...yes })
    while (!(await isSomebodyWaiting())) await wait(20)
    await decideAgain(transaction, context(), held!)
    return [recording]
  })
  expect(await recorded).toEqual({ kind: 'done', since: [] })
  const events = await database.applications.events(id)
  expect(events.at(-1)).toMatchObject({ kind: 'consent-recorded' })

  async function isSomebodyWaiting(): Promise<boolean> {
    const { rows } = await site.knex.raw<{ rows: unknown[] }>(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return rows.length > 0
  }
})

describe('the audit', () => {
  it('can be neither changed nor deleted', async () => {
    await site.dependencies.database.audit.record({ site: 'service', action: 'tried' })
    for (const statement of [
      `update audit_entry set action = 'x'`,
      'delete from audit_entry',
      'truncate audit_entry',
    ]) {
      await expect(site.knex.raw(statement)).rejects.toThrow(/append-only/)
    }
  })
})
