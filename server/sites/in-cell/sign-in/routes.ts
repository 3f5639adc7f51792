import type { Router, Request, Response } from 'express'
import { z } from 'zod'
import { asPrisonNumber } from '../../../domain/people/prison-number'
import { signInWithPin } from '../../../use-cases/people/in-cell/pins'
import { createRouter } from '../../../web/addresses/routers'
import { PageError } from '../../../web/pages/errors'
import { idleSeconds, requirePerson, wordsFor, type InCellFeature } from '../signed-in'
import { beginSession } from './begin-session'
import { freshSignIn } from './fresh-sign-in'
import { forgottenPinRoutes, pinRoutes, type Fault } from './pin-routes'

const signInForm = z.object({
  'prison-number': z.string().max(40).catch(''),
  pin: z.string().max(40).catch(''),
})

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

  router.get('/sign-in', (req, res) => {
    if (req.session.personId !== undefined) return res.redirect(303, '/my')
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
    const result = await perform(signInWithPin, {
      prisonNumber,
      pin,
      fromAddress: req.ip,
    })
    if (result.kind !== 'signed-in') {
      return refuse(
        req,
        res,
        prisonNumber,
        [{ field: 'prison-number', problem: result.kind }],
        result.kind === 'locked' ? 429 : 422,
      )
    }
    await beginSession(req, feature, result.person, { mustChoosePin: result.mustChoosePin })
    res.redirect(303, result.mustChoosePin ? '/my/pin' : '/my')
  })

  function refuse(req: Request, res: Response, prisonNumber: string, faults: readonly Fault[], status: number): void {
    const t = wordsFor(req, dependencies)
    const errors = faults.map(({ field, problem }) => ({
      href: `#${field}`,
      text: t(`in-cell/sign-in:errors.${problem}`),
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
