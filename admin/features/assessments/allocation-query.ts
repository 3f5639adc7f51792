import { z } from 'zod'
import { allocatedKinds, waysToShare } from '../../../server/domain/assessments'
import { pageField } from '../../lists/page-of'
import { listAddresses } from '../../lists/paged-list'
import { sortField } from '../../lists/sort-heading'
import { wingField } from '../../lists/wing-field'

/** So many days back somebody came, at most: the day's receptions are of today and yesterday, since files come in the morning. */
export const cameWithin = ['1', '7'] as const

/** The columns that the list is sorted by. */
const sorts = ['due', 'person', 'kind', 'cell', 'came'] as const
export type AllocationColumn = (typeof sorts)[number]

export const identity = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)

/** What the address of the list says; anything unknown in it is as if it were not there. */
export const allocationQuery = z.object({
  prison: z.string().max(10).catch(''),
  wing: wingField,
  kind: z.enum(allocatedKinds).nullable().catch(null),
  came: z.enum(cameWithin).nullable().catch(null),
  /** Whose they are now; null for nobody's. */
  from: identity.nullable().catch(null),
  /** How an officer is proposed for each. */
  way: z.enum(['by-hand', ...waysToShare]).catch('by-hand'),
  sort: sortField(sorts, 'due'),
  page: pageField,
})
export type AllocationQuery = z.infer<typeof allocationQuery>

export const allocationAddress = listAddresses('/assessments/allocate', allocationQuery)

/** So many are on a page, and are given out at once. */
export const allocationPageSize = 50
