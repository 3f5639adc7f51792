import { addDays, londonToday, type CalendarDay } from '../domain/calendar'
import type { Dependencies } from '../dependencies'
import { workOutAssessments } from '../use-cases/assessments/assessments'
import { decideEverythingAgain } from '../use-cases/applications/decide-again'
import { eraseWhatIsOver } from '../use-cases/people/person-records'

const lookAgainAfterMs = 60_000
const dayMs = 24 * 60 * 60 * 1000

/**
 * Runs the daily work at start and within a minute of midnight in London: recalculates assessments and decides open
 * applications again, since handover days arrive, and deletes old drafts, expired forms, page feedback and records due
 * for erasure. Safe to run in several processes.
 *
 * @returns a function that stops it after the current run
 */
export function startDailyWork(dependencies: Dependencies): () => Promise<void> {
  let doneFor: CalendarDay | undefined
  let underWay: Promise<void> = Promise.resolve()
  const look = () => {
    underWay = underWay.then(async () => {
      const today = dependencies.today()
      if (doneFor === today) return
      try {
        await doDailyWork(dependencies)
        doneFor = today
      } catch (error) {
        dependencies.log.error({ err: error }, 'the daily work failed and will be tried again')
      }
    })
  }
  look()
  const timer = setInterval(look, lookAgainAfterMs)
  return async () => {
    clearInterval(timer)
    await underWay
  }
}

/** @throws when the database fails; each person's changes are one transaction, so completed ones are kept */
export async function doDailyWork({ database, context, config, log }: Dependencies): Promise<void> {
  const now = context()
  await workOutAssessments(database, now)
  const moved = await decideEverythingAgain(database, now)
  const cutoff = addDays(londonToday(now.now), -config.draftDays)
  const draftsRemoved = await database.drafts.removeUntouchedSince(cutoff)
  const expiredFormsRemoved = await database.expiredForms.removeTextsSavedBefore(cutoff)
  const feedbackRemoved = await database.pageFeedback.removeGivenBefore(
    new Date(now.now.getTime() - config.feedbackDays * dayMs),
  )
  const erased =
    config.retentionDays === undefined ? null : await eraseWhatIsOver(database, now, config.retentionDays, false)
  log.info(
    { applicationsMoved: moved, draftsRemoved, expiredFormsRemoved, feedbackRemoved, erased },
    'the daily work is done',
  )
}
