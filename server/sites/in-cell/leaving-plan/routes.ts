import type { Router, Request, Response } from 'express'
import { z } from 'zod'
import { leavingPlanWords, type PlanWords } from '../../../content/words/leaving-plan-words'
import type { Draw } from '../../../pdf/draw-elsewhere'
import { leavingPlan } from '../../../use-cases/people/custody/leaving-plan'
import { createRouter } from '../../../web/addresses/routers'
import { clockTime, longDay, longDayOf } from '../../../web/pages/days'
import { readsBy, languageOf, personOf, wordsFor, type InCellFeature } from '../signed-in'
import { composePlan } from './compose-plan'

/** What the address says of how the plan is wanted; anything unusable in it is as if it were not there. */
const choice = z.object({
  with: z.literal('private').optional().catch(undefined),
  size: z.enum(['standard', 'large']).optional().catch(undefined),
})

/** What the person takes along: on screen and in print, and as a PDF that is made when it is asked for and not kept. */
export function planRoutes({ dependencies, show, draw, perform }: InCellFeature & { readonly draw: Draw }): Router {
  const router = createRouter()

  router.get('/plan', async (req, res) => {
    const { withPrivateParts } = chosen(req)
    const query = withPrivateParts ? '&with=private' : ''
    show(req, res, 'in-cell/leaving-plan/plan.njk', {
      section: 'checklist',
      back: '/my/checklist',
      plan: await makePlan(req, res),
      withPrivateParts,
      pdfs: sizesFor(res).map(size => ({ size, href: `/my/plan.pdf?size=${size}${query}` })),
    })
  })

  router.get('/plan.pdf', async (req, res) => {
    const { size = sizesFor(res)[0] } = chosen(req)
    const language = languageOf(req)
    const plan = await makePlan(req, res)
    const t = wordsFor(req, dependencies)
    const file = await draw(composePlan(plan, { t, language, size, today: dependencies.today() }))
    res
      .set('Content-Language', language)
      .set('Content-Disposition', 'inline; filename="plan.pdf"')
      .type('application/pdf')
      .send(Buffer.from(file))
  })

  /** Whoever has large print gets it first. */
  function sizesFor(res: Response) {
    return readsBy(res, 'large-print') ? (['large', 'standard'] as const) : (['standard', 'large'] as const)
  }

  function chosen(req: Request) {
    const { with: parts, size } = choice.parse(req.query)
    return { withPrivateParts: parts === 'private', size }
  }

  async function makePlan(req: Request, res: Response): Promise<PlanWords> {
    const { withPrivateParts } = chosen(req)
    const plan = await perform(leavingPlan, personOf(res), withPrivateParts)
    const language = languageOf(req)
    return leavingPlanWords(plan, {
      t: wordsFor(req, dependencies),
      language,
      contacts: dependencies.published.content.contacts,
      chapters: dependencies.published.content.chapters,
      today: dependencies.today(),
      inWords: day => longDay(day, language),
      dayAndTime: instant => ({ day: longDayOf(instant, language), time: clockTime(instant, language) }),
    })
  }

  return router
}
