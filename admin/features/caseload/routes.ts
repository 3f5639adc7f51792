import { randomUUID } from 'node:crypto'
import { Router, type Request, type Response } from 'express'
import type { StaffMember } from '../../../server/database'
import { caseload, moveCaseload } from '../../../server/use-cases/work/caseload'
import { PageError } from '../../../server/web/errors'
import { parseIdempotencyKey } from '../../page/form-meta'
import { describeFaults, parseForm, type Fault } from '../../forms/form'
import type { ConsoleFeature } from '../../page/pages'
import { can, may, scopeFor } from '../../access/permissions'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import { presentCaseload, presentMove, presentMoved } from './presenter'
import { moveAddressOf, moveForm } from './query'

declare module 'express-session' {
  interface SessionData {
    /** What work was just moved, told once. */
    workMoved: string
  }
}

/** Who of the team has how much, and moving the work of one or several to a colleague. */
export function caseloadRoutes({ dependencies, show, perform }: ConsoleFeature): Router {
  const { database } = dependencies
  const t = dependencies.words.in('en')
  const router = Router()
  const needs = may('manage-caseload')

  router.get('/caseload', needs, async (req, res) => showCaseload(req, res))

  router.post('/caseload/chosen', needs, async (req, res) => {
    const form = parseForm(moveForm, req.body)
    if (!form.ok) return showCaseload(req, res, form.faults)
    const { from, 'move-to': to } = form.value
    res.redirect(303, moveAddressOf(from, to))
  })

  router.get('/caseload/move', needs, async (req, res) => {
    const { from, to } = await askedFor(res, req.query)
    const context = presentMove(from, to, await loadsFor(staffOf(res)), t)
    show(req, res, 'console/caseload/move.njk', { ...context, idempotencyKey: randomUUID() })
  })

  router.post('/caseload/move', needs, async (req, res) => {
    const staff = staffOf(res)
    const { from, to } = await askedFor(res, req.body)
    const idempotencyKey = parseIdempotencyKey(req.path, req.body)
    if (idempotencyKey === undefined) throw new PageError(400, 'bad-request')
    const moved = await perform(moveCaseload, {
      staff,
      scope: scopeFor(staff),
      from: from.map(({ id }) => id),
      to: to && { member: to, scope: scopeFor(to) },
      idempotencyKey,
      fromAddress: req.ip,
    })
    if (!moved) throw new PageError(404, 'not-found')
    req.session.workMoved = presentMoved(moved, seesEnquiries(staff), t)
    res.redirect(303, '/caseload')
  })

  async function loadsFor(reader: StaffMember) {
    const withEnquiries = seesEnquiries(reader)
    const loads = await perform(caseload, scopeFor(reader), withEnquiries)
    return { loads, withEnquiries }
  }

  async function showCaseload(req: Request, res: Response, faults: readonly Fault[] = []): Promise<void> {
    const reader = staffOf(res)
    const [colleagues, loads] = await Promise.all([database.staff.inPrisons(reader.prisons), loadsFor(reader)])
    await database.audit.record({ ...auditedBy(req, res), action: 'caseload-viewed' })
    const { workMoved } = req.session
    delete req.session.workMoved
    const context = {
      ...presentCaseload({ reader, colleagues, ...loads }, t),
      workMoved,
      chosen: [(req.body as Record<string, unknown> | undefined)?.from ?? []].flat().map(String),
      errors: describeFaults(faults, t),
    }
    show(req, res, 'console/caseload/caseload.njk', context, faults.length > 0 ? 422 : 200)
  }

  /** @throws {PageError} 404 when nobody of the reader's team is meant */
  async function askedFor(
    res: Response,
    given: unknown,
  ): Promise<{ readonly from: readonly StaffMember[]; readonly to: StaffMember | null }> {
    const asked = parseForm(moveForm, given)
    if (!asked.ok) throw new PageError(404, 'not-found')
    const colleagues = await database.staff.inPrisons(staffOf(res).prisons)
    const { from, 'move-to': toId } = asked.value
    const givers = colleagues.filter(({ id }) => from.includes(id) && id !== toId)
    const to = colleagues.find(each => each.id === toId && each.active && can(each.role, 'act-on-application')) ?? null
    if (givers.length === 0 || (toId !== null && to === null)) throw new PageError(404, 'not-found')
    return { from: givers, to }
  }

  return router
}

function seesEnquiries({ role }: StaffMember): boolean {
  return can(role, 'see-enquiries')
}
