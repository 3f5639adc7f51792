import { randomUUID } from 'node:crypto'
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { Person } from '../../../server/database'
import { correctFact, type CorrectableFact } from '../../../server/use-cases/people/correct-fact'
import { PageError } from '../../../server/web/errors'
import { parseIdempotencyKey } from '../../page/form-meta'
import { describeFaults, parseForm, plainText, typedIn, type Fault } from '../../forms/form'
import { say, type ConsoleFeature } from '../../page/pages'
import { may, scopeFor } from '../../access/permissions'
import { personFinder } from '../../access/person-finder'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import { isCorrectable, valueField } from './fields'
import { presentCorrection } from './presenter'

const seenValue = z
  .string()
  .max(1000)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue('not ours')
      return z.NEVER
    }
  })
const metaForm = z.looseObject({ seen: seenValue })

/** Facts of a person that staff correct, each with a reason. */
export function correctionRoutes({ dependencies, show }: ConsoleFeature): Router {
  const { database } = dependencies
  const find = personFinder(database)
  const t = dependencies.words.in('en')
  const router = Router()
  const address = '/people/:prisonNumber/facts/:fact'

  router.get(address, may('correct-facts'), async (req, res) => {
    const person = await find(req, res)
    await showForm(req, res, person, factOf(req))
  })

  router.post(address, may('correct-facts'), async (req, res) => {
    const person = await find(req, res)
    const fact = factOf(req)
    const page = metaForm.safeParse(req.body)
    const idempotencyKey = parseIdempotencyKey(req.path, req.body)
    if (!page.success || idempotencyKey === undefined) throw new PageError(400, 'bad-request')
    const schema = z.object({ value: valueField(fact, dependencies.today()), 'correction-reason': plainText(500) })
    const form = parseForm(schema, req.body)
    if (!form.ok) return showForm(req, res, person, fact, { faults: form.faults })
    const result = await correctFact(database, dependencies.context(), {
      staff: staffOf(res),
      person,
      fromAddress: req.ip,
      fact,
      seen: page.data.seen,
      value: form.value.value,
      reason: form.value['correction-reason'],
      idempotencyKey,
    })
    if (result === 'changed-meanwhile') return showForm(req, res, person, fact, { isChanged: true })
    say(req, result === 'corrected' ? 'fact-corrected' : 'fact-as-it-was')
    // Who corrects the COM's address may not see the person any more.
    const isInSight = await database.people.findInScope(person.prisonNumber, scopeFor(staffOf(res)))
    res.redirect(303, isInSight ? `/people/${person.prisonNumber}` : '/people')
  })

  async function showForm(
    req: Request,
    res: Response,
    person: Person,
    fact: CorrectableFact,
    { faults = [], isChanged = false }: { faults?: readonly Fault[]; isChanged?: boolean } = {},
  ): Promise<void> {
    const corrections = await database.corrections.of(person.id, fact)
    await database.audit.record({
      ...auditedBy(req, res),
      personId: person.id,
      action: 'fact-viewed',
      detail: { fact },
    })
    const errors = describeFaults(faults, t)
    const isAgain = isChanged || faults.length > 0
    const view = presentCorrection(person, fact, corrections, t)
    const context = {
      ...view,
      isChanged,
      errors,
      values: isAgain ? typedIn(req.body, ['value', 'correction-reason']) : { value: view.value },
      idempotencyKey: randomUUID(),
    }
    show(req, res, 'console/corrections/fact.njk', context, isChanged ? 409 : faults.length > 0 ? 422 : 200)
  }

  /** @throws {PageError} 404 when it is not one that staff can correct */
  function factOf(req: Request): CorrectableFact {
    const fact = String(req.params.fact)
    if (!isCorrectable(fact)) throw new PageError(404, 'not-found')
    return fact
  }

  return router
}
