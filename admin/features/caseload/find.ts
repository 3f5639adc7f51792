import type { StaffMember } from '../../../server/database'
import type { Reads } from '../../../server/database/reads'
import { can } from '../../access/permissions'
import { parseForm } from '../../forms/form'
import { gone } from '../../page/answers'
import type { Asker } from '../../page/kernel'
import { moveForm } from './query'

/** Whose work is to move, and to whom: null is the team. */
export interface Move {
  readonly from: readonly StaffMember[]
  readonly to: StaffMember | null
}

/**
 * Finds the staff that the query string or the form names, among the reader's colleagues.
 *
 * @returns a function that throws PageError 404 when nobody of the reader's team is named, or a receiver who cannot take
 *   work
 */
export function findMove({ staff }: Pick<Reads, 'staff'>, source: 'query' | 'body'): (asker: Asker) => Promise<Move> {
  return async ({ req, staff: reader }) => {
    const query = parseForm(moveForm, req[source])
    if (!query.ok) return gone()
    const colleagues = await staff.inPrisons(reader.prisons)
    const { from, 'move-to': toId } = query.value
    const givers = colleagues.filter(({ id }) => from.includes(id) && id !== toId)
    const to = colleagues.find(each => each.id === toId && each.active && can(each.role, 'act-on-application')) ?? null
    return givers.length === 0 || (toId !== null && to === null) ? gone() : { from: givers, to }
  }
}
