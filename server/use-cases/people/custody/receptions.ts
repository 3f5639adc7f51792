import type { AccessScope, Database, Person, StaffMember } from '../../../database'
import type { Caller, Context } from '../../context'

interface Command extends Caller {
  readonly staff: StaffMember
}

/**
 * Records that a refused row of an import is settled, for example because the person is at another prison after all.
 *
 * @returns false when it was settled already or is not of the reader's prisons
 */
export function settleRefusedRow(
  database: Database,
  { now }: Context,
  { staff, fromAddress, scope, id }: Command & { readonly scope: AccessScope; readonly id: number },
): Promise<boolean> {
  return database.transaction(async transaction => {
    const run = await transaction.refusedRows.settle(id, scope, staff.id, now)
    if (run === undefined) return false
    const detail = { run, row: id }
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      action: 'refused-row-settled',
      detail,
      fromAddress,
    })
    return true
  })
}

/**
 * Records that two people with one name and birth date are not the same, so that it is not asked again.
 *
 * @returns false when it is recorded already
 */
export function recordDifferentPeople(
  database: Database,
  { now }: Context,
  { staff, fromAddress, person, other }: Command & { readonly person: Person; readonly other: Person },
): Promise<boolean> {
  return database.transaction(async transaction => {
    if (!(await transaction.receptions.recordDifferent(person.id, other.id, staff.id, now))) return false
    const event = { site: 'staff' as const, staffId: staff.id, action: 'different-people-recorded', fromAddress }
    await transaction.audit.record(
      { ...event, personId: person.id, detail: { other: other.id } },
      { ...event, personId: other.id, detail: { other: person.id } },
    )
    return true
  })
}
