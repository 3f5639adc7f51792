import type { Router } from 'express'
import { z } from 'zod'
import { chooseDailyEmail } from '../../../server/use-cases/accounts/daily-email'
import { createRouter } from '../../../server/web/addresses/routers'
import { redirect, view } from '../../page/answers'
import { hidden } from '../../page/form-meta'
import type { Screen } from '../../page/kernel'
import type { ConsoleFeature } from '../../page/pages'

const choice = hidden(z.object({ wants: z.enum(['yes', 'no']) }))

/** Choosing the daily e-mail for oneself, or ending it. */
export function dailyEmailRoutes({ dependencies, page, post, perform }: ConsoleFeature): Router {
  const t = dependencies.words.in('en')
  const router = createRouter()
  const show: Screen = ({ staff }) => {
    const { email, dailyEmail = false } = staff
    const now = !dependencies.config.mail ? 'not-sent' : dailyEmail ? 'chosen' : 'not-chosen'
    const context = {
      pageName: t('console/daily-email:title'),
      now: t(`console/daily-email:now.${now}`, { email }),
      isSent: now !== 'not-sent',
      wants: dailyEmail ? 'no' : 'yes',
      button: t(`console/daily-email:buttons.${dailyEmail ? 'end' : 'choose'}`),
    }
    return view('daily-email/daily-email.njk', context, null)
  }
  router.get('/account/daily-email', page({ may: null, show }))

  router.post(
    '/account/daily-email',
    post({
      may: null,
      meta: choice,
      run: async ({ by, meta: { wants } }) => {
        await perform(chooseDailyEmail, { ...by, wants: wants === 'yes' })
        return redirect('/account/daily-email', wants === 'yes' ? 'daily-email-chosen' : 'daily-email-ended')
      },
    }),
  )

  return router
}
