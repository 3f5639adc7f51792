import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { cleanUp, newDataDir, postgresOf, Service } from './resilience/service'

jest.setTimeout(900_000)

const root = join(__dirname, '../..')
const dataDir = newDataDir()

beforeAll(async () => {
  const fill = ['tools/launch.mjs', 'dist/demo/fill.js', '--people', '10000', '--applications', '25000']
  const { PATH, HOME } = process.env
  await promisify(execFile)(process.execPath, fill, { cwd: root, env: { PATH, HOME, DATA_DIR: dataDir } })
})

afterAll(cleanUp)

async function ask<Row extends object>(sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: (await postgresOf(dataDir))?.url ?? '' })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

async function jobsLeft(): Promise<number> {
  const [found] = await ask<{ left: number }>('select count(*)::int as left from graphile_worker.jobs')
  return found?.left ?? 0
}

async function untilBelow(count: number): Promise<void> {
  while ((await jobsLeft()) >= count) await wait(200)
}

it('ends within ten seconds of SIGTERM during the daily work of 10,000 people', async () => {
  const service = await new Service({ DATA_DIR: dataDir }).ready()
  while (!service.err.includes('the daily work is started')) await wait(50)
  await untilBelow((await jobsLeft()) - 3)
  const began = performance.now()
  service.signal('SIGTERM')
  expect(await service.ended()).toBe(0)
  expect(performance.now() - began).toBeLessThan(10_000)
})

it('goes on after a start, and after kill -9 another process does what was being done', async () => {
  const serving = await new Service({ DATA_DIR: dataDir, JOBS: 'off' }).ready()
  const left = await jobsLeft()
  expect(left).toBeGreaterThan(50)

  const url = (await postgresOf(dataDir))?.url ?? ''
  const first = await new Service({ DATABASE_URL: url, JOBS: 'only' }).ready()
  expect((await fetch(`${first.address('Jobs')}/health`)).status).toBe(200)
  expect((await fetch(`${first.address('Jobs')}/my`)).status).toBe(404)
  await untilBelow(left - 3)
  expect(first.err).not.toContain('the daily work is started')
  const running = async () =>
    (await ask<{ id: string }>('select id from graphile_worker.jobs where locked_by is not null'))[0]
  while (!(await running())) await wait(5)
  first.signal('SIGKILL')
  await first.ended()
  const job = await running()
  expect(job).toBeDefined()

  const second = await new Service({ DATABASE_URL: url, JOBS: 'only' }).ready()
  while ((await ask(`select 1 from graphile_worker.jobs where id = ${job?.id}`)).length > 0) await wait(500)
  for (const service of [second, serving]) {
    service.signal('SIGTERM')
    expect(await service.ended()).toBe(0)
  }
})
