import type { Router, Request, Response } from 'express'
import {
  changeOwnPassword,
  leastPasswordLetters,
  setPasswordWithCode,
} from '../../../server/use-cases/accounts/staff-passwords'
import { createRouter } from '../../../server/web/addresses/routers'
import { csrfToken } from '../../../server/web/sessions/csrf'
import { renewSession } from '../../../server/web/sessions/session'
import { describeFaults, type Fault } from '../../forms/form'
import { redirect, refusedAs, view } from '../../page/answers'
import type { Screen } from '../../page/kernel'
import type { ConsoleFeature } from '../../page/pages'
import { ownPasswordForm, readPasswordWithCode } from './form'

/**
 * Setting a password with a code, for staff who cannot sign in without one. Not made with the page kernel, which needs a
 * signed-in reader for permission, scope and audit.
 */
export function setPasswordRoutes({ dependencies, show, perform }: ConsoleFeature): Router {
  const t = dependencies.words.in('en')
  const router = createRouter()

  router.get('/set-password', (req, res) => showForm(req, res))

  router.post('/set-password', async (req, res) => {
    const form = readPasswordWithCode(req.body)
    if (!form.ok) return showForm(req, res, form.faults)
    const result = await perform(setPasswordWithCode, { ...form.value, fromAddress: req.ip })
    if (result !== 'set')
      return showForm(req, res, [{ field: 'set-code', problem: result }], result === 'locked' ? 429 : 422)
    req.session.confirmation = 'password-set'
    res.redirect(303, '/sign-in')
  })

  function showForm(req: Request, res: Response, faults: readonly Fault[] = [], status = 422): Promise<void> {
    const { email } = (req.body ?? {}) as Record<string, unknown>
    const context = {
      pageName: t('console/passwords:set.title'),
      csrfToken: csrfToken(req),
      email: typeof email === 'string' ? email.slice(0, 200) : '',
      least: leastPasswordLetters,
      ...(faults.length > 0 && { errors: describeFaults(faults, t) }),
    }
    return show(req, res, 'console/passwords/set.njk', context, faults.length > 0 ? status : 200)
  }

  return router
}

/** Changing one's own password. */
export function ownPasswordRoutes({ dependencies, page, post, perform }: ConsoleFeature): Router {
  const t = dependencies.words.in('en')
  const router = createRouter()
  const show: Screen = () =>
    view('passwords/own.njk', { pageName: t('console/passwords:own.title'), least: leastPasswordLetters }, null)
  router.get('/account/password', page({ may: null, show }))

  router.post(
    '/account/password',
    post({
      may: null,
      form: ownPasswordForm,
      again: show,
      run: async ({ req, by, value }) => {
        const result = await perform(changeOwnPassword, { ...by, ...value })
        if (result.kind !== 'set') {
          return refusedAs(result.kind === 'locked' ? 429 : 422, { field: 'old-password', problem: result.kind })
        }
        await renewSession(req.session)
        req.session.staffId = by.staff.id
        req.session.staffVersion = result.version
        return redirect('/account/password', 'password-changed')
      },
    }),
  )

  return router
}
