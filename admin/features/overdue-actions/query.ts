import { z } from 'zod'
import { pageField } from '../../lists/page-of'

export const plannedFilters = ['', 'by-you'] as const
export const responsibleFilters = ['', 'prison', 'probation'] as const

/** What the address of the list says; anything unknown in it is as if it were not there. */
export const overdueActionsQuery = z.object({
  prison: z.string().max(10).catch(''),
  responsible: z.enum(responsibleFilters).catch(''),
  planned: z.enum(plannedFilters).catch(''),
  page: pageField,
})
export type OverdueActionsQuery = z.infer<typeof overdueActionsQuery>

/** The address of another page of the same list. */
export function addressOf({ prison, responsible, planned }: OverdueActionsQuery, page: number): string {
  return `/actions?${new URLSearchParams({ prison, responsible, planned, page: String(page) }).toString()}`
}
