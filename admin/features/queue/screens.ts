import { z } from 'zod'
import { can } from '../../access/permissions'
import { rememberList } from '../../lists/list-address'
import {
  addressOf,
  anyPlace,
  filtersOf,
  placeOf,
  queueQuery,
  readQuery,
  type QueueQuery,
} from '../../lists/queue-query'
import { findSearch } from '../../lists/searches'
import { view } from '../../page/answers'
import type { Asker, Screen } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { takeOnce } from '../../page/take-once'
import { presentQueue } from './presenter'

/** What the list that a form stands on shows. */
export function queryIn(body: unknown): QueueQuery {
  const { query } = z.object({ query: z.string().catch('') }).parse(body ?? {})
  return readQuery(query)
}

/** The queue as its address filters it, or as it was when a form on it was posted. */
export function queueScreen({ database, config, context, today, words }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return async ({ req, staff, scope, typed }) => {
    const params = typed === null ? queueQuery.parse(req.query) : queryIn(req.body)
    if (typed === null) rememberList(req, addressOf(params))
    const search = params.search === null ? null : (findSearch(req, params.search) ?? null)
    const isOver = params.search !== null && search === null
    // Without its words a search would show what it did not find.
    const query = params.list === 'all' && search === null ? { ...params, ...anyPlace, list: 'team' as const } : params
    const filters = filtersOf(query, staff, context(), config.extraBankHolidays, search)
    const [page, { total }, saved, colleagues, notices, reviewsWaiting] = await Promise.all([
      database.queue.page(scope, filters, query.sort, placeOf(query, filters)),
      database.queue.counts(scope, { total: filters }),
      database.savedFilters.ofStaff(staff.id),
      scope.team === 'PRT' ? database.staff.inPrisons(staff.prisons) : [],
      can(staff.role, 'see-notices') ? database.notices.unseen(staff.prisons) : [],
      can(staff.role, 'answer-review-request') ? database.reviewRequests.waiting(scope) : null,
    ])
    const shown = { staff, query, search, isOver, page, total, saved, colleagues, notices, reviewsWaiting }
    const { extraBankHolidays } = config
    const list = { ...shown, report: takeOnce(req, 'report'), today: today(), extraBankHolidays }
    return view('queue/queue.njk', presentQueue(list, t), {
      action: search === null ? 'queue-viewed' : 'queue-searched',
      detail: search === null ? query : { ...query, search, shown: page.rows.map(({ personId }) => personId) },
    })
  }
}

/** Finds somebody who works in one of the reader's prisons and can take work; null when there is nobody of that identity. */
export async function findColleague({ database }: ConsoleDependencies, { staff }: Asker, id: number) {
  const colleagues = await database.staff.inPrisons(staff.prisons)
  return colleagues.find(each => each.id === id && each.active && can(each.role, 'act-on-application')) ?? null
}
