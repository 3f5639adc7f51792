import type { Person } from '../../server/database'
import { createApp } from '../../server/portal'
import { makePinSlip } from '../../server/use-cases/people/in-cell/pins'
import { addPerson, addPrisons, addStaff, testPin } from '../set-up/people'
import { startTestSite, type TestSite } from '../set-up/site'
import { Visitor } from '../set-up/visitor'

jest.setTimeout(60_000)

let site: TestSite
let address: string
let kiosk: string
let number = 0

beforeAll(async () => {
  site = await startTestSite({ KIOSK_HOSTS: 'localhost' })
  await addPrisons(site.dependencies)
  address = await site.serve(createApp)
  kiosk = address.replace('127.0.0.1', 'localhost')
})

afterAll(() => site.stop())

function somebody(): Promise<Person> {
  number += 1
  return addPerson(site.dependencies, `A40${String(number).padStart(2, '0')}AA`)
}

async function signIn({ prisonNumber }: Person, visitor = new Visitor(address)): Promise<Visitor> {
  await visitor.open('/my/sign-in')
  return visitor.press('Sign in', { 'prison-number': prisonNumber, pin: testPin })
}

/** Starts the form "something else" and opens its question with a text box. */
async function atWords(person: Person, visitor = new Visitor(address)): Promise<Visitor> {
  await signIn(person, visitor)
  await visitor.open('/my/applications/new/A24')
  await visitor.press('Start')
  await visitor.press('Continue', { choice: 'something-else' })
  expect(visitor.$('#answer').is('textarea')).toBe(true)
  return visitor
}

const answersOf = async (person: Person) => (await site.dependencies.database.drafts.of(person.id))[0]?.answers ?? {}

const waits = 'You gave an answer after you were signed out. It waits for you.'
const savedNotice = 'You gave this answer after you were signed out.'
const words = 'I do not know where my things are'

describe('an answer that is posted after the session has expired', () => {
  it('is saved, shown after signing in on any device, and put in the draft when the person confirms it', async () => {
    const person = await somebody()
    const visitor = await atWords(person, new Visitor(kiosk))
    site.passMinutes(11)
    await visitor.press('Continue', { words })
    expect(visitor.path).toBe('/my/sign-in?kept=yes')
    expect(visitor.text).toContain('What you put in is kept. Sign in to go on.')
    expect(visitor.html).not.toContain(words)
    expect(Object.values(await answersOf(person))).not.toContainEqual({ words })

    const elsewhere = await signIn(person)
    expect(elsewhere.text).toContain(waits)
    expect(elsewhere.html).not.toContain(words)
    await elsewhere.open('/my/applications')
    expect(elsewhere.text).toContain(waits)
    await elsewhere.follow('Go on with: Something else')
    expect(elsewhere.text).toContain(savedNotice)
    expect(elsewhere.$('#answer').val()).toBe(words)
    expect(Object.values(await answersOf(person))).not.toContainEqual({ words })

    await elsewhere.press('Continue')
    expect(Object.values(await answersOf(person))).toContainEqual({ words })
    await elsewhere.open('/my')
    expect(elsewhere.text).not.toContain(waits)
  })

  it('can be left out, and leaves the earlier answer as it was', async () => {
    const person = await somebody()
    const visitor = await atWords(person)
    const page = visitor.path
    await visitor.press('Continue', { words: 'The first' })
    await visitor.open(page)
    site.passMinutes(11)
    await visitor.press('Continue', { words: 'Not mine' })
    await signIn(person, visitor)
    await visitor.follow('Look at your answer')
    expect(visitor.path).toBe(page)
    expect(visitor.$('#answer').val()).toBe('Not mine')
    await visitor.press('Leave this answer out')
    expect(visitor.text).not.toContain(savedNotice)
    expect(visitor.$('#answer').val()).toBe('The first')
    expect(Object.values(await answersOf(person))).toContainEqual({ words: 'The first' })
  })

  it('is saved when it is too long, and shown to be shortened', async () => {
    const person = await somebody()
    const visitor = await atWords(person)
    site.passMinutes(11)
    await visitor.press('Continue', { words: 'x'.repeat(3_000) })
    expect(visitor.path).toBe('/my/sign-in?kept=yes')
    await signIn(person, visitor)
    await visitor.follow('Look at your answer')
    expect(visitor.$('#answer').val()).toBe('x'.repeat(3_000))
    await visitor.press('Continue')
    expect(visitor.status).toBe(422)
    expect(visitor.text).toContain('letters too long')
    await visitor.press('Continue', { words })
    expect(Object.values(await answersOf(person))).toContainEqual({ words })
  })

  it('is saved when the session was deleted and the person has signed in again', async () => {
    const person = await somebody()
    const visitor = await atWords(person)
    const { action, body } = visitor.formOf('Continue', { words })
    await site.knex('in_cell_session').delete()
    await signIn(person, visitor)
    await visitor.post(action, body)
    expect(visitor.path).toBe(action)
    expect(visitor.text).toContain(savedNotice)
    expect(visitor.$('#answer').val()).toBe(words)
  })

  it('is not mentioned when the form was empty', async () => {
    const visitor = await atWords(await somebody())
    site.passMinutes(11)
    await visitor.press('Continue', { words: ' ' })
    expect(visitor.path).toBe('/my/sign-in?ended=yes')
    expect(visitor.text).not.toContain('What you put in is kept')
  })
})

it('shows nothing of the answer to somebody else who signs in on the same kiosk', async () => {
  const person = await somebody()
  const other = await somebody()
  const visitor = await atWords(person, new Visitor(kiosk))
  const { action, body } = visitor.formOf('Continue', { words })
  site.passMinutes(6)
  await visitor.post(action, body)
  await signIn(other, visitor)
  expect(visitor.path).toBe('/my')
  expect(visitor.text).not.toContain(waits)
  await visitor.press('Show my details')
  for (const path of [action, action.replace(/[^/]+$/, 'check'), `${action}/leave-out`]) {
    await visitor.open(path)
    expect([path, visitor.status]).toEqual([path, 404])
  }
  await visitor.post(action, body)
  expect([visitor.status, visitor.heading]).toEqual([403, 'This page was open too long'])
  expect(visitor.html).not.toContain(words)
  expect(await site.dependencies.database.drafts.of(other.id)).toEqual([])
})

describe('a page that is posted again', () => {
  it('accepts the same first answer twice and rejects a different one', async () => {
    const person = await somebody()
    const visitor = await atWords(person)
    const { action, body } = visitor.formOf('Continue', { words })
    site.passMinutes(11)
    await visitor.post(action, body)
    await visitor.post(action, body)
    expect(visitor.path).toBe('/my/sign-in?kept=yes')
    body.set('words', 'Something worse')
    await visitor.post(action, body)
    expect([visitor.status, visitor.heading]).toEqual([403, 'We could not keep what you put in'])
    await signIn(person, visitor)
    await visitor.follow('Look at your answer')
    expect(visitor.$('#answer').val()).toBe(words)
  })

  it.each(['Continue', 'Leave this answer out'])('is refused after the person pressed “%s”', async button => {
    const person = await somebody()
    const visitor = await atWords(person)
    const { action, body } = visitor.formOf('Continue', { words })
    site.passMinutes(11)
    await visitor.post(action, body)
    await signIn(person, visitor)
    await visitor.follow('Look at your answer')
    await visitor.press(button)
    site.passMinutes(11)
    await visitor.open('/my')
    const replayed = await visitor.post(action, body)
    expect([replayed.status, replayed.heading]).toEqual([403, 'We could not keep what you put in'])
    await signIn(person, visitor)
    expect(visitor.text).not.toContain(waits)
  })
})

describe('an invalid post', () => {
  let person: Person
  let visitor: Visitor
  let sent: { action: string; body: URLSearchParams }

  beforeAll(async () => {
    person = await somebody()
    visitor = await atWords(person)
  })

  beforeEach(async () => {
    site.passMinutes(1)
    sent = (await visitor.open(visitor.path)).formOf('Continue', { words })
    site.passMinutes(1)
  })

  /** Posts the form without a session. */
  async function expectRefused(headers: Record<string, string> = {}): Promise<void> {
    const request = { method: 'POST', body: sent.body, redirect: 'manual', headers } as const
    const answer = await fetch(new URL(sent.action, address), request)
    const html = await answer.text()
    expect(answer.status).toBe(403)
    expect(html).toContain('We could not keep what you put in')
    expect(html).not.toContain(words)
    const waiting = await site.knex('expired_form').where({ person_id: person.id })
    expect(waiting).toEqual([])
  }

  it('is rejected when the seal was changed', async () => {
    sent.body.set('page', `${sent.body.get('page')!.slice(0, -2)}AA`)
    await expectRefused()
  })

  it('is rejected when the seal was made up', async () => {
    sent.body.set('page', 'x')
    await expectRefused()
  })

  it('is rejected when the seal is for another address', async () => {
    sent.action = sent.action.replace(/[^/]+$/, 'about')
    await expectRefused()
  })

  it('is rejected when another site sends the form', () => expectRefused({ 'sec-fetch-site': 'cross-site' }))

  it.each(['I have finished', 'Hide this page'])(
    'is rejected when the page was rendered before the person pressed “%s”',
    async button => {
      const page = visitor.path
      await visitor.press(button)
      await expectRefused()
      site.passMinutes(1)
      await signIn(person, visitor)
      await visitor.open(page)
    },
  )

  it('is rejected when the page is older than 12 hours', async () => {
    site.passMinutes(12 * 60)
    await expectRefused()
    await signIn(person, visitor)
    await visitor.open(sent.action)
  })

  it('is rejected when the page was rendered before the person got a new PIN', async () => {
    const staff = await addStaff(site.dependencies, {
      email: 'o@example.test',
      name: 'O',
      role: 'officer',
      prisons: [],
    })
    const { database, context } = site.dependencies
    await makePinSlip(database, context(), { person, staff, fromAddress: undefined })
    await expectRefused()
  })
})

it('rejects an answer for a draft that was deleted', async () => {
  const person = await somebody()
  const visitor = await atWords(person)
  const { action, body } = visitor.formOf('Continue', { words })
  await site.dependencies.database.drafts.remove(action.split('/')[3]!)
  const late = await new Visitor(address).post(action, body)
  expect([late.status, late.heading]).toEqual([403, 'We could not keep what you put in'])
})

it('rejects a text longer than any page of the service posts', async () => {
  const visitor = await atWords(await somebody())
  site.passMinutes(11)
  await visitor.press('Continue', { words: 'x'.repeat(20_001) })
  expect(visitor.status).toBe(400)
})

it('does not send a form before its expired answer was reviewed', async () => {
  const person = await somebody()
  const visitor = await atWords(person)
  const page = visitor.path
  await visitor.press('Continue', { words: 'The first' })
  while (!visitor.path.endsWith('/check')) await visitor.press('Continue', { choice: 'rather-not-say' })
  const toSend = visitor.formOf('Send')
  const stale = await visitor.anotherTab().open(page)
  const late = stale.formOf('Continue', { words: 'The second' })
  await new Visitor(address).post(late.action, late.body)
  await visitor.post(toSend.action, toSend.body)
  expect(visitor.path).toBe(page)
  expect(visitor.text).toContain(savedNotice)
  await visitor.press('Continue')
  await visitor.press('Send')
  const [sent] = await site.dependencies.database.applications.ofPerson(person.id)
  expect(Object.values(sent!.answers)).toContainEqual({ words: 'The second' })
  expect(await site.knex('expired_form').where({ person_id: person.id })).toEqual([])
})
