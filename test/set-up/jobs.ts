import { pino } from 'pino'
import type { Dependencies } from '../../server/dependencies'
import type { JobKind, JobPayloads, NewJob } from '../../server/domain/jobs'
import type { RunningJob } from '../../server/jobs/job'
import { jobHandlers } from '../../server/jobs/kinds'
import { doWaitingJobs } from '../../server/jobs/run-jobs'
import { dailyWorkSettings } from '../../server/use-cases/jobs/daily-work-settings'

/** Does the daily work of the day that it is for the service, even when it has been done. */
export async function doDailyWork(dependencies: Dependencies): Promise<void> {
  const { database, today } = dependencies
  await database.dailyWorks.forget(today(), dailyWorkSettings(dependencies.config).digest)
  await doJobs(dependencies, { kind: 'start-daily-work', payload: {} })
}

/** Adds jobs, and does whatever waits in the queue until nothing is left for now. */
export async function doJobs(dependencies: Dependencies, ...jobs: readonly NewJob[]): Promise<void> {
  await dependencies.database.jobs.add(...jobs)
  await doWaitingJobs(dependencies, dependencies.config.databaseUrl ?? '')
}

/** Does one job without the queue. @param isEnding whether the service is ending, asked between people */
export async function doOneJob<Kind extends JobKind>(
  dependencies: Dependencies,
  kind: Kind,
  payload: JobPayloads[Kind],
  isEnding = () => false,
): Promise<void> {
  const running: RunningJob<Kind> = { kind, payload, dependencies, log: pino({ level: 'silent' }), isEnding }
  await jobHandlers[kind].run(running)
}
