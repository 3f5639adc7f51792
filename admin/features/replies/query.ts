import { z } from 'zod'
import type { RepliesWanted, StaffMember } from '../../../server/database'
import { scopeFor } from '../../../server/use-cases/accounts/access-scopes'
import { wingFields } from '../../forms/wing-fields'

/** How long ago a reply may have been written, in days; the middle one is chosen at first. */
export const daysToChoose = [1, 7, 28] as const

const dayMs = 24 * 60 * 60 * 1000

/** What an address or a form says; anything unusable in it is as if it were not there. */
export const repliesQuery = z.object({
  ...wingFields,
  days: z.coerce
    .number()
    .refine(days => (daysToChoose as readonly number[]).includes(days))
    .catch(7),
  which: z.enum(['not-read', 'all']).catch('not-read'),
})
export type RepliesQuery = z.infer<typeof repliesQuery>

/** What is asked for; null when none of the reader's prisons is. */
export function repliesFor(
  { prison, location, days, which }: RepliesQuery,
  staff: StaffMember,
  now: Date,
): RepliesWanted | null {
  if (prison === null || !scopeFor(staff).prisons.includes(prison)) return null
  return { prisonId: prison, location, since: new Date(now.getTime() - days * dayMs), alsoRead: which === 'all' }
}

/** The address of the page that was asked so. */
export function addressOf({ prison, location, days, which }: RepliesQuery): string {
  return `/replies/print?${new URLSearchParams({ prison: prison ?? '', location, days: String(days), which }).toString()}`
}
