import type { Knex } from 'knex'
import { hasOwnPrisons, managesAllAccounts, rolesThatCan, rolesThatSee, type Role } from '../../domain/staff/roles'
import { rows } from '../connection/rows'

/** Something that was done to an account, which its owner or others who keep accounts have not seen yet. */
export interface AccountNotice {
  readonly id: number
  /**
   * `invited` or `changed`: somebody gave it a wider scope than their own. `reset`: a new code, which ended the
   * password. `reopened`: it had ended.
   */
  readonly kind: 'invited' | 'changed' | 'reset' | 'reopened'
  readonly forgotSecondFactor: boolean
  readonly accountId: number
  readonly accountName: string
  readonly accountEmail: string
  readonly accountRole: Role
  /** Null for the terminal. */
  readonly doneByName: string | null
  readonly doneAt: Date
  readonly total: number
}

export interface NewAccountNotice extends Pick<AccountNotice, 'kind' | 'forgotSecondFactor' | 'accountId' | 'doneAt'> {
  readonly isForKeepers: boolean
  readonly doneBy: number | null
}

/** Who keeps accounts: all of them, or those of their prisons. */
export interface Keeper {
  readonly id: number
  readonly role: Role
  readonly prisons: readonly string[]
}

/** The maximum number of notices shown at once, oldest first. */
const mostShown = 10

const keepers = rolesThatCan('manage-accounts')

const fromNotices = `
  from account_notice join staff account on account.id = account_id left join staff doer on doer.id = done_by`

const selectNotices = `
  select account_notice.*, count(*) over () as total, account.name as account_name, account.email as account_email, account.role as account_role,
    doer.name as done_by_name
  ${fromNotices}`

/** Another manager of a prison of the account, who sees the notice. */
const otherManager = `
  select 1 from staff manager
    join staff_prison as managed on managed.staff_id = manager.id
    join staff_prison as works on works.prison_id = managed.prison_id and works.staff_id = account_id
    where manager.active and manager.role = any(:prisonKeepers) and manager.id <> account_id
      and manager.id is distinct from done_by`

/**
 * Notices for a keeper: of the accounts in their prisons, and of COMs and POMs with people there. Those who keep every account
 * see what others of them did, and what no manager can see. Nobody sees what they did or what was done to them.
 */
const isForKeeper = `
  is_for_keepers and seen_at is null and account_id <> :keeper and done_by is distinct from :keeper and (
    exists (select 1 from staff_prison where staff_prison.staff_id = account_id and prison_id = any(:prisons))
    or (account.role = any(:coms) and exists
      (select 1 from person where com_email = account.email and prison_id = any(:prisons)))
    or (account.role = any(:poms) and exists
      (select 1 from person where pom_email = account.email and prison_id = any(:prisons)))
    or (:keepsAll and (doer.id is null or doer.role = any(:allKeepers) or not exists (${otherManager}))))`

function keeperParameters({ id, role, prisons }: Keeper) {
  return {
    keeper: id,
    prisons: hasOwnPrisons(role) ? prisons : [],
    keepsAll: managesAllAccounts(role),
    coms: rolesThatSee('as-com'),
    poms: rolesThatSee('as-pom'),
    allKeepers: keepers.filter(managesAllAccounts),
    prisonKeepers: keepers.filter(hasOwnPrisons),
  }
}

/** In SQL: how many there are of the reader's own account and, where they keep accounts, for them as a keeper. */
export function unreadAccountNotices(staffId: number, keeper: Keeper | undefined) {
  return {
    count: `(select count(*) ${fromNotices}
      where (account_id = :staffId and kind <> 'invited' and owner_seen_at is null)
        ${keeper ? `or (${isForKeeper})` : ''})`,
    parameters: { staffId, ...(keeper && keeperParameters(keeper)) },
  }
}

/** What was done to accounts. */
export class AccountNotices {
  constructor(private readonly knex: Knex) {}

  async add(notice: NewAccountNotice): Promise<void> {
    await this.knex('account_notice').insert({
      account_id: notice.accountId,
      kind: notice.kind,
      forgot_second_factor: notice.forgotSecondFactor,
      is_for_keepers: notice.isForKeepers,
      done_by: notice.doneBy,
      done_at: notice.doneAt,
    })
  }

  /** What was done to one's own account and is not acknowledged; an invitation is known to whoever used it. */
  ofOwner(staffId: number): Promise<AccountNotice[]> {
    return rows(
      this.knex,
      `${selectNotices} where account_id = :staffId and kind <> 'invited' and owner_seen_at is null
        order by account_notice.id limit ${mostShown}`,
      { staffId },
    )
  }

  /** What others did to accounts that somebody keeps, until one of them has acknowledged it. */
  forKeeper(keeper: Keeper): Promise<AccountNotice[]> {
    return rows(
      this.knex,
      `${selectNotices} where ${isForKeeper}
        order by account_notice.id limit ${mostShown}`,
      keeperParameters(keeper),
    )
  }

  /** @returns whether it was the owner's own and not acknowledged yet */
  async seenByOwner(id: number, staffId: number, at: Date): Promise<boolean> {
    const seen = await this.knex('account_notice')
      .where({ id, account_id: staffId, owner_seen_at: null })
      .update({ owner_seen_at: at })
    return seen === 1
  }

  /** @returns whether it was one for the keeper */
  async seenByKeeper(id: number, keeper: Keeper, at: Date): Promise<boolean> {
    const seen = await rows(
      this.knex,
      `update account_notice set seen_by = :keeper, seen_at = :at where id in (
          select account_notice.id ${fromNotices} where account_notice.id = :id and ${isForKeeper})
        returning id`,
      { id, at, ...keeperParameters(keeper) },
    )
    return seen.length > 0
  }
}
