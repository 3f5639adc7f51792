import type { Router } from 'express'
import { failedJobPageSize, type FailedJob } from '../../../server/database'
import { repeatDailyWork } from '../../../server/use-cases/jobs/daily-work'
import { dailyWorkSettings } from '../../../server/use-cases/jobs/daily-work-settings'
import { removeFailedJobs, retryFailedJobs } from '../../../server/use-cases/jobs/failed-jobs'
import { createRouter } from '../../../server/web/addresses/routers'
import { gone, redirect, view } from '../../page/answers'
import { idIn } from '../../page/id-in-address'
import type { Find } from '../../page/kernel'
import type { ConsoleFeature } from '../../page/pages'
import { presentFailed, presentJobs } from './presenter'

const may = 'manage-jobs'

/** The job queue, for system administrators. */
export function jobRoutes({ dependencies, page, post, perform }: ConsoleFeature): Router {
  const { database, words } = dependencies
  const t = words.in('en')
  const router = createRouter()
  const find: Find<FailedJob> = async ({ req }) => (await database.jobs.findFailed(idIn(req.params.id))) ?? gone()

  router.get(
    '/jobs',
    page({
      may,
      show: async () => {
        const counts = await database.jobs.counts()
        const failed = await database.jobs.failed(failedJobPageSize)
        return view('jobs/list.njk', presentJobs(counts, failed, await database.dailyWorks.last(), t), null)
      },
    }),
  )
  router.post(
    '/jobs/daily-work',
    post({
      may,
      run: async ({ by }) => {
        await perform(repeatDailyWork, { ...by, settings: dailyWorkSettings(dependencies.config) })
        return redirect('/jobs', 'daily-work-repeated')
      },
    }),
  )
  router.post(
    '/jobs/retry',
    post({
      may,
      run: async ({ by }) => {
        const count = await perform(retryFailedJobs, { ...by, ids: null })
        return count > 0 ? redirect('/jobs', 'jobs-retried', { count }) : redirect('/jobs', 'job-gone')
      },
    }),
  )
  router.post(
    '/jobs/:id/retry',
    post({
      may,
      run: async ({ req, by }) => {
        const count = await perform(retryFailedJobs, { ...by, ids: [idIn(req.params.id)] })
        return redirect('/jobs', count > 0 ? 'job-retried' : 'job-gone')
      },
    }),
  )
  router.get(
    '/jobs/:id/remove',
    page({
      may,
      find,
      show: ({ req, found }) =>
        view(
          'jobs/remove.njk',
          { pageName: t('console/jobs:remove.title'), action: req.path, job: presentFailed(found, t) },
          null,
        ),
    }),
  )
  router.post(
    '/jobs/:id/remove',
    post({
      may,
      run: async ({ req, by }) => {
        const count = await perform(removeFailedJobs, { ...by, ids: [idIn(req.params.id)] })
        return redirect('/jobs', count > 0 ? 'job-removed' : 'job-gone')
      },
    }),
  )
  return router
}
