import { addDays, londonToday, type CalendarDay } from '../domain/calendar'
import type { Dependencies } from '../dependencies'
import { workOutAssessments } from '../use-cases/assessments/assessments'
import { decideEverythingAgain } from '../use-cases/applications/decide-again'
import { eraseWhatIsOver } from '../use-cases/people/person-records'

const lookAgainAfterMs = 60_000
const dayMs = 24 * 60 * 60 * 1000

/**
 * What a new day brings, done at once and within a minute of London's midnight: handover days come, so it is
 * worked out which assessments are due and open applications are decided again; and drafts, words that came late,
 * answers about pages and people's records that are too old go. Safe in any number of processes.
 *
 * @returns stops it, waiting for what is under way
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

/** @throws when the database fails; what was done for one person before that is kept */
export async function doDailyWork({ database, context, config, log }: Dependencies): Promise<void> {
  const now = context()
  await workOutAssessments(database, now)
  const moved = await decideEverythingAgain(database, now)
  const keptSince = addDays(londonToday(now.now), -config.draftDays)
  const draftsRemoved = await database.drafts.removeUntouchedSince(keptSince)
  const lateWordsRemoved = await database.lateWords.removeKeptBefore(keptSince)
  const feedbackRemoved = await database.pageFeedback.removeGivenBefore(
    new Date(now.now.getTime() - config.feedbackDays * dayMs),
  )
  const erased =
    config.retentionDays === undefined ? null : await eraseWhatIsOver(database, now, config.retentionDays, false)
  log.info(
    { applicationsMoved: moved, draftsRemoved, lateWordsRemoved, feedbackRemoved, erased },
    'the daily work is done',
  )
}
