import type { Database, StaffMember } from '../../database'
import { addDays, londonToday } from '../../domain/calendar'
import { batchJobs, inBatches, jobKindNames, jobRules } from '../../domain/jobs'
import type { Caller, Context } from '../context'
import { deliveryJob } from '../work/notifications'

/** What the daily work depends on besides the day. */
export interface DailyWorkSettings {
  /** A digest of the version and of the settings that decisions depend on: when it changes, the work is done again. */
  readonly digest: string
  /** Undefined when nobody is erased. */
  readonly retentionDays: number | undefined
}

/** What the daily work is about to do. */
export interface StartedDailyWork {
  readonly people: number
  readonly withOpenApplications: number
  readonly toErase: number
}

const finishAgainAfterSeconds = 60

/**
 * Starts today's daily work, unless a process has started it: adds its jobs. Assessments come first, because every home
 * page counts them (decision 68).
 *
 * @returns undefined when it has started before
 */
export function startDailyWork(
  database: Database,
  context: Context,
  settings: DailyWorkSettings,
): Promise<StartedDailyWork | undefined> {
  return database.transaction(transaction => start(transaction, context, settings))
}

/** Starts today's daily work again, at the wish of a member of staff. Audited. */
export function repeatDailyWork(
  database: Database,
  context: Context,
  command: Caller & { readonly staff: Pick<StaffMember, 'id'>; readonly settings: DailyWorkSettings },
): Promise<void> {
  const { staff, settings, fromAddress } = command
  return database.transaction(async transaction => {
    await transaction.dailyWorks.forget(context.today, settings.digest)
    await start(transaction, context, settings)
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      action: 'daily-work-repeated',
      detail: { day: context.today },
      fromAddress,
    })
  })
}

async function start(
  transaction: Database,
  { now, today }: Context,
  { digest, retentionDays }: DailyWorkSettings,
): Promise<StartedDailyWork | undefined> {
  const dailyWorkId = await transaction.dailyWorks.start(today, digest, now)
  if (dailyWorkId === undefined) return undefined
  const everybody = await transaction.people.ids()
  const withOpen = await transaction.applications.peopleWithOpen()
  const toBringBack = await transaction.applications.peopleToBringBack()
  const over =
    retentionDays === undefined ? [] : (await transaction.personRecords.toErase(addDays(today, -retentionDays))).people
  await transaction.jobs.add(
    ...batchJobs('work-out-assessments', inBatches(everybody)),
    ...batchJobs('decide-again', inBatches(withOpen)),
    ...batchJobs('bring-back-after-handover', inBatches(toBringBack)),
    // A duty POM whose first day is today sees from now on what is passed to the duty POM.
    deliveryJob,
    { kind: 'delete-expired-data', payload: {} },
    ...batchJobs('erase-people', inBatches(over)),
    { kind: 'finish-daily-work', payload: { dailyWorkId } },
  )
  return { people: everybody.length, withOpenApplications: withOpen.length, toErase: over.length }
}

const kindsToWaitFor = jobKindNames.filter(kind => jobRules(kind).lane === 'daily-work' && kind !== 'finish-daily-work')

/**
 * Records that the daily work is done, or looks again in a minute while jobs of it are left.
 *
 * @returns whether it is done
 */
export function finishDailyWork(database: Database, { now }: Context, dailyWorkId: number): Promise<boolean> {
  return database.transaction(async transaction => {
    if (!(await transaction.jobs.areLeft(kindsToWaitFor))) return transaction.dailyWorks.finish(dailyWorkId, now)
    await transaction.jobs.add({
      kind: 'finish-daily-work',
      payload: { dailyWorkId },
      afterSeconds: finishAgainAfterSeconds,
    })
    return false
  })
}

/** How long what people leave behind is kept, in days. */
export interface KeptFor {
  readonly draftDays: number
  readonly feedbackDays: number
  /** Undefined to keep import files for ever. */
  readonly retentionDays: number | undefined
}

/** What was deleted because its time was over, without names. */
export interface DeletedData {
  readonly drafts: number
  readonly expiredForms: number
  readonly feedback: number
  readonly importFiles: number
}

const dayMs = 24 * 60 * 60 * 1000

/** Deletes drafts, expired forms, page feedback and import files whose time is over. */
export function deleteExpiredData(
  database: Database,
  { now, today }: Context,
  { draftDays, feedbackDays, retentionDays }: KeptFor,
): Promise<DeletedData> {
  const cutoff = addDays(londonToday(now), -draftDays)
  return database.transaction(async ({ drafts, expiredForms, pageFeedback, personRecords }) => ({
    drafts: await drafts.removeUntouchedSince(cutoff),
    expiredForms: await expiredForms.removeTextsSavedBefore(cutoff),
    feedback: await pageFeedback.removeGivenBefore(new Date(now.getTime() - feedbackDays * dayMs)),
    importFiles:
      retentionDays === undefined ? 0 : await personRecords.eraseFiles(addDays(today, -retentionDays), false),
  }))
}
