import { z } from 'zod'
import {
  mostCounted,
  type QueueFilters,
  type QueuePage,
  type QueuePlace,
  type StaffMember,
} from '../../../server/database'
import type { Context } from '../../../server/use-cases/context'
import { can } from '../../access/permissions'
import { csvStream, mostInFile, partOfFile, type CsvRow } from '../../lists/csv'
import { rememberList } from '../../lists/list-address'
import {
  addressOf,
  anyPlace,
  countedLists,
  filtersOf,
  pageSizeOf,
  placeOf,
  queueQuery,
  readQuery,
  type QueueQuery,
} from '../../lists/queue-query'
import { findSearch } from '../../lists/searches'
import { download, redirect, view } from '../../page/answers'
import type { Asker, Screen } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { takeOnce } from '../../page/take-once'
import { fileHeading, fileRow, presentQueue, quickFilters } from './presenter'

/** What the list that a form stands on shows. */
export function queryIn(body: unknown): QueueQuery {
  const { query } = z.object({ query: z.string().catch('') }).parse(body ?? {})
  return readQuery(query)
}

/** What was ticked in a form on the list that is shown again, each as its tick box has it. */
function tickedIn(body: unknown): readonly string[] {
  const { chosen } = z
    .object({ chosen: z.unknown() })
    .partial()
    .catch({})
    .parse(body ?? {})
  return [chosen ?? []].flat().map(String)
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
    const at = { staff, context: context(), config, search }
    const filters = resolve(query, at)
    const isPrt = scope.team === 'PRT'
    const [page, counts, saved, colleagues, notices, wings] = await Promise.all([
      database.queue.page(scope, filters, query.sort, placeOf(query, filters), pageSizeOf(query)),
      database.queue.counts(scope, countedIn(query, filters, at), mostCounted),
      database.savedFilters.ofStaff(staff.id),
      isPrt ? database.queue.colleagues(scope, staff.prisons) : [],
      can(staff.role, 'see-notices') ? database.notices.unseen(staff.prisons) : [],
      isPrt ? database.people.wings(scope) : [],
    ])
    const first = page.previous === null ? undefined : page.rows[0]
    const before = first ? await database.queue.countBefore(scope, filters, query.sort, first.place) : 0
    const shown = { staff, query, search, isOver, page, before, counts, saved, colleagues, notices, wings }
    const list = {
      ...shown,
      ticked: typed === null ? [] : tickedIn(req.body),
      report: takeOnce(req, 'report'),
      today: today(),
    }
    return view('queue/queue.njk', presentQueue(list, t), {
      action: search === null ? 'queue-viewed' : 'queue-searched',
      detail: search === null ? query : { ...query, search, shown: page.rows.map(({ personId }) => personId) },
    })
  }
}

interface At {
  readonly staff: StaffMember
  readonly context: Context
  readonly config: ConsoleDependencies['config']
  readonly search: string | null
}

function resolve(query: QueueQuery, { staff, context, config, search }: At): QueueFilters {
  return filtersOf(query, staff, context, config.extraBankHolidays, search)
}

/** What the page counts: the list, each tab without its filters, and what each quick filter would show of the list. */
function countedIn(query: QueueQuery, filters: QueueFilters, at: At): Readonly<Record<string, QueueFilters>> {
  const empty = readQuery('')
  const tabs = countedLists
    .filter(list => list !== 'another-look' || can(at.staff.role, 'answer-review-request'))
    .map(list => [list, resolve({ ...empty, list }, { ...at, search: null })] as const)
  const quick = Object.entries(quickFilters)
    .filter(([, { name }]) => filters.status === 'open' && query[name] === null)
    .map(([id, { name, value }]) => [id, resolve({ ...query, [name]: value }, at)] as const)
  return Object.fromEntries([['total', filters], ...tabs, ...quick])
}

/** Finds somebody who works in one of the reader's prisons and can take work; null when there is nobody of that identity. */
export async function findColleague({ database }: ConsoleDependencies, { staff }: Asker, id: number) {
  const colleagues = await database.staff.inPrisons(staff.prisons)
  return colleagues.find(each => each.id === id && each.active && can(each.role, 'act-on-application')) ?? null
}

/** The same list as a file: all of it in its order, read a part at a time. */
export function queueFile({ database, config, context, today, words }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return ({ req, staff, scope }) => {
    const params = queueQuery.parse(req.query)
    const search = params.search === null ? null : (findSearch(req, params.search) ?? null)
    // Without its words the file would hold what the search did not find.
    if (params.search !== null && search === null) return redirect(addressOf(params))
    const query = { ...params, ...anyPlace }
    const filters = filtersOf(query, staff, context(), config.extraBankHolidays, search)
    const day = today()
    async function* rows(): AsyncGenerator<CsvRow> {
      yield fileHeading(t)
      let place: QueuePlace = null
      for (let read = 0; read < mostInFile; read += partOfFile) {
        const { rows: part, next }: QueuePage = await database.queue.page(scope, filters, query.sort, place, partOfFile)
        for (const row of part) yield fileRow(row, day, t)
        if (next === null) return
        place = { after: next }
      }
      yield [t('console/common:list.left-out')]
    }
    return download(t('console/queue:file-name'), 'text/csv; charset=utf-8', csvStream(rows()), {
      action: 'queue-exported',
      detail: search === null ? query : { ...query, search },
    })
  }
}
