import type { Knex } from 'knex'
import { row, rows } from '../connection/rows'
import { applicationInScope, scopeParameters, type AccessScope } from '../connection/access-scope'

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

export interface SafetyWaiting {
  readonly shown: readonly SafetyConcern[]
  readonly total: number
  readonly isOneHidden: boolean
}

/** Every page shows this many; the rest are on a list page. */
const mostShown = 5

/** Safety concerns raised by applications, and their acknowledgement. */
export class SafetyConcerns {
  constructor(private readonly knex: Knex) {}

  ofApplication(applicationId: number): Promise<SafetyConcern | undefined> {
    return row(this.knex, `${selectSafetyConcern} where application.id = :applicationId`, { applicationId })
  }

  /** Unacknowledged concerns: the oldest, the total, and whether there are others that the reader may not read. */
  async waiting(scope: AccessScope): Promise<SafetyWaiting> {
    const [found, isOneHidden] = await Promise.all([
      rows<SafetyConcern>(
        this.knex,
        `${selectSafetyConcern} where acknowledged_at is null and ${applicationInScope} order by raised_at, application.id`,
        scopeParameters(scope),
      ),
      scope.seesRestricted ? false : this.isOneHidden(scope),
    ])
    return { shown: found.slice(0, mostShown), total: found.length, isOneHidden }
  }

  /** Whether the reader's own team holds an unacknowledged, restricted concern that only its other members may read. */
  private async isOneHidden({ prisons, team }: AccessScope): Promise<boolean> {
    const found = await row<{ waits: boolean }>(
      this.knex,
      `select exists (select 1 from safety_concern
        join application on application.id = safety_concern.application_id
        join person on person.id = application.person_id
        where acknowledged_at is null and restricted and destination = :team and prison_id = any(:prisons)) as waits`,
      { prisons, team },
    )
    return found?.waits ?? false
  }

  /** @returns false when it has already been acknowledged */
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
