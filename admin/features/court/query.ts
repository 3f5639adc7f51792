import { z } from 'zod'

export const daysAhead = ['7', '14', '28'] as const

export const planFilters = ['', 'none'] as const

const prisonNumber = z.string().regex(/^[A-Za-z]\d{4}[A-Za-z]{2}$/)

/** What the address of the list says; anything unknown in it is as if it were not there. */
export const courtQuery = z.object({
  prison: z.string().max(10).catch(''),
  days: z.enum(daysAhead).catch('7'),
  plan: z.enum(planFilters).catch(''),
  /** Whom to print a pack for; empty for everyone on the list. */
  person: z.union([prisonNumber.transform(one => [one]), z.array(prisonNumber).max(200)]).catch([]),
})
export type CourtQuery = z.infer<typeof courtQuery>

/** So many people are on the list at once. */
export const listLimit = 200
