import type { Router, Request, Response } from 'express'
import { z } from 'zod'
import type { Translate } from '../../../content/words/words'
import type { Consent } from '../../../database'
import { takeBackConsent } from '../../../use-cases/people/consent'
import { createRouter } from '../../../web/addresses/routers'
import { longDay, longDayOf } from '../../../web/pages/days'
import { PageError } from '../../../web/pages/errors'
import type { Language } from '../../../web/pages/language'
import { languageOf, personOf, wordsFor, type InCellFeature } from '../signed-in'

const consentId = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)

/** Whom the person lets staff tell, and taking that back. What was asked is not shown: a cellmate may look on. */
export function consentRoutes({ dependencies, show, perform }: InCellFeature): Router {
  const { database } = dependencies
  const router = createRouter()

  router.get('/', async (req, res) => {
    const consents = await database.consents.ofPerson(personOf(res).id)
    const t = wordsFor(req, dependencies)
    show(req, res, 'in-cell/consents/list.njk', {
      back: '/my/applications',
      consents: consents.map(consent => presentConsent(consent, t, languageOf(req))),
    })
  })

  router.get('/:consent/take-back', async (req, res) => {
    const consent = await findConsent(req, res)
    if (consent.takenBackAt !== null) return res.redirect(303, '/my/consents')
    show(req, res, 'in-cell/consents/take-back.njk', {
      back: '/my/consents',
      ...presentConsent(consent, wordsFor(req, dependencies), languageOf(req)),
    })
  })

  router.post('/:consent/take-back', async (req, res) => {
    const { id } = await findConsent(req, res)
    const personId = personOf(res).id
    await perform(takeBackConsent, { personId, consentId: id, fromAddress: req.ip })
    res.redirect(303, '/my/consents')
  })

  async function findConsent(req: Request, res: Response): Promise<Consent> {
    const id = consentId.safeParse(req.params.consent)
    const consents = id.success ? await database.consents.ofPerson(personOf(res).id) : []
    const consent = consents.find(each => each.id === id.data)
    if (!consent) throw new PageError(404, 'not-found')
    return consent
  }

  return router
}

function presentConsent(consent: Consent, t: Translate, language: Language) {
  return {
    name: t(`in-cell/consents:bodies.${consent.body}`),
    whom: consent.whom,
    given: t(
      `in-cell/consents:given.${consent.way === 'form' ? 'form' : consent.reference === null ? 'told' : 'staff'}`,
      {
        date: longDay(consent.givenOn, language),
        reference: consent.reference,
      },
    ),
    takenBack:
      consent.takenBackAt && t('in-cell/consents:taken-back', { date: longDayOf(consent.takenBackAt, language) }),
    href: `/my/consents/${consent.id}/take-back`,
  }
}
