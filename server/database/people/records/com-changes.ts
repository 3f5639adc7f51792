import type { Knex } from 'knex'
import { row, rows } from '../../connection/rows'

/** Who manages a person, inside or outside, and sees them by the address of the account. */
export type ManagerRole = 'com' | 'pom'

/** That a person has another COM's or POM's address than before. */
export interface ComChange {
  readonly id: number
  readonly role: ManagerRole
  readonly before: string | null
  /** The file, or staff; null where the version before this one changed it and did not record who. */
  readonly source: 'staff' | 'receptions' | 'discharges' | null
  /** Who corrected it, or imported the file; null for the terminal. */
  readonly staffId: number | null
  readonly staffName: string | null
  readonly changedAt: Date
}

/** A change with the person whom it is about. */
export interface PersonsComChange extends ComChange {
  readonly prisonNumber: string
  readonly firstName: string
  readonly lastName: string
  readonly prisonName: string
  readonly comEmail: string | null
  readonly total: number
}

export interface NewComChange extends Pick<ComChange, 'role' | 'before' | 'staffId' | 'changedAt'> {
  readonly personId: number
  readonly source: 'staff' | 'receptions' | 'discharges'
  readonly after: string | null
}

/** The maximum number of changes shown at once, oldest first. */
const mostShown = 10

const columns = `com_change.*, staff.name as staff_name, prison_number, first_name, last_name, prison.name as prison_name,
  com_email, count(*) over () as total`

const selectLost = `select ${columns} from com_change
  join person on person.id = person_id join prison on prison.id = person.prison_id left join staff on staff.id = staff_id`

const isLost = `before = :email and com_change.role = :role and seen_at is null
  and (case com_change.role when 'com' then com_email else pom_email end) is distinct from :email`

const isToConfirm = 'com_email is distinct from com_email_confirmed and com_email is not null'

/** People whose COM's address is not the one that the prison's team has confirmed, with the last change. */
const selectToConfirm = `select ${columns} from person join prison on prison.id = person.prison_id
  left join lateral (select * from com_change where person_id = person.id and role = 'com'
    order by com_change.id desc limit 1) com_change on true
  left join staff on staff.id = staff_id
  where ${isToConfirm}`

/** As whom and by which address somebody sees people. */
export interface ManagerAddress {
  readonly role: ManagerRole
  readonly email: string
}

/**
 * In SQL: how many people somebody lost and has not acknowledged, and how many have a COM whom they are to confirm.
 *
 * @param lost undefined for whoever sees people by no address
 * @param toConfirm the prisons for which they confirm COMs
 */
export function unreadComChanges(lost: ManagerAddress | undefined, toConfirm: readonly string[]) {
  return {
    count: `((select count(*) from com_change join person on person.id = person_id where ${isLost})
      + (select count(*) from person where ${isToConfirm} and prison_id = any(:toConfirm)))`,
    parameters: { role: lost?.role ?? null, email: lost?.email ?? null, toConfirm },
  }
}

/** Changes of the COM's and the POM's address, which decide what each of them sees. */
export class ComChanges {
  constructor(private readonly knex: Knex) {}

  async add(change: NewComChange): Promise<void> {
    await this.knex('com_change').insert({
      person_id: change.personId,
      role: change.role,
      before: change.before,
      after: change.after,
      source: change.source,
      staff_id: change.staffId,
      changed_at: change.changedAt,
    })
  }

  /** The people whom a COM or POM lost and who have not come back, until they say that they have read it. */
  lostBy(role: ManagerRole, email: string): Promise<PersonsComChange[]> {
    return rows(
      this.knex,
      `${selectLost} where ${isLost}
        order by com_change.id limit ${mostShown}`,
      { role, email },
    )
  }

  /** @returns the person, or undefined when it was not this account's COM or POM who lost them or it was read before */
  async seen(
    id: number,
    role: ManagerRole,
    email: string,
    at: Date,
  ): Promise<{ readonly personId: number } | undefined> {
    const [seen] = await this.knex('com_change')
      .where({ id, role, before: email, seen_at: null })
      .update({ seen_at: at })
      .returning<{ person_id: number }[]>('person_id')
    return seen && { personId: seen.person_id }
  }

  /** The last change of each person in these prisons whose COM is to be confirmed. */
  toConfirm(prisons: readonly string[]): Promise<PersonsComChange[]> {
    return rows(
      this.knex,
      `${selectToConfirm} and person.prison_id = any(:prisons) order by com_change.id, person.id limit ${mostShown}`,
      { prisons },
    )
  }

  /** The last change of a person whose COM is to be confirmed. */
  waiting(personId: number): Promise<ComChange | undefined> {
    return row(this.knex, `${selectToConfirm} and person.id = :personId`, { personId })
  }

  /** Lets the COM whose address this is read what the person told a COM in confidence. */
  async confirm(personId: number): Promise<void> {
    await this.knex('person')
      .where({ id: personId })
      .update({ com_email_confirmed: this.knex.ref('com_email') })
  }
}
