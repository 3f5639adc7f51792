import { z } from 'zod'
import type { StaffMember, Wing } from '../../../server/database'
import { addDays, type CalendarDay } from '../../../server/domain/calendar'
import { scopeFor } from '../../../server/use-cases/accounts/access-scopes'
import { wingFields } from '../../forms/wing-fields'

export const weeksToChoose = [1, 2, 4, 8, 12] as const

/** So many plans are printed at once. */
export const plansAtOnce = 100

/** What the address says; anything unusable in it is as if it were not there. */
export const wingQuery = z.object({
  ...wingFields,
  weeks: z.coerce
    .number()
    .refine(weeks => (weeksToChoose as readonly number[]).includes(weeks))
    .nullable()
    .catch(null),
  /** Everybody's in large print, and not only those of people who read it. */
  large: z
    .literal('yes')
    .transform(() => true)
    .catch(false),
})
export type WingQuery = z.infer<typeof wingQuery>

/** The part of the prison that is asked for; null when none of the reader's prisons is. */
export function wingOf({ prison, location, weeks }: WingQuery, staff: StaffMember, today: CalendarDay): Wing | null {
  if (prison === null || !scopeFor(staff).prisons.includes(prison)) return null
  return { prisonId: prison, location, leavesBy: weeks === null ? null : addDays(today, 7 * weeks) }
}

/** The address of the plans of the same part. */
export function printAddressOf({ prison, location, weeks, large }: WingQuery): string {
  const parameters = new URLSearchParams({ prison: prison ?? '', location })
  if (weeks !== null) parameters.set('weeks', String(weeks))
  if (large) parameters.set('large', 'yes')
  return `/plans/print?${parameters.toString()}`
}
