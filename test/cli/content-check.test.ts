import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { fingerprint } from '../../server/content/facts-and-contacts/apply-overrides'
import { loadContent } from '../../server/content/load-content'
import { contentDir } from '../../server/dependencies'
import { addStaff } from '../set-up/people'
import { startTestSite, type TestSite } from '../set-up/site'

const root = join(__dirname, '../..')
let site: TestSite

beforeAll(async () => {
  site = await startTestSite()
})

afterAll(() => site.stop())

function run(...args: string[]): Promise<{ status: number; text: string }> {
  const { PATH } = process.env
  const env = { PATH, NODE_ENV: 'test', TODAY: '2026-11-23', DATABASE_URL: site.dependencies.config.databaseUrl }
  const program = join(root, 'dist/server/cli/content-check.js')
  return new Promise(resolve => {
    const child = execFile(process.execPath, [program, ...args], { cwd: root, env }, (_error, output, errors) =>
      resolve({ status: child.exitCode ?? -1, text: output + errors }),
    )
  })
}

it('checks the files, and also what is published when asked to', async () => {
  const owner = { email: 'owner@example.test', name: 'Owner', role: 'service-owner', prisons: [] } as const
  const { id: staffId } = await addStaff(site.dependencies, owner)
  const entry = loadContent(contentDir).files.facts.get('cas3-nights')!
  const change = { kind: 'fact', name: entry.id, version: 1, action: 'withdrawn', isWithdrawn: true } as const
  const by = { reason: 'It is not so any more', staffId, idempotencyKey: randomUUID(), at: site.clock.now }
  await site.dependencies.database.contentOverrides.add({ ...change, entry, base: fingerprint(entry), ...by })
  const published = await run('--published')
  expect(published.status).toBe(0)
  expect(published.text).toMatch(/^Withdrawn in the console.*\n\n {2}fact {2}cas3-nights\n/)
  const files = await run()
  expect(files.status).toBe(0)
  expect(files.text).not.toContain('cas3-nights')
  const mistyped = await run('--publish')
  expect(mistyped.status).toBe(1)
  expect(mistyped.text).toMatch(/^Usage: .*\n$/)
})
