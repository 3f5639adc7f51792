import type { Router } from 'express'
import { z } from 'zod'
import { planStages, type PathwayPlan } from '../../../server/domain/assessments'
import { completePlan, writeInPlan } from '../../../server/use-cases/assessments/resettlement-plan'
import { createRouter } from '../../../server/web/addresses/routers'
import { findPerson } from '../../access/person-finder'
import { redirect } from '../../page/answers'
import { hidden } from '../../page/form-meta'
import type { ConsoleFeature } from '../../page/pages'
import { planForm, planForms } from './forms'
import { needsInWords } from './presenter'
import { findPathway, pathwayScreen, planFile, planScreen } from './screens'

const writeMeta = hidden(z.object({ form: z.enum(planForms), idempotencyKey: z.uuid() }))
const completeMeta = hidden(z.object({ stage: z.enum(planStages) }))

/** BCST2 and the 12-week review: what was found in each pathway, what is planned, and all that was written. */
export function planRoutes({ dependencies, page, post, perform }: ConsoleFeature): Router {
  const router = createRouter()
  const address = '/people/:prisonNumber/plan'
  const find = findPerson(dependencies.database)
  const findPart = findPathway(dependencies)
  const showPart = pathwayScreen(dependencies)

  router.get(address, page({ may: 'see-plan', find, show: planScreen(dependencies) }))
  router.get(`${address}/document`, page({ may: 'see-plan', find, show: planFile(dependencies) }))

  router.post(
    `${address}/complete`,
    post({
      may: 'write-plan',
      find,
      meta: completeMeta,
      run: async ({ by, found: person, meta: { stage } }) => {
        const describe = (plan: readonly PathwayPlan[]) => needsInWords(plan, dependencies.words.in('en'))
        const completed = await perform(completePlan, { ...by, person, stage, describe })
        return redirect(`/people/${person.prisonNumber}/plan`, `plan-completed-${completed}`)
      },
    }),
  )

  router.get(`${address}/:pathway`, page({ may: 'see-plan', find: findPart, show: showPart }))

  router.post(
    `${address}/:pathway`,
    post({
      may: 'write-plan',
      find: findPart,
      meta: writeMeta,
      form: planForm,
      again: showPart,
      run: async ({ by, found: { person, pathway }, meta: { idempotencyKey }, value: words }) => {
        const result = await perform(writeInPlan, { ...by, person, idempotencyKey, pathway, words })
        return redirect(`/people/${person.prisonNumber}/plan/${pathway}`, `plan-${result}`)
      },
    }),
  )

  return router
}
