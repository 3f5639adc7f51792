import type { Knex } from 'knex'
import { rows } from '../connection/rows'

/** A way of looking at the list of work that a member of staff has given a name. */
export interface SavedFilter {
  readonly id: number
  readonly name: string
  /** The part of the list's address that says what is shown. */
  readonly query: string
}

export class SavedFilters {
  constructor(private readonly knex: Knex) {}

  ofStaff(staffId: number): Promise<SavedFilter[]> {
    return rows(
      this.knex,
      'select id, name, query from saved_filter where staff_id = :staffId order by lower(name), id',
      { staffId },
    )
  }

  /** Saving under a name that is there already replaces what it stood for. */
  async save(staffId: number, filter: Omit<SavedFilter, 'id'>, at: Date): Promise<void> {
    await this.knex('saved_filter')
      .insert({ staff_id: staffId, ...filter, saved_at: at })
      .onConflict(['staff_id', 'name'])
      .merge()
  }

  async remove(staffId: number, id: number): Promise<void> {
    await this.knex('saved_filter').where({ staff_id: staffId, id }).delete()
  }
}
