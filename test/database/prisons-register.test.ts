import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase, type Database } from '../../server/database'
import { keepPrisonsRegister } from '../../server/use-cases/people/prisons-register'
import { freshDatabase, type FreshDatabase } from '../set-up/database'

let fresh: FreshDatabase
let database: Database
let folder: string

beforeAll(async () => {
  fresh = await freshDatabase()
  database = createDatabase(fresh.knex)
  folder = await mkdtemp(join(tmpdir(), 'register-test-'))
})

afterAll(async () => {
  await rm(folder, { recursive: true })
  await fresh.drop()
})

test('loads the register, and changes nothing when it is loaded again', async () => {
  const content = join(__dirname, '../../content')
  await keepPrisonsRegister(database, content)
  const prisons = await database.prisons.all()
  expect(prisons).toHaveLength(126)
  expect(prisons.find(({ id }) => id === 'BWI')).toEqual({
    id: 'BWI',
    name: 'HMP Berwyn',
    nameCy: 'Carchar y Berwyn',
    nation: 'wales',
    region: 'wales',
    estate: 'men',
    functions: ['training', 'resettlement'],
    active: true,
  })
  await keepPrisonsRegister(database, content)
  expect(await database.prisons.all()).toEqual(prisons)
})

const good = { id: 'LEI', name: 'HMP Leeds', nation: 'england', region: 'north-west', estate: 'men', active: true }

test.each<[unknown, RegExp]>([
  ['not json', /prisons\.json: .*JSON/],
  [{}, /must be a list of prisons/],
  [[good, { ...good, id: 'HLI', region: 'yorkshire' }], /entry 2 \(HLI\): region: /],
  [[{ ...good, id: 'Leeds' }], /entry 1 \(Leeds\): id: must be three capital letters/],
  [[null], /entry 1 \(without id\)/],
  [[good, good], /LEI is there twice/],
])('reports an error in the register with its file and entry: %j', async (register, words) => {
  await writeFile(join(folder, 'prisons.json'), typeof register === 'string' ? register : JSON.stringify(register))
  await expect(keepPrisonsRegister(database, folder)).rejects.toThrow(words)
})
