import { z } from 'zod'
import type { AuditQuery } from '../../../server/database'
import { asPrisonNumber } from '../../../server/domain/people/prison-number'
import { dayFieldOrNone } from '../../forms/day-field'
import { searchName } from '../../lists/searches'

/** What is searched for, as it was typed: kept in the session, so that nobody's number is in an address. */
const typedSearch = z.object({
  person: z.string().max(20).catch(''),
  staff: z.string().max(200).catch(''),
  action: z.string().max(60).catch(''),
  from: z.string().max(20).catch(''),
  to: z.string().max(20).catch(''),
})
export type TypedSearch = z.infer<typeof typedSearch>

export const nothingTyped: TypedSearch = { person: '', staff: '', action: '', from: '', to: '' }

/** Reads the form of a search, with a prison number as it is stored and with an e-mail address in small letters. */
export function readTyped(body: unknown): TypedSearch {
  const { person, staff, ...others } = typedSearch.parse(body ?? {})
  return { person: asPrisonNumber(person), staff: staff.trim().toLowerCase(), ...others }
}

/** Reads a search that the session keeps. */
export function parseSavedSearch(text: string): TypedSearch {
  return typedSearch.parse(JSON.parse(text))
}

/** What is wrong with a search, besides an address that nobody has. */
export const searchForm = z
  .object({ from: dayFieldOrNone, to: dayFieldOrNone })
  .refine(({ from, to }) => from === null || to === null || from <= to, { message: 'before-from', path: ['to'] })

/** What the address says; anything unusable in it is as if it were not there. */
export const auditQuery = z.object({
  search: searchName,
  before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).nullable().catch(null),
})

/** A search that was found right when it was typed. @param staffId whoever has the address that was typed */
export function queryOf({ person, action, from, to }: TypedSearch, staffId: number | null): AuditQuery {
  const days = searchForm.safeParse({ from, to })
  return {
    prisonNumber: person === '' ? null : person,
    staffId,
    action: action === '' ? null : action,
    from: days.success ? days.data.from : null,
    to: days.success ? days.data.to : null,
  }
}
