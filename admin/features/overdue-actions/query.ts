import { z } from 'zod'
import type { OverdueActionColumn } from '../../../server/database'
import { pageField } from '../../lists/page-of'
import { listAddresses } from '../../lists/paged-list'
import { sortField } from '../../lists/sort-heading'
import { wingField } from '../../lists/wing-field'

export const plannedFilters = ['', 'by-you'] as const
export const responsibleFilters = ['', 'prison', 'probation'] as const

/** The columns that the list is sorted by. */
const sorts = [
  'due',
  'what',
  'person',
  'cell',
  'release',
  'responsible',
  'planned',
] as const satisfies readonly OverdueActionColumn[]

/** What the address of the list says; anything unknown in it is as if it were not there. */
export const overdueActionsQuery = z.object({
  prison: z.string().max(10).catch(''),
  wing: wingField,
  responsible: z.enum(responsibleFilters).catch(''),
  planned: z.enum(plannedFilters).catch(''),
  sort: sortField(sorts, 'due'),
  page: pageField,
})
export type OverdueActionsQuery = z.infer<typeof overdueActionsQuery>

export const listAddress = listAddresses('/actions', overdueActionsQuery)
