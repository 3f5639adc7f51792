import { seesNobody } from '../../server/database'
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { scopeFor } from '../../admin/access/permissions'
import type { Answers } from '../../server/domain/applications'
import { calendarDay } from '../../server/domain/calendar'
import { decideAgain, decideAgainToday } from '../../server/use-cases/applications/decide-again'
import { override } from '../../server/use-cases/applications/handle-application'
import { recordConsent } from '../../server/use-cases/people/record-consent'
import { submitApplication } from '../../server/use-cases/applications/submit-application'
import { addPerson, addPrisons, addStaff, sendApplication } from '../set-up/people'
import { startTestSite, type TestSite } from '../set-up/site'
import type { FormId } from '../../server/domain/topics'

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
  const { database, context } = site.dependencies
  const { now } = context()
  const draft = await database.drafts.open({
    id: randomUUID(),
    personId,
    form,
    formVersion: 1,
    answers,
    createdAt: now,
  })
  const result = await submitApplication(database, context(), {
    draftId: draft.id,
    personId,
    words: site.dependencies.words,
    fromAddress: undefined,
  })
  if (result.kind !== 'sent') throw new Error(result.kind)
  return result.application
}

const aboutLicence: Answers = { about: 'something-else', ask: { words: 'Help' }, urgent: 'no', 'feel-safe': 'safe' }

/** High risk, so that before handover the COM is the point of contact, and after it has the application. */
const highRisk = { riskOfSeriousHarm: 'high', releaseDate: calendarDay('2027-08-01'), prisonId: 'HLI' } as const

describe('an open application', () => {
  it('is routed again when the handover day comes, and its timeline names both rules', async () => {
    const { database, context } = site.dependencies
    const person = await addPerson(site.dependencies, 'A1111AA', { ...highRisk, comName: 'R Calloway' })
    const bank = await send(person.id, 'bank-account', {
      'have-account': 'no',
      refused: 'no',
      'which-id': ['passport'],
      letters: 'do-not-know',
      'when-leaving': 'do-not-know',
      'tell-bank': 'no',
      'feel-safe': 'safe',
    })
    expect(bank).toMatchObject({ rule: 'H3', destination: 'COM' })
    site.clock.now = new Date('2026-12-17T10:00:00Z')
    await decideAgainToday(database, context(), person.id)
    const after = await database.applications.findOfPerson(bank.reference, person.id)
    expect(after).toMatchObject({ rule: 'D4', destination: 'COM', respondBy: bank.respondBy })
    const events = await database.applications.events(bank.id)
    expect(events.at(-1)).toMatchObject({ kind: 'decided-again', detail: { fromRule: 'H3', toRule: 'D4' } })
    await decideAgainToday(database, context(), person.id)
    expect(await database.applications.events(bank.id)).toHaveLength(events.length)
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
    const sent = await send(person.id, 'bank-account', {
      'have-account': 'no',
      refused: 'no',
      'which-id': ['passport'],
      letters: 'do-not-know',
      'when-leaving': 'do-not-know',
      'tell-bank': 'no',
      'feel-safe': 'safe',
    })
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
  expect(await recorded).toEqual({ kind: 'done' })
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
