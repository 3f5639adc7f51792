import type { Database, StaffMember } from '../../database'
import type { Caller, Context } from '../context'

/** A member of staff keeps so many filters. */
export const mostSavedFilters = 20

interface FilterCommand extends Caller {
  readonly staff: StaffMember
}

/** Saves a filter of the queue under a name; one of that name is replaced. */
export async function saveFilter(
  database: Database,
  { now }: Context,
  { staff, name, query }: FilterCommand & { readonly name: string; readonly query: string },
): Promise<'saved' | 'too-many'> {
  const saved = await database.savedFilters.ofStaff(staff.id)
  if (saved.length >= mostSavedFilters && !saved.some(each => each.name === name)) return 'too-many'
  await database.savedFilters.save(staff.id, { name, query }, now)
  return 'saved'
}

/** Deletes a filter that the member of staff saved. */
export async function deleteFilter(
  database: Database,
  _context: Context,
  { staff, id }: FilterCommand & { readonly id: number },
): Promise<void> {
  await database.savedFilters.remove(staff.id, id)
}
