import type { Router, Request, Response } from 'express'
import { z } from 'zod'
import type { WordingPart } from '../../../content/words/words'
import { asPrisonNumber } from '../../../domain/people/prison-number'
import { askForPin, choosePin } from '../../../use-cases/people/in-cell/pins'
import type { Perform } from '../../../use-cases/perform'
import { createRouter } from '../../../web/addresses/routers'
import { noteActivity, personOf, requirePerson, wordsFor, type InCellFeature } from '../signed-in'

export interface Fault {
  readonly field: string
  readonly problem: WordingPart<'in-cell/sign-in:errors.'>
  /** For how many minutes a lock lasts. */
  readonly minutes?: number
}

const forgottenForm = z.object({ 'prison-number': z.string().max(40).catch('') })

const pinForm = z.object({
  current: z.string().max(40).catch(''),
  pin: z.string().max(40).catch(''),
  again: z.string().max(40).catch(''),
})

/** Asking staff for a new PIN. */
export function forgottenPinRoutes({ dependencies, show, perform }: InCellFeature): Router {
  const router = createRouter()

  router.get('/forgotten-pin', (req, res) => {
    show(req, res, 'in-cell/sign-in/forgotten-pin.njk', { asked: req.query.asked === 'yes', back: '/my/sign-in' })
  })

  router.post('/forgotten-pin', async (req, res) => {
    const prisonNumber = asPrisonNumber(forgottenForm.parse(req.body ?? {})['prison-number'])
    if (prisonNumber === '') {
      const fault = { href: '#prison-number', text: wordsFor(req, dependencies)('in-cell/sign-in:errors.no-number') }
      const context = { asked: false, back: '/my/sign-in', errors: [{ ...fault, field: 'prison-number' }] }
      return show(req, res, 'in-cell/sign-in/forgotten-pin.njk', context, 422)
    }
    await perform(askForPin, prisonNumber)
    res.redirect(303, '/my/forgotten-pin?asked=yes')
  })

  return router
}

/** Choosing a PIN. */
export function pinRoutes(feature: InCellFeature): Router {
  const { dependencies, show, perform } = feature
  const router = createRouter()

  router.get('/pin', requirePerson(feature), noteActivity(feature), (req, res) => {
    show(req, res, 'in-cell/sign-in/pin.njk', { first: req.session.mustChoosePin === true })
  })

  router.post('/pin', requirePerson(feature), noteActivity(feature), async (req, res) => {
    const form = pinForm.parse(req.body ?? {})
    const fault = await savePin(perform, req, res, form)
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

  return router
}

/** @returns what is wrong with the form; undefined when the PIN was saved */
async function savePin(
  perform: Perform,
  req: Request,
  res: Response,
  { current, pin, again }: z.infer<typeof pinForm>,
): Promise<Fault | undefined> {
  const isFirst = req.session.mustChoosePin === true
  if (!isFirst && current === '') return { field: 'current', problem: 'no-current' }
  if (!/^\d{6}$/.test(pin)) return { field: 'pin', problem: 'not-six' }
  if (pin !== again) return { field: 'again', problem: 'not-same' }
  const result = await perform(choosePin, {
    person: personOf(res),
    current: isFirst ? null : current.replace(/\s/g, ''),
    pin,
    sessionId: req.sessionID,
    fromAddress: req.ip,
  })
  if (result === 'chosen') return undefined
  if (result === 'wrong') return { field: 'current', problem: 'wrong-current' }
  if (result === 'locked') return { field: 'current', problem: 'locked-for-now' }
  return { field: 'pin', problem: result }
}
