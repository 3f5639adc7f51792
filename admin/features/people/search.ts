import { z } from 'zod'
import type { PeopleColumn } from '../../../server/database'
import { pageField } from '../../lists/page-of'
import { listAddresses } from '../../lists/paged-list'
import { searchName } from '../../lists/searches'
import { sortField } from '../../lists/sort-heading'
import { wingField } from '../../lists/wing-field'

/** The columns that the list is sorted by. */
const sorts = ['person', 'cell', 'status', 'release'] as const satisfies readonly PeopleColumn[]

/** What the address of the list says; anything unusable in it is as if it were not there. */
export const peopleQuery = z.object({
  /** Names a search that the session holds: its words are in no address. */
  search: searchName,
  wing: wingField,
  sort: sortField(sorts, 'person'),
  page: pageField,
})
export type PeopleQuery = z.infer<typeof peopleQuery>

export const listAddress = listAddresses('/people', peopleQuery)
