import { startTestConsole, type TestConsole } from '../set-up/console'
import { addPerson, sendApplication } from '../set-up/people'

let staffConsole: TestConsole

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('officer', 'officer')
  await staffConsole.hire('editor', 'editor', [])
})

afterAll(() => staffConsole.stop())

it('links each citation in a reason to the text of its paragraph', async () => {
  const person = await addPerson(staffConsole.dependencies, 'A1234AA')
  const application = await sendApplication(staffConsole.dependencies, person, 'somewhere-to-live', {})
  const visitor = await staffConsole.signIn('officer')

  await visitor.open(`/applications/${application.reference}`)
  const links = [...visitor.html.matchAll(/href="(\/policy\/[^"]+)"/g)].map(([, href]) => href ?? '')
  expect(links).toContain('/policy/PF-App-1-3')
  await visitor.open('/people/A1234AA/facts')
  expect(visitor.html).toContain('href="/policy/PF-3.8"')

  for (const link of new Set(links)) {
    await visitor.open(link)
    expect(visitor.status).toBe(200)
  }
})

it('shows a paragraph with its document and its neighbours to everyone who is signed in', async () => {
  const visitor = await staffConsole.signIn('editor')
  await visitor.open('/policy/PF-3.8')
  expect(visitor.heading).toBe('PF 3.8: Role of the Pre-release Teams')
  expect(visitor.text).toContain('Pre-release and Resettlement Policy Framework')
  expect(visitor.text).toContain(
    'The BCST 1 will be completed by a Band 4 Supervising Officer within 72 hours of reception.',
  )
  expect(visitor.html).toContain('href="/policy/PF-3.7"')
  expect(visitor.html).toContain('href="/policy/PF-3.9"')
})

it('says when there is no such paragraph', async () => {
  const visitor = await staffConsole.signIn('editor')
  await visitor.open('/policy/PF-9.9')
  expect(visitor.status).toBe(404)
  expect(visitor.heading).toBe('We cannot find that paragraph')
})
