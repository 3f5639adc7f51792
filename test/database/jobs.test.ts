import type { Person } from '../../server/database'
import { connect, migrate } from '../../server/database/connection/connect'
import { PageFeedback } from '../../server/database/content/page-feedback'
import { ExpiredSessions } from '../../server/database/jobs/expired-sessions'
import { People } from '../../server/database/people/people'
import type { Dependencies } from '../../server/dependencies'
import { describeFailure } from '../../server/jobs/describe-failure'
import { runJobs } from '../../server/jobs/run-jobs'
import { anotherProcess } from '../set-up/another-process'
import { doDailyWork, doJobs, doOneJob } from '../set-up/jobs'
import { addPerson, addPrisons, sendApplication } from '../set-up/people'
import { startTestSite, type TestSite } from '../set-up/site'

let site: TestSite

beforeAll(async () => {
  site = await startTestSite()
  await addPrisons(site.dependencies)
})

afterAll(() => site.stop())

afterEach(async () => {
  await site.knex('graphile_worker._private_jobs').delete()
  await site.knex('daily_work').delete()
})

const queue = () =>
  site.knex<{ id: number }>('graphile_worker.jobs').select<{ kind: string }[]>('task_identifier as kind').orderBy('id')

async function isDailyWorkFinished({ database }: Dependencies): Promise<boolean> {
  return ((await database.dailyWorks.last())?.finishedAt ?? null) !== null
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise(resolve => setTimeout(resolve, 50))
}

describe('the queue', () => {
  it('has a job when the transaction that adds it commits, and not when it fails', async () => {
    const { database } = site.dependencies
    const job = { kind: 'delete-expired-sessions', payload: {} } as const
    const failing = database.transaction(async transaction => {
      await transaction.jobs.add(job)
      throw new Error('after all')
    })
    await expect(failing).rejects.toThrow('after all')
    expect(await queue()).toEqual([])
    await database.transaction(transaction => transaction.jobs.add(job))
    expect(await queue()).toEqual([{ kind: 'delete-expired-sessions' }])
  })

  it('keeps one of the jobs with the same key', async () => {
    const { jobs } = site.dependencies.database
    const job = { kind: 'start-daily-work', payload: {}, key: 'today' } as const
    await jobs.add(job)
    await jobs.add(job)
    expect(await queue()).toHaveLength(1)
  })

  it('leaves a job until its time has come', async () => {
    await doJobs(site.dependencies, { kind: 'delete-expired-sessions', payload: {}, afterSeconds: 60 })
    expect(await queue()).toHaveLength(1)
  })

  it('retries a job that fails, and stores no message that could quote personal data', async () => {
    jest.spyOn(ExpiredSessions.prototype, 'delete').mockRejectedValue(new RangeError('A1234AA Marrick'))
    await doJobs(site.dependencies, { kind: 'delete-expired-sessions', payload: {} })
    const [job] = await site
      .knex<{ attempts: number; max_attempts: number; last_error: string; run_at: Date }>('graphile_worker.jobs')
      .select('attempts', 'max_attempts', 'last_error', 'run_at')
    expect(job).toMatchObject({ attempts: 1, max_attempts: 10 })
    expect(job?.last_error).toMatch(/^RangeError( at |$)/)
    expect(job?.last_error).not.toContain('Marrick')
    expect(job?.run_at.getTime()).toBeGreaterThan(Date.now())
  })

  it('gives jobs of a process that was killed to another', async () => {
    const { database } = site.dependencies
    await database.jobs.add({ kind: 'delete-expired-data', payload: {} })
    await site.knex.raw(
      `update graphile_worker._private_jobs set attempts = 1, locked_by = 'killed', locked_at = now() - interval '50 seconds'`,
    )
    expect(await database.jobs.takeFromLost(60)).toBe(0)
    await database.jobs.keep(['killed'])
    await site.knex.raw(`update graphile_worker._private_jobs set locked_at = locked_at - interval '50 seconds'`)
    expect(await database.jobs.takeFromLost(60)).toBe(0)
    await site.knex.raw(`update graphile_worker._private_jobs set locked_at = locked_at - interval '50 seconds'`)
    expect(await database.jobs.takeFromLost(60)).toBe(1)
    await doJobs(site.dependencies)
    expect(await queue()).toEqual([])
  })

  it('is migrated with the service, again without harm, by several processes at once', async () => {
    const knexes = [1, 2, 3].map(() => connect(site.dependencies.config.databaseUrl ?? ''))
    await Promise.all(knexes.map(knex => migrate(knex)))
    await Promise.all(knexes.map(knex => knex.destroy()))
    expect((await site.knex('graphile_worker.migrations').select('id')).length).toBeGreaterThan(17)
  })
})

describe('a process that does jobs', () => {
  it('starts the daily work, does added jobs at once, and stops within a second', async () => {
    const { dependencies } = site
    const stop = runJobs(dependencies, dependencies.config.databaseUrl ?? '')
    await until(() => isDailyWorkFinished(dependencies))
    await dependencies.database.jobs.add({ kind: 'delete-expired-sessions', payload: {} })
    await until(async () => (await queue()).length === 0)
    const began = performance.now()
    await stop()
    expect(performance.now() - began).toBeLessThan(1_000)
  })

  it('goes on after the database has ended its connections', async () => {
    const { dependencies } = site
    const stop = runJobs(dependencies, dependencies.config.databaseUrl ?? '')
    await until(() => isDailyWorkFinished(dependencies))
    await site.knex.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'resettlement-service jobs'`,
    )
    await dependencies.database.jobs.add({ kind: 'delete-expired-sessions', payload: {} })
    await until(async () => (await queue()).length === 0)
    await stop()
  })
})

describe('the daily work', () => {
  it('starts once a day, whichever process is first', async () => {
    const processes = [site.dependencies, anotherProcess(site), anotherProcess(site)]
    await Promise.all(processes.map(each => doOneJob(each, 'start-daily-work', {})))
    expect((await queue()).filter(({ kind }) => kind === 'finish-daily-work')).toHaveLength(1)
    site.passMinutes(24 * 60)
    await doOneJob(site.dependencies, 'start-daily-work', {})
    site.passMinutes(-24 * 60)
    expect((await queue()).filter(({ kind }) => kind === 'finish-daily-work')).toHaveLength(2)
    for (const each of processes.slice(1)) await each.close()
  })

  it('starts again on the same day for a process with other settings, since they change decisions', async () => {
    const { dependencies } = site
    await doOneJob(dependencies, 'start-daily-work', {})
    const config = { ...dependencies.config, policy: 'practice-2023' } as const
    await doOneJob({ ...dependencies, config }, 'start-daily-work', {})
    expect((await queue()).filter(({ kind }) => kind === 'finish-daily-work')).toHaveLength(2)
  })

  it('is finished when no job of it is left', async () => {
    const { dependencies } = site
    await addPerson(dependencies, 'A1234AA')
    await doDailyWork(dependencies)
    expect(await queue()).toEqual([])
    expect(await dependencies.database.dailyWorks.last()).toMatchObject({
      day: '2026-11-23',
      startedAt: site.clock.now,
      finishedAt: site.clock.now,
    })
  })

  it('is not finished while a job of it waits to be tried again', async () => {
    const { dependencies } = site
    jest.spyOn(PageFeedback.prototype, 'removeGivenBefore').mockRejectedValue(new Error('not now'))
    await doDailyWork(dependencies)
    expect((await queue()).map(({ kind }) => kind).sort()).toEqual(['delete-expired-data', 'finish-daily-work'])
    expect((await dependencies.database.dailyWorks.last())?.finishedAt).toBeNull()
  })

  it('leaves people who are not done to another process when the service ends', async () => {
    const { dependencies } = site
    const people: Person[] = []
    for (const number of ['A4444DD', 'A5555EE', 'A6666FF']) people.push(await addPerson(dependencies, number))
    for (const person of people) await sendApplication(dependencies, person, 'bank-account')
    let asked = 0
    const personIds = people.map(({ id }) => id)
    await doOneJob(dependencies, 'decide-again', { personIds }, () => (asked += 1) > 1)
    const left = await site.knex('graphile_worker._private_jobs').select('payload')
    expect(left).toEqual([{ payload: { personIds: personIds.slice(1) } }])
  })

  it('does the others of a batch when one person fails, and that person by themselves', async () => {
    const { dependencies } = site
    const people: Person[] = []
    for (const number of ['A1111AA', 'A2222BB', 'A3333CC']) people.push(await addPerson(dependencies, number))
    const personIds = people.map(({ id }) => id)
    const lock = jest.spyOn(People.prototype, 'lock').mockResolvedValueOnce(undefined)
    lock.mockRejectedValueOnce(new Error('this one'))
    await doOneJob(dependencies, 'decide-again', { personIds })
    const left = await site.knex('graphile_worker._private_jobs').select('payload').orderBy('id')
    expect(left).toEqual([{ payload: { personIds: [personIds[1]] } }, { payload: { personIds: [personIds[2]] } }])
  })
})

describe('what is said of a failure', () => {
  it('is the kind of error, its code, table and constraint, and the place in the code', () => {
    const error = Object.assign(new Error('Key (prison_number)=(A1234AA) already exists'), {
      code: '23505',
      table: 'person',
      constraint: 'person_prison_number_key',
      stack:
        'Error: A1234AA\n    at parse (/app/node_modules/pg/x.js:1:2)\n    at lock (/app/dist/server/database/people/people.js:12:3)',
    })
    expect(describeFailure(error)).toBe(
      'Error 23505 person person_prison_number_key at server/database/people/people.js:12',
    )
  })

  it('is the type of what is no error', () => {
    expect(describeFailure('A1234AA')).toBe('string')
  })
})
