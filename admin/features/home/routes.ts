import { Router } from 'express'
import { view } from '../../page/answers'
import type { ConsoleFeature } from '../../page/pages'
import { presentHome } from './presenter'
import { readHome } from './read-home'

/** Where the day begins: what there is to do for whoever signed in. */
export function homeRoutes(feature: ConsoleFeature): Router {
  const t = feature.dependencies.words.in('en')
  const router = Router()

  router.get(
    '/',
    feature.page({
      may: null,
      show: async asker =>
        view('home/home.njk', presentHome(await readHome(feature, asker), t), { action: 'home-viewed' }),
    }),
  )

  return router
}
