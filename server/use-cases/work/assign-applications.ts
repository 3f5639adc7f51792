import type { Application, Database, EventKind, AccessScope, StaffMember } from '../../database'
import { lockAccounts } from '../accounts/lock-accounts'
import type { Caller, Context } from '../context'
import { idempotencyKeyFrom } from '../idempotency-key'

/** Applications picked from a list, each as the list showed it, and whose they are to be. */
export interface Assignment extends Caller {
  readonly staff: StaffMember
  readonly scope: AccessScope
  readonly chosen: readonly { readonly reference: string; readonly version: number }[]
  /** Null hands them back to the team. */
  readonly to: {
    readonly member: Pick<StaffMember, 'id' | 'name' | 'accountVersion'>
    readonly scope: AccessScope
  } | null
  /** Made with the page, so that a double click or a retry acts once. */
  readonly idempotencyKey: string
}

/**
 * Why an application stays as it was: somebody acted on it since, it is answered, or it is outside the scope of whoever
 * assigns it or of whoever was to have it. Nothing is in the scope of an account that ended or changed since.
 */
export type LeftOut = 'changed' | 'closed' | 'not-found' | 'not-theirs'

export interface Assigned {
  readonly done: readonly string[]
  readonly left: readonly { readonly reference: string; readonly why: LeftOut }[]
}

/**
 * Claims for oneself, gives to a colleague, or hands back to the team, many applications at once, in one transaction.
 * Each that can be is; each that has changed since the list was shown stays as it is and is told.
 */
export async function assignApplications(
  database: Database,
  context: Context,
  { staff, scope, chosen, to, idempotencyKey, fromAddress }: Assignment,
): Promise<Assigned> {
  const references = chosen.map(({ reference }) => reference)
  const keyOf = (reference: string) => idempotencyKeyFrom(idempotencyKey, reference)
  return database.transaction(async transaction => {
    const { applications, audit } = transaction
    const isUnchanged = await lockAccounts(transaction, [staff, ...(to ? [to.member] : [])])
    const found = new Map((await applications.lockAllInScope(references, scope)).map(each => [each.reference, each]))
    const theirs =
      to && new Set(isUnchanged(to.member) ? await applications.referencesInScope(references, to.scope) : [])
    const doneBefore = await applications.areDone(references.map(keyOf))
    const done: string[] = []
    const left: { reference: string; why: LeftOut }[] = []
    const acted: Application[] = []
    for (const { reference, version } of chosen) {
      const application = isUnchanged(staff) ? found.get(reference) : undefined
      if (!application) left.push({ reference, why: 'not-found' })
      else if (doneBefore.has(keyOf(reference))) done.push(reference)
      else if (application.version !== version) left.push({ reference, why: 'changed' })
      else if (application.status === 'closed') left.push({ reference, why: 'closed' })
      else if (theirs && !theirs.has(reference)) left.push({ reference, why: 'not-theirs' })
      else {
        done.push(reference)
        acted.push(application)
      }
    }
    const kind: EventKind = to === null ? 'handed-back' : to.member.id === staff.id ? 'claimed' : 'assigned'
    await applications.shareOut(acted, to?.member.id ?? null, application => ({
      kind,
      at: context.now,
      staffId: staff.id,
      idempotencyKey: keyOf(application.reference),
      ...(kind === 'assigned' && { detail: { to: to?.member.id, toName: to?.member.name } }),
    }))
    await audit.record(
      ...acted.map(application => ({
        site: 'staff' as const,
        staffId: staff.id,
        personId: application.personId,
        applicationId: application.id,
        action: `application-${kind}`,
        ...(kind === 'assigned' && { detail: { to: to?.member.id } }),
        fromAddress,
      })),
    )
    return { done, left }
  })
}
