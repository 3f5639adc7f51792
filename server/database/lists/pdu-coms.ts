import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
import { row, rows } from '../connection/rows'
import { hasNotLeft } from '../people/still-in-custody'
import { isAway, isCovered } from '../staff/com-absences'

/** A COM of a PDU, and how much they have. */
export interface PduCom {
  readonly id: number
  readonly name: string
  readonly email: string
  readonly active: boolean
  readonly isAway: boolean
  /** Somebody covers today, whose account has not ended. */
  readonly isCovered: boolean
  readonly people: number
  /** Open applications that are with the COM, without what was told in confidence. */
  readonly applications: number
  /** What they are told and asked and have not opened. */
  readonly notifications: number
  /** What was asked of the team in the COM's place and has not ended. */
  readonly requests: number
}

/** Somebody whose COM it is. */
export interface PersonOfPduCom {
  readonly prisonNumber: string
  readonly firstName: string
  readonly lastName: string
  readonly prisonName: string
}

/** So many people of a COM are shown at once. */
export const mostPeopleOfCom = 200

const inApplication = "application.status = 'open' and application.destination = 'COM' and not application.restricted"

const select = `select com.id, com.name, com.email, com.active, ${isAway('com')} as is_away,
  ${isCovered('com')} as is_covered,
  (select count(*) from person where com_email = com.email and ${hasNotLeft}) as people,
  (select count(*) from application join person on person.id = person_id
    where com_email = com.email and ${inApplication}) as applications,
  (select count(*) from notification join person on person.id = person_id
    left join application on application.id = notification.application_id
    where com_email = com.email and recipient = 'com' and notification.status = 'open'
      and not coalesce(restricted, false)) as notifications,
  (select count(*) from com_request join person on person.id = person_id
    where com_email = com.email and asked_as in ('com', 'spo') and com_request.ended_at is null) as requests
  from staff com where com.role = 'com' and com.pdu_id = :pduId`

/** The COMs of a PDU, for its SPO. */
export class PduComs {
  constructor(private readonly knex: Knex) {}

  /** All, by name; those with an ended account where they still have people. */
  async of(pduId: number, today: CalendarDay): Promise<readonly PduCom[]> {
    const coms = await rows<PduCom>(this.knex, `${select} order by com.name, com.id`, { pduId, today })
    return coms.filter(({ active, people }) => active || people > 0)
  }

  find(id: number, pduId: number, today: CalendarDay): Promise<PduCom | undefined> {
    return row(this.knex, `${select} and com.id = :id`, { id, pduId, today })
  }

  /** The people of a COM who have not left, by name; at most {@link mostPeopleOfCom}. */
  people(comEmail: string): Promise<PersonOfPduCom[]> {
    return rows(
      this.knex,
      `select prison_number, first_name, last_name, prison.name as prison_name
        from person join prison on prison.id = person.prison_id where com_email = :comEmail and ${hasNotLeft}
        order by last_name, first_name, prison_number limit ${mostPeopleOfCom}`,
      { comEmail },
    )
  }
}
