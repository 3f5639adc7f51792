import type { Database } from '../../database'
import { batchJobs, inBatches } from '../../domain/jobs'
import type { Context } from '../context'

/** What is about to be decided again by new rules. */
export interface StartedNewRules {
  readonly editions: readonly number[]
  readonly withOpenApplications: number
}

/**
 * Adds the jobs that decide all open applications again by rules that have changed, once for each change and whichever
 * process is first. They come before the daily work, so that time lines name the reason.
 *
 * @returns undefined when no change is left to start
 */
export function startNewRules(database: Database, { now }: Context): Promise<StartedNewRules | undefined> {
  return database.transaction(async transaction => {
    const editions = await transaction.rulesChanges.start(now)
    if (editions.length === 0) return undefined
    const withOpen = await transaction.applications.peopleWithOpen()
    await transaction.jobs.add(...batchJobs('decide-again-by-new-rules', inBatches(withOpen)))
    return { editions, withOpenApplications: withOpen.length }
  })
}
