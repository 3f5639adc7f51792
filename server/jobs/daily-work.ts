import { batchJobs, inBatches } from '../domain/jobs'
import { decideAgainToday, type CauseToDecideAgain } from '../use-cases/applications/routing/decide-again'
import { workOutAssessments } from '../use-cases/assessments/assessments'
import { deleteExpiredData, finishDailyWork, startDailyWork } from '../use-cases/jobs/daily-work'
import { dailyWorkSettings } from '../use-cases/jobs/daily-work-settings'
import { startNewRules } from '../use-cases/jobs/new-rules'
import { erasePerson } from '../use-cases/people/records/person-records'
import { bringBackAfterHandover } from '../use-cases/work/after-handover'
import { eachPerson, type RunningJob } from './job'

/** Starts the daily work, when no process has started it today, and before it what new rules make necessary. */
export async function start({ dependencies, log }: RunningJob<'start-daily-work'>): Promise<void> {
  const { database, context, config } = dependencies
  const newRules = await startNewRules(database, context())
  if (newRules) log.info(newRules, 'open applications are decided again by new rules')
  const started = await startDailyWork(database, context(), dailyWorkSettings(config))
  if (started) log.info(started, 'the daily work is started')
}

/** Works out whose assessments are overdue or due today. */
export async function workOut({ payload, dependencies, log }: RunningJob<'work-out-assessments'>): Promise<void> {
  const { database, context } = dependencies
  const { personIds } = payload
  try {
    await workOutAssessments(database, context(), personIds)
  } catch (error) {
    if (personIds.length === 1) throw error
    log.error({ err: error }, 'a batch failed and will be tried again person by person')
    await database.jobs.add(...batchJobs('work-out-assessments', inBatches(personIds, 1)))
  }
}

/** Decides open applications again. */
export function decideAgain(job: RunningJob<'decide-again'>): Promise<void> {
  return decideEachAgain(job, 'facts-changed')
}

/** Decides open applications again by rules that have changed. */
export function decideAgainByNewRules(job: RunningJob<'decide-again-by-new-rules'>): Promise<void> {
  return decideEachAgain(job, 'rules-changed')
}

async function decideEachAgain<Kind extends 'decide-again' | 'decide-again-by-new-rules'>(
  job: RunningJob<Kind>,
  cause: CauseToDecideAgain,
): Promise<void> {
  const { database, context } = job.dependencies
  let moved = 0
  await eachPerson(job, async personId => {
    moved += await decideAgainToday(database, context(), personId, cause)
  })
  if (moved > 0) job.log.info({ applicationsMoved: moved }, 'applications were decided again')
}

/** Brings back what was to be referred after handover. */
export async function bringBack(job: RunningJob<'bring-back-after-handover'>): Promise<void> {
  const { database, context } = job.dependencies
  let broughtBack = 0
  await eachPerson(job, async personId => {
    broughtBack += await bringBackAfterHandover(database, context(), personId)
  })
  if (broughtBack > 0) job.log.info({ broughtBack }, 'referrals are brought back after handover')
}

/** Deletes whatever is kept for a limited time. */
export async function deleteExpired({ dependencies, log }: RunningJob<'delete-expired-data'>): Promise<void> {
  const { database, context, config } = dependencies
  log.info({ deleted: await deleteExpiredData(database, context(), config) }, 'expired data is deleted')
}

/** Erases people whose retention period is over. */
export async function erase(job: RunningJob<'erase-people'>): Promise<void> {
  const { database, context, config } = job.dependencies
  const { retentionDays } = config
  if (retentionDays === undefined) return
  let erased = 0
  await eachPerson(job, async personId => {
    if (await erasePerson(database, context(), personId, retentionDays)) erased += 1
  })
  job.log.info({ erased }, 'people are erased')
}

/** Records that the daily work is done, once it is. */
export async function finish({ payload, dependencies, log }: RunningJob<'finish-daily-work'>): Promise<void> {
  const { database, context } = dependencies
  if (await finishDailyWork(database, context(), payload.dailyWorkId)) log.info('the daily work is done')
}
