import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { askForPin, choosePin, signInWithPin } from '../../../use-cases/people/pins'
import { idleSeconds, noteActivity, personOf, requirePerson, wordsFor, type InCellFeature } from '../signed-in'
import { PageError } from '../../../web/errors'
import { beginSession } from './begin-session'

const signInForm = z.object({
  'prison-number': z.string().max(40).catch(''),
  pin: z.string().max(40).catch(''),
})

const forgottenForm = z.object({ 'prison-number': z.string().max(40).catch('') })

const pinForm = z.object({
  current: z.string().max(40).catch(''),
  pin: z.string().max(40).catch(''),
  again: z.string().max(40).catch(''),
})

/** Signing in, choosing a PIN, and the warning before a session ends. */
export function signInRoutes(feature: InCellFeature): Router {
  const { dependencies, show } = feature
  const router = Router()
  const usesPin = dependencies.config.pinSignIn
  const onSignIn = { back: '/', usesPin, usesSingleSignOn: dependencies.singleSignOn !== undefined }

  router.use(['/pin', '/forgotten-pin'], (_req, _res, next) => {
    if (!usesPin) throw new PageError(404, 'not-found')
    next()
  })

  router.get('/sign-in', (req, res) => {
    if (req.session.personId !== undefined) return res.redirect(303, '/my')
    show(req, res, 'in-cell/sign-in/sign-in.njk', {
      ended: req.query.ended === 'yes',
      kept: req.query.kept === 'yes',
      ...onSignIn,
    })
  })

  router.post('/sign-in', async (req, res) => {
    if (!usesPin) throw new PageError(404, 'not-found')
    const form = signInForm.parse(req.body ?? {})
    const prisonNumber = asKept(form['prison-number'])
    const pin = form.pin.replace(/\s/g, '')
    const missing = [
      ...(prisonNumber === '' ? [{ field: 'prison-number', problem: 'no-number' }] : []),
      ...(pin === '' ? [{ field: 'pin', problem: 'no-pin' }] : []),
    ]
    if (missing.length > 0) return refuse(req, res, prisonNumber, missing, 422)
    const result = await signInWithPin(dependencies.database, dependencies.context(), {
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
    await beginSession(req, dependencies, result.person, { mustChoosePin: result.mustChoosePin })
    res.redirect(303, result.mustChoosePin ? '/my/pin' : '/my')
  })

  function refuse(req: Request, res: Response, prisonNumber: string, faults: Fault[], status: number): void {
    const t = wordsFor(req, dependencies)
    const errors = faults.map(({ field, problem }) => ({
      href: `#${field}`,
      text: t(`in-cell/sign-in:errors.${problem}`),
      field,
    }))
    show(req, res, 'in-cell/sign-in/sign-in.njk', { errors, prisonNumber, ...onSignIn }, status)
  }

  router.get('/forgotten-pin', (req, res) => {
    show(req, res, 'in-cell/sign-in/forgotten-pin.njk', { asked: req.query.asked === 'yes', back: '/my/sign-in' })
  })

  router.post('/forgotten-pin', async (req, res) => {
    const prisonNumber = asKept(forgottenForm.parse(req.body ?? {})['prison-number'])
    if (prisonNumber === '') {
      const fault = { href: '#prison-number', text: wordsFor(req, dependencies)('in-cell/sign-in:errors.no-number') }
      const context = { back: '/my/sign-in', errors: [{ ...fault, field: 'prison-number' }] }
      return show(req, res, 'in-cell/sign-in/forgotten-pin.njk', context, 422)
    }
    await askForPin(dependencies.database, dependencies.context(), prisonNumber)
    res.redirect(303, '/my/forgotten-pin?asked=yes')
  })

  router.get('/still-there', requirePerson(feature), (req, res) => {
    const { warnAfterSeconds, signOutAfterSeconds } = idleSeconds(req, dependencies.config)
    show(req, res, 'in-cell/sign-in/still-there.njk', { secondsLeft: signOutAfterSeconds - warnAfterSeconds + 1 })
  })

  router.post('/still-there', requirePerson(feature), (req, res) => {
    const goOnFrom = req.session.lastPage ?? '/my'
    req.session.lastSeen = dependencies.now().getTime()
    res.redirect(303, goOnFrom)
  })

  router.get('/pin', requirePerson(feature), noteActivity(feature), (req, res) => {
    show(req, res, 'in-cell/sign-in/pin.njk', { first: req.session.mustChoosePin === true })
  })

  router.post('/pin', requirePerson(feature), noteActivity(feature), async (req, res) => {
    const form = pinForm.parse(req.body ?? {})
    const fault = await keepPin(req, res, form)
    if (fault) {
      const errors = [
        {
          href: `#${fault.field}`,
          text: wordsFor(req, dependencies)(`in-cell/sign-in:errors.${fault.problem}`),
          field: fault.field,
        },
      ]
      return show(req, res, 'in-cell/sign-in/pin.njk', { errors, first: req.session.mustChoosePin === true }, 422)
    }
    req.session.mustChoosePin = false
    res.redirect(303, '/my')
  })

  async function keepPin(
    req: Request,
    res: Response,
    { current, pin, again }: z.infer<typeof pinForm>,
  ): Promise<Fault | undefined> {
    const isFirst = req.session.mustChoosePin === true
    if (!isFirst && current === '') return { field: 'current', problem: 'no-current' }
    if (!/^\d{6}$/.test(pin)) return { field: 'pin', problem: 'not-six' }
    if (pin !== again) return { field: 'again', problem: 'not-same' }
    const result = await choosePin(dependencies.database, dependencies.context(), {
      person: personOf(res),
      current: isFirst ? null : current.replace(/\s/g, ''),
      pin,
      sessionId: req.sessionID,
      fromAddress: req.ip,
    })
    if (result === 'chosen') return undefined
    if (result === 'wrong') return { field: 'current', problem: 'wrong-current' }
    return { field: result === 'locked' ? 'current' : 'pin', problem: result }
  }

  return router
}

/** A prison number as it is kept, from as people write it. */
function asKept(typed: string): string {
  return typed.toUpperCase().replace(/\s/g, '')
}

interface Fault {
  readonly field: string
  readonly problem: string
}
