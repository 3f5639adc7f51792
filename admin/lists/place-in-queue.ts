import type { Request } from 'express'
import type { AccessScope, PlaceInList, StaffMember } from '../../server/database'
import type { Reads } from '../../server/database/reads'
import type { ExtraBankHolidays } from '../../server/domain/calendar'
import type { Context } from '../../server/use-cases/context'
import { can } from '../access/permissions'
import { filtersOf, readQuery, type QueueQuery } from './queue-query'
import { findSearch } from './searches'

/** Where an application stands in the list of work that its reader looked at last. */
export interface PlaceInQueue extends PlaceInList {
  readonly query: QueueQuery
}

interface Reading {
  readonly database: Pick<Reads, 'queue'>
  readonly config: { readonly extraBankHolidays: ExtraBankHolidays }
  readonly context: () => Context
}

/** Finds an application in the list that its reader looked at last; undefined when it is not one of it. */
export async function placeInQueue(
  { database, config, context }: Reading,
  { req, staff, scope }: { readonly req: Request; readonly staff: StaffMember; readonly scope: AccessScope },
  reference: string,
): Promise<PlaceInQueue | undefined> {
  // Whoever opened no list goes through none.
  if (!can(staff.role, 'see-queue') || req.session.list === undefined) return undefined
  const query = readQuery(req.session.list.split('?')[1])
  const search = query.search === null ? null : (findSearch(req, query.search) ?? null)
  // A search whose words are forgotten is not a list any more.
  if (query.search !== null && search === null) return undefined
  const filters = filtersOf(query, staff, context(), config.extraBankHolidays, search)
  const place = await database.queue.around(scope, filters, query.sort, reference)
  return place && { ...place, query }
}
