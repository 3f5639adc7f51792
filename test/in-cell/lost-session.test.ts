import { findForm } from '../../server/domain/applications'
import { createApp } from '../../server/portal'
import { addPerson, addPrisons, addStaff, testPin } from '../set-up/people'
import { firstAnswers, questionAt } from '../set-up/question-at'
import { startTestSite, type TestSite } from '../set-up/site'
import { Visitor } from '../set-up/visitor'

let site: TestSite
let address: string

beforeAll(async () => {
  site = await startTestSite({ TODAY: '2026-11-23' })
  await addPrisons(site.dependencies)
  await addStaff(site.dependencies, { email: 'o@example.test', name: 'Officer', role: 'officer', prisons: ['LEI'] })
  address = await site.serve(createApp)
})

afterAll(() => site.stop())

async function signIn(visitor: Visitor): Promise<Visitor> {
  await visitor.open('/my/sign-in')
  return visitor.press('Sign in', { 'prison-number': 'A1234AA', pin: testPin })
}

interface Loss {
  readonly by: (visitor: Visitor) => Promise<unknown>
  /** They have left, so what their page then sends is nobody's. */
  readonly left: boolean
}

/** The ways in which somebody who fills in a form is suddenly nobody. */
const losses: readonly [Loss, ...Loss[]] = [
  { by: () => Promise.resolve(site.passMinutes(11)), left: false },
  { by: async visitor => (await visitor.anotherTab().open('/my')).press('I have finished'), left: true },
  {
    by: async () => site.dependencies.database.inCellSessions.endOf((await person()).id, site.dependencies.now()),
    left: true,
  },
  { by: () => site.knex('in_cell_session').delete(), left: false },
]

const person = async () => (await site.dependencies.database.people.findByNumber('A1234AA'))!
const answers = async () => (await site.dependencies.database.drafts.of((await person()).id))[0]?.answers ?? {}

/** Something of every kind: choices, several choices, words, a yes to tell somebody, questions that hang on others. */
const form = findForm('somewhere-to-live')
const given = {
  'Do you want to go back there?': 'no',
  'Which town or council area do you want to live in?': 'Kingston upon Hull',
}

it('keeps every confirmed answer when the session is lost at each step, and sends nothing by itself', async () => {
  await addPerson(site.dependencies, 'A1234AA')
  const visitor = await signIn(new Visitor(address))
  await visitor.open(`/my/applications/new/${form.code}`)
  await visitor.press('Start')
  for (let step = 0; !visitor.path.endsWith('/check'); step += 1) {
    const question = questionAt(form, visitor.path)
    const confirmed = await answers()
    const answer = firstAnswers(visitor, given)
    const late = visitor.formOf('Continue', answer)
    const { by, left } = losses[step % losses.length]!
    await by(visitor)
    await visitor.post(late.action, late.body)
    expect([question.id, visitor.path]).toEqual([question.id, left ? late.action : '/my/sign-in?kept=yes'])
    expect(visitor.status).toBe(left ? 403 : 200)
    site.passMinutes(1)
    await signIn(visitor)
    expect(await answers()).toMatchObject(confirmed)
    await goOn(visitor)
    expect(visitor.path).toBe(late.action)
    if (!left) expect(visitor.text).toContain('You gave this answer after you were signed out.')
    await visitor.press('Continue', answer)
    expect(await answers()).toHaveProperty([question.id])
  }

  const complete = await answers()
  const kinds = form.questions.filter(({ id }) => complete[id] !== undefined).map(({ kind }) => kind)
  expect(new Set(kinds)).toEqual(new Set(['one', 'many', 'words']))
  expect(visitor.text).toContain('Kingston upon Hull')
  const { action, body } = visitor.formOf('Send')
  await losses[0].by(visitor)
  await visitor.post(action, body)
  expect(await site.dependencies.database.applications.ofPerson((await person()).id)).toEqual([])
  await signIn(visitor)
  await goOn(visitor)
  await visitor.press('Send')
  expect(visitor.heading).toBe('We have sent it')
  const [sent] = await site.dependencies.database.applications.ofPerson((await person()).id)
  expect(sent?.answers).toEqual(complete)
})

/** From the list of what is not sent, as somebody does who comes back. */
async function goOn(visitor: Visitor): Promise<void> {
  await visitor.open('/my/applications')
  if (visitor.$('form[action="/my/details"]').length > 0 && !visitor.text.includes('Go on with')) {
    await visitor.press('Show my details')
  }
  await visitor.follow('Go on with: Housing')
}
