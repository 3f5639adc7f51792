import type { Knex } from 'knex'
import { rows } from '../connection/rows'

export interface StaffNote {
  readonly staffName: string
  readonly body: string
  readonly writtenAt: Date
}

/** Staff's internal notes about an application. */
export class StaffNotes {
  constructor(private readonly knex: Knex) {}

  ofApplication(applicationId: number): Promise<StaffNote[]> {
    return rows(
      this.knex,
      `select staff.name as staff_name, body, written_at from staff_note join staff on staff.id = staff_id
        where application_id = :applicationId order by staff_note.id`,
      { applicationId },
    )
  }

  async add(applicationId: number, note: { staffId: number; body: string; writtenAt: Date }): Promise<void> {
    await this.knex('staff_note').insert({
      application_id: applicationId,
      staff_id: note.staffId,
      body: note.body,
      written_at: note.writtenAt,
    })
  }
}
