import type { Request, Response, Router } from 'express'
import { releaseDay } from '../../../use-cases/people/custody/release-day'
import { createRouter } from '../../../web/addresses/routers'
import { languageOf, personOf, wordsFor, type InCellFeature } from '../signed-in'
import { presentReleaseDay } from './presenter'

/** The day that a person leaves, in order, and a card for the pocket that names neither them nor the prison. */
export function releaseDayRoutes({ dependencies, show, perform }: InCellFeature): Router {
  const router = createRouter()

  router.get('/', async (req, res) => {
    show(req, res, 'in-cell/release-day/release-day.njk', {
      section: 'start',
      back: '/my',
      ...(await present(req, res)),
    })
  })

  router.get('/card', async (req, res) => {
    const { numbers } = await present(req, res)
    show(req, res, 'in-cell/release-day/card.njk', { section: 'start', back: '/my/release-day', numbers })
  })

  async function present(req: Request, res: Response) {
    const person = personOf(res)
    return presentReleaseDay(await perform(releaseDay, person), person, {
      t: wordsFor(req, dependencies),
      language: languageOf(req),
      contacts: dependencies.published.content.contacts,
    })
  }

  return router
}
