import { randomUUID } from 'node:crypto'
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { idempotencyKeyFrom } from '../../../server/use-cases/idempotency-key'
import { assignApplications } from '../../../server/use-cases/work/assign-applications'
import { PageError } from '../../../server/web/errors'
import { describeFaults, parseForm, typedIn, type Fault } from '../../forms/form'
import { idIn } from '../../page/id-in-address'
import { rememberList } from '../../lists/list-address'
import { say, type ConsoleFeature } from '../../page/pages'
import { can, may, scopeFor } from '../../access/permissions'
import { findSearch, keepSearch, searchForm } from '../../lists/searches'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import {
  addressOf,
  anyPlace,
  filtersOf,
  placeOf,
  queueQuery,
  readQuery,
  savedQueryOf,
  type QueueQuery,
} from '../../lists/queue-query'
import { chosenForm, chosenPageForm, saveForm } from './forms'
import { presentQueue } from './presenter'
import { keepReport, takeReport } from './report'

const mostSaved = 20

/** The list of work: what waits, for whom, and sharing it out; and the notices of people who have moved. */
export function queueRoutes({ dependencies, show }: ConsoleFeature): Router {
  const { database, config } = dependencies
  const t = dependencies.words.in('en')
  const router = Router()

  router.get('/queue', may('see-queue'), async (req, res) => {
    const query = queueQuery.parse(req.query)
    rememberList(req, addressOf(query))
    await showQueue(req, res, query)
  })

  router.post('/queue/search', may('see-queue'), async (req, res) => {
    const form = parseForm(searchForm, req.body)
    if (!form.ok) return showQueue(req, res, queryIn(req), form.faults)
    const search = keepSearch(req, form.value.search)
    res.redirect(303, addressOf(readQuery('list=all'), { search }))
  })

  router.post('/queue/filters', may('see-queue'), async (req, res) => {
    const staff = staffOf(res)
    const query = queryIn(req)
    const form = parseForm(saveForm, req.body)
    if (!form.ok) return showQueue(req, res, query, form.faults)
    const name = form.value['filter-name']
    const saved = await database.savedFilters.ofStaff(staff.id)
    if (saved.length >= mostSaved && !saved.some(each => each.name === name)) {
      const about = { limit: mostSaved }
      return showQueue(req, res, query, [{ field: 'filter-name', problem: 'too-many', about }])
    }
    await database.savedFilters.save(staff.id, { name, query: savedQueryOf(query) }, dependencies.now())
    say(req, 'filter-saved')
    res.redirect(303, addressOf(query))
  })

  router.post('/queue/filters/:id/delete', may('see-queue'), async (req, res) => {
    await database.savedFilters.remove(staffOf(res).id, idIn(req.params.id))
    say(req, 'filter-deleted')
    res.redirect(303, addressOf(queryIn(req)))
  })

  router.post('/queue/chosen', may('act-on-application'), async (req, res) => {
    const staff = staffOf(res)
    const query = queryIn(req)
    const page = parseForm(chosenPageForm, req.body)
    if (!page.ok) throw new PageError(400, 'bad-request')
    const form = parseForm(chosenForm, req.body)
    if (!form.ok) return showQueue(req, res, query, form.faults)
    const { action, chosen, to } = form.value
    if (action === 'assign' && !can(staff.role, 'share-out-work')) throw new PageError(403, 'not-allowed')
    const member = action === 'claim' ? staff : action === 'assign' && to !== null ? await colleague(res, to) : null
    if (action === 'assign' && member === null) {
      return showQueue(req, res, query, [{ field: 'to', problem: 'nothing-chosen' }])
    }
    const shared = await assignApplications(database, dependencies.context(), {
      staff,
      scope: scopeFor(staff),
      chosen,
      to: member && { member, scope: scopeFor(member) },
      idempotencyKey: idempotencyKeyFrom(page.value.idempotencyKey, action, to),
      fromAddress: req.ip,
    })
    keepReport(req, { action, to: member?.name ?? null, ...shared })
    res.redirect(303, addressOf(query))
  })

  router.post('/notices/:id/seen', may('see-notices'), async (req, res) => {
    const staff = staffOf(res)
    const seen = await database.notices.seen(idIn(req.params.id), staff.prisons, {
      staffId: staff.id,
      at: dependencies.now(),
    })
    if (seen) {
      const { personId } = seen
      await database.audit.record({
        ...auditedBy(req, res),
        personId,
        action: 'notice-seen',
      })
    }
    say(req, 'notice-seen')
    res.redirect(303, '/queue')
  })

  async function showQueue(
    req: Request,
    res: Response,
    asked: QueueQuery,
    faults: readonly Fault[] = [],
  ): Promise<void> {
    const staff = staffOf(res)
    const search = asked.search === null ? null : (findSearch(req, asked.search) ?? null)
    const isOver = asked.search !== null && search === null
    // Without its words a search would show what it did not find.
    const query = asked.list === 'all' && search === null ? { ...asked, ...anyPlace, list: 'team' as const } : asked
    const filters = filtersOf(query, staff, dependencies.context(), config.extraBankHolidays, search)
    const scope = scopeFor(staff)
    const [page, { total }, saved, colleagues, notices, looksWaiting] = await Promise.all([
      database.queue.page(scope, filters, query.sort, placeOf(query, filters)),
      database.queue.counts(scope, { total: filters }),
      database.savedFilters.ofStaff(staff.id),
      scope.team === 'PRT' ? database.staff.inPrisons(staff.prisons) : [],
      can(staff.role, 'see-notices') ? database.notices.unseen(staff.prisons) : [],
      can(staff.role, 'answer-another-look') ? database.reviewRequests.waiting(scope) : null,
    ])
    await database.audit.record({
      ...auditedBy(req, res),
      action: search === null ? 'queue-viewed' : 'queue-searched',
      detail: search === null ? query : { ...query, search, shown: page.rows.map(({ personId }) => personId) },
    })
    const view = {
      staff,
      query,
      search,
      isOver,
      page,
      total,
      saved,
      colleagues,
      notices,
      looksWaiting,
      report: takeReport(req),
      today: dependencies.today(),
      extraBankHolidays: config.extraBankHolidays,
    }
    show(
      req,
      res,
      'console/queue/queue.njk',
      {
        ...presentQueue(view, t),
        idempotencyKey: randomUUID(),
        typed: typedIn(req.body, ['search', 'filter-name']),
        ...(faults.length > 0 && { errors: describeFaults(faults, t) }),
      },
      faults.length > 0 ? 422 : 200,
    )
  }

  /** Somebody who works in one of the reader's prisons; null when there is nobody of that identity. */
  async function colleague(res: Response, id: number) {
    const colleagues = await database.staff.inPrisons(staffOf(res).prisons)
    return colleagues.find(each => each.id === id && each.active && can(each.role, 'act-on-application')) ?? null
  }

  return router
}

/** What the list that a form stands on shows. */
function queryIn(req: Request): QueueQuery {
  const { query } = z.object({ query: z.string().catch('') }).parse(req.body ?? {})
  return readQuery(query)
}
