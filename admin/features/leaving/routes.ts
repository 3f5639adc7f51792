import { randomUUID } from 'node:crypto'
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { LeavingPage, Person, Prison } from '../../../server/database'
import { addDays } from '../../../server/domain/calendar'
import { leavingItems, leavingValues } from '../../../server/domain/people/leaving'
import { recordLeaving } from '../../../server/use-cases/people/leaving'
import { PageError } from '../../../server/web/errors'
import { parseIdempotencyKey } from '../../page/form-meta'
import { typedIn } from '../../forms/form'
import { say, type ConsoleFeature } from '../../page/pages'
import { can, may, scopeFor } from '../../access/permissions'
import { personFinder } from '../../access/person-finder'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import { leavingCsv, presentLeaving, presentPersonsLeaving } from './presenter'
import { itemsOf, leavingQuery, listPageSize, mostExported, placeOf, type LeavingQuery } from './query'

/** An item that nobody has recorded can be left so. */
const recordForm = z.object({
  seen: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
  ...Object.fromEntries(leavingItems.map(item => [item, z.enum(leavingValues[item]).optional()])),
})

/** Who leaves in the next 12 weeks, and what is settled for each of them. */
export function leavingRoutes({ dependencies, show }: ConsoleFeature): Router {
  const { database } = dependencies
  const find = personFinder(database)
  const t = dependencies.words.in('en')
  const router = Router()
  const address = '/people/:prisonNumber/leaving'

  router.get('/leaving', may('see-leaving'), async (req, res) => {
    const { found, query, prisons } = await listFor(req, res, 'leaving-listed')
    show(req, res, 'console/leaving/list.njk', presentLeaving(found, query, prisons, t))
  })

  router.get('/leaving/csv', may('see-leaving'), async (req, res) => {
    const { found } = await listFor(req, res, 'leaving-exported')
    res
      .set('Cache-Control', 'no-store')
      .attachment('leaving.csv')
      .type('text/csv; charset=utf-8')
      .send(leavingCsv(found.people, t))
  })

  router.get(address, may('see-leaving'), async (req, res) => showPersons(req, res, await find(req, res)))

  router.post(address, may('record-leaving'), async (req, res) => {
    const person = await find(req, res)
    const form = recordForm.safeParse(req.body)
    const idempotencyKey = parseIdempotencyKey(req.path, req.body)
    if (!form.success || idempotencyKey === undefined) throw new PageError(400, 'bad-request')
    const { seen, ...chosen } = form.data
    const states = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined))
    const result = await recordLeaving(database, dependencies.context(), {
      staff: staffOf(res),
      person,
      fromAddress: req.ip,
      idempotencyKey,
      seen,
      states: states,
    })
    if (result === 'changed-meanwhile') return showPersons(req, res, person, true)
    say(req, result === 'recorded' ? 'leaving-recorded' : 'leaving-nothing-new')
    res.redirect(303, `/people/${person.prisonNumber}/leaving`)
  })

  async function listFor(
    req: Request,
    res: Response,
    action: 'leaving-listed' | 'leaving-exported',
  ): Promise<{ found: LeavingPage; query: LeavingQuery; prisons: readonly Prison[] }> {
    const staff = staffOf(res)
    const scope = scopeFor(staff)
    const asked = leavingQuery.parse(req.query)
    const prisons = await database.prisons.among(scope.prisons)
    const prison = prisons.find(({ id }) => id === asked.prison) ?? prisons[0]
    const query = { ...asked, prison: prison?.id ?? '' }
    const today = dependencies.today()
    const filters = {
      prisonId: prison?.id ?? null,
      from: today,
      until: addDays(today, 7 * query.weeks),
      missing: itemsOf(query),
    }
    const found =
      action === 'leaving-listed'
        ? await database.leaving.people(scope, filters, placeOf(query), listPageSize)
        : await database.leaving.people(scope, filters, null, mostExported)
    await database.audit.record({
      ...auditedBy(req, res),
      action,
      detail: { ...query, shown: found.people.map(({ id }) => id) },
    })
    return { found, query, prisons }
  }

  async function showPersons(req: Request, res: Response, person: Person, isChanged = false): Promise<void> {
    const staff = staffOf(res)
    const [entries, referrals] = await Promise.all([
      database.leaving.entries(person.id, person.custodyBegan),
      can(staff.role, 'see-referrals') ? database.referrals.ofPerson(person.id, scopeFor(staff)) : [],
    ])
    await database.audit.record({
      ...auditedBy(req, res),
      personId: person.id,
      action: 'leaving-viewed',
    })
    const context = {
      ...presentPersonsLeaving(person, entries, referrals, { staff, today: dependencies.today() }, t),
      isChanged,
      chosen: isChanged ? typedIn(req.body, leavingItems) : {},
      idempotencyKey: randomUUID(),
    }
    show(req, res, 'console/leaving/person.njk', context, isChanged ? 409 : 200)
  }

  return router
}
