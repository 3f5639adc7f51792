import type { Knex } from 'knex'
import { row, rows } from './rows'
import { applicationInSight, sightParameters, type Sight } from './sight'

export interface SafetyConcern {
  readonly applicationId: number
  readonly reference: string
  readonly firstName: string
  readonly lastName: string
  readonly prisonNumber: string
  readonly restricted: boolean
  readonly raisedAt: Date
  readonly acknowledgedAt: Date | null
  readonly acknowledgedByName: string | null
  readonly whatWasDone: string | null
}

export class SafetyConcerns {
  constructor(private readonly knex: Knex) {}

  ofApplication(applicationId: number): Promise<SafetyConcern | undefined> {
    return row(this.knex, `${selectSafetyConcern} where application.id = :applicationId`, { applicationId })
  }

  /** What nobody has acknowledged yet, oldest first. */
  waiting(sight: Sight): Promise<SafetyConcern[]> {
    return rows(
      this.knex,
      `${selectSafetyConcern} where acknowledged_at is null and ${applicationInSight} order by raised_at, application.id`,
      sightParameters(sight),
    )
  }

  /** @returns false when somebody acknowledged it first */
  async acknowledge(
    applicationId: number,
    acknowledgement: { by: number; at: Date; whatWasDone: string },
  ): Promise<boolean> {
    const changed = await this.knex('safety_concern')
      .where({ application_id: applicationId, acknowledged_at: null })
      .update({
        acknowledged_by: acknowledgement.by,
        acknowledged_at: acknowledgement.at,
        what_was_done: acknowledgement.whatWasDone,
      })
    return changed === 1
  }
}

const selectSafetyConcern = `
  select safety_concern.*, reference, restricted, first_name, last_name, prison_number, staff.name as acknowledged_by_name
  from safety_concern
  join application on application.id = safety_concern.application_id
  join person on person.id = application.person_id
  left join staff on staff.id = acknowledged_by`
