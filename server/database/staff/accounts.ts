import type { Knex } from 'knex'
import type { Region } from '../../domain/routing'
import type { ProbationTeamKind } from '../../domain/staff/probation-teams'
import { hasOwnPrisons, roles, type Role } from '../../domain/staff/roles'
import type { Application } from '../applications/applications'
import { notHeldBack, scopeParameters, type AccessScope } from '../connection/access-scope'
import { row, rows } from '../connection/rows'
import { tries } from '../people/sign-in-tries'
import { concernsHolder } from '../work/enquiries'
import type { StaffMember } from './staff'

/** A single-use code for setting a password. */
export interface StaffCode {
  /** `reset` if the account has had a password before. */
  readonly kind: 'invitation' | 'reset'
  /** The result of `hashOfCode`. */
  readonly hash: string
  readonly expiresAt: Date
}

/** An account as shown to account administrators: without hash and secret. */
export interface Account {
  readonly id: number
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly teamKind: ProbationTeamKind | null
  readonly teamRegion: Region | null
  readonly pduId: number | null
  readonly pduName: string | null
  readonly active: boolean
  readonly version: number
  readonly prisons: readonly string[]
  readonly hasSecondFactor: boolean
  /** The kind of the unused code, expired or not. */
  readonly codeKind: StaffCode['kind'] | null
  readonly codeExpiresAt: Date | null
}

export type AccountChange = Pick<StaffMember, 'name' | 'role' | 'prisons' | 'teamKind' | 'teamRegion' | 'pduId'>

/** Of no application, or of one that the reader may know of. */
const isKnown = `(application.id is null or ${notHeldBack})`

/** How much open work somebody has, by kind. */
export interface WorkOfStaff {
  readonly applications: number
  readonly assessments: number
  readonly tasks: number
  readonly questions: number
  readonly referrals: number
  readonly carriedOn: number
}

export interface AccountFilters {
  /** Only accounts of staff who work in these prisons; null for all accounts. */
  readonly prisons: readonly string[] | null
  readonly prison: string | null
  readonly role: Role | null
  readonly state: 'active' | 'ended'
}

export const accountPageSize = 25

const selectAccount = `
  select staff.id, email, staff.name, role, team_kind, team_region, pdu_id, pdu.name as pdu_name, active,
    account_version as version, second_factor_secret is not null as has_second_factor, staff_code.kind as code_kind, staff_code.expires_at as code_expires_at,
    array(select prison_id from staff_prison where staff_prison.staff_id = staff.id order by prison_id) as prisons`
const fromAccount = `from staff left join staff_code on staff_code.staff_id = staff.id
  left join pdu on pdu.id = staff.pdu_id`

/** Staff accounts, for account administration. */
export class Accounts {
  constructor(private readonly knex: Knex) {}

  /** Accounts by name, {@link accountPageSize} per page from 1, each with the total. */
  page(filters: AccountFilters, page: number): Promise<(Account & { total: number })[]> {
    return rows(
      this.knex,
      `${selectAccount}, count(*) over () as total ${fromAccount}
        where active = :active and (:role::text is null or role = :role)
          and (:prison::text is null or exists
            (select 1 from staff_prison where staff_prison.staff_id = staff.id and prison_id = :prison))
          and (:prisons::text[] is null or (role = any(:rolesWithPrisons) and exists
            (select 1 from staff_prison where staff_prison.staff_id = staff.id and prison_id = any(:prisons))))
        order by lower(staff.name), staff.id limit :limit offset :offset`,
      {
        active: filters.state === 'active',
        role: filters.role,
        prison: filters.prison,
        prisons: filters.prisons,
        rolesWithPrisons: roles.filter(hasOwnPrisons),
        limit: accountPageSize,
        offset: (page - 1) * accountPageSize,
      },
    )
  }

  /** How many active accounts cannot sign in for now, after too many wrong tries. @param prisons null for all accounts */
  async countLocked(prisons: readonly string[] | null, now: Date): Promise<number> {
    const found = await row<{ count: number }>(
      this.knex,
      `select count(distinct staff.id) as count from staff
        join sign_in_try on key like 'try:staff:%' and split_part(key, '|', 1) = 'try:staff:' || left(lower(email), 200)
        where active and points > ${tries} and expire > :now
          and (:prisons::text[] is null or (role = any(:rolesWithPrisons) and exists
            (select 1 from staff_prison where staff_prison.staff_id = staff.id and prison_id = any(:prisons))))`,
      { prisons, now: now.getTime(), rolesWithPrisons: roles.filter(hasOwnPrisons) },
    )
    return found?.count ?? 0
  }

  find(id: number): Promise<Account | undefined> {
    return row(this.knex, `${selectAccount} ${fromAccount} where staff.id = :id`, { id })
  }

  /**
   * Finds and locks accounts until the transaction ends, in the order of ids, so that two people who change each
   * other's accounts cannot deadlock.
   */
  async lock(ids: readonly number[]): Promise<ReadonlyMap<number, Account>> {
    await this.knex.raw('select id from staff where id = any(:ids) order by id for no key update', { ids: [...ids] })
    const found = await rows<Account>(this.knex, `${selectAccount} ${fromAccount} where staff.id = any(:ids)`, { ids })
    return new Map(found.map(account => [account.id, account]))
  }

  /**
   * Locks the accounts of the acting staff and assignees, so that none is ended or changed until the transaction ends.
   * Lock them before people and applications, the order also used when an account is ended.
   *
   * @returns the version of each account that has not ended
   */
  async hold(ids: readonly number[]): Promise<ReadonlyMap<number, number>> {
    const accounts = await rows<{ id: number; accountVersion: number }>(
      this.knex,
      'select id, account_version from staff where id = any(:ids) and active order by id for share',
      { ids },
    )
    return new Map(accounts.map(({ id, accountVersion }) => [id, accountVersion]))
  }

  /** Changes an account's details and ends its sessions. */
  async change(
    id: number,
    { name, role, prisons, teamKind = null, teamRegion = null, pduId = null }: AccountChange,
  ): Promise<void> {
    const columns = { name, role, team_kind: teamKind, team_region: teamRegion, pdu_id: pduId }
    await this.knex('staff')
      .where({ id })
      .update({ ...columns, account_version: this.oneMore() })
    await this.knex('staff_prison').where({ staff_id: id }).delete()
    if (prisons.length > 0) {
      await this.knex('staff_prison').insert(prisons.map(prison_id => ({ staff_id: id, prison_id })))
    }
  }

  /** Ends an account, and deletes its sessions and code. */
  async end(id: number): Promise<void> {
    await this.knex('staff').where({ id }).update({ active: false, account_version: this.oneMore() })
    await this.knex('staff_code').where({ staff_id: id }).delete()
  }

  /**
   * Issues a code to set a password. Until it is used the account cannot sign in: the previous password and sessions
   * are invalidated. Reopens an ended account.
   *
   * @param given.noPassword a hash that matches no password
   */
  async giveCode(
    id: number,
    code: StaffCode,
    accountChange: {
      readonly by: number | null
      readonly at: Date
      readonly noPassword: string
      readonly forgetsSecondFactor: boolean
    },
  ): Promise<void> {
    await this.knex('staff')
      .where({ id })
      .update({
        active: true,
        password_hash: accountChange.noPassword,
        account_version: this.oneMore(),
        ...(accountChange.forgetsSecondFactor && { second_factor_secret: null }),
      })
    const columns = {
      kind: code.kind,
      hash: code.hash,
      made_by: accountChange.by,
      made_at: accountChange.at,
      expires_at: code.expiresAt,
    }
    await this.knex('staff_code')
      .insert({ staff_id: id, ...columns })
      .onConflict('staff_id')
      .merge(columns)
  }

  /** Locks and returns the account's code. */
  lockCode(staffId: number): Promise<StaffCode | undefined> {
    return row(this.knex, 'select kind, hash, expires_at from staff_code where staff_id = :staffId for update', {
      staffId,
    })
  }

  /** Stores a new password, and ends the sessions and the code. @returns the account's new version */
  async setPassword(id: number, passwordHash: string): Promise<number> {
    const [changed] = await this.knex('staff')
      .where({ id })
      .update({ password_hash: passwordHash, account_version: this.oneMore() })
      .returning<{ account_version: number }[]>('account_version')
    await this.knex('staff_code').where({ staff_id: id }).delete()
    return changed!.account_version
  }

  /** Locks the open applications that these staff have claimed. */
  lockClaimed(staffIds: readonly number[]): Promise<Application[]> {
    return rows(
      this.knex,
      `select * from application where claimed_by = any(:staffIds) and status = 'open' order by id for update`,
      { staffIds },
    )
  }

  /**
   * A member of staff's workload, as far as the reader may know of it: claimed open applications, outstanding assessments, tasks, enquiries whose answers
   * they await or have not read, open referrals, and what they carry on of closed applications.
   */
  async workOf(staffId: number, scope: AccessScope): Promise<WorkOfStaff> {
    const work = await row<WorkOfStaff>(
      this.knex,
      `select (select count(*) from application
            where claimed_by = :staffId and status = 'open' and ${notHeldBack}) as applications,
          (select count(*) from assessment where officer_id = :staffId and done_on is null) as assessments,
          (select count(*) from com_request where taken_by = :staffId) as tasks,
          (select count(*) from enquiry left join application on application.id = application_id
            where held_by = :staffId and ${concernsHolder} and ${isKnown}) as questions,
          (select count(*) from referral left join application on application.id = application_id
            where owned_by = :staffId and ended_at is null and ${isKnown}) as referrals,
          (select count(*) from notification left join application on application.id = application_id
            where held_by = :staffId and notification.ended_at is null and ${isKnown}) as carried_on`,
      { ...scopeParameters(scope), staffId },
    )
    return work!
  }

  /**
   * Locks the people for whom these staff have assessments, tasks or referrals, or about whom they made enquiries,
   * before the work itself is locked.
   */
  async lockPeopleOf(staffIds: readonly number[]): Promise<void> {
    await this.knex.raw(
      `select id from person where id in (
          select person_id from assessment where officer_id = any(:staffIds) and done_on is null
          union select person_id from com_request where taken_by = any(:staffIds)
          union select person_id from enquiry where held_by = any(:staffIds) and ${concernsHolder}
          union select person_id from referral where owned_by = any(:staffIds) and ended_at is null
          union select person_id from notification where held_by = any(:staffIds) and ended_at is null)
        order by prison_number for update`,
      { staffIds: [...staffIds] },
    )
  }

  private oneMore(): Knex.Raw {
    return this.knex.raw('account_version + 1')
  }
}
