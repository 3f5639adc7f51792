import { z } from 'zod'
import {
  placeTypes,
  queueOrders,
  queuePageSize,
  type QueueFilters,
  type QueueOrder,
  type QueuePlace,
  type StaffMember,
} from '../../server/database'
import { addDays, addWorkingDays, parseCalendarDay, type ExtraBankHolidays } from '../../server/domain/calendar'
import { priorities, teams } from '../../server/domain/routing'
import { topics } from '../../server/domain/topics'
import { scopeFor, type ScopedStaff } from '../../server/use-cases/accounts/access-scopes'
import type { Context } from '../../server/use-cases/context'
import { searchName } from './searches'
import { wingField } from './wing-field'

/** The tabs of the queue that say how many they hold. */
export const countedLists = [
  'team',
  'mine',
  'unclaimed',
  'others',
  'pom',
  'unreached',
  'waiting',
  'another-look',
  'left',
] as const

/**
 * The tabs of the queue; `colleague` is everything a colleague has claimed wherever it waits, `left` is what is still open
 * of people who have left, `pom` what a POM is asked for, `unreached` what is for a COM who cannot open it, `all` is what searches cover.
 */
export const lists = [...countedLists, 'done', 'colleague', 'all'] as const
export type List = (typeof lists)[number]

const choice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values).nullable().catch(null)

/** The query string of the queue; invalid parameters are ignored. */
export const queueQuery = z.object({
  list: z.enum(lists).catch('team'),
  sort: z.enum(queueOrders).catch('reply'),
  wing: wingField,
  due: choice(['overdue', 'today', 'soon']),
  leaves: choice(['2', '7', '14', '28', '84']),
  sent: choice(['since-yesterday']),
  news: choice(['safety', 'person', 'asked']),
  /** The id of the colleague who claimed the work. */
  claimed: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).nullable().catch(null),
  priority: choice(priorities),
  team: choice(teams),
  topic: choice(topics as [(typeof topics)[number], ...(typeof topics)[number][]]),
  /** How many rows a page; null is the usual number. */
  rows: choice(['50', '100']),
  /** The id of a search stored in the session, because search text must not appear in URLs. */
  search: searchName,
  after: z.string().max(100).nullable().catch(null),
  before: z.string().max(100).nullable().catch(null),
})
export type QueueQuery = z.infer<typeof queueQuery>

/** The filters besides the tab and the order, in page order. */
export const picked = ['wing', 'due', 'leaves', 'sent', 'news', 'claimed', 'priority', 'team', 'topic'] as const

/**
 * The query string's filters, resolved for this member of staff and day.
 *
 * @param search the text of the search that the query string identifies
 */
export function filtersOf(
  query: QueueQuery,
  staff: ScopedStaff & Pick<StaffMember, 'id'>,
  { today }: Pick<Context, 'today'>,
  extra: ExtraBankHolidays,
  search: string | null = null,
): QueueFilters {
  const own = scopeFor(staff).team ?? 'PRT'
  const { list, due, leaves, wing } = query
  // Managers answer review requests, whichever team answered first.
  const destination = (['mine', 'all', 'another-look', 'colleague', 'pom'] as readonly List[]).includes(list)
    ? null
    : list === 'others' || list === 'unreached'
      ? own === 'PRT'
        ? 'COM'
        : 'PRT'
      : own
  return {
    status: list === 'done' || list === 'another-look' ? 'closed' : list === 'all' && search !== null ? 'any' : 'open',
    destination,
    heldHere: own === 'PRT' && destination === 'PRT',
    claimed: list === 'mine' ? staff.id : list === 'unclaimed' ? 'nobody' : query.claimed,
    team: query.team,
    topic: query.topic,
    priority: query.priority,
    respondFrom: due === 'today' || due === 'soon' ? today : null,
    respondTo:
      due === 'overdue'
        ? addDays(today, -1)
        : due === 'today'
          ? today
          : due === 'soon'
            ? addWorkingDays(today, 1, extra)
            : null,
    wing,
    leavesFrom: leaves === null ? null : today,
    leavesTo: leaves === null ? null : addDays(today, Number(leaves)),
    sentFrom: query.sent === null ? null : startOf(addDays(today, -1)),
    safetyWaits: query.news === 'safety',
    newFromPerson: query.news === 'person',
    isChased: query.news === 'asked',
    askedOthers: list === 'waiting',
    askedPom: list === 'pom',
    left: leftIn(query, own),
    unreachedOn: list === 'unreached' ? today : null,
    isReviewWaiting: list === 'another-look',
    references: null,
    search,
  }
}

/**
 * Applications of people who have left have a list of their own, so that they do not wait among others; those that
 * somebody holds, or that concern somebody's safety, stand in those lists as well. COMs work with people who have left.
 */
function leftIn({ list, news }: QueueQuery, own: 'PRT' | 'COM'): QueueFilters['left'] {
  if (list === 'left') return 'only'
  const isForEither =
    own === 'COM' ||
    news === 'safety' ||
    !(['team', 'unclaimed', 'others', 'pom', 'unreached', 'waiting'] as readonly List[]).includes(list)
  return isForEither ? 'any' : 'none'
}

/** Midnight UTC of a day: accurate enough for a list, since London differs by at most an hour. */
function startOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`)
}

/** How many rows a page has. */
export function pageSizeOf({ rows }: QueueQuery): number {
  return rows === null ? queuePageSize : Number(rows)
}

/** The address of the list as a file. */
export function fileAddressOf(query: QueueQuery): string {
  return addressOf({ ...query, ...anyPlace, rows: null }).replace('/queue', '/queue.csv')
}

/** Builds the URL of the queue for a query, omitting defaults. */
export function addressOf(query: QueueQuery, changes: Partial<QueueQuery> = {}): string {
  const text = writeQuery({ ...query, ...changes })
  return text === '' ? '/queue' : `/queue?${text}`
}

/** Writes the query string of a query, without defaults. */
export function writeQuery(query: QueueQuery): string {
  const parameters = new URLSearchParams()
  if (query.list !== 'team') parameters.set('list', query.list)
  if (query.sort !== 'reply') parameters.set('sort', query.sort)
  for (const name of [...picked, 'rows', 'search', 'after', 'before'] as const) {
    const value = query[name]
    if (value !== null) parameters.set(name, String(value))
  }
  return parameters.toString()
}

/** The query string to save as a filter: without the search, whose text may name a person, and without the cursor. */
export function savedQueryOf(query: QueueQuery): string {
  return writeQuery({ ...query, list: query.list === 'all' ? 'team' : query.list, ...anyPlace, search: null })
}

/** Parses a query string from a form or a saved filter. */
export function readQuery(text: unknown): QueueQuery {
  const parameters = new URLSearchParams(typeof text === 'string' ? text.slice(0, 1_000) : '')
  return queueQuery.parse(Object.fromEntries(parameters))
}

export const anyPlace = { after: null, before: null } as const

/** Whether any of the filters is set. */
export function isFiltered(query: QueueQuery): boolean {
  return picked.some(name => query[name] !== null)
}

/** The cursor in the query string; null, the beginning, if it is invalid for this order. */
export function placeOf(query: QueueQuery, filters: QueueFilters): QueuePlace {
  if (query.after !== null) {
    const after = readPlace(query.after, filters, query.sort)
    return after && { after }
  }
  if (query.before === null) return null
  const before = readPlace(query.before, filters, query.sort)
  return before && { before }
}

/** Serialises a cursor for the query string. */
export function writePlace(place: readonly string[] | null): string | null {
  return place && place.join('~')
}

const readable = {
  boolean: (text: string) => text === 'true' || text === 'false',
  date: (text: string) => ['infinity', '-infinity'].includes(text) || parseCalendarDay(text) !== undefined,
  private: (text: string) => text === '',
  timestamptz: (text: string) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(text) && !Number.isNaN(Date.parse(text)),
  bigint: (text: string) => /^\d{1,15}$/.test(text),
} as const

function readPlace(text: string, filters: QueueFilters, order: QueueOrder): readonly string[] | null {
  const values = text.split('~')
  const types = placeTypes(filters, order)
  const isWhole = values.length === types.length && types.every((type, index) => readable[type](values[index] ?? ''))
  return isWhole ? values : null
}
