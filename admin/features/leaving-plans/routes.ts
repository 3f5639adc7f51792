import type { Router } from 'express'
import type { Person } from '../../../server/database'
import { plansToHandOut } from '../../../server/use-cases/people/custody/leaving-plan'
import { createRouter } from '../../../server/web/addresses/routers'
import { view } from '../../page/answers'
import type { Asker, Screen } from '../../page/kernel'
import type { ConsoleFeature } from '../../page/pages'
import { presentPlan } from '../../presenting/people/leaving-plan'
import { presentWing } from './presenter'
import { plansAtOnce, wingOf, wingQuery, type WingQuery } from './wing-query'

/** Plans for the people of a wing, to print and hand out, without their private parts. */
export function leavingPlanRoutes({ dependencies, page, perform }: ConsoleFeature): Router {
  const { database, words, published } = dependencies
  const t = words.in('en')
  const router = createRouter()

  const wing: Screen = async asker => {
    const query = wingQuery.parse(asker.req.query)
    const ownPrisons = await database.prisons.among(asker.scope.prisons)
    const people = await find(asker, query)
    return view('leaving-plans/plans.njk', presentWing(query, ownPrisons, people?.length ?? null, t), null)
  }

  const print: Screen = async visit => {
    const query = wingQuery.parse(visit.req.query)
    const people = await find(visit, query)
    if (!people || people.length === 0 || people.length > plansAtOnce) return wing(visit)
    const plans = await perform(plansToHandOut, people)
    const sources = { words, content: published.content, today: dependencies.today() }
    const context = {
      pageName: t('console/leaving-plans:printed.title'),
      back: '/plans',
      plans: plans.map(plan => presentPlan(plan, sources)),
      allLarge: query.large,
    }
    return view(
      'leaving-plans/print.njk',
      context,
      people.map(({ id }) => ({ personId: id, action: 'plan-printed' })),
    )
  }

  /** One more than are printed at once, so that too many can be told from just enough. */
  async function find({ staff }: Asker, query: WingQuery): Promise<readonly Person[] | null> {
    const today = dependencies.today()
    const wing = wingOf(query, staff, today)
    return wing && database.people.onWing(wing, today, plansAtOnce + 1)
  }

  router.get('/plans', page({ may: 'print-plans', show: wing }))
  router.get('/plans/print', page({ may: 'print-plans', show: print }))

  return router
}
