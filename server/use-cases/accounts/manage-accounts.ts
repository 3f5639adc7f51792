import { randomBytes } from 'node:crypto'
import {
  isDuplicate,
  type Account,
  type AccountChange,
  type Application,
  type Database,
  type AccessScope,
  type NewAccountNotice,
  type StaffMember,
} from '../../database'
import { isAllocatedAssessments, managesAllAccounts, roleEntry } from '../../domain/staff/roles'
import type { Caller, Context } from '../context'
import { deliveryJob } from '../work/notifications'
import { reassignWork, type Receiver } from '../work/reassign'
import { hashOfCode, hashSecret, newCode } from './secrets'

const invitationHours = 7 * 24
const resetHours = 24

/** An account manager's command, with the account version that their page showed. */
export interface AccountCommand extends Caller {
  readonly staff: Pick<StaffMember, 'id' | 'role'>
  readonly id: number
  /** Optimistic lock: a command on an older version is refused. */
  readonly version: number
  /** Whether the manager may manage the account, checked against both accounts as they are now. */
  readonly mayManage: (actor: Account, account: Account) => boolean
  /**
   * The recipient of the work; null for the team. The command is refused when their account has ended or changed since.
   */
  readonly to?: Receiver | null
}

export type AccountResult =
  { readonly kind: 'done'; readonly moved: MovedWork } | { readonly kind: 'not-found' } | { readonly kind: 'changed' }

/** How many items were reassigned to a colleague and how many returned to the team. */
export interface MovedWork {
  readonly toColleague: number
  readonly toTeam: number
}

export interface NewCode {
  /** Returned once; only its hash is stored. */
  readonly code: string
  readonly expiresAt: Date
}

/** Creates an account without a password; its owner sets one with the code. */
export async function inviteStaff(
  database: Database,
  { now }: Context,
  {
    account,
    staff,
    fromAddress,
  }: Caller & {
    readonly account: AccountChange & { readonly email: string }
    readonly staff: Pick<StaffMember, 'id' | 'role'>
  },
): Promise<({ readonly kind: 'invited'; readonly id: number } & NewCode) | { readonly kind: 'taken' }> {
  const { code, expiresAt } = codeUntil(now, invitationHours)
  const noPassword = await passwordOfNobody()
  try {
    return await database.transaction(async transaction => {
      const id = await transaction.staff.add({ ...account, passwordHash: noPassword })
      const invitation = { kind: 'invitation', hash: hashOfCode(code), expiresAt } as const
      const change = { by: staff.id, at: now, noPassword, forgetsSecondFactor: false }
      await transaction.accounts.giveCode(id, invitation, change)
      await audit(transaction, { staff, fromAddress }, 'staff-invited', id, {
        role: account.role,
        prisons: account.prisons,
        ...teamOf(account),
      })
      if (widensScope(staff, account))
        await tell(transaction, now, { kind: 'invited', accountId: id, doneBy: staff.id })
      await transaction.jobs.add(deliveryJob)
      return { kind: 'invited', id, code, expiresAt }
    })
  } catch (error) {
    if (isDuplicate(error, 'staff_email_key')) return { kind: 'taken' }
    throw error
  }
}

/**
 * Creates a code for setting a new or first password. The current password and all sessions stop working at once. An
 * ended account is reopened, and its authenticator must be set up again.
 */
export async function makeStaffCode(
  database: Database,
  { now }: Context,
  command: AccountCommand & { readonly forgetsSecondFactor: boolean },
): Promise<({ readonly kind: 'made' } & NewCode) | Exclude<AccountResult, { kind: 'done' }>> {
  const noPassword = await passwordOfNobody()
  return database.transaction(async transaction => {
    const found = await lockBoth(transaction, command)
    if ('kind' in found) return found
    const { account } = found
    const isReset = account.active && account.codeKind !== 'invitation'
    const made = codeUntil(now, isReset ? resetHours : invitationHours)
    const kind = isReset ? 'reset' : 'invitation'
    await transaction.accounts.giveCode(
      account.id,
      { kind, hash: hashOfCode(made.code), expiresAt: made.expiresAt },
      {
        by: command.staff.id,
        at: now,
        noPassword,
        forgetsSecondFactor: command.forgetsSecondFactor || !account.active,
      },
    )
    await audit(transaction, command, account.active ? 'staff-code-made' : 'staff-account-reopened', account.id, {
      kind,
      forgetsSecondFactor: command.forgetsSecondFactor,
    })
    if (!account.active) await transaction.jobs.add(deliveryJob)
    // Nobody has used an account whose invitation still waits.
    if (isReset || !account.active) {
      const forgotSecondFactor = command.forgetsSecondFactor || !account.active
      await tell(transaction, now, {
        kind: account.active ? 'reset' : 'reopened',
        accountId: account.id,
        doneBy: command.staff.id,
        forgotSecondFactor,
        // The owner's authenticator is still needed otherwise.
        isForKeepers: forgotSecondFactor || !account.hasSecondFactor,
      })
    }
    return { kind: 'made', ...made }
  })
}

/**
 * Creates a code from the terminal, for when no account manager can sign in. The authenticator must be set up again.
 *
 * @returns undefined when no account has this address
 */
export async function makeCodeFromTerminal(
  database: Database,
  { now }: Pick<Context, 'now'>,
  email: string,
): Promise<NewCode | undefined> {
  const noPassword = await passwordOfNobody()
  return database.transaction(async transaction => {
    const staff = await transaction.staff.findByEmail(email)
    if (!staff) return undefined
    const made = codeUntil(now, resetHours)
    const code = { kind: 'reset', hash: hashOfCode(made.code), expiresAt: made.expiresAt } as const
    await transaction.accounts.giveCode(staff.id, code, { by: null, at: now, noPassword, forgetsSecondFactor: true })
    await transaction.audit.record({
      site: 'terminal',
      staffId: staff.id,
      action: 'staff-code-made',
      detail: { kind: 'reset', forgetsSecondFactor: true },
    })
    await tell(transaction, now, { kind: 'reset', accountId: staff.id, doneBy: null, forgotSecondFactor: true })
    return made
  })
}

/**
 * Changes an account's name, role or prisons and ends its sessions. Work outside the new scope returns to the team.
 *
 * @param command.scope the access scope after the change
 */
export function changeAccount(
  database: Database,
  context: Context,
  command: AccountCommand & { readonly change: AccountChange; readonly scope: AccessScope },
): Promise<AccountResult> {
  const { change, scope } = command
  return applyToAccount(database, command, async (transaction, account) => {
    await transaction.accounts.change(account.id, change)
    await audit(transaction, command, 'staff-changed', account.id, {
      from: { role: account.role, prisons: account.prisons, ...teamOf(account) },
      to: { role: change.role, prisons: change.prisons, ...teamOf(change) },
    })
    const isMore =
      change.role !== account.role ||
      change.prisons.some(each => !account.prisons.includes(each)) ||
      (change.teamKind ?? null) !== account.teamKind ||
      (change.teamRegion ?? null) !== account.teamRegion ||
      (change.pduId ?? null) !== account.pduId
    if (isMore && widensScope(command.staff, change)) {
      await tell(transaction, context.now, { kind: 'changed', accountId: account.id, doneBy: command.staff.id })
    }
    const moved = await passOnWork(transaction, context, command, account, {
      member: { ...account, ...change, accountVersion: account.version },
      scope,
    })
    await transaction.jobs.add(deliveryJob)
    return moved
  })
}

/**
 * Ends an account and its sessions. Its open applications, work and assessments are reassigned to a colleague if their
 * scope allows it; the rest return to the team.
 */
export function endAccount(
  database: Database,
  context: Context,
  command: AccountCommand & { readonly to: Receiver | null },
): Promise<AccountResult> {
  return applyToAccount(database, command, async (transaction, account) => {
    await transaction.accounts.end(account.id)
    await audit(transaction, command, 'staff-account-ended', account.id, { workTo: command.to?.member.id ?? null })
    await transaction.jobs.add(deliveryJob)
    return passOnWork(transaction, context, command, account, command.to)
  })
}

/**
 * Reassigns open work. To avoid deadlocks, people are locked before applications, as everywhere. Each application gets
 * an event.
 */
async function passOnWork(
  database: Database,
  { now }: Context,
  command: AccountCommand,
  from: Pick<Account, 'id' | 'name'>,
  to: Receiver | null,
): Promise<MovedWork> {
  const { applications, accounts, assessments } = database
  await accounts.lockPeopleOf([from.id])
  const prisons = to && isAllocatedAssessments(to.member.role) ? to.member.prisons : []
  const passed = await assessments.passOn([from.id], { to: to?.member.id ?? null, prisons })
  const reassignment = {
    from: [from.id],
    to,
    by: command.staff,
    within: null,
    at: now,
    fromAddress: command.fromAddress,
  }
  const work = Object.values(await reassignWork(database, reassignment))
  const claimed = await accounts.lockClaimed([from.id])
  const references = claimed.map(({ reference }) => reference)
  const theirs = new Set(to ? await applications.referencesInScope(references, to.scope) : [])
  const isTheirs = ({ reference }: Application) => theirs.has(reference)
  const assigned = to?.member.id === from.id ? [] : claimed.filter(isTheirs)
  const handedBack = claimed.filter(application => !isTheirs(application))
  const event = (kind: 'assigned' | 'handed-back', detail: Record<string, unknown>) => () => ({
    kind,
    at: now,
    staffId: command.staff.id,
    detail: { from: from.id, ...detail },
  })
  if (to) {
    const { id, name } = to.member
    await applications.shareOut(assigned, id, event('assigned', { to: id, toName: name }))
  }
  await applications.shareOut(handedBack, null, event('handed-back', {}))
  const by = { site: 'staff', staffId: command.staff.id, fromAddress: command.fromAddress } as const
  const audited = ({ id, personId }: Application, kind: 'assigned' | 'handed-back') => ({
    ...by,
    personId,
    applicationId: id,
    action: `application-${kind}`,
    detail: { from: from.id, to: kind === 'assigned' ? to?.member.id : null },
  })
  await database.audit.record(
    ...assigned.map(application => audited(application, 'assigned')),
    ...handedBack.map(application => audited(application, 'handed-back')),
    ...passed.map(({ personId, kind, officerId }) => ({
      ...by,
      personId,
      action: 'assessment-allocated',
      detail: { kind, from: from.id, officerId },
    })),
  )
  const allocated = passed.filter(({ officerId }) => officerId !== null).length
  return {
    toColleague: assigned.length + allocated + sumOf(work.map(({ toColleague }) => toColleague)),
    // Unassigned enquiries stay open for anyone in the team.
    toTeam: handedBack.length + passed.length - allocated + sumOf(work.map(({ toTeam, left }) => toTeam + left)),
  }
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0)
}

async function applyToAccount(
  database: Database,
  command: AccountCommand,
  work: (transaction: Database, account: Account) => Promise<MovedWork>,
): Promise<AccountResult> {
  return database.transaction(async transaction => {
    const found = await lockBoth(transaction, command)
    if ('kind' in found) return found
    if (!found.account.active) return { kind: 'changed' }
    return { kind: 'done', moved: await work(transaction, found.account) }
  })
}

/**
 * Locks the manager's account along with the target account. Since nobody can manage their own account, and the manager
 * must still be active and authorised, at least one system administrator always remains.
 */
async function lockBoth(
  database: Database,
  { staff, id, version, mayManage, to = null }: AccountCommand,
): Promise<{ readonly account: Account } | { readonly kind: 'not-found' } | { readonly kind: 'changed' }> {
  const locked = await database.accounts.lock([staff.id, id, ...(to ? [to.member.id] : [])])
  const [actor, account] = [locked.get(staff.id), locked.get(id)]
  if (!actor?.active || !account || actor.id === account.id || !mayManage(actor, account)) return { kind: 'not-found' }
  const receiver = to && locked.get(to.member.id)
  const isReceiverUnchanged = to === null || (receiver?.active && receiver.version === to.member.accountVersion)
  return account.version === version && isReceiverUnchanged ? { account } : { kind: 'changed' }
}

/** The team and the PDU of an account, for the audit; nothing where it has none. */
function teamOf({ teamKind, teamRegion, pduId }: Pick<AccountChange, 'teamKind' | 'teamRegion' | 'pduId'>) {
  return { ...(teamKind && teamRegion && { teamKind, teamRegion }), ...(pduId && { pdu: pduId }) }
}

/**
 * Whether somebody gives an account a wider scope than their own: COMs and POMs see people of any prison only by
 * their e-mail address, and system administrators see nobody. Managers do not give other roles more than they have.
 */
function widensScope(actor: Pick<StaffMember, 'role'>, { role }: Pick<AccountChange, 'role'>): boolean {
  const { sees } = roleEntry(role)
  if (sees === 'as-com' || sees === 'as-pom') return true
  return managesAllAccounts(actor.role) && sees !== 'nobody'
}

type NewNotice = Pick<NewAccountNotice, 'kind' | 'accountId' | 'doneBy'> &
  Partial<Pick<NewAccountNotice, 'forgotSecondFactor' | 'isForKeepers'>>

/** Tells the owner, and others who keep the account unless only the owner is to know. */
function tell({ accountNotices }: Database, now: Date, notice: NewNotice): Promise<void> {
  return accountNotices.add({ forgotSecondFactor: false, isForKeepers: true, ...notice, doneAt: now })
}

function codeUntil(now: Date, hours: number): NewCode {
  return { code: newCode(), expiresAt: new Date(now.getTime() + hours * 60 * 60 * 1000) }
}

function passwordOfNobody(): Promise<string> {
  return hashSecret(randomBytes(32).toString('base64'))
}

function audit(
  database: Database,
  { staff, fromAddress }: Caller & { readonly staff: Pick<StaffMember, 'id'> },
  what: string,
  account: number,
  detail: Record<string, unknown>,
): Promise<void> {
  return database.audit.record({
    site: 'staff',
    staffId: staff.id,
    action: what,
    detail: { account, ...detail },
    fromAddress,
  })
}
