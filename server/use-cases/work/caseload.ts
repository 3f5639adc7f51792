import type { AuditEvent, Database, OwedByOfficer, AccessScope, StaffMember } from '../../database'
import { isAllocatedAssessments } from '../../domain/staff/roles'
import { lockAccounts } from '../accounts/lock-accounts'
import { workOutFor } from '../assessments/assessments'
import type { Caller, Context } from '../context'
import { idempotencyKeyFrom } from '../idempotency-key'
import { ofEachKind, workKinds, type WorkKind } from './kinds'
import { reassignWork, type Receiver } from './reassign'

/** What somebody has. */
export interface Load {
  readonly open: number
  readonly overdue: number
  readonly assessments: readonly OwedByOfficer[]
  /** Of each kind of work, what is open and what of it is overdue or to be chased. */
  readonly work: Readonly<Record<WorkKind, WorkCounts>>
}

interface WorkCounts {
  readonly open: number
  readonly overdue: number
}

const nothing: Load = { open: 0, overdue: 0, assessments: [], work: ofEachKind(() => ({ open: 0, overdue: 0 })) }

/**
 * Who has how much of what the reader may see, null for nobody: one statement for each kind of work, none for a
 * colleague.
 *
 * @param withEnquiries whether the reader sees enquiries to other bodies
 */
export async function caseload(
  database: Database,
  context: Context,
  scope: AccessScope,
  withEnquiries: boolean,
): Promise<ReadonlyMap<number | null, Load>> {
  const { today } = context
  await workOutFor(database, context, scope)
  const shown = workKinds.filter(kind => withEnquiries || kind !== 'enquiries')
  const [applications, assessments, work] = await Promise.all([
    database.queue.byColleague(scope, today),
    database.assessments.byOfficer(scope, today),
    Promise.all(shown.map(async kind => ({ kind, held: await database[kind].byColleague(scope, today) }))),
  ])
  const loads = new Map<number | null, Load>()
  const loadOf = (staffId: number | null) => loads.get(staffId) ?? nothing
  for (const { staffId, ...counts } of applications) loads.set(staffId, { ...loadOf(staffId), ...counts })
  for (const each of assessments) {
    const load = loadOf(each.staffId)
    loads.set(each.staffId, { ...load, assessments: [...load.assessments, each] })
  }
  for (const { kind, held } of work) {
    for (const { staffId, open, overdue } of held) {
      const load = loadOf(staffId)
      loads.set(staffId, { ...load, work: { ...load.work, [kind]: { open, overdue } } })
    }
  }
  return loads
}

export interface Moving extends Caller {
  readonly staff: StaffMember
  readonly scope: AccessScope
  /** Whose work moves. */
  readonly from: readonly number[]
  /** Who gets it; null for the team. */
  readonly to: Receiver | null
  /** Made with the page, so that a double click or a retry acts once. */
  readonly idempotencyKey: string
}

export interface Moved {
  readonly applications: number
  readonly assessments: number
  readonly work: Readonly<Record<WorkKind, number>>
  /** What whoever gets the work may not see, or cannot hold: it stays with those who have it. */
  readonly left: { readonly applications: number; readonly work: Readonly<Record<WorkKind, number>> }
}

/**
 * Moves the open applications, assessments and work of some colleagues to another, or to the team, in one transaction:
 * what whoever moves may see, as far as whoever gets it may see it. Assessments go to officers only; enquiries to those
 * who ask other bodies, and never to a team.
 *
 * @returns undefined when the account of whoever moves or gets the work has ended or changed meanwhile
 */
export function moveCaseload(
  database: Database,
  { now }: Context,
  { staff, scope, from, to, idempotencyKey, fromAddress }: Moving,
): Promise<Moved | undefined> {
  return database.transaction(async transaction => {
    const { accounts, applications, assessments, audit } = transaction
    const actors = [staff, ...(to ? [to.member] : [])]
    if (!actors.every(await lockAccounts(transaction, actors))) return undefined
    const givers = from.filter(id => id !== to?.member.id)
    await accounts.lockPeopleOf(givers)
    const toId = to?.member.id ?? null
    const prisons = scope.prisons.filter(each => to === null || to.member.prisons.includes(each))
    const there = { to: toId, prisons, within: prisons }
    const assessmentsMoved =
      to === null || isAllocatedAssessments(to.member.role) ? await assessments.passOn(givers, there) : []
    const reassignment = { from: givers, to, by: staff, within: { role: staff.role, scope }, at: now, fromAddress }
    const work = await reassignWork(transaction, reassignment)

    const claimed = await accounts.lockClaimed(givers)
    const references = claimed.map(({ reference }) => reference)
    const keyOf = (reference: string) => idempotencyKeyFrom(idempotencyKey, reference)
    const mine = new Set(await applications.referencesInScope(references, scope))
    const theirs = to ? new Set(await applications.referencesInScope(references, to.scope)) : mine
    const doneBefore = await applications.areDone(references.map(keyOf))
    const inScope = claimed.filter(({ reference }) => mine.has(reference) && !doneBefore.has(keyOf(reference)))
    const moving = inScope.filter(({ reference }) => theirs.has(reference))
    const kind = to === null ? 'handed-back' : 'assigned'
    await applications.shareOut(moving, toId, ({ reference, claimedBy }) => ({
      kind,
      at: now,
      staffId: staff.id,
      idempotencyKey: keyOf(reference),
      detail: { from: claimedBy, ...(to && { to: to.member.id, toName: to.member.name }) },
    }))
    const by = { site: 'staff', staffId: staff.id, fromAddress } as const
    await audit.record(
      ...moving.map(({ id, personId, claimedBy }): AuditEvent => {
        const detail = { from: claimedBy, to: toId }
        return { ...by, personId, applicationId: id, action: `application-${kind}`, detail }
      }),
      ...assessmentsMoved.map((each): AuditEvent => {
        const detail = { kind: each.kind, officerId: toId }
        return { ...by, personId: each.personId, action: 'assessment-allocated', detail }
      }),
    )
    return {
      applications: moving.length,
      assessments: assessmentsMoved.length,
      work: ofEachKind(each => work[each].toColleague + work[each].toTeam),
      left: { applications: inScope.length - moving.length, work: ofEachKind(each => work[each].left) },
    }
  })
}
