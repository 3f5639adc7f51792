import { z } from 'zod'
import type { MayHaveLeftColumn } from '../../../server/database'
import { pageField } from '../../lists/page-of'
import { listAddresses } from '../../lists/paged-list'
import { sortField } from '../../lists/sort-heading'
import { wingField } from '../../lists/wing-field'

/** The columns that the list is sorted by. */
const sorts = ['day', 'person', 'cell'] as const satisfies readonly MayHaveLeftColumn[]

/** What the address of the list says; anything unknown in it is as if it were not there. */
export const listQuery = z.object({ wing: wingField, sort: sortField(sorts, 'day'), page: pageField })
export type ListQuery = z.infer<typeof listQuery>

export const listAddress = listAddresses('/left', listQuery)
