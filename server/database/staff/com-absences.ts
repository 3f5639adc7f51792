import type { Knex } from 'knex'
import type { CalendarDay } from '../../domain/calendar'
import { rolesThatSee, type Role } from '../../domain/staff/roles'
import { insertOnce, row, rows } from '../connection/rows'

/** On which days a COM is away, and who sees meanwhile what is for them. */
export interface ComAbsence {
  readonly id: number
  /** As `comKeyOf` says: the address, or what a COM without one is known by. */
  readonly comKey: string
  /** Of a COM without an address: the PDU whose SPO speaks for them. */
  readonly pduId: number | null
  /** Null where nobody has an account with the address; the name of a COM who has none. */
  readonly comName: string | null
  readonly fromDay: CalendarDay
  readonly untilDay: CalendarDay
  /** Null while nobody covers. */
  readonly coveredBy: number | null
  readonly coverName: string | null
  readonly coverEmail: string | null
  /** The covering account has ended: it sees nothing. */
  readonly isCoverEnded: boolean
  readonly setBy: number
  readonly setByName: string
  readonly setAt: Date
}

export type NewComAbsence = Pick<ComAbsence, 'comKey' | 'fromDay' | 'untilDay' | 'coveredBy'> & {
  /** Of a COM without an address: the name, and the PDU whose SPO speaks for them. */
  readonly named?: { readonly name: string; readonly pduId: number }
}

/** Who keeps which absences: those of these COMs, and of the COMs without an address of an SPO's PDU. */
interface KeeperOfAbsences {
  readonly comKeys: readonly string[]
  readonly pduId: number | null
  readonly staffId: number
}

/** The condition on `com_absence` that it counts on `:today`. */
const isNow = ':today between com_absence.from_day and com_absence.until_day and com_absence.removed_at is null'

/** In SQL: an account covers today for the COM of `person`. */
export const coversForCom = (account: string) => `exists (select 1 from com_absence
  where com_absence.com_email = person.com_key and com_absence.covered_by = ${account}.id and ${isNow})`

/** In SQL: the COM whose account this is is away today. */
export const isAway = (account: string) =>
  `exists (select 1 from com_absence where com_absence.com_email = ${account}.email and ${isNow})`

/** In SQL: somebody whose account has not ended covers today for the COM whose account this is. */
export const isCovered = (account: string) => `exists (select 1 from com_absence
  join staff cover on cover.id = com_absence.covered_by
  where com_absence.com_email = ${account}.email and cover.active and ${isNow})`

/** In SQL: the keys of the COMs for whom an account covers today. */
export const coveredBy = (account: string) =>
  `array(select com_email from com_absence where com_absence.covered_by = ${account}.id and ${isNow} order by com_email)`

/** In SQL: the addresses of the COMs of an account's PDU, ended accounts among them. */
export const comsOfPdu = (account: string) =>
  `array(select com.email from staff com where com.pdu_id = ${account}.pdu_id and com.role = 'com' order by com.email)`

const select = `select com_absence.id, com_email as com_key, coalesce(com.name, com_absence.com_name) as com_name,
    com_absence.pdu_id, from_day, until_day, covered_by,
    cover.name as cover_name, cover.email as cover_email, coalesce(not cover.active, false) as is_cover_ended,
    set_by, setter.name as set_by_name, set_at
  from com_absence join staff setter on setter.id = set_by left join staff com on com.email = com_email
    left join staff cover on cover.id = covered_by`

/** The days on which COMs are away, and who covers for them. */
export class ComAbsences {
  constructor(private readonly knex: Knex) {}

  /** Those of these COMs or of a PDU, set by a member of staff or covered by them, today or later; the first day first. */
  around({ comKeys, pduId, staffId }: KeeperOfAbsences, today: CalendarDay): Promise<ComAbsence[]> {
    return rows(
      this.knex,
      `${select} where removed_at is null and until_day >= :today
          and (com_email = any(:comKeys) or com_absence.pdu_id = :pduId or covered_by = :staffId or set_by = :staffId)
        order by from_day, com_email, com_absence.id`,
      { comKeys: [...comKeys], pduId, staffId, today },
    )
  }

  /** Those of one COM that count on a day. */
  ofCom(comKey: string, today: CalendarDay): Promise<ComAbsence[]> {
    return rows(this.knex, `${select} where com_email = :comKey and ${isNow} order by com_absence.id`, {
      comKey,
      today,
    })
  }

  /** An account that can cover for COMs: one of a COM, of an SPO or of a probation team that has not ended. */
  async coverAt(email: string): Promise<{ readonly id: number } | undefined> {
    const roles: Role[] = [...rolesThatSee('as-com'), ...rolesThatSee('of-pdu'), ...rolesThatSee('as-probation-team')]
    return row(this.knex, 'select id from staff where email = :email and active and role = any(:roles) for share', {
      email,
      roles,
    })
  }

  /**
   * Whether an address is a COM's whom a PDU looks after: an account of the PDU, ended or not, or an address that nobody
   * has an account with and that is the COM's of somebody whose home is in the PDU's region.
   */
  async isOfPdu(comEmail: string, pduId: number): Promise<boolean> {
    const found = await row(
      this.knex,
      `select 1 as found from pdu where id = :pduId and (
        exists (select 1 from staff where email = :comEmail and role = 'com' and staff.pdu_id = pdu.id)
        or (not exists (select 1 from staff where email = :comEmail)
          and exists (select 1 from person where com_email = :comEmail and home_region = pdu.region)))`,
      { comEmail, pduId },
    )
    return found !== undefined
  }

  /** What a COM is known by of whom somebody with a home in a PDU's region has the name and no address. */
  async namedOfPdu(name: string, pduId: number): Promise<string | undefined> {
    const found = await row<{ key: string }>(
      this.knex,
      `select com_key as key from person join pdu on pdu.region = home_region
        where pdu.id = :pduId and com_email is null and com_key = 'name:' || lower(btrim(:name)) || ':' || pdu.region
        limit 1`,
      { name, pduId },
    )
    return found?.key
  }

  /** @returns its id, or undefined when the idempotency key was used before */
  add(
    { comKey, fromDay, untilDay, coveredBy: cover, named }: NewComAbsence,
    by: { readonly staffId: number; readonly at: Date; readonly idempotencyKey: string },
  ): Promise<number | undefined> {
    const set = { setBy: by.staffId, setAt: by.at, idempotencyKey: by.idempotencyKey }
    return insertOnce(this.knex, 'com_absence', {
      comEmail: comKey,
      fromDay,
      untilDay,
      coveredBy: cover,
      ...(named && { comName: named.name, pduId: named.pduId }),
      ...set,
    })
  }

  /** Removes one of these COMs or of a PDU, or that a member of staff set. @returns whose it was, or undefined when there is none */
  remove(
    id: number,
    { comKeys, pduId, staffId, at }: KeeperOfAbsences & { readonly at: Date },
  ): Promise<Pick<ComAbsence, 'comKey' | 'coveredBy'> | undefined> {
    return row(
      this.knex,
      `update com_absence set removed_at = :at, removed_by = :staffId
        where id = :id and (com_email = any(:comKeys) or pdu_id = :pduId or set_by = :staffId) and removed_at is null
        returning com_email as com_key, covered_by`,
      { id, comKeys: [...comKeys], pduId, staffId, at },
    )
  }
}
