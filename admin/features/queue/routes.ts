import { Router } from 'express'
import { queuePageSize, type QueueFilters, type QueueRow, type Sight } from '../../../server/database'
import { PageError } from '../../../server/web/errors'
import { pagesFor } from '../../pagination'
import { may, sightOf, can } from '../../permissions'
import { say, type ConsoleFeature } from '../../pages'
import { staffOf } from '../../signed-in-staff'
import { filtersOf, queueQuery } from './filters'
import { presentQueue } from './presenter'

/** What waits for the reader's team, and the notices of people who have moved between prisons. */
export function queueRoutes({ services, show }: ConsoleFeature): Router {
  const { database, config } = services
  const t = services.words.in('en')
  const router = Router()

  router.get('/queue', may('see-queue'), async (req, res) => {
    const staff = staffOf(res)
    const query = queueQuery.parse(req.query)
    const filters = filtersOf(query, staff)
    const seesNotices = can(staff.role, 'see-notices')
    const [{ rows, page }, notices, looksWaiting] = await Promise.all([
      pageOfQueue(sightOf(staff), filters, query.page),
      seesNotices ? database.notices.unseen(staff.prisons) : [],
      can(staff.role, 'answer-another-look') ? database.anotherLooks.waiting(sightOf(staff)) : null,
    ])
    await database.audit.record({
      site: 'staff',
      staffId: staff.id,
      act: 'queue-viewed',
      detail: { ...query, page },
      fromAddress: req.ip,
    })
    const view = {
      staff,
      query,
      rows,
      page,
      notices,
      looksWaiting,
      today: services.today(),
      extraBankHolidays: config.extraBankHolidays,
    }
    show(req, res, 'staff/queue/queue.njk', presentQueue(view, t))
  })

  router.post('/notices/:id/seen', may('see-notices'), async (req, res) => {
    const staff = staffOf(res)
    const id = Number(req.params.id)
    if (!Number.isSafeInteger(id)) throw new PageError(404, 'not-found')
    const seen = await database.notices.seen(id, staff.prisons, { staffId: staff.id, at: services.now() })
    if (seen) {
      const { personId } = seen
      await database.audit.record({
        site: 'staff',
        staffId: staff.id,
        personId,
        act: 'notice-seen',
        fromAddress: req.ip,
      })
    }
    await say(req, 'notice-seen')
    res.redirect(303, '/queue')
  })

  /** A page past the end shows the last one: the queue may have become shorter since the link was made. */
  async function pageOfQueue(
    sight: Sight,
    filters: QueueFilters,
    asked: number,
  ): Promise<{ rows: readonly QueueRow[]; page: number }> {
    const rows = await database.queue.page(sight, filters, asked)
    if (rows.length > 0 || asked === 1) return { rows, page: asked }
    const last = pagesFor(await database.queue.count(sight, filters), queuePageSize)
    return { rows: await database.queue.page(sight, filters, last), page: last }
  }

  return router
}
