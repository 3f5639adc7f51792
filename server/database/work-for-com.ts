import type { Knex } from 'knex'
import { rows } from './rows'
import { applicationInSight, sightParameters, type Sight } from './sight'

const kindsForCom = [
  'action-done',
  'message',
  'outcome',
  'overridden',
  'safety-acknowledged',
  'stands',
  'opened-again',
] as const

/** Something that staff of a prison did in an application of a person whose COM it is. */
export interface DoneForCom {
  readonly kind: (typeof kindsForCom)[number]
  readonly happenedAt: Date
  readonly staffName: string
  readonly reference: string
  readonly personId: number
  readonly firstName: string
  readonly lastName: string
  /** How many there are in all. */
  readonly total: number
}

export const mostDoneShown = 25

/** What pre-release teams did on behalf of COMs. */
export class WorkForCom {
  constructor(private readonly knex: Knex) {}

  /** The newest first, at most {@link mostDoneShown}, of the applications that the COM may see. */
  since(sight: Sight, since: Date): Promise<DoneForCom[]> {
    return rows(
      this.knex,
      `select kind, happened_at, staff.name as staff_name, reference, person_id, first_name, last_name,
          count(*) over () as total
        from person
        join application on application.person_id = person.id
        join application_event on application_event.application_id = application.id
        join staff on staff.id = staff_id
        where person.com_email = :comEmail and ${applicationInSight}
          and happened_at >= :since and kind = any(:kinds) and staff.role <> 'com'
        order by application_event.id desc limit ${mostDoneShown}`,
      { ...sightParameters(sight), since, kinds: kindsForCom },
    )
  }
}
