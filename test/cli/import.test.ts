import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase } from '../../server/database'
import { freshDatabase, type FreshDatabase } from '../set-up/database'

const root = join(__dirname, '../..')
const program = join(root, 'dist/server/cli/import.js')

let fresh: FreshDatabase
let folder: string

beforeAll(async () => {
  fresh = await freshDatabase()
  folder = await mkdtemp(join(tmpdir(), 'import-test-'))
})

afterAll(async () => {
  await rm(folder, { recursive: true })
  await fresh.drop()
})

interface Run {
  readonly status: number
  readonly output: string
  readonly errors: string
}

function run(...args: string[]): Promise<Run> {
  const env = { PATH: process.env.PATH, NODE_ENV: 'test', TODAY: '2026-11-23', DATABASE_URL: fresh.url }
  return new Promise(resolve => {
    const child = execFile(process.execPath, [program, ...args], { cwd: root, env }, (_error, output, errors) =>
      resolve({ status: child.exitCode ?? -1, output, errors }),
    )
  })
}

async function file(content: string | Buffer): Promise<string> {
  const path = join(folder, 'people.csv')
  await writeFile(path, content)
  return path
}

test('reports an accepted file as JSON and records the import in the audit as run from a terminal', async () => {
  const { status, output } = await run('receptions', join(root, 'test/data/receptions.csv'))
  expect(status).toBe(0)
  expect(JSON.parse(output)).toMatchObject({
    taken: true,
    kind: 'receptions',
    file: 'receptions.csv',
    rows: 242,
    counts: { added: 231, changed: 0, moved: 1, unchanged: 1, refused: 9 },
  })
  const database = createDatabase(fresh.knex)
  const person = await database.people.findByNumber('A4133TR')
  const acts = await database.audit.ofPerson(person!.id)
  expect(acts.map(({ site, action }) => [site, action])).toEqual([
    ['terminal', 'person-added'],
    ['terminal', 'person-moved'],
  ])
})

test.each([
  ['without its columns', 'prison_number\nA1111AA', 'columns-missing'],
  ['that is not text', Buffer.from([0xff, 0xfe, 0]), 'not-csv'],
  ['over 20 MB', Buffer.alloc(22 * 1024 * 1024, 'a'), 'too-big'],
])('rejects the whole of file %s and gives the reason as JSON', async (_what, content, reason) => {
  const { status, output } = await run('discharges', await file(content))
  expect(status).toBe(1)
  expect(JSON.parse(output)).toMatchObject({ taken: false, kind: 'discharges', reason })
})

test.each([
  [[], /^Usage: /],
  [['receptions'], /^Usage: /],
  [['people', 'people.csv'], /^Usage: /],
  [['receptions', 'a.csv', 'b.csv'], /^Usage: /],
  [['receptions', 'nowhere.csv'], /^nowhere\.csv: there is no such file/],
  [['receptions', '.'], /^\.: it is a folder/],
])('explains what is wrong with the arguments %j', async (args, words) => {
  const { status, output, errors } = await run(...args)
  expect([status, output]).toEqual([2, ''])
  expect(errors).toMatch(words)
})

test('reports a file of PDUs in the same shape, with each refused row counted once', async () => {
  const rows = 'name,region\nMarrick PDU,north-west\nReeth PDU,somewhere\n,nowhere\n'
  const { status, output } = await run('pdus', await file(rows))
  expect(status).toBe(0)
  expect(JSON.parse(output)).toMatchObject({
    taken: true,
    kind: 'pdus',
    file: 'people.csv',
    rows: 3,
    counts: { added: 1, changed: 0, unchanged: 0, refused: 2 },
  })
})
