import type { Router, Request, Response } from 'express'
import { z } from 'zod'
import { asPrisonNumber } from '../../../domain/people/prison-number'
import { whenBusy } from '../../../use-cases/accounts/turns'
import { signOut } from '../../../use-cases/people/in-cell/in-cell-sessions'
import { signInWithPin } from '../../../use-cases/people/in-cell/pins'
import { createRouter } from '../../../web/addresses/routers'
import { PageError, retryAfter } from '../../../web/pages/errors'
import { deviceOf, deviceRules } from '../../../web/sessions/devices'
import { endSession } from '../../../web/sessions/session'
import { idleSeconds, requirePerson, wordsFor, type InCellFeature } from '../signed-in'
import { beginSession } from './begin-session'
import { freshSignIn } from './fresh-sign-in'
import { forgottenPinRoutes, pinRoutes, type Fault } from './pin-routes'

const signInForm = z.object({
  'prison-number': z.string().max(40).catch(''),
  pin: z.string().max(40).catch(''),
})

const refusedWith = { wrong: 422, locked: 429, busy: 503 } as const

/** Signing in, choosing a PIN, and the warning before a session expires. */
export function signInRoutes(feature: InCellFeature): Router {
  const { dependencies, show, perform } = feature
  const router = createRouter()
  const usesPin = dependencies.config.pinSignIn
  const onSignIn = freshSignIn(dependencies)

  router.use(['/pin', '/forgotten-pin'], (_req, _res, next) => {
    if (!usesPin) throw new PageError(404, 'not-found')
    next()
  })
  router.use(forgottenPinRoutes(feature), pinRoutes(feature))

  router.get('/sign-in', async (req, res) => {
    const { personId, language } = req.session
    if (personId !== undefined) {
      if (!deviceRules[deviceOf(req, dependencies.config)].signsInAgain) return res.redirect(303, '/my')
      // Whoever presses "Sign in" on a screen that others use may be the next person.
      await perform(signOut, { personId, fromAddress: req.ip })
      await endSession(req.session)
      res.clearCookie('my', { path: '/my' })
      return res.redirect(303, language === 'cy' ? '/my/sign-in?lang=cy' : '/my/sign-in')
    }
    show(req, res, 'in-cell/sign-in/sign-in.njk', {
      ...onSignIn,
      ended: req.query.ended === 'yes',
      kept: req.query.kept === 'yes',
    })
  })

  router.post('/sign-in', async (req, res) => {
    if (!usesPin) throw new PageError(404, 'not-found')
    const form = signInForm.parse(req.body ?? {})
    const prisonNumber = asPrisonNumber(form['prison-number'])
    const pin = form.pin.replace(/\s/g, '')
    const missing: readonly Fault[] = [
      ...(prisonNumber === '' ? [{ field: 'prison-number', problem: 'no-number' } as const] : []),
      ...(pin === '' ? [{ field: 'pin', problem: 'no-pin' } as const] : []),
    ]
    if (missing.length > 0) return refuse(req, res, prisonNumber, missing, 422)
    const result = await perform(signInWithPin, { prisonNumber, pin, fromAddress: req.ip }).catch(whenBusy)
    if (result.kind === 'busy') res.set('Retry-After', retryAfter)
    if (result.kind !== 'signed-in') {
      const minutes = result.kind === 'locked' ? result.minutes : 0
      const fault = { field: 'prison-number', problem: result.kind, minutes }
      return refuse(req, res, prisonNumber, [fault], refusedWith[result.kind])
    }
    const { mustChoosePin, wrongTries } = result
    await beginSession(req, feature, result.person, { mustChoosePin, wrongTries })
    res.redirect(303, mustChoosePin ? '/my/pin' : '/my')
  })

  function refuse(req: Request, res: Response, prisonNumber: string, faults: readonly Fault[], status: number): void {
    const t = wordsFor(req, dependencies)
    const errors = faults.map(({ field, problem, minutes = 0 }) => ({
      href: `#${field}`,
      text: t(`in-cell/sign-in:errors.${problem}`, { minutes }),
      field,
    }))
    show(req, res, 'in-cell/sign-in/sign-in.njk', { ...onSignIn, errors, prisonNumber }, status)
  }

  router.get('/still-there', requirePerson(feature), (req, res) => {
    const { warnAfterSeconds, signOutAfterSeconds } = idleSeconds(req, dependencies.config)
    show(req, res, 'in-cell/sign-in/still-there.njk', { secondsLeft: signOutAfterSeconds - warnAfterSeconds + 1 })
  })

  router.post('/still-there', requirePerson(feature), (req, res) => {
    const goOnFrom = req.session.lastPage ?? '/my'
    req.session.lastSeen = dependencies.now().getTime()
    res.redirect(303, goOnFrom)
  })

  return router
}
