import type { PageAnswer } from '../../server/database'
import { startTestConsole, type TestConsole } from '../set-up/console'

let staffConsole: TestConsole

beforeAll(async () => {
  staffConsole = await startTestConsole()
  for (const role of ['editor', 'sysadmin', 'manager', 'officer'] as const) await staffConsole.hire(role, role)
})

afterAll(() => staffConsole.stop())

it('says when there is no feedback', async () => {
  const visitor = await staffConsole.signIn('editor')
  await visitor.open('/page-feedback')
  expect(visitor.text).toContain('No feedback yet')
})

it('counts the answers by page and language, the most often hard pages first', async () => {
  const say = (page: string, language: 'en' | 'cy', answer: PageAnswer) =>
    staffConsole.dependencies.database.pageFeedback.add({ page, language, answer, at: staffConsole.dependencies.now() })
  await say('/leaflet', 'en', 'not-hard')
  await say('/leaflet', 'en', 'not-hard')
  await say('/leaflet', 'en', 'too-long')
  await say('/booklet/health', 'cy', 'words-too-hard')
  await say('/booklet/health', 'cy', 'hard')
  await say('/privacy', 'en', 'not-hard')

  const visitor = await staffConsole.signIn('editor')
  await visitor.open('/page-feedback')
  const rows = visitor
    .$('tbody tr')
    .toArray()
    .map(row =>
      visitor
        .$(row)
        .find('th, td')
        .toArray()
        .map(cell => visitor.$(cell).text().trim()),
    )
  expect(rows).toEqual([
    ['/booklet/health', 'Welsh', '2', '0', '1', '0', '0', '0', '1'],
    ['/leaflet', 'English', '1', '2', '0', '1', '0', '0', '0'],
    ['/privacy', 'English', '0', '1', '0', '0', '0', '0', '0'],
  ])
  expect(visitor.$('thead th')).toHaveLength(9)
})

it.each([
  ['editor', 200],
  ['sysadmin', 200],
  ['manager', 200],
  ['officer', 403],
] as const)('answers a %s with %i', async (role, status) => {
  const visitor = await staffConsole.signIn(role)
  await visitor.open('/page-feedback')
  expect(visitor.status).toBe(status)
  expect(visitor.$('nav a[href="/page-feedback"]').length > 0).toBe(status === 200)
})
