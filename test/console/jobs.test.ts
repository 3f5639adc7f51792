import { startTestConsole, type TestConsole } from '../set-up/console'
import { doDailyWork, doJobs } from '../set-up/jobs'

let staffConsole: TestConsole

beforeAll(async () => {
  staffConsole = await startTestConsole()
  await staffConsole.hire('sysadmin', 'sysadmin', [])
})

afterAll(() => staffConsole.stop())

afterEach(() => staffConsole.inDatabase('delete from graphile_worker._private_jobs'))

/** A job of which every attempt has failed. */
async function addFailed(error = 'RangeError at server/x.js:1'): Promise<void> {
  const { jobs } = staffConsole.dependencies.database
  await jobs.add({ kind: 'delete-expired-sessions', payload: {} })
  await staffConsole.inDatabase(
    `update graphile_worker._private_jobs set attempts = max_attempts, last_error = '${error}' where attempts = 0`,
  )
}

async function actions(): Promise<unknown[]> {
  return staffConsole.inDatabase(
    `select action, detail ->> 'kind' as kind from audit_entry where action like 'job-%' order by id desc limit 2`,
  )
}

it('says that nothing waits and nothing has failed', async () => {
  const visitor = await staffConsole.signIn('sysadmin')
  await visitor.open('/jobs')
  expect(visitor.text).toContain('Nothing waits.')
  expect(visitor.text).toContain('No job has failed for good.')
})

it('shows how far the daily work is, and does it again when asked', async () => {
  const visitor = await staffConsole.signIn('sysadmin')
  await visitor.open('/jobs')
  expect(visitor.text).toContain('Not started yet.')
  await doDailyWork(staffConsole.dependencies)
  await visitor.open('/jobs')
  expect(visitor.text).toMatch(/For 23 November 2026: started .* at 10:00, finished .* at 10:00\./)
  await visitor.press('Do today’s work again')
  expect(visitor.text).toContain('not finished yet')
  expect(visitor.text).toContain('Finish the daily work')
  await doJobs(staffConsole.dependencies)
  await visitor.open('/jobs')
  expect(visitor.text).toContain('Nothing waits.')
})

it('shows a job that failed for good with attempts and last error, and tries it again', async () => {
  await addFailed()
  const visitor = await staffConsole.signIn('sysadmin')
  await visitor.open('/jobs')
  expect(visitor.text).toContain('RangeError at server/x.js:1')
  const { action, body } = visitor.formOf(visitor.$('td form button').text().replace(/\s+/g, ' ').trim(), {})
  await visitor.post(action, body)
  expect(visitor.text).toContain('No job has failed for good.')
  expect(await actions()).toEqual([{ action: 'job-retried', kind: 'delete-expired-sessions' }])
  await doJobs(staffConsole.dependencies)
  expect(await staffConsole.inDatabase('select 1 from graphile_worker.jobs')).toEqual([])
})

it('tries all of them again at once', async () => {
  await addFailed()
  await addFailed()
  const visitor = await staffConsole.signIn('sysadmin')
  await visitor.open('/jobs')
  await visitor.press('Try all of them again')
  expect(visitor.text).toContain('No job has failed for good.')
})

it('removes one after asking, and says when somebody else was faster', async () => {
  await addFailed()
  const visitor = await staffConsole.signIn('sysadmin')
  await visitor.open('/jobs')
  await visitor.open(visitor.$('td a').attr('href') ?? '')
  const other = visitor.anotherTab()
  await other.open(visitor.path)
  await visitor.press('Remove the job')
  expect(visitor.text).toContain('No job has failed for good.')
  expect(await actions()).toContainEqual({ action: 'job-removed', kind: 'delete-expired-sessions' })
  await other.press('Remove the job')
  expect(other.html).toContain('somebody else was faster')
  await other.open('/jobs/999/remove')
  expect(other.status).toBe(404)
})

it('says that the process ended where no error was stored', async () => {
  await addFailed('')
  await staffConsole.inDatabase('update graphile_worker._private_jobs set last_error = null')
  const visitor = await staffConsole.signIn('sysadmin')
  await visitor.open('/jobs')
  expect(visitor.text).toContain('The process ended each time')
})

it('names a kind of another version as it is called there', async () => {
  await staffConsole.inDatabase(`select graphile_worker.add_job('count-the-stars')`)
  const visitor = await staffConsole.signIn('sysadmin')
  await visitor.open('/jobs')
  expect(visitor.text).toContain('count-the-stars')
})
