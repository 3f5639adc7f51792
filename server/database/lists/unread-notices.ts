import type { Knex } from 'knex'
import { row } from '../connection/rows'
import { unreadComChanges, type ManagerAddress } from '../people/records/com-changes'
import { unreadAccountNotices, type Keeper } from '../staff/account-notices'

/** Whose notices are counted. */
export interface NoticeReader {
  readonly staffId: number
  /** Undefined for whoever keeps no accounts. */
  readonly keeper: Keeper | undefined
  /** Undefined for whoever sees people by no address. */
  readonly lost: ManagerAddress | undefined
  /** The prisons for which they confirm COMs. */
  readonly toConfirm: readonly string[]
}

/** The notices that wait on somebody's home page, of every kind. */
export class UnreadNotices {
  constructor(private readonly knex: Knex) {}

  /** Counts them in one statement, since every page of the console says how many there are. */
  async count({ staffId, keeper, lost, toConfirm }: NoticeReader): Promise<number> {
    const ofAccounts = unreadAccountNotices(staffId, keeper)
    const ofComs = lost || toConfirm.length > 0 ? unreadComChanges(lost, toConfirm) : { count: '0', parameters: {} }
    const found = await row<{ unread: number }>(
      this.knex,
      `select (${ofAccounts.count} + ${ofComs.count})::int as unread`,
      { ...ofAccounts.parameters, ...ofComs.parameters },
    )
    return found!.unread
  }
}
