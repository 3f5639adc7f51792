import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { freshDatabase, type FreshDatabase } from '../set-up/database'

const root = join(__dirname, '../..')
let fresh: FreshDatabase

beforeAll(async () => {
  fresh = await freshDatabase()
})

afterAll(() => fresh.drop())

interface Run {
  readonly status: number
  readonly output: string
  readonly errors: string
}

function run(command: string, args: readonly string[], databaseUrl = fresh.url): Promise<Run> {
  const env = { PATH: process.env.PATH, NODE_ENV: 'test', TODAY: '2026-11-23', DATABASE_URL: databaseUrl }
  const program = join(root, `dist/server/cli/${command}.js`)
  return new Promise(resolve => {
    const child = execFile(process.execPath, [program, ...args], { cwd: root, env }, (_error, output, errors) =>
      resolve({ status: child.exitCode ?? -1, output, errors }),
    )
  })
}

test.each([
  ['migrate', ['now'], 1],
  ['retention', [], 2],
  ['retention', ['2192', 'days'], 2],
  ['staff', [], 1],
  ['staff', ['add', 'a@example.test', 'officer'], 1],
  ['staff', ['reset', 'a@example.test', 'officer'], 1],
])('%s %j names the usage in one line', async (command, args, status) => {
  const ended = await run(command, args)
  expect(ended).toMatchObject({ status, output: '' })
  expect(ended.errors).toMatch(/^Usage: npm run --silent .*\n$/)
})

test.each([
  ['migrate', [], 1],
  ['retention', ['2192'], 2],
  ['staff', ['reset', 'a@example.test'], 1],
])('%s says in one line that the database does not answer', async (command, args, status) => {
  const ended = await run(command, args, 'postgres://service:hush@127.0.0.1:1/resettlement')
  expect(ended).toEqual({
    status,
    output: '',
    errors: 'The database at 127.0.0.1 port 1, database "resettlement" cannot be used: nothing listens there\n',
  })
})

test('does what it is asked', async () => {
  expect(await run('migrate', [])).toEqual({ status: 0, output: 'The database was up to date\n', errors: '' })
  const { status, output } = await run('retention', ['2192'])
  expect([status, typeof JSON.parse(output)]).toEqual([0, 'object'])
  const added = await run('staff', ['add', 'new@example.test', 'officer', 'New Officer', 'lei'])
  expect(added).toMatchObject({ status: 0, output: expect.stringMatching(/^[-\w]+\n$/) as string })
  expect(await run('staff', ['add', 'new@example.test', 'officer', 'New Officer', 'lei'])).toEqual({
    status: 1,
    output: '',
    errors: 'EMAIL has an account already\n',
  })
  expect(await run('staff', ['reset', 'new@example.test'])).toMatchObject({ status: 0, errors: '' })
  expect(await run('staff', ['reset', 'nobody@example.test'])).toEqual({
    status: 1,
    output: '',
    errors: 'EMAIL has no account, or it is ended\n',
  })
})
