import type { Translate } from '../../../server/content/words/words'
import type { DailyWork, FailedJob, JobCounts } from '../../../server/database'
import { dayInWords } from '../../../server/domain/calendar'
import { jobKindNames } from '../../../server/domain/jobs'
import { momentInWords } from '../../presenting/moments'

/** The job queue: how far the daily work is, what waits and runs, and what failed for good. */
export function presentJobs(
  counts: readonly JobCounts[],
  failed: readonly FailedJob[],
  dailyWork: DailyWork | undefined,
  t: Translate,
) {
  const count = counts.reduce((sum, each) => sum + each.failed, 0)
  return {
    pageName: t('console/jobs:title'),
    dailyWork: dailyWork ? dailyWorkInWords(dailyWork, t) : t('console/jobs:daily-work.none'),
    counts: counts.map(({ kind, ...numbers }) => ({ kind: kindInWords(kind, t), ...numbers })),
    failedCount: count,
    shownOf: count > failed.length ? t('console/jobs:failed.newest', { shown: failed.length, count }) : null,
    failed: failed.map(job => presentFailed(job, t)),
  }
}

/** A job that failed for good. */
export function presentFailed(job: FailedJob, t: Translate) {
  const { id, kind, attempts, lastError, addedAt, failedAt } = job
  return {
    name: t('console/jobs:failed.name', { kind: kindInWords(kind, t), id }),
    attempts,
    error: lastError ?? t('console/jobs:failed.ended'),
    since: momentInWords(failedAt),
    added: t('console/jobs:failed.added', { when: momentInWords(addedAt) }),
    retry: `/jobs/${id}/retry`,
    remove: `/jobs/${id}/remove`,
  }
}

/** A kind by its own name, where another version of the service has added it. */
function kindInWords(kind: string, t: Translate): string {
  const known = jobKindNames.find(each => each === kind)
  return known ? t(`console/jobs:kinds.${known}`) : kind
}

function dailyWorkInWords({ day, startedAt, finishedAt }: DailyWork, t: Translate): string {
  const times = { day: dayInWords(day), started: momentInWords(startedAt) }
  return finishedAt
    ? t('console/jobs:daily-work.finished', { ...times, finished: momentInWords(finishedAt) })
    : t('console/jobs:daily-work.started', times)
}
