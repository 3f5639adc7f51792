import { randomUUID } from 'node:crypto'
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { Person } from '../../../server/database'
import { assessedPathways, planStages, type AssessedPathway } from '../../../server/domain/assessments'
import { assessmentsOf } from '../../../server/use-cases/assessments/assessments'
import { completePlan, planStageOf, writeInPlan } from '../../../server/use-cases/assessments/resettlement-plan'
import { PageError } from '../../../server/web/errors'
import { describeFaults, parseForm, typedIn, type Fault } from '../../forms/form'
import { say, type ConsoleFeature } from '../../page/pages'
import { can, may, scopeFor } from '../../access/permissions'
import { personFinder } from '../../access/person-finder'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import { pathwayNamed, planForms, readPlanForm, type Told } from './forms'
import { planDocument, presentPathwayPage, presentPlan, toldOf, type PlanView } from './presenter'

const writeForm = z.looseObject({ form: z.enum(planForms), idempotencyKey: z.uuid() })
const completeForm = z.object({ stage: z.enum(planStages) })

/** BCST2 and the 12-week review: what was found in each pathway, what is planned, and all that was written. */
export function planRoutes({ dependencies, show, perform }: ConsoleFeature): Router {
  const { database } = dependencies
  const find = personFinder(database)
  const t = dependencies.words.in('en')
  const router = Router()
  const address = '/people/:prisonNumber/plan'

  router.get(address, may('see-plan'), async (req, res) => {
    const view = await viewOf(req, res)
    show(req, res, 'console/resettlement-plan/plan.njk', presentPlan(view, t))
  })

  router.get(`${address}/document`, may('see-plan'), async (req, res) => {
    const view = await viewOf(req, res)
    res
      .set('Cache-Control', 'no-store')
      .attachment('plan.txt')
      .type('text/plain; charset=utf-8')
      .send(planDocument(view, dependencies.now(), t))
  })

  router.post(`${address}/complete`, may('write-plan'), async (req, res) => {
    const person = await find(req, res)
    const form = parseForm(completeForm, req.body)
    if (!form.ok) throw new PageError(400, 'bad-request')
    const command = { staff: staffOf(res), person, fromAddress: req.ip, stage: form.value.stage }
    const left = await perform(completePlan, command)
    say(req, left.length === 0 ? 'plan-complete' : 'plan-not-complete')
    res.redirect(303, `/people/${person.prisonNumber}/plan`)
  })

  router.get(`${address}/:pathway`, may('see-plan'), async (req, res) => {
    await showPathway(req, res, pathwayOf(req))
  })

  router.post(`${address}/:pathway`, may('write-plan'), async (req, res) => {
    const pathway = pathwayOf(req)
    const person = await find(req, res)
    const posted = parseForm(writeForm, req.body)
    if (!posted.ok) throw new PageError(400, 'bad-request')
    const { form, idempotencyKey } = posted.value
    const words = readPlanForm(form, req.body, await toldTo(res, person, pathway))
    if (!words.ok) return showPathway(req, res, pathway, words.faults)
    const command = { staff: staffOf(res), person, fromAddress: req.ip, idempotencyKey, pathway, words: words.value }
    const result = await perform(writeInPlan, command)
    say(req, `plan-${result}`)
    res.redirect(303, `/people/${person.prisonNumber}/plan/${pathway}`)
  })

  async function showPathway(
    req: Request,
    res: Response,
    pathway: AssessedPathway,
    faults: readonly Fault[] = [],
  ): Promise<void> {
    const view = await viewOf(req, res)
    const errors = describeFaults(faults, t)
    const context = {
      ...presentPathwayPage(view, pathway, await toldTo(res, view.person, pathway), t),
      idempotencyKey: randomUUID(),
      errors,
      values: faults.length > 0 ? typedIn(req.body, ['need', 'action', 'responsible', 'due']) : {},
    }
    show(req, res, 'console/resettlement-plan/pathway.njk', context, faults.length > 0 ? 422 : 200)
  }

  /** Answers in applications that the reader may not see are not offered. */
  async function toldTo(res: Response, person: Person, pathway: AssessedPathway): Promise<readonly Told[]> {
    const staff = staffOf(res)
    if (!can(staff.role, 'see-application')) return []
    return toldOf(pathway, await database.applications.ofPersonInSight(person.id, scopeFor(staff)), t)
  }

  async function viewOf(req: Request, res: Response): Promise<PlanView> {
    const staff = staffOf(res)
    const person = await find(req, res)
    const [stored, entries] = await Promise.all([
      database.assessments.ofPerson(person.id),
      database.plans.entries(person.id, person.custodyBegan),
      database.audit.record({
        ...auditedBy(req, res),
        personId: person.id,
        action: 'plan-viewed',
      }),
    ])
    const context = dependencies.context()
    const stages: readonly string[] = planStages
    return {
      staff,
      person,
      today: context.today,
      stage: planStageOf(person, stored, context.today),
      entries,
      assessments: assessmentsOf(person, stored, context).filter(({ kind }) => stages.includes(kind)),
    }
  }

  return router
}

/** @throws {PageError} 404 when there is no pathway of that name */
function pathwayOf(req: Request): AssessedPathway {
  const pathway = pathwayNamed(req.params.pathway, assessedPathways)
  if (!pathway) throw new PageError(404, 'not-found')
  return pathway
}
