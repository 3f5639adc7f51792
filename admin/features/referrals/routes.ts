import { randomUUID } from 'node:crypto'
import { Router, type Request, type RequestHandler, type Response } from 'express'
import { z } from 'zod'
import { referralPageSize, type Person } from '../../../server/database'
import type { ConsentBody } from '../../../server/domain/applications'
import { referralKinds, type OwnerAction, type ReferralKind } from '../../../server/domain/work/referrals'
import { changeOwner, moveReferral, openReferral, type ReferralResult } from '../../../server/use-cases/work/referrals'
import { PageError } from '../../../server/web/errors'
import { parseIdempotencyKey, parseFormMeta } from '../../page/form-meta'
import { dayInField } from '../../forms/day-field'
import { describeFaults, parseForm, typedIn, type Fault } from '../../forms/form'
import { idIn } from '../../page/id-in-address'
import { say, type ConsoleFeature } from '../../page/pages'
import { pageOf } from '../../lists/page-of'
import { may, scopeFor } from '../../access/permissions'
import { personFinder } from '../../access/person-finder'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import { listQuery, openForm, postsDay, readStep, referralFields, type StepSaid } from './forms'
import { presentOneReferral, presentPersonsReferrals, presentWaiting } from './presenter'

/** The last part of the address of each action by which a referral becomes somebody's or nobody's. */
const ownerActions: Readonly<Record<string, OwnerAction>> = { take: 'taken', 'hand-back': 'handed-back' }

/** What a page that leads here has chosen already. */
const begunQuery = z.object({
  application: z.string().max(20).catch(''),
  kind: z
    .enum(referralKinds as [ReferralKind, ...ReferralKind[]])
    .nullable()
    .catch(null),
})

/** Work that is done with others for a person: council, COM, DWP, bank, GP and the rest, step by step. */
export function referralRoutes({ dependencies, show, perform }: ConsoleFeature): Router {
  const { database } = dependencies
  const find = personFinder(database)
  const t = dependencies.words.in('en')
  const router = Router()
  const address = '/people/:prisonNumber/referrals'

  router.get('/referrals', may('see-referrals'), async (req, res) => {
    const staff = staffOf(res)
    const asked = listQuery.parse(req.query)
    const [{ rows: found, page }, colleagues] = await Promise.all([
      pageOf(asked.page, referralPageSize, each =>
        database.referrals.waiting(
          scopeFor(staff),
          { status: asked.state, owner: asked.owner },
          dependencies.today(),
          each,
        ),
      ),
      database.staff.inPrisons(staff.prisons),
    ])
    await database.audit.record({
      ...auditedBy(req, res),
      action: 'referrals-listed',
      detail: { ...asked, page, shown: [...new Set(found.map(({ personId }) => personId))] },
    })
    const reader = { staff, today: dependencies.today() }
    show(req, res, 'console/referrals/waiting.njk', presentWaiting(found, { ...asked, page }, colleagues, reader, t))
  })

  router.get(address, may('see-referrals'), async (req, res) => {
    await showPersons(req, res, await find(req, res))
  })

  router.post(address, may('make-referral'), async (req, res) => {
    const person = await find(req, res)
    const idempotencyKey = parseIdempotencyKey(req.path, req.body)
    if (!idempotencyKey) throw new PageError(400, 'bad-request')
    const form = parseForm(openForm(dependencies.today()), req.body)
    if (!form.ok) return showPersons(req, res, person, form.faults)
    const { application } = form.value
    const result = await perform(openReferral, {
      ...commandFrom(req, res, person, { ...form.value, appointment: null }),
      idempotencyKey,
      kind: form.value['referral-kind'],
      whom: form.value['referral-whom'],
      application: application === '' ? null : application,
    })
    const fault = faultOf(result)
    if (fault) return showPersons(req, res, person, [fault])
    say(req, 'referral-done')
    res.redirect(303, `/people/${person.prisonNumber}/referrals`)
  })

  router.get(`${address}/:id`, may('see-referrals'), async (req, res) => {
    await showOne(req, res, await find(req, res))
  })

  router.post(`${address}/:id`, may('make-referral'), async (req, res) => {
    const person = await find(req, res)
    const page = parseFormMeta(req.path, req.body)
    if (!page) throw new PageError(400, 'bad-request')
    const form = readStep(req.body, dependencies.today())
    if (!form.ok) return showOne(req, res, person, { faults: form.faults })
    const command = { ...commandFrom(req, res, person, form.value), ...page, id: idIn(req.params.id) }
    const fault = faultOf(await perform(moveReferral, command))
    if (fault) return showOne(req, res, person, { faults: [fault] })
    say(req, 'referral-done')
    res.redirect(303, `/people/${person.prisonNumber}/referrals/${idIn(req.params.id)}`)
  })

  for (const [name, action] of Object.entries(ownerActions)) {
    router.post(`${address}/:id/${name}`, may('make-referral'), takeOrHandBack(action))
  }

  function takeOrHandBack(action: OwnerAction): RequestHandler {
    return async (req, res) => {
      const person = await find(req, res)
      const page = parseFormMeta(req.path, req.body)
      if (!page) throw new PageError(400, 'bad-request')
      const id = idIn(req.params.id)
      const staff = staffOf(res)
      const changing = { staff, scope: scopeFor(staff), fromAddress: req.ip, person, id, action, ...page }
      const { kind } = await perform(changeOwner, changing)
      if (kind === 'gone') throw new PageError(404, 'not-found')
      if (kind === 'changed') return showOne(req, res, person, { isChanged: true })
      say(req, `referral-${action}`)
      res.redirect(303, `/people/${person.prisonNumber}/referrals/${id}`)
    }
  }

  function commandFrom(req: Request, res: Response, person: Person, step: StepSaid) {
    const staff = staffOf(res)
    return {
      staff,
      scope: scopeFor(staff),
      fromAddress: req.ip,
      person,
      status: step.state,
      happenedOn: step['happened-on'],
      note: step['referral-note'],
      appointment: step.appointment,
      chaseOn: step['chase-on'],
    }
  }

  /** What stood in the way, beside the field that it is about. */
  function faultOf(result: ReferralResult): Fault | null {
    switch (result.kind) {
      case 'done':
        return null
      case 'gone':
        throw new PageError(404, 'not-found')
      case 'changed':
      case 'cannot-begin-so':
      case 'no-com':
        return { field: 'state', problem: result.kind }
      case 'too-early':
        return { field: 'happened-on', problem: result.kind }
      case 'needs-consent': {
        const bodies = result.bodies.map((body: ConsentBody) => t(`console/consents:bodies.${body}`)).join(', ')
        return { field: 'state', problem: 'needs-consent', about: { bodies } }
      }
    }
  }

  async function showPersons(req: Request, res: Response, person: Person, faults: readonly Fault[] = []) {
    const referrals = await database.referrals.ofPerson(person.id, scopeFor(staffOf(res)))
    await audit(req, res, person)
    const reader = { staff: staffOf(res), today: dependencies.today() }
    const { application, kind } = begunQuery.parse(req.query)
    const context = {
      ...presentPersonsReferrals(person, referrals, reader, t),
      ...formContext(req, faults, { application, ...(kind !== null && { 'referral-kind': kind }) }),
    }
    show(req, res, 'console/referrals/person.njk', context, faults.length > 0 ? 422 : 200)
  }

  async function showOne(
    req: Request,
    res: Response,
    person: Person,
    { faults = [], isChanged = false }: { readonly faults?: readonly Fault[]; readonly isChanged?: boolean } = {},
  ) {
    const referrals = await database.referrals.ofPerson(person.id, scopeFor(staffOf(res)))
    const referral = referrals.find(({ id }) => id === idIn(req.params.id))
    if (!referral) throw new PageError(404, 'not-found')
    const steps = await database.referrals.steps([referral.id])
    await audit(req, res, person)
    const reader = { staff: staffOf(res), today: dependencies.today() }
    const context = {
      ...presentOneReferral(person, referral, steps, reader, t),
      ...formContext(req, faults, {}),
      isChanged,
    }
    show(req, res, 'console/referrals/referral.njk', context, faults.length > 0 ? 422 : isChanged ? 409 : 200)
  }

  function formContext(req: Request, faults: readonly Fault[], usual: Readonly<Record<string, string>>) {
    const errors = describeFaults(faults, t)
    return {
      idempotencyKey: randomUUID(),
      errors,
      // A day that somebody emptied stays empty.
      values: {
        ...(!postsDay(req.body) && { 'happened-on': dayInField(dependencies.today()) }),
        ...(faults.length > 0 ? typedIn(req.body, referralFields) : usual),
      },
    }
  }

  async function audit(req: Request, res: Response, person: Person): Promise<void> {
    await database.audit.record({
      ...auditedBy(req, res),
      personId: person.id,
      action: 'referrals-viewed',
    })
  }

  return router
}
