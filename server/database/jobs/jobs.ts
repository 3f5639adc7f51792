import type { Knex } from 'knex'
import { jobRules, type JobKind, type NewJob } from '../../domain/jobs'
import { row, rows } from '../connection/rows'

/** How many jobs of a kind there are. */
export interface JobCounts {
  /** A kind of this version, or of another one that shares the database. */
  readonly kind: string
  readonly waiting: number
  /** Those of the waiting that have been tried before. */
  readonly retrying: number
  readonly running: number
  readonly failed: number
}

/** A job that has failed for good. */
export interface FailedJob {
  readonly id: number
  readonly kind: string
  readonly attempts: number
  /** Without personal data; null when the process ended during every attempt. */
  readonly lastError: string | null
  readonly addedAt: Date
  readonly failedAt: Date
}

export const failedJobPageSize = 50

const isFailed = 'locked_at is null and attempts >= max_attempts'

/** After each attempt the queue puts a job off, the longer the more attempts there were. */
const selectFailed = `select id, task_identifier as kind, attempts, last_error, created_at as added_at,
    case when last_error is null then updated_at else run_at - exp(least(attempts, 10)) * interval '1 second' end as failed_at
  from graphile_worker.jobs where ${isFailed}`

/** Tells the processes that do jobs, which otherwise look only now and then. */
const nudge = `pg_notify('jobs:insert', '{"count":1}')`

/** The job queue, which graphile-worker keeps in the schema `graphile_worker`. */
export class Jobs {
  constructor(private readonly knex: Knex) {}

  /** Adds jobs. In a transaction they exist when it commits, together with what else it wrote, or not at all. */
  async add(...jobs: readonly NewJob[]): Promise<void> {
    if (jobs.length === 0) return
    const specs = jobs.map(({ kind, payload, key, afterSeconds = 0 }) => {
      const { attempts, priority, lane } = jobRules(kind)
      return { kind, payload, key, afterSeconds, attempts, priority, lane }
    })
    await this.knex.raw(
      `select count(*) from graphile_worker.add_jobs(array(
        select row(kind, payload, lane, now() + "afterSeconds" * interval '1 second', attempts, key, priority, null)::graphile_worker.job_spec
          from json_to_recordset(cast(:specs as json)) as spec
            (kind text, payload json, lane text, "afterSeconds" float, attempts int, key text, priority int)))`,
      { specs: JSON.stringify(specs) },
    )
  }

  /** How many jobs of each kind there are, for kinds that have any. */
  counts(): Promise<JobCounts[]> {
    return rows(
      this.knex,
      `select task_identifier as kind,
          count(*) filter (where locked_at is null and attempts < max_attempts) as waiting,
          count(*) filter (where locked_at is null and attempts < max_attempts and attempts > 0) as retrying,
          count(*) filter (where locked_at is not null) as running,
          count(*) filter (where ${isFailed}) as failed
        from graphile_worker.jobs group by 1 order by 1`,
    )
  }

  /** Jobs that failed for good, the newest first. */
  failed(limit: number): Promise<FailedJob[]> {
    return rows(this.knex, `${selectFailed} order by failed_at desc, id desc limit :limit`, { limit })
  }

  findFailed(id: number): Promise<FailedJob | undefined> {
    return row(this.knex, `${selectFailed} and id = :id`, { id })
  }

  /**
   * Lets jobs that failed for good be tried again, with all of their attempts.
   *
   * @param ids null for every one of them
   * @returns the kinds of those that were
   */
  async retry(ids: readonly number[] | null): Promise<{ readonly id: number; readonly kind: string }[]> {
    const found = await this.lockFailed(ids)
    await this.knex.raw(
      `select ${nudge}, (select count(*) from graphile_worker.reschedule_jobs(cast(:ids as bigint[]), now(), null, 0))`,
      { ids: found.map(({ id }) => id) },
    )
    return found
  }

  /** Removes jobs that failed for good. @returns those that were */
  async remove(ids: readonly number[]): Promise<{ readonly id: number; readonly kind: string }[]> {
    const found = await this.lockFailed(ids)
    await this.knex.raw('select count(*) from graphile_worker.complete_jobs(cast(:ids as bigint[]))', {
      ids: found.map(({ id }) => id),
    })
    return found
  }

  private lockFailed(ids: readonly number[] | null): Promise<{ id: number; kind: string }[]> {
    return rows(
      this.knex,
      `select id, (select identifier from graphile_worker._private_tasks task where task.id = task_id) as kind
        from graphile_worker._private_jobs
        where ${isFailed} and (cast(:ids as bigint[]) is null or id = any(:ids)) order by id for update skip locked`,
      { ids },
    )
  }

  /** Whether jobs of these kinds are still to be done, besides those that failed for good. */
  async areLeft(kinds: readonly JobKind[]): Promise<boolean> {
    const found = await row(
      this.knex,
      `select 1 from graphile_worker.jobs
        where task_identifier = any(:kinds) and (locked_at is not null or attempts < max_attempts) limit 1`,
      { kinds },
    )
    return found !== undefined
  }

  /** Says that the workers of this process are alive, so that nobody takes over their jobs. */
  async keep(workerIds: readonly string[]): Promise<void> {
    await this.knex.raw(
      'update graphile_worker._private_jobs set locked_at = now() where locked_by = any(:workerIds)',
      {
        workerIds,
      },
    )
  }

  /**
   * Takes jobs from workers that have not said for so long that they are alive, because their process was killed or lost
   * the database. Another worker does them.
   *
   * @returns how many workers were given up
   */
  async takeFromLost(seconds: number): Promise<number> {
    const lost = await rows<{ lockedBy: string }>(
      this.knex,
      `select distinct locked_by from graphile_worker.jobs where locked_at < now() - :seconds * interval '1 second'`,
      { seconds },
    )
    if (lost.length > 0) {
      const ids = lost.map(({ lockedBy }) => lockedBy)
      await this.knex.raw(`select graphile_worker.force_unlock_workers(cast(:ids as text[])), ${nudge}`, { ids })
    }
    return lost.length
  }
}
