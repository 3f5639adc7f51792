import { EventEmitter } from 'node:events'
import {
  Logger as QueueLogger,
  parseCronItems,
  run,
  runOnce,
  type ParsedCronItem,
  type RunnerOptions,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker'
import type { Logger } from 'pino'
import { jobQueueOptions, JobQueuePool, pause } from '../database/connection/job-queue'
import type { Dependencies } from '../dependencies'
import { jobKindNames, jobRules, type JobKind } from '../domain/jobs'
import { describeFailure } from './describe-failure'
import type { JobHandler } from './job'
import { jobHandlers } from './kinds'

/** Two, so that the daily work, which is done one job at a time, does not hold up other jobs. */
const concurrency = 2
/** A connection each for the workers, the LISTEN and the cron. */
const connections = concurrency + 2
/** How often a queue at rest is looked into: added jobs are announced, and only retries wait for the next look. */
const pollMs = 15_000
const aliveEveryMs = 15_000
const lostAfterSeconds = 60
const restartAfterMs = 10_000
const stopWithinMs = 8_000

/**
 * Does jobs in this process until it ends. When the database is lost, it waits until it is back.
 *
 * @returns a function that stops it: jobs that are being done add what is left of them and return, or are left to another
 *   process after eight seconds
 */
export function runJobs(dependencies: Dependencies, databaseUrl: string): () => Promise<void> {
  const { log } = dependencies
  const ending = new AbortController()
  const running = (async () => {
    while (!ending.signal.aborted) {
      try {
        await runUntilItFails(dependencies, databaseUrl, ending.signal)
      } catch (error) {
        log.error({ err: error }, 'the job queue stopped and will be started again')
      }
      await pause(restartAfterMs, ending.signal)
    }
  })()
  return async () => {
    ending.abort()
    const late = new AbortController()
    await Promise.race([running, pause(stopWithinMs, late.signal)])
    late.abort()
  }
}

async function runUntilItFails(dependencies: Dependencies, url: string, ending: AbortSignal): Promise<void> {
  const { database, log } = dependencies
  const pool = new JobQueuePool(url, connections, ending)
  pool.on('error', error => log.warn({ err: error }, 'the job queue lost a connection'))
  const events = new EventEmitter() as WorkerEvents
  const workerIds = new Set<string>()
  events.on('worker:create', ({ worker }) => workerIds.add(worker.workerId))
  const stopped = new Promise<void>((resolve, reject) => {
    ending.addEventListener('abort', () => resolve())
    events.on('worker:fatalError', ({ error }) => reject(error as Error))
  })
  const runner = await run({
    ...optionsFor(dependencies, () => ending.aborted),
    pgPool: pool,
    events,
    concurrency,
    pollInterval: pollMs,
    parsedCronItems: cronItems(),
  })
  // Both may fail before anybody waits for them below.
  for (const promise of [stopped, runner.promise]) promise.catch(() => undefined)
  const aliveTimer = setInterval(() => void sayAlive(dependencies, [...workerIds]), aliveEveryMs)
  try {
    await sayAlive(dependencies, [])
    await database.jobs.add({ kind: 'start-daily-work', payload: {} })
    await Promise.race([stopped, runner.promise])
  } finally {
    clearInterval(aliveTimer)
    await runner.stop().catch(() => undefined)
    await pool.end()
  }
}

async function sayAlive({ database, log }: Dependencies, workerIds: readonly string[]): Promise<void> {
  try {
    await database.jobs.keep(workerIds)
    const lost = await database.jobs.takeFromLost(lostAfterSeconds)
    if (lost > 0) log.warn({ workers: lost }, 'jobs of a process that ended are done by another')
  } catch (error) {
    log.warn({ err: error }, 'the job queue could not be told that this process is alive')
  }
}

/**
 * Does the jobs that are waiting, and those that they add, and returns when none is left for now.
 *
 * @throws when the database fails; a job that fails is tried again later
 */
export async function doWaitingJobs(dependencies: Dependencies, databaseUrl: string): Promise<void> {
  const pool = new JobQueuePool(databaseUrl, connections, new AbortController().signal)
  try {
    await runOnce({ ...optionsFor(dependencies, () => false), pgPool: pool })
  } finally {
    await pool.end()
  }
}

function optionsFor(dependencies: Dependencies, isEnding: () => boolean): RunnerOptions {
  return {
    ...jobQueueOptions,
    taskList: tasks(dependencies, isEnding),
    logger: queueLogger(dependencies.log),
    noHandleSignals: true,
  }
}

function tasks(dependencies: Dependencies, isEnding: () => boolean): TaskList {
  return Object.fromEntries(
    jobKindNames.map(kind => [
      kind,
      async (payload: unknown, { job }: { job: { id: string; attempts: number } }) => {
        const log = dependencies.log.child({ job: { kind, id: job.id, attempt: job.attempts } })
        await doJob(kind, payload, dependencies, log, isEnding)
      },
    ]),
  )
}

/** @throws an error that the queue may store: without the message and the stack of what went wrong */
async function doJob<Kind extends JobKind>(
  kind: Kind,
  payload: unknown,
  dependencies: Dependencies,
  log: Logger,
  isEnding: () => boolean,
): Promise<void> {
  const handler: JobHandler<Kind> = jobHandlers[kind]
  try {
    await handler.run({ kind, payload: handler.payload.parse(payload), dependencies, log, isEnding })
  } catch (error) {
    log.error({ err: error }, 'a job failed')
    const failure = new Error(describeFailure(error))
    delete failure.stack
    throw failure
  }
}

function cronItems(): ParsedCronItem[] {
  return parseCronItems(
    jobKindNames.flatMap(kind => {
      const { cron, attempts, priority, lane } = jobRules(kind)
      if (cron === undefined) return []
      const options = {
        backfillPeriod: 0,
        maxAttempts: attempts,
        priority,
        jobKey: kind,
        ...(lane && { queueName: lane }),
      }
      return { task: kind, match: cron, options }
    }),
  )
}

/** What graphile-worker says of itself. What it says of each job is left out: this service has said it. */
function queueLogger(log: Logger): QueueLogger {
  return new QueueLogger(() => (level, message, meta) => {
    if (meta && ('failure' in meta || 'success' in meta)) return
    const isTrouble = ['error', 'warning'].includes(level)
    if (isTrouble) log.warn({ queue: message }, 'the job queue')
    else log.debug({ queue: message }, 'the job queue')
  })
}
