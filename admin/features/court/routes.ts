import { randomUUID } from 'node:crypto'
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { Person } from '../../../server/database'
import { addDays, type CalendarDay } from '../../../server/domain/calendar'
import { addHearing, removeHearing, writeContingencyPlan } from '../../../server/use-cases/people/court-hearings'
import { plansToHandOut } from '../../../server/use-cases/people/leaving-plan'
import { PageError } from '../../../server/web/errors'
import { parseIdempotencyKey } from '../../page/form-meta'
import { dayField } from '../../forms/day-field'
import { describeFaults, parseForm, plainText, typedIn, type Fault } from '../../forms/form'
import { presentPlan } from '../../presenting/leaving-plan'
import { idIn } from '../../page/id-in-address'
import { say, type ConsoleFeature } from '../../page/pages'
import { can, may, scopeFor } from '../../access/permissions'
import { personFinder } from '../../access/person-finder'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import { presentCourtList, presentHearings, presentLocalServices, type CourtList } from './presenter'
import { courtQuery, listLimit } from './query'

const hearingForm = (today: CalendarDay) =>
  z.object({
    'hearing-day': dayField().refine(day => day >= today, 'in-past'),
    court: plainText(100),
  })
/** In letters as people see them. */
const contingencyLimit = 2_000
const contingencyForm = z.object({
  'contingency-words': plainText(contingencyLimit),
  seen: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).catch(0),
})
const fields = ['hearing-day', 'court', 'contingency-words'] as const

/** Who goes to court and may be let go, what is planned for them, and packs to hand out. */
export function courtRoutes({ dependencies, show }: ConsoleFeature): Router {
  const { database, published, words, views } = dependencies
  const find = personFinder(database)
  const t = words.in('en')
  const router = Router()
  const address = '/people/:prisonNumber/hearings'

  router.get('/court-list', may('see-leaving'), async (req, res) => {
    const list = await listFor(req, res)
    const { role } = staffOf(res)
    await database.audit.record({
      ...auditedBy(req, res),
      action: 'court-listed',
      detail: {
        days: list.query.days,
        prison: list.query.prison,
        plan: list.query.plan,
        shown: list.people.map(each => each.id),
      },
    })
    show(req, res, 'console/court/list.njk', { ...presentCourtList(list, t), mayPrint: can(role, 'print-plans') })
  })

  router.get('/court-list/packs', may('print-plans'), async (req, res) => {
    const { people, query } = await listFor(req, res)
    const chosen = new Set(query.person.map(each => each.toUpperCase()))
    const packed = people.filter(({ prisonNumber }) => chosen.size === 0 || chosen.has(prisonNumber))
    const context = dependencies.context()
    const [plans, local] = await Promise.all([
      plansToHandOut(database, context, packed),
      database.localServices.shownIn(query.prison),
    ])
    await database.audit.record(
      ...packed.map(({ id }) => ({
        ...auditedBy(req, res),
        personId: id,
        action: 'pack-printed',
      })),
    )
    const { content } = published
    const sources = { words, content, today: context.today }
    const packs = plans.map(each => {
      const plan = presentPlan(each, sources)
      const { language } = plan
      const pack = { leaflet: content.leaflet[language], local: presentLocalServices(local, language), plan }
      return { language, isLarge: plan.isLarge, html: views.render('console/court/pack.njk', language, pack) }
    })
    show(req, res, 'console/court/packs.njk', {
      pageName: t('console/court:packs.title'),
      back: `/court-list?${new URLSearchParams({ prison: query.prison, days: query.days, plan: query.plan }).toString()}`,
      packs,
    })
  })

  router.get(address, may('see-leaving'), async (req, res) => showHearings(req, res, await find(req, res)))

  router.post(address, may('record-leaving'), async (req, res) => {
    const person = await find(req, res)
    const form = parseForm(hearingForm(dependencies.today()), req.body)
    if (!form.ok) return showHearings(req, res, person, form.faults)
    const { 'hearing-day': heldOn, court } = form.value
    const command = { staff: staffOf(res), person, fromAddress: req.ip, heldOn, court }
    const isNew = await addHearing(database, dependencies.context(), command)
    say(req, isNew ? 'hearing-added' : 'hearing-added-before')
    res.redirect(303, `/people/${person.prisonNumber}/hearings`)
  })

  router.post(`${address}/plan`, may('record-leaving'), async (req, res) => {
    const person = await find(req, res)
    const idempotencyKey = parseIdempotencyKey(req.path, req.body)
    if (!idempotencyKey) throw new PageError(400, 'bad-request')
    const form = parseForm(contingencyForm, req.body)
    if (!form.ok) return showHearings(req, res, person, form.faults)
    const { 'contingency-words': words, seen } = form.value
    const command = { staff: staffOf(res), person, fromAddress: req.ip, words, seen, idempotencyKey }
    const result = await writeContingencyPlan(database, dependencies.context(), command)
    if (result === 'changed-meanwhile') {
      return showHearings(req, res, person, [{ field: 'contingency-words', problem: result }])
    }
    say(req, 'contingency-plan-written')
    res.redirect(303, `/people/${person.prisonNumber}/hearings`)
  })

  router.post(`${address}/:id/remove`, may('record-leaving'), async (req, res) => {
    const person = await find(req, res)
    const command = { staff: staffOf(res), person, fromAddress: req.ip, id: idIn(req.params.id) }
    await removeHearing(database, dependencies.context(), command)
    say(req, 'hearing-removed')
    res.redirect(303, `/people/${person.prisonNumber}/hearings`)
  })

  async function listFor(req: Request, res: Response): Promise<CourtList> {
    const scope = scopeFor(staffOf(res))
    const asked = courtQuery.parse(req.query)
    const prisons = await database.prisons.among(scope.prisons)
    const prison = prisons.find(({ id }) => id === asked.prison) ?? prisons[0]
    const today = dependencies.today()
    const which = {
      prisonId: prison?.id ?? null,
      from: today,
      until: addDays(today, Number(asked.days) - 1),
      withoutPlan: asked.plan === 'none',
    }
    const found = await database.courtHearings.people(scope, which, listLimit + 1)
    const people = found.slice(0, listLimit)
    const ids = people.map(({ id }) => id)
    const applications = await database.applications.latestAbout('court-release', ids, scope)
    const query = { ...asked, prison: prison?.id ?? '' }
    return { people, applications, query, prisons, isCut: found.length > listLimit }
  }

  async function showHearings(req: Request, res: Response, person: Person, faults: readonly Fault[] = []) {
    const [hearings, plans] = await Promise.all([
      database.courtHearings.ofPerson(person.id),
      database.courtHearings.contingencyPlans(person.id, person.custodyBegan),
    ])
    await database.audit.record({
      ...auditedBy(req, res),
      personId: person.id,
      action: 'hearings-viewed',
    })
    const errors = describeFaults(faults, t)
    const context = {
      ...presentHearings(person, hearings, plans, t),
      idempotencyKey: randomUUID(),
      contingencyLimit,
      mayRecord: can(staffOf(res).role, 'record-leaving'),
      errors,
      values: faults.length > 0 ? typedIn(req.body, fields) : { 'contingency-words': plans[0]?.words ?? '' },
    }
    show(req, res, 'console/court/person.njk', context, faults.length > 0 ? 422 : 200)
  }

  return router
}
