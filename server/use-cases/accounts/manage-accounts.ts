import { randomBytes } from 'node:crypto'
import {
  isDuplicate,
  type Account,
  type AccountChange,
  type Application,
  type Database,
  type AccessScope,
  type StaffMember,
} from '../../database'
import type { Caller, Context } from '../context'
import { reassignWork, type Receiver } from '../work/reassign'
import { hashOfCode, hashSecret, newCode } from './secrets'

const invitationHours = 7 * 24
const resetHours = 24

/** Somebody who keeps accounts, and the account as their page showed it. */
export interface AccountCommand extends Caller {
  readonly staff: Pick<StaffMember, 'id'>
  readonly id: number
  /** The version on their page: an act on an older one is refused. */
  readonly version: number
  /** The rule for who keeps whose account; asked of both as they are now, and not as they were when the page was made. */
  readonly mayKeep: (keeper: Account, account: Account) => boolean
  /** Who gets the work; null for the team. Nothing is done when their account has ended or changed meanwhile. */
  readonly to?: Receiver | null
}

export type AccountResult =
  { readonly kind: 'done'; readonly moved: MovedWork } | { readonly kind: 'not-found' } | { readonly kind: 'changed' }

/** What of somebody's work went to a colleague, and what to the team. */
export interface MovedWork {
  readonly toColleague: number
  readonly toTeam: number
}

export interface NewCode {
  /** Given back once, and stored as a hash alone. */
  readonly code: string
  readonly expiresAt: Date
}

/** Makes an account that waits for its owner to set a password with the code. */
export async function inviteStaff(
  database: Database,
  { now }: Context,
  {
    account,
    staff,
    fromAddress,
  }: Caller & { readonly account: AccountChange & { readonly email: string }; readonly staff: Pick<StaffMember, 'id'> },
): Promise<({ readonly kind: 'invited'; readonly id: number } & NewCode) | { readonly kind: 'taken' }> {
  const { code, expiresAt } = codeUntil(now, invitationHours)
  const noPassword = await passwordOfNobody()
  try {
    return await database.transaction(async transaction => {
      const id = await transaction.staff.add({ ...account, passwordHash: noPassword })
      const invitation = { kind: 'invitation', hash: hashOfCode(code), expiresAt } as const
      const given = { by: staff.id, at: now, noPassword, forgetsSecondFactor: false }
      await transaction.accounts.giveCode(id, invitation, given)
      await audit(transaction, { staff, fromAddress }, 'staff-invited', id, {
        role: account.role,
        prisons: account.prisons,
      })
      return { kind: 'invited', id, code, expiresAt }
    })
  } catch (error) {
    if (isDuplicate(error, 'staff_email_key')) return { kind: 'taken' }
    throw error
  }
}

/**
 * Lets somebody set a new password, or their first, with a code. The password so far and the sessions are over at once;
 * an account that was ended is open again, with a new authenticator to set up.
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
    return { kind: 'made', ...made }
  })
}

/**
 * The same from a terminal, where nobody who keeps accounts can sign in: a new authenticator is to be set up too.
 *
 * @returns undefined when nobody signs in with this address
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
    return made
  })
}

/**
 * Makes somebody's name, role or prisons others, and ends their sessions. What they had and may not see any more goes
 * back to the team.
 *
 * @param act.sight what they may see from now on
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
      from: { role: account.role, prisons: account.prisons },
      to: { role: change.role, prisons: change.prisons },
    })
    return passOnWork(transaction, context, command, account, {
      member: { ...account, ...change, accountVersion: account.version },
      scope,
    })
  })
}

/**
 * Ends somebody's account and their sessions. Their open applications, work and what they had to assess go to a colleague as far as that colleague may see them, and the rest to the team.
 */
export function endAccount(
  database: Database,
  context: Context,
  command: AccountCommand & { readonly to: Receiver | null },
): Promise<AccountResult> {
  return applyToAccount(database, command, async (transaction, account) => {
    await transaction.accounts.end(account.id)
    await audit(transaction, command, 'staff-account-ended', account.id, { workTo: command.to?.member.id ?? null })
    return passOnWork(transaction, context, command, account, command.to)
  })
}

/** People are held before applications, as everywhere. Each application has its event. */
async function passOnWork(
  database: Database,
  { now }: Context,
  command: AccountCommand,
  from: Pick<Account, 'id' | 'name'>,
  to: Receiver | null,
): Promise<MovedWork> {
  const { applications, accounts, assessments } = database
  await accounts.lockPeopleOf([from.id])
  const prisons = to?.member.role === 'officer' ? to.member.prisons : []
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
  const theirs = new Set(to ? await applications.referencesInSight(references, to.scope) : [])
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
    // Enquiries that nobody gets wait for whoever of the team takes them.
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
 * Holds the keeper's account beside the one that they act on. Since nobody acts on their own, and the keeper is still
 * there and may still keep accounts, a system administrator is always left.
 */
async function lockBoth(
  database: Database,
  { staff, id, version, mayKeep, to = null }: AccountCommand,
): Promise<{ readonly account: Account } | { readonly kind: 'not-found' } | { readonly kind: 'changed' }> {
  const held = await database.accounts.lock([staff.id, id, ...(to ? [to.member.id] : [])])
  const [keeper, account] = [held.get(staff.id), held.get(id)]
  if (!keeper?.active || !account || keeper.id === account.id || !mayKeep(keeper, account)) return { kind: 'not-found' }
  const receiver = to && held.get(to.member.id)
  const isReceiverAsBefore = to === null || (receiver?.active && receiver.version === to.member.accountVersion)
  return account.version === version && isReceiverAsBefore ? { account } : { kind: 'changed' }
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
