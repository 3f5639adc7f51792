import type { Knex } from 'knex'
import { rows } from '../connection/rows'

/** A saved filter of the queue, with the name a member of staff gave it. */
export interface SavedFilter {
  readonly id: number
  readonly name: string
  /** The query string of the filtered queue. */
  readonly query: string
}

/** Staff's saved filters of the queue. */
export class SavedFilters {
  constructor(private readonly knex: Knex) {}

  ofStaff(staffId: number): Promise<SavedFilter[]> {
    return rows(
      this.knex,
      'select id, name, query from saved_filter where staff_id = :staffId order by lower(name), id',
      { staffId },
    )
  }

  /** Saves a filter, replacing one with the same name. */
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
