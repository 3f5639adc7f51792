import { Router, type Request, type Response } from 'express'
import {
  changeOwnPassword,
  leastPasswordLetters,
  setPasswordWithCode,
} from '../../../server/use-cases/accounts/staff-passwords'
import { csrfToken } from '../../../server/web/csrf'
import { renewSession } from '../../../server/web/session'
import { describeFaults, type Fault } from '../../forms/form'
import { say, type ConsoleFeature } from '../../page/pages'
import { staffOf } from '../../access/signed-in-staff'
import { readOwnPassword, readPasswordWithCode } from './form'

/** Setting a password with a code, for those who cannot sign in without one. */
export function setPasswordRoutes({ dependencies, show, perform }: ConsoleFeature): Router {
  const t = dependencies.words.in('en')
  const router = Router()

  router.get('/set-password', (req, res) => showForm(req, res))

  router.post('/set-password', async (req, res) => {
    const form = readPasswordWithCode(req.body)
    if (!form.ok) return showForm(req, res, form.faults)
    const result = await perform(setPasswordWithCode, { ...form.value, fromAddress: req.ip })
    if (result !== 'set')
      return showForm(req, res, [{ field: 'set-code', problem: result }], result === 'locked' ? 429 : 422)
    say(req, 'password-set')
    res.redirect(303, '/sign-in')
  })

  function showForm(req: Request, res: Response, faults: readonly Fault[] = [], status = 422): void {
    const { email } = (req.body ?? {}) as Record<string, unknown>
    const context = {
      pageName: t('console/passwords:set.title'),
      csrfToken: csrfToken(req),
      email: typeof email === 'string' ? email.slice(0, 200) : '',
      least: leastPasswordLetters,
      ...(faults.length > 0 && { errors: describeFaults(faults, t) }),
    }
    show(req, res, 'console/passwords/set.njk', context, faults.length > 0 ? status : 200)
  }

  return router
}

/** Changing one's own password. */
export function ownPasswordRoutes({ dependencies, show, perform }: ConsoleFeature): Router {
  const t = dependencies.words.in('en')
  const router = Router()

  router.get('/account/password', (req, res) => showForm(req, res))

  router.post('/account/password', async (req, res) => {
    const staff = staffOf(res)
    const form = readOwnPassword(req.body, staff.email)
    if (!form.ok) return showForm(req, res, form.faults)
    const result = await perform(changeOwnPassword, { staff, ...form.value, fromAddress: req.ip })
    if (result.kind !== 'set') {
      const status = result.kind === 'locked' ? 429 : 422
      return showForm(req, res, [{ field: 'old-password', problem: result.kind }], status)
    }
    await renewSession(req.session)
    req.session.staffId = staff.id
    req.session.staffVersion = result.version
    say(req, 'password-changed')
    res.redirect(303, '/account/password')
  })

  function showForm(req: Request, res: Response, faults: readonly Fault[] = [], status = 422): void {
    const context = {
      pageName: t('console/passwords:own.title'),
      least: leastPasswordLetters,
      ...(faults.length > 0 && { errors: describeFaults(faults, t) }),
    }
    show(req, res, 'console/passwords/own.njk', context, faults.length > 0 ? status : 200)
  }

  return router
}
