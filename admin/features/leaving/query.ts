import { z } from 'zod'
import type { LeavingPlace } from '../../../server/database'
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
  after: placeIn,
  before: placeIn,
})
export type LeavingQuery = z.infer<typeof leavingQuery>

export const listPageSize = 100

/** So many people are in a file; no prison has more who leave in 12 weeks. */
export const mostExported = 5_000

/** The items that are looked at by a filter; null for everybody. */
export function itemsOf({ missing }: LeavingQuery): readonly LeavingItem[] | null {
  if (missing === '') return null
  return missing === 'anything' ? leavingItems : [missing]
}

/** The place in the list from which the address goes on, or goes back; null at its beginning. */
export function placeOf({ after, before }: LeavingQuery): LeavingPlace {
  if (after) return { after }
  return before ? { before } : null
}

/** The address of the same list from a place on. */
export function addressOf(query: LeavingQuery, place: NonNullable<LeavingPlace>): string {
  const [name, { day, id }] = 'after' in place ? (['after', place.after] as const) : (['before', place.before] as const)
  const parameters = parametersOf(query)
  parameters.set(name, `${day}~${id}`)
  return `/leaving?${parameters.toString()}`
}

/** The address of the same list as a file, whole. */
export function csvAddressOf(query: LeavingQuery): string {
  return `/leaving/csv?${parametersOf(query).toString()}`
}

function parametersOf({ prison, weeks, missing }: LeavingQuery): URLSearchParams {
  return new URLSearchParams({ prison, weeks: String(weeks), missing })
}
