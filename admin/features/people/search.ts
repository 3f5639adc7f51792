import { z } from 'zod'
import { pageField } from '../../lists/page-of'
import { searchName } from '../../lists/searches'

/** What the address of the list says; anything unusable in it is as if it were not there. */
export const peopleQuery = z.object({
  /** Names a search that the session holds: its words are in no address. */
  search: searchName,
  page: pageField,
})
export type PeopleQuery = z.infer<typeof peopleQuery>

export const peoplePageSize = 25

/** The address of a page of the same search. */
export function addressOf(search: string | null, page = 1): string {
  const parameters = new URLSearchParams()
  if (search !== null) parameters.set('search', search)
  if (page > 1) parameters.set('page', String(page))
  const text = parameters.toString()
  return text === '' ? '/people' : `/people?${text}`
}
