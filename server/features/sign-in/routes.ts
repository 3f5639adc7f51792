import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { choosePin, signInWithPin } from '../../use-cases/pins'
import { renewSession, saveSession } from '../../web/session'
import { idleSeconds, noteActivity, personOf, requirePerson, wordsFor, type MyFeature } from '../signed-in'

const signInForm = z.object({
  'prison-number': z.string().max(40).catch(''),
  pin: z.string().max(40).catch(''),
})

const pinForm = z.object({
  pin: z.string().max(40).catch(''),
  again: z.string().max(40).catch(''),
})

/** Signing in, choosing a PIN, and the warning before a session ends. */
export function signInRoutes(feature: MyFeature): Router {
  const { services, show } = feature
  const router = Router()

  router.get('/sign-in', (req, res) => {
    if (req.session.personId !== undefined) return res.redirect(303, '/my')
    show(req, res, 'my/sign-in/sign-in.njk', { ended: req.query.ended === 'yes', back: '/' })
  })

  router.post('/sign-in', async (req, res) => {
    const form = signInForm.parse(req.body ?? {})
    const prisonNumber = form['prison-number'].toUpperCase().replace(/\s/g, '')
    const pin = form.pin.replace(/\s/g, '')
    const missing = [
      ...(prisonNumber === '' ? [{ field: 'prison-number', problem: 'no-number' }] : []),
      ...(pin === '' ? [{ field: 'pin', problem: 'no-pin' }] : []),
    ]
    if (missing.length > 0) return refuse(req, res, prisonNumber, missing, 422)
    const result = await signInWithPin(services.database, services.circumstances(), {
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
    const chosen = req.session.language
    await renewSession(req.session)
    req.session.personId = result.person.id
    req.session.mustChoosePin = result.mustChoosePin
    req.session.lastSeen = services.now().getTime()
    req.session.language = chosen ?? result.person.language
    if (chosen && chosen !== result.person.language) await services.database.people.speak(result.person.id, chosen)
    await saveSession(req.session)
    res.redirect(303, result.mustChoosePin ? '/my/pin' : '/my')
  })

  function refuse(req: Request, res: Response, prisonNumber: string, faults: Fault[], status: number): void {
    const t = wordsFor(req, services)
    const errors = faults.map(({ field, problem }) => ({
      href: `#${field}`,
      text: t(`my/sign-in:errors.${problem}`),
      field,
    }))
    show(req, res, 'my/sign-in/sign-in.njk', { errors, prisonNumber, back: '/' }, status)
  }

  router.get('/still-there', requirePerson(feature), (req, res) => {
    const { warnAfterSeconds, signOutAfterSeconds } = idleSeconds(req, services.config)
    show(req, res, 'my/sign-in/still-there.njk', { secondsLeft: signOutAfterSeconds - warnAfterSeconds + 1 })
  })

  router.post('/still-there', requirePerson(feature), (req, res) => {
    const goOnFrom = req.session.lastPage ?? '/my'
    req.session.lastSeen = services.now().getTime()
    res.redirect(303, goOnFrom)
  })

  router.get('/pin', requirePerson(feature), noteActivity(feature), (req, res) => {
    show(req, res, 'my/sign-in/pin.njk', { first: req.session.mustChoosePin === true })
  })

  router.post('/pin', requirePerson(feature), noteActivity(feature), async (req, res) => {
    const form = pinForm.parse(req.body ?? {})
    const fault = await keepPin(req, res, form)
    if (fault) {
      const errors = [
        {
          href: `#${fault.field}`,
          text: wordsFor(req, services)(`my/sign-in:errors.${fault.problem}`),
          field: fault.field,
        },
      ]
      return show(req, res, 'my/sign-in/pin.njk', { errors, first: req.session.mustChoosePin === true }, 422)
    }
    req.session.mustChoosePin = false
    res.redirect(303, '/my')
  })

  async function keepPin(
    req: Request,
    res: Response,
    { pin, again }: z.infer<typeof pinForm>,
  ): Promise<Fault | undefined> {
    if (!/^\d{6}$/.test(pin)) return { field: 'pin', problem: 'not-six' }
    if (pin !== again) return { field: 'again', problem: 'not-same' }
    const result = await choosePin(services.database, services.circumstances(), {
      person: personOf(res),
      pin,
      fromAddress: req.ip,
    })
    return result === 'chosen' ? undefined : { field: 'pin', problem: result }
  }

  return router
}

interface Fault {
  readonly field: string
  readonly problem: string
}
