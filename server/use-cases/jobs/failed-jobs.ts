import type { Database, StaffMember } from '../../database'
import type { Caller, Context } from '../context'

interface FailedJobsCommand extends Caller {
  readonly staff: Pick<StaffMember, 'id'>
}

/**
 * Lets jobs that failed for good be tried again.
 *
 * @param command.ids null for all of them
 * @returns how many were; those that somebody else retried or removed first are not
 */
export function retryFailedJobs(
  database: Database,
  _context: Context,
  command: FailedJobsCommand & { readonly ids: readonly number[] | null },
): Promise<number> {
  return database.transaction(async transaction => {
    const retried = await transaction.jobs.retry(command.ids)
    await audit(transaction, command, 'job-retried', retried)
    return retried.length
  })
}

/** Removes jobs that failed for good, without doing them. @returns how many were */
export function removeFailedJobs(
  database: Database,
  _context: Context,
  command: FailedJobsCommand & { readonly ids: readonly number[] },
): Promise<number> {
  return database.transaction(async transaction => {
    const removed = await transaction.jobs.remove(command.ids)
    await audit(transaction, command, 'job-removed', removed)
    return removed.length
  })
}

function audit(
  database: Database,
  { staff, fromAddress }: FailedJobsCommand,
  action: string,
  jobs: readonly { readonly id: number; readonly kind: string }[],
): Promise<void> {
  return database.audit.record(
    ...jobs.map(({ id, kind }) => ({
      site: 'staff' as const,
      staffId: staff.id,
      action,
      detail: { job: id, kind },
      fromAddress,
    })),
  )
}
