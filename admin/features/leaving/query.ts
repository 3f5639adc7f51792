import { z } from 'zod'
import { leavingOrders, type LeavingOrder, type LeavingPlace } from '../../../server/database'
import { parseCalendarDay } from '../../../server/domain/calendar'
import { leavingItems, type LeavingItem } from '../../../server/domain/people/leaving'

export const weeksAhead = [1, 2, 4, 8, 12] as const
export const missingFilters = ['', 'anything', ...leavingItems] as const

/** A place in the list: a day and a number that say nothing of who somebody is. */
const placeIn = z
  .string()
  .transform(text => {
    const [day, id] = text.split('~')
    const read = parseCalendarDay(day)
    return read !== undefined && /^\d{1,15}$/.test(id ?? '') ? { day: read, id: Number(id) } : null
  })
  .nullable()
  .catch(null)

/** What the address of the list says; anything unknown in it is as if it were not there. */
export const leavingQuery = z.object({
  prison: z.string().max(10).catch(''),
  weeks: z.coerce
    .number()
    .refine(weeks => (weeksAhead as readonly number[]).includes(weeks))
    .catch(12),
  missing: z.enum(missingFilters).catch(''),
  wing: z
    .string()
    .max(20)
    .transform(text => text.trim().toUpperCase())
    .catch(''),
  sort: z.enum(leavingOrders).catch('leaves'),
  after: placeIn,
  before: placeIn,
  page: z.coerce.number().int().min(1).max(1000).catch(1),
  /** Whose rows have fields; `all` for everybody's. */
  edit: z
    .union([
      z.literal('all'),
      z
        .string()
        .regex(/^[A-Z]\d{4}[A-Z]{2}(~[A-Z]\d{4}[A-Z]{2}){0,49}$/)
        .transform(text => text.split('~')),
    ])
    .nullable()
    .catch(null),
})
export type LeavingQuery = z.infer<typeof leavingQuery>

export const listPageSize = 50

/** So many people are in a file; no prison has more who leave in 12 weeks. */
export const mostExported = 5_000

/** The items that are looked at by a filter; null for everybody. */
export function itemsOf({ missing }: LeavingQuery): readonly LeavingItem[] | null {
  if (missing === '') return null
  return missing === 'anything' ? leavingItems : [missing]
}

/** The place in the list from which the address goes on, or goes back; null at its beginning. */
export function placeOf({ after, before, page, sort }: LeavingQuery): LeavingPlace {
  if (sort !== 'leaves') return { page }
  if (after) return { after }
  return before ? { before } : null
}

/** The address of the same list with some of its filters changed, from its beginning. */
export function addressWith(
  query: LeavingQuery,
  changes: Partial<Pick<LeavingQuery, 'missing' | 'weeks' | 'wing' | 'sort'>> = {},
): string {
  return withParameters(parametersOf({ ...query, ...changes }))
}

/** The address of the same list from a place on. */
export function addressOf(query: LeavingQuery, place: LeavingPlace, edit?: 'all' | readonly string[]): string {
  const parameters = parametersOf(query)
  if (place && 'page' in place) {
    if (place.page > 1) parameters.set('page', String(place.page))
  } else if (place) {
    const [name, { day, id }] =
      'after' in place ? (['after', place.after] as const) : (['before', place.before] as const)
    parameters.set(name, `${day}~${id}`)
  }
  if (edit !== undefined && edit.length > 0) parameters.set('edit', edit === 'all' ? edit : edit.join('~'))
  return withParameters(parameters)
}

/** The address of the same list as a file, whole. */
export function csvAddressOf(query: LeavingQuery): string {
  return `/leaving/csv?${parametersOf(query).toString()}`
}

function withParameters(parameters: URLSearchParams): string {
  const text = parameters.toString()
  return text === '' ? '/leaving' : `/leaving?${text}`
}

function parametersOf({ prison, weeks, missing, wing, sort }: LeavingQuery): URLSearchParams {
  return new URLSearchParams({
    ...(prison !== '' && { prison }),
    weeks: String(weeks),
    ...(missing !== '' && { missing }),
    ...(wing !== '' && { wing }),
    ...(sort !== 'leaves' && { sort }),
  })
}

/** The headings that sort the list. */
export const sortedColumns: Readonly<Record<LeavingOrder, 'leaves' | 'cell' | 'person'>> = {
  leaves: 'leaves',
  wing: 'cell',
  name: 'person',
}
