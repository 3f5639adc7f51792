import { randomUUID } from 'node:crypto'
import { seesNobody, type Person } from '../../server/database'
import { findForm } from '../../server/domain/applications'
import { calendarDay } from '../../server/domain/calendar'
import { createApp } from '../../server/portal'
import { enterPaperForm } from '../../server/use-cases/applications/sending/enter-paper-form'
import { submitApplication } from '../../server/use-cases/applications/sending/submit-application'
import { doDailyWork } from '../set-up/jobs'
import { addPerson, addPrisons, addStaff, sendApplication, testPin } from '../set-up/people'
import { firstAnswers } from '../set-up/question-at'
import { startTestSite, type TestSite } from '../set-up/site'
import { Visitor } from '../set-up/visitor'

jest.setTimeout(60_000)

let site: TestSite
let address: string
let number = 0
const start = new Date('2026-11-23T10:00:00Z')

beforeAll(async () => {
  site = await startTestSite()
  await addPrisons(site.dependencies)
  address = await site.serve(createApp)
})

beforeEach(() => {
  site.clock.now = start
})

afterAll(() => site.stop())

function somebody(): Promise<Person> {
  number += 1
  return addPerson(site.dependencies, `A20${String(number).padStart(2, '0')}AA`)
}

async function signedIn({ prisonNumber }: Person, visitor = new Visitor(address)): Promise<Visitor> {
  await visitor.open('/my/sign-in')
  await visitor.press('Sign in', { 'prison-number': prisonNumber, pin: testPin })
  return visitor
}

const daysOn = (days: number) => new Date(start.getTime() + days * 24 * 60 * 60 * 1000)

describe('a second application on the same topic', () => {
  it('shows the open one and offers to read it and add to it', async () => {
    const person = await somebody()
    const { reference } = await sendApplication(site.dependencies, person, 'bank-account')
    const visitor = await signedIn(person)
    await visitor.open('/my/applications/new/A05')
    expect(visitor.heading).toBe('You have asked about this')
    expect(visitor.text).not.toContain('This is about something else')
    await visitor.follow(`Add to what you sent ${reference}`)
    expect(visitor.$('#body').is('textarea')).toBe(true)
  })

  it('continues where the form can be about something else, and keeps the answers that it does not send', async () => {
    const person = await somebody()
    const { reference } = await sendApplication(site.dependencies, person, 'universal-credit')
    const visitor = await signedIn(person)
    await visitor.open('/my/applications/new/A04')
    await visitor.follow('This is about something else')
    await visitor.press('Start')
    await visitor.press('Continue', { choice: 'when-leaving' })
    await visitor.press('Continue', firstAnswers(visitor, { 'Do you feel safe in prison?': 'safe' }))
    await visitor.press('Send')
    expect(visitor.heading).toBe('You have asked about this')
    expect(visitor.text).toContain(reference)
    expect(await site.dependencies.database.applications.ofPerson(person.id)).toHaveLength(1)
    await visitor.follow('See your new answers')
    expect(visitor.heading).toBe('Check your answers')
  })

  it('shows two open ones after an older one was reopened, and adds to the one sent last', async () => {
    const person = await somebody()
    const older = await sendApplication(site.dependencies, person, 'bank-account')
    await site.knex('application').where({ id: older.id }).update({ status: 'closed', outcome: 'not-agreed' })
    site.clock.now = daysOn(1)
    const newer = await sendApplication(site.dependencies, person, 'bank-account')
    await site.knex('application').where({ id: older.id }).update({ status: 'open', outcome: null })
    const visitor = await signedIn(person)
    await visitor.open('/my/applications/new/A05')
    expect(visitor.text).toContain(`Look at what you sent ${older.reference}`)
    expect(visitor.text).toContain(`Look at what you sent ${newer.reference}`)
    expect(visitor.text.match(/Add to what you sent \S+/g)).toEqual([`Add to what you sent ${newer.reference}`])
  })

  it('creates only one of all that are sent at the same moment, from the cell and from paper', async () => {
    const person = await somebody()
    const { database, words } = site.dependencies
    const staff = await addStaff(site.dependencies, {
      email: 'o@example.test',
      name: 'O',
      role: 'officer',
      prisons: ['LEI'],
    })
    const { answers } = await sendApplication(site.dependencies, await somebody(), 'bank-account')
    const draft = {
      id: randomUUID(),
      personId: person.id,
      form: 'bank-account' as const,
      formVersion: 1,
      answers,
      createdAt: start,
    }
    await database.drafts.open(draft)
    const fromCell = () =>
      submitApplication(database, site.dependencies.context(), {
        draftId: draft.id,
        personId: person.id,
        words,
        fromAddress: undefined,
      })
    const fromPaper = () =>
      enterPaperForm(database, site.dependencies.context(), {
        staff,
        scope: {
          ...seesNobody,
          prisons: ['LEI'],
          team: 'PRT',
          seesRestricted: true,
          answersReviewRequests: true,
        },
        prisonNumber: person.prisonNumber,
        entryId: randomUUID(),
        form: findForm('bank-account'),
        answers,
        language: 'en',
        paper: { dated: calendarDay('2026-11-20'), filledInBy: 'person' },
        words,
        fromAddress: undefined,
      })
    const results = await Promise.all([fromPaper(), fromCell(), fromPaper(), fromCell(), fromPaper()])
    const [made, ...others] = await database.applications.ofPerson(person.id)
    expect(others).toEqual([])
    expect(results.map(result => result && 'application' in result && result.application.id)).toEqual(
      results.map(() => made?.id),
    )
    expect(results.map(result => result?.kind)).toContain('open-already')
  })

  it('is never prevented when it is private', async () => {
    const person = await somebody()
    await sendApplication(site.dependencies, person, 'something-private')
    const visitor = await signedIn(person)
    await visitor.open('/my/applications/new/A16')
    expect(visitor.$('form[action$="/new/A16"]')).toHaveLength(1)
  })
})

it('fills in an earlier answer, which can be changed', async () => {
  const person = await somebody()
  await sendApplication(site.dependencies, person, 'somewhere-to-live', {
    'where-next': { words: 'Kingston upon Hull' },
  })
  const visitor = await signedIn(person)
  await visitor.open('/my/applications/new/A04')
  await visitor.press('Start')
  await visitor.press('Continue', { choice: 'when-leaving' })
  expect(visitor.$('#answer-where-next').val()).toBe('Kingston upon Hull')
  expect(visitor.text).toContain('You told us this before. Change it if it is wrong.')
  await visitor.press('Continue', firstAnswers(visitor, { 'Where will you live?': 'Leeds' }))
  const [draft] = await site.dependencies.database.drafts.of(person.id)
  expect(draft?.answers['where-next']).toEqual({ words: 'Leeds' })
})

describe('a draft in the list', () => {
  it('shows its progress and its last day, and is deleted the day after', async () => {
    const person = await somebody()
    const visitor = await signedIn(person)
    await visitor.open('/my/applications/new/A24')
    await visitor.press('Start')
    await visitor.press('Continue', { choice: 'something-else' })
    await visitor.open('/my/applications')
    expect(visitor.text).toContain('1 of 4 questions.')
    expect(visitor.text).toContain('We keep it until 21 December 2026.')
    expect(visitor.text).not.toContain('will go soon')

    site.clock.now = daysOn(21)
    await signedIn(person, visitor)
    expect(visitor.text).toContain('We keep it until 21 December 2026. Then it goes.')
    await visitor.follow('See what you have not sent')
    expect(visitor.text).toContain('This will go soon. We keep it until 21 December 2026.')

    site.clock.now = daysOn(28.5)
    await doDailyWork(site.dependencies)
    expect(await site.dependencies.database.drafts.of(person.id)).toHaveLength(1)
    site.clock.now = daysOn(29)
    await doDailyWork(site.dependencies)
    expect(await site.dependencies.database.drafts.of(person.id)).toEqual([])
  })
})

describe('text in a form', () => {
  it.each([
    ['one word of 300 letters', 'x'.repeat(300)],
    ['right-to-left words', 'أريد أن أعرف متى سأغادر ‏(السجن)‏'],
    ['letters of many parts', '👨‍👩‍👧‍👦'.repeat(300)],
  ])('is kept unchanged: %s', async (_name, words) => {
    const visitor = await atWords()
    await visitor.press('Continue', { words })
    expect(visitor.status).toBe(200)
    await visitor.open(visitor.path.replace(/[^/]+$/, 'ask'))
    expect(visitor.$('#answer').val()).toBe(words)
  })

  it('is rejected with a message and shown again when it is invalid', async () => {
    const visitor = await atWords()
    await visitor.press('Continue', { words: 'x'.repeat(400) })
    expect(visitor.status).toBe(422)
    expect(visitor.text).toContain('too long')
    expect(visitor.$('#answer').val()).toBe('x'.repeat(400))
  })

  async function atWords(): Promise<Visitor> {
    const visitor = await signedIn(await somebody())
    await visitor.open('/my/applications/new/A24')
    await visitor.press('Start')
    return visitor.press('Continue', { choice: 'something-else' })
  }
})
