import { z } from 'zod'
import { leavingItems } from '../../../server/domain/leaving'

export const weeksAhead = [1, 2, 4, 8, 12] as const
export const missingFilters = ['', 'anything', ...leavingItems] as const

/** What the address of the list says; anything unknown in it is as if it were not there. */
export const leavingQuery = z.object({
  prison: z.string().max(10).catch(''),
  weeks: z.coerce
    .number()
    .refine(weeks => (weeksAhead as readonly number[]).includes(weeks))
    .catch(12),
  missing: z.enum(missingFilters).catch(''),
})
export type LeavingQuery = z.infer<typeof leavingQuery>

/** So many people are on the list at once. */
export const listLimit = 500

/** The address of the same list as a file. */
export function csvAddressOf({ prison, weeks, missing }: LeavingQuery): string {
  return `/leaving/csv?${new URLSearchParams({ prison, weeks: String(weeks), missing }).toString()}`
}
