import { randomUUID } from 'node:crypto'
import type { Application, Person } from '../../server/database'
import { createApp } from '../../server/portal'
import { addPerson, addPrisons, sendApplication, testPin } from '../set-up/people'
import { startTestSite, type TestSite } from '../set-up/site'
import { Visitor, type Fields } from '../set-up/visitor'

let site: TestSite
let address: string
let person: Person
let application: Application
let people = 0

beforeAll(async () => {
  site = await startTestSite({ TODAY: '2026-11-27' })
  await addPrisons(site.dependencies)
  address = await site.serve(createApp)
})

beforeEach(async () => {
  people += 1
  person = await addPerson(site.dependencies, `A30${String(people).padStart(2, '0')}AA`)
  application = await sendApplication(site.dependencies, person, 'somewhere-to-live', {
    'tell-council': 'yes',
    'which-council': { words: 'Hull' },
  })
})

afterAll(() => site.stop())

async function signedIn(): Promise<Visitor> {
  const visitor = await new Visitor(address).open('/my/sign-in')
  return visitor.press('Sign in', { 'prison-number': person.prisonNumber, pin: testPin })
}

const stored = () => site.knex('application').where({ id: application.id })
const answered = { status: 'closed', outcome: 'not-agreed', outcome_reason: 'Not yet', closed_at: new Date() }

async function countOf(table: string, where: object): Promise<number> {
  const found: unknown[] = await site.knex(table).where(where)
  return found.length
}

const events = (kind: string) => countOf('application_event', { application_id: application.id, kind })
const audited = (action: string) => countOf('audit_entry', { person_id: person.id, action })

interface Command {
  readonly name: string
  /** Leads to the page with the button. */
  readonly reach: (visitor: Visitor) => Promise<unknown>
  readonly button: string
  readonly fields?: () => Fields
  /** What it has brought about, each counted: once. */
  readonly effects: () => Promise<readonly number[]>
}

const acts: readonly Command[] = [
  {
    name: 'send an application',
    async reach(visitor) {
      await visitor.open('/my/applications/new/A24')
      await visitor.press('Start')
      await visitor.press('Continue', { choice: 'something-else' })
      await visitor.press('Continue', { words: 'When do I leave?' })
      await visitor.press('Continue', { choice: 'no' })
      await visitor.press('Continue', { choice: 'safe' })
    },
    button: 'Send',
    effects: async () => [await countOf('application', { person_id: person.id, form: 'A24' })],
  },
  {
    name: 'add to one',
    reach: visitor => visitor.open(`/my/applications/${application.reference}`),
    button: 'Send this',
    fields: () => ({ body: 'I lost my passport' }),
    effects: async () => [
      await countOf('message', { application_id: application.id }),
      await events('added-to'),
      await audited('application-added-to'),
    ],
  },
  {
    name: 'take one back',
    reach: visitor => visitor.open(`/my/applications/${application.reference}/withdraw`),
    button: 'Yes, take it back',
    effects: async () => [await events('withdrawn'), await audited('application-withdrawn')],
  },
  {
    name: 'ask for news',
    async reach(visitor) {
      await stored().update({ respond_by: '2026-11-25' })
      await visitor.open(`/my/applications/${application.reference}`)
    },
    button: 'Ask staff for news',
    effects: async () => [
      await countOf('chase', { application_id: application.id }),
      await events('asked-for-news'),
      await audited('asked-for-news'),
    ],
  },
  {
    name: 'not agree',
    async reach(visitor) {
      await stored().update(answered)
      await visitor.open(`/my/applications/${application.reference}/another-look`)
    },
    button: 'Ask for another look',
    fields: () => ({ words: 'I have ID now' }),
    effects: async () => [
      await countOf('review_request', { application_id: application.id }),
      await events('asked-another-look'),
      await audited('another-look-asked'),
    ],
  },
  {
    name: 'take a yes back',
    reach: async visitor => {
      const [consent] = await site.dependencies.database.consents.ofPerson(person.id)
      await visitor.open(`/my/consents/${consent!.id}/take-back`)
    },
    button: 'Yes, take it back',
    effects: async () => [await events('consent-taken-back')],
  },
  {
    name: 'keep a note',
    reach: visitor => visitor.open('/my/checklist/find-id'),
    button: 'Keep my note',
    fields: () => ({ note: 'Ask Gemma' }),
    effects: async () => [await countOf('checklist_task_note', { person_id: person.id })],
  },
  {
    name: 'ask staff the question of a task',
    reach: visitor => visitor.open('/my/checklist/money-on-the-day'),
    button: 'Ask staff this',
    effects: async () => [await countOf('application', { task: 'money-on-the-day' })],
  },
  {
    name: 'ask for a new PIN',
    async reach(visitor) {
      await visitor.press('I have finished')
      await visitor.open('/my/forgotten-pin')
    },
    button: 'Ask for a new PIN',
    fields: () => ({ 'prison-number': person.prisonNumber }),
    effects: async () => [await countOf('pin_request', { person_id: person.id })],
  },
]

describe.each(acts)('a request to $name', ({ reach, button, fields, effects }) => {
  it('is carried out once for three simultaneous presses and two more afterwards', async () => {
    const visitor = await signedIn()
    await reach(visitor)
    const { action, body } = visitor.formOf(button, fields?.())
    const presses = await Promise.all([1, 2, 3].map(() => visitor.anotherTab().post(action, body)))
    for (let more = 0; more < 2; more += 1) presses.push(await visitor.anotherTab().post(action, body))
    expect(presses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    const counted = await effects()
    expect(counted).toEqual(counted.map(() => 1))
  })
})

it('creates one draft and one application from two windows that open a form at the same time', async () => {
  const visitor = await signedIn()
  await visitor.open('/my/applications/new/A05')
  const { action, body } = visitor.formOf('Start')
  const tabs = await Promise.all([1, 2, 3].map(() => visitor.anotherTab().post(action, body)))
  expect(new Set(tabs.map(({ path }) => path)).size).toBe(1)
  expect(await countOf('draft', { person_id: person.id })).toBe(1)
})

it('carries out both of two actions from two pages', async () => {
  const visitor = await signedIn()
  await visitor.open(`/my/applications/${application.reference}`)
  const { action, body } = visitor.formOf('Send this', { body: 'First' })
  const other = new URLSearchParams(body)
  other.set('idempotencyKey', randomUUID())
  other.set('body', 'Second')
  await Promise.all([body, other].map(each => visitor.anotherTab().post(action, each)))
  expect(await events('added-to')).toBe(2)
})
