import { Router, type Request, type Response } from 'express'
import type { Person } from '../../../server/database'
import { plansToHandOut } from '../../../server/use-cases/people/leaving-plan'
import { presentPlan } from '../../presenting/leaving-plan'
import type { ConsoleFeature } from '../../page/pages'
import { may, scopeFor } from '../../access/permissions'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import { presentWing } from './presenter'
import { plansAtOnce, wingOf, wingQuery, type WingQuery } from './wing-query'

/** Plans for the people of a wing, to print and hand out, without their private parts. */
export function leavingPlanRoutes({ dependencies, show, perform }: ConsoleFeature): Router {
  const { database, words, published } = dependencies
  const t = words.in('en')
  const router = Router()

  router.get('/plans', may('print-plans'), async (req, res) => showWing(req, res, wingQuery.parse(req.query)))

  router.get('/plans/print', may('print-plans'), async (req, res) => {
    const query = wingQuery.parse(req.query)
    const people = await find(res, query)
    if (!people || people.length === 0 || people.length > plansAtOnce) return showWing(req, res, query)
    const context = dependencies.context()
    const plans = await perform(plansToHandOut, people)
    await database.audit.record(
      ...people.map(({ id }) => ({
        ...auditedBy(req, res),
        personId: id,
        action: 'plan-printed',
      })),
    )
    const sources = { words, content: published.content, today: context.today }
    show(req, res, 'console/leaving-plans/print.njk', {
      pageName: t('console/leaving-plans:printed.title'),
      back: '/plans',
      plans: plans.map(plan => presentPlan(plan, sources)),
      allLarge: query.large,
    })
  })

  async function showWing(req: Request, res: Response, query: WingQuery): Promise<void> {
    const { prisons } = scopeFor(staffOf(res))
    const mine = await database.prisons.among(prisons)
    const people = await find(res, query)
    show(req, res, 'console/leaving-plans/plans.njk', presentWing(query, mine, people?.length ?? null, t))
  }

  /** One more than are printed at once, so that too many can be told from just enough. */
  async function find(res: Response, query: WingQuery): Promise<readonly Person[] | null> {
    const today = dependencies.today()
    const wing = wingOf(query, staffOf(res), today)
    return wing && database.people.onWing(wing, today, plansAtOnce + 1)
  }

  return router
}
