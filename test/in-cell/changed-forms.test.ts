import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { Person } from '../../server/database'
import { findForm, type Form, type Question } from '../../server/domain/applications'
import { createApp } from '../../server/portal'
import { addPerson, addPrisons, testPin } from '../set-up/people'
import { startTestSite, type TestSite } from '../set-up/site'
import { Visitor } from '../set-up/visitor'

jest.setTimeout(60_000)

let site: TestSite
let address: string
let person: Person
let visitor: Visitor
let number = 0

const form = findForm('bank-account')
const declared = form.questions

beforeAll(async () => {
  site = await startTestSite()
  await addPrisons(site.dependencies)
  address = await site.serve(createApp)
})

beforeEach(async () => {
  number += 1
  person = await addPerson(site.dependencies, `A42${String(number).padStart(2, '0')}AA`)
  visitor = await signIn(person)
  await visitor.open('/my/applications/new/A05')
  await visitor.press('Start')
  await visitor.press('Continue', { choice: 'no' })
  expect(visitor.path).toMatch(/\/refused$/)
})

afterEach(() => deploy(declared))

afterAll(() => site.stop())

/** Puts another version of the form's questions in place, as a deployment does. */
function deploy(questions: readonly Question[]): void {
  Object.assign(form, { questions } satisfies Partial<Form>)
}

const named = (id: string) => declared.find(question => question.id === id)!
/** A version that asks for a consent where it asked whether a bank has refused before. */
const withQuestionBefore = [
  named('have-account'),
  named('can-use'),
  named('tell-bank'),
  ...declared.filter(({ id }) => !['have-account', 'can-use', 'tell-bank'].includes(id)),
]

async function signIn({ prisonNumber }: Person, into = new Visitor(address)): Promise<Visitor> {
  await into.open('/my/sign-in')
  return into.press('Sign in', { 'prison-number': prisonNumber, pin: testPin })
}

const answers = async () => (await site.dependencies.database.drafts.of(person.id))[0]!.answers
const draftId = () => visitor.path.split('/')[3]!

describe('a form that changes while a page is open', () => {
  it('saves the answer under the question that was shown when another was inserted before it', async () => {
    deploy(withQuestionBefore)
    await visitor.press('Continue', { choice: 'yes' })
    expect(await answers()).toEqual({ 'have-account': 'no', refused: 'yes' })
    expect(visitor.path).toMatch(/\/tell-bank$/)
  })

  it('shows a question again that has changed, with the choice kept', async () => {
    deploy(
      declared.map(question =>
        question.id === 'refused' && question.kind === 'one' ? { ...question, options: ['no', 'yes'] } : question,
      ),
    )
    await visitor.press('Continue', { choice: 'yes' })
    expect([visitor.status, visitor.path]).toEqual([422, expect.stringMatching(/\/refused$/)])
    expect(visitor.text).toContain('This page has changed since you opened it')
    expect(visitor.$('input[name=choice]:checked').val()).toBe('yes')
    expect(await answers()).toEqual({ 'have-account': 'no' })
    await visitor.press('Continue')
    expect(await answers()).toEqual({ 'have-account': 'no', refused: 'yes' })
  })

  it('shows a question again that has changed, with the text kept', async () => {
    await visitor.open(visitor.path.replace(/refused$/, 'letters'))
    deploy(
      declared.map(question =>
        question.id === 'letters' && question.kind === 'words' ? { ...question, limit: 100 } : question,
      ),
    )
    await visitor.press('Continue', { words: 'From my last bank' })
    expect(visitor.status).toBe(422)
    expect(visitor.$('#answer').val()).toBe('From my last bank')
    expect(await answers()).toEqual({ 'have-account': 'no' })
  })

  it('saves nothing and goes on when the question was removed', async () => {
    deploy(declared.filter(({ id }) => id !== 'refused'))
    await visitor.press('Continue', { choice: 'yes' })
    expect([visitor.status, visitor.path]).toEqual([200, expect.stringMatching(/\/which-id$/)])
    expect(await answers()).toEqual({ 'have-account': 'no' })
  })

  it('asks again what was answered with an option that is gone', async () => {
    deploy(
      declared.map(question =>
        question.id === 'have-account' && question.kind === 'one'
          ? { ...question, options: question.options.filter(option => option !== 'no') }
          : question,
      ),
    )
    for (const page of ['check', 'refused']) {
      await visitor.open(`/my/applications/${draftId()}/${page}`)
      if (page === 'refused') await visitor.press('Continue', { choice: 'yes' })
      expect([visitor.status, visitor.path]).toEqual([200, expect.stringMatching(/\/have-account$/)])
    }
  })

  it('saves nothing under the address’s question when the page’s seal is missing or names another', async () => {
    const { action, body } = visitor.formOf('Continue', { choice: 'yes' })
    await visitor.post(action.replace(/refused$/, 'tell-bank'), body)
    expect([visitor.status, visitor.path]).toEqual([422, expect.stringMatching(/\/tell-bank$/)])
    body.delete('page')
    await visitor.post(action, body)
    expect(visitor.status).toBe(422)
    expect(await answers()).toEqual({ 'have-account': 'no' })
  })
})

describe('a page of the version before, whose address is a position', () => {
  it('saves the answer under the question that its seal names', async () => {
    const { action, body } = formerPage()
    deploy(withQuestionBefore)
    await visitor.post(action, body)
    expect(await answers()).toEqual({ 'have-account': 'no', refused: 'yes' })
  })

  it('saves nothing without its seal', async () => {
    const { action, body } = formerPage()
    body.delete('page')
    await visitor.post(action, body)
    expect([visitor.status, visitor.path]).toEqual([200, expect.stringMatching(/\/refused$/)])
    expect(await answers()).toEqual({ 'have-account': 'no' })
  })

  it('saves an answer that is posted after the session has expired under the question that its seal names', async () => {
    const { action, body } = formerPage()
    deploy(withQuestionBefore)
    site.passMinutes(11)
    await visitor.post(action, body)
    expect(visitor.path).toBe('/my/sign-in?kept=yes')
    await signIn(person, visitor)
    await visitor.follow('Look at your answer')
    expect(visitor.path).toMatch(/\/refused$/)
    expect(visitor.$('input[name=choice]:checked').val()).toBe('yes')
    await visitor.press('Continue')
    expect(await answers()).toEqual({ 'have-account': 'no', refused: 'yes' })
  })

  it('leads from its address to the next question', async () => {
    await visitor.open(`/my/applications/${draftId()}/7`)
    expect(visitor.path).toMatch(/\/refused$/)
  })

  function formerPage(): { action: string; body: URLSearchParams } {
    const { body } = visitor.formOf('Continue', { choice: 'yes' })
    const action = `/my/applications/${draftId()}/3`
    const page = JSON.stringify([person.id, draftId(), 'refused', site.dependencies.now().getTime()])
    const nonce = randomBytes(12)
    const key = Buffer.from(hkdfSync('sha256', site.dependencies.sessionSecret, '', 'pages of questions', 32))
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(action))
    const closed = Buffer.concat([cipher.update(page, 'utf8'), cipher.final()])
    body.set('page', [nonce, cipher.getAuthTag(), closed].map(part => part.toString('base64url')).join('.'))
    return { action, body }
  }
})

it('has no page to stop at for a form that no answer ends', async () => {
  await visitor.open(`/my/applications/${draftId()}/stop`)
  expect(visitor.status).toBe(404)
})

it('keeps the topic of a form with a neutral name out of its addresses', async () => {
  await visitor.open('/my/applications/new/A16')
  await visitor.press('Start')
  expect(visitor.path).toMatch(/^\/my\/applications\/[\w-]{36}\/[0-9a-f]{8}$/)
})
