import type { Person } from '../../server/database'
import { createApp } from '../../server/portal'
import { expectErrorsToLand, startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, testPin } from '../set-up/people'
import { Visitor, type Fields } from '../set-up/visitor'

let staffConsole: TestConsole
let person: Person

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('clerk', 'administrator')
  person = await addPerson(staffConsole.dependencies, 'A1234AA')
})

afterAll(() => staffConsole.stop())

const paper = { dated: '20/11/2026', 'filled-in-by': 'person', language: 'cy' }
const tag: Fields = {
  ...paper,
  'choice-have-address': 'yes',
  'words-where': 'Stryd Fawr, Wrecsam',
  'words-who-lives-there': 'Mam',
  'choice-they-agree': 'yes',
  'choice-feel-safe': 'safe',
}

async function openForm(name: string, form: string): Promise<Visitor> {
  const visitor = await staffConsole.signIn(name)
  return visitor.open(`/people/A1234AA/paper/${form}`)
}

// One application a topic is open at a time, and each test here sends its own.
beforeEach(() =>
  staffConsole.knex('application').update({ status: 'closed', outcome: 'agreed', closed_at: new Date() }),
)

const applications = () => staffConsole.dependencies.database.applications.ofPerson(person.id)

it('is entered from the person’s page, routed by the same rules and marked as paper wherever it appears', async () => {
  const visitor = await staffConsole.signIn('officer')
  await visitor.open('/people/A1234AA')
  await visitor.follow('Enter a paper form')
  expect(visitor.text).toContain('Blank forms to print are on the portal, at /forms')
  expect(visitor.text).toContain('An address for tag (HDC) or bail Form A03, version 2')
  await visitor.follow('An address for tag (HDC) or bail')
  expect(visitor.text).toContain('Only if the answer to “Do you have a place to live on tag or bail?” is: Yes')
  await visitor.press('Send it for Dean Marrick', tag)
  expect(visitor.text).toContain('Dated 20 November 2026. Filled in by: The person. Entered by officer at work')
  expect(visitor.text).toContain('The person used the service in Welsh')
  const reference = visitor.path.split('/').pop()!
  await visitor.open(`/applications/${reference}/notes`)
  expect(visitor.text).toContain('Entered from paper. For')
  await visitor.follow('Scans of paper')
  expect(visitor.$('#scan-application').val()).toBe(reference)
  expect(visitor.$('input[value=application-form]').attr('checked')).toBeDefined()
  await visitor.open('/queue')
  expect(visitor.$(`tbody tr:contains("${reference}")`).text()).toContain('On paper')

  const inCell = new Visitor(await staffConsole.serve(createApp))
  await inCell.open('/my/sign-in')
  await inCell.press('Sign in', { 'prison-number': 'A1234AA', pin: testPin })
  await inCell.open(`/my/applications/${reference}`)
  expect(inCell.text).toContain('You filled in a paper form. It went to')
  const audited = await staffConsole.dependencies.database.audit.ofPerson(person.id)
  expect(audited.filter(({ action }) => action === 'paper-form-entered')).toHaveLength(1)
})

it('creates one application when sent twice, or by three clicks at once', async () => {
  const visitor = await openForm('officer', 'A03')
  const { action, body } = visitor.formOf('Send it for Dean Marrick', tag)
  const before = (await applications()).length
  await Promise.all([1, 2, 3].map(() => visitor.anotherTab().post(action, body)))
  await visitor.post(action, body)
  expect(visitor.status).toBe(200)
  expect(await applications()).toHaveLength(before + 1)
})

it('is validated by the rules of the form and keeps what was typed', async () => {
  const visitor = await openForm('clerk', 'A03')
  await visitor.press('Send it for Dean Marrick', {
    ...tag,
    dated: '24/11/2026',
    'choice-they-agree': [],
    'words-where': 'x'.repeat(201),
  })
  expect(visitor.status).toBe(422)
  expectErrorsToLand(visitor)
  expect(visitor.text).toContain('The date on the paper must be today or before')
  expect(visitor.text).toContain('Your answer is 1 letter too long')
  expect(visitor.$('#answer-where').val()).toBe('x'.repeat(201))
  expect(visitor.$('.govuk-error-summary li')).toHaveLength(3)
})

it('leaves out questions that do not apply after another answer', async () => {
  const visitor = await openForm('officer', 'A03')
  await visitor.press('Send it for Dean Marrick', { ...tag, 'choice-have-address': 'no', 'choice-cas2-room': 'yes' })
  const [last] = await applications()
  expect(last?.answers).toEqual({ 'have-address': 'no', 'cas2-room': 'yes', 'feel-safe': 'safe' })
})

it('is not sent when an application on the same topic is open, and keeps what was typed', async () => {
  const first = await openForm('officer', 'A03')
  await first.press('Send it for Dean Marrick', tag)
  const visitor = await openForm('officer', 'A03')
  await visitor.press('Send it for Dean Marrick', tag)
  expect(visitor.status).toBe(409)
  expect(visitor.$('.govuk-error-summary a').attr('href')).toBe(first.path)
  expect(visitor.$('#answer-where').val()).toBe('Stryd Fawr, Wrecsam')
})

it('offers the private form only to staff who may read it, and a women’s form only in women’s prisons', async () => {
  const clerk = await openForm('clerk', 'A16')
  expect(clerk.status).toBe(404)
  const officer = await openForm('officer', 'A16')
  expect(officer.status).toBe(200)
  await officer.open('/people/A1234AA/paper/A18')
  expect(officer.status).toBe(404)
})
