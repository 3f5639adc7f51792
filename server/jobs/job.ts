import type { Logger } from 'pino'
import type { z } from 'zod'
import type { Dependencies } from '../dependencies'
import { afterFailure, batchJobs, type BatchKind, type JobKind, type JobPayloads } from '../domain/jobs'

/** A job that is being done. */
export interface RunningJob<Kind extends JobKind> {
  readonly kind: Kind
  readonly payload: JobPayloads[Kind]
  readonly dependencies: Dependencies
  /** Names the job in every line. */
  readonly log: Logger
  /** Whether the service is ending: a job then adds what is left of it as another job, and returns. */
  readonly isEnding: () => boolean
}

/**
 * Does jobs of one kind. A job is done again when its process was killed, so it must do no harm the second time. A job
 * that throws is tried again until its attempts are used up.
 */
export interface JobHandler<Kind extends JobKind> {
  readonly payload: z.ZodType<JobPayloads[Kind]>
  readonly run: (job: RunningJob<Kind>) => Promise<void>
}

/**
 * Does a batch person by person, in a transaction each. When the service ends, the people who are left become a job for
 * another process. Somebody who fails becomes a job of their own, so that they do not hold up the others.
 *
 * @throws when the only person of a batch fails, or the database
 */
export async function eachPerson<Kind extends BatchKind>(
  { kind, payload: { personIds }, dependencies, log, isEnding }: RunningJob<Kind>,
  work: (personId: number) => Promise<void>,
): Promise<void> {
  const { jobs } = dependencies.database
  for (const [index, personId] of personIds.entries()) {
    if (isEnding()) return jobs.add(...batchJobs(kind, [{ personIds: personIds.slice(index) }]))
    try {
      await work(personId)
    } catch (error) {
      if (personIds.length === 1) throw error
      log.error({ err: error }, 'somebody in a batch failed and will be tried again alone')
      return jobs.add(...batchJobs(kind, afterFailure(personIds, index)))
    }
  }
}
