import type { LocalService } from '../../../server/database'
import type { Reads } from '../../../server/database/reads'
import { regions } from '../../../server/domain/routing'
import { looksAfter } from '../../access/permissions'
import { gone } from '../../page/answers'
import { idIn } from '../../page/id-in-address'
import type { Asker } from '../../page/kernel'
import { placeOf, type Keeper } from './presenter'

/** A service, and the prison or area that has it. */
export interface Found {
  readonly keeper: Keeper
  readonly service: LocalService
}

type Database = Pick<Reads, 'localServices' | 'prisons'>

/**
 * Finds the prison or area that the URL names.
 *
 * @returns a function that throws PageError 404 for a prison that the reader does not manage or an area without one that
 *   they manage, as for a place that does not exist
 */
export function findKeeper({ prisons }: Database): (asker: Asker) => Promise<Keeper> {
  return async ({ req, staff }) => {
    const area = regions.find(region => region === req.params.area)
    if (area !== undefined) {
      const inArea = (await prisons.all()).filter(({ active, region }) => active && region === area)
      return inArea.some(({ id }) => looksAfter(staff, id)) ? { kind: 'area', area, prisons: inArea } : gone()
    }
    const id = String(req.params.prison)
    const prison = looksAfter(staff, id) ? await prisons.find(id) : undefined
    return prison?.active ? { kind: 'prison', prison } : gone()
  }
}

/**
 * Finds the service that the URL names in its prison or area.
 *
 * @returns a function that throws PageError 404 when there is no such service there
 */
export function findService(database: Database): (asker: Asker) => Promise<Found> {
  const find = findKeeper(database)
  return async asker => {
    const keeper = await find(asker)
    const id = idIn(asker.req.params.service)
    return { keeper, service: (await database.localServices.find(id, placeOf(keeper))) ?? gone() }
  }
}
