import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { freshDatabase, type FreshDatabase } from '../set-up/database'

jest.setTimeout(60_000)

const root = join(__dirname, '../..')
const program = join(root, 'dist/demo/fill.js')

let fresh: FreshDatabase

beforeEach(async () => {
  fresh = await freshDatabase()
})

afterEach(() => fresh.drop())

function run(environment: 'test' | 'production', ...args: string[]): Promise<{ status: number; text: string }> {
  const env = { PATH: process.env.PATH, NODE_ENV: environment, TODAY: '2026-11-23', DATABASE_URL: fresh.url }
  return new Promise(resolve => {
    const child = execFile(process.execPath, [program, ...args], { cwd: root, env }, (_error, output, errors) =>
      resolve({ status: child.exitCode ?? -1, text: output + errors }),
    )
  })
}

/** What does not depend on the second at which it was made. */
async function demoPeople(): Promise<unknown[]> {
  const { rows } = await fresh.knex.raw<{ rows: unknown[] }>(
    `select reference, topic, destination, rule, respond_by, status, safety_concern, prison_number, last_name, release_date
      from application join person on person.id = person_id where prison_number like 'Z%' order by reference`,
  )
  return rows
}

it('fills a database reproducibly and appends to existing data', async () => {
  const first = await run('test', '--people', '60', '--applications', '150')
  expect(first.text).toMatch(/^Added 60 demo people and 150 applications, \d+ of them open/)
  const once = await demoPeople()
  expect(once).toHaveLength(150)
  expect((await run('test', '--people', '60', '--applications', '150')).status).toBe(0)
  expect(await demoPeople()).toHaveLength(300)
  await fresh.drop()
  fresh = await freshDatabase()
  await run('test', '--people', '60', '--applications', '150')
  expect(await demoPeople()).toEqual(once)
})

it('refuses to run in production or with an invalid number, and changes nothing', async () => {
  expect(await run('production', '--people', '1', '--applications', '1')).toEqual({
    status: 1,
    text: 'NODE_ENV: is production, where demo people are never added\n',
  })
  for (const args of [['--people', '-1'], ['--people', '1e3', '--applications', '1'], ['--persons', '1'], []]) {
    const { status, text } = await run('test', ...args)
    expect([args, status, text.split('\n')]).toEqual([
      args,
      1,
      [expect.stringContaining('Usage: npm run demo-data'), ''],
    ])
  }
  expect(await demoPeople()).toEqual([])
})
