import type { AuditEvent, Database, OwedByOfficer, AccessScope, StaffMember } from '../../database'
import { idempotencyKeyFrom } from '../idempotency-key'
import { lockAccounts } from '../accounts/lock-accounts'
import { workOutFor } from '../assessments/assessments'
import type { Caller, Context } from '../context'
import { reassignEnquiries, reassignReferrals, type Receiver } from './reassign'

/** What somebody has. */
export interface Load {
  readonly open: number
  readonly overdue: number
  readonly assessments: readonly OwedByOfficer[]
  /** Open ones, and those of them that are to be asked after. */
  readonly referrals: number
  readonly toChase: number
  /** Tasks that COMs asked for: taken, or waiting with nobody. */
  readonly tasks: number
  readonly tasksOverdue: number
  /** Questions to other bodies that wait for an answer, or whose answer is not read; and overdue answers. */
  readonly questions: number
  readonly questionsOverdue: number
}

const nothing = {
  open: 0,
  overdue: 0,
  assessments: [],
  referrals: 0,
  toChase: 0,
  tasks: 0,
  tasksOverdue: 0,
  questions: 0,
  questionsOverdue: 0,
}

/**
 * Who has how much of what the reader may see, null for nobody: one statement for each kind of work, none for a
 * colleague.
 *
 * @param withQuestions whether the reader sees questions to other bodies
 */
export async function caseload(
  database: Database,
  context: Context,
  scope: AccessScope,
  withQuestions: boolean,
): Promise<ReadonlyMap<number | null, Load>> {
  const { today } = context
  await workOutFor(database, context, scope)
  const [applications, assessments, referrals, tasks, questions] = await Promise.all([
    database.queue.byColleague(scope, today),
    database.assessments.byOfficer(scope, today),
    database.referrals.byColleague(scope, today),
    database.comRequests.byColleague(scope, today),
    withQuestions ? database.enquiries.byColleague(scope, today) : [],
  ])
  const loads = new Map<number | null, Load>()
  const add = (staffId: number | null, more: Partial<Load>) => {
    loads.set(staffId, { ...nothing, ...loads.get(staffId), ...more })
  }
  for (const { staffId, ...counts } of [...applications, ...referrals, ...tasks, ...questions]) add(staffId, counts)
  for (const each of assessments) {
    add(each.staffId, { assessments: [...(loads.get(each.staffId)?.assessments ?? []), each] })
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
  readonly tasks: number
  readonly questions: number
  readonly referrals: number
  /** What whoever gets the work may not see: it stays with those who have it. */
  readonly left: { readonly applications: number; readonly questions: number; readonly referrals: number }
}

/**
 * Moves the open applications, tasks, questions, referrals and assessments of some colleagues to another, or to the team,
 * in one transaction: what whoever moves may see, as far as whoever gets it may see it. Assessments go to officers alone;
 * questions to those who ask other bodies, and never to a team.
 *
 * @returns undefined when the account of whoever moves or gets the work has ended or changed meanwhile
 */
export function moveCaseload(
  database: Database,
  { now }: Context,
  { staff, scope, from, to, idempotencyKey, fromAddress }: Moving,
): Promise<Moved | undefined> {
  return database.transaction(async transaction => {
    const { accounts, comRequests, applications, assessments, audit } = transaction
    const actors = [staff, ...(to ? [to.member] : [])]
    if (!actors.every(await lockAccounts(transaction, actors))) return undefined
    const givers = from.filter(id => id !== to?.member.id)
    await accounts.lockPeopleOf(givers)
    const toId = to?.member.id ?? null
    const prisons = scope.prisons.filter(each => to === null || to.member.prisons.includes(each))
    const there = { to: toId, prisons, within: prisons }
    const given = to === null || to.member.role === 'officer' ? await assessments.passOn(givers, there) : []
    const tasks = await comRequests.passOn(givers, { ...there, by: staff.id, at: now })
    const reassignment = { from: givers, to, by: staff, within: { role: staff.role, scope }, at: now, fromAddress }
    const questions = await reassignEnquiries(transaction, reassignment)
    const referrals = await reassignReferrals(transaction, reassignment)

    const claimed = await accounts.lockClaimed(givers)
    const references = claimed.map(({ reference }) => reference)
    const keyOf = (reference: string) => idempotencyKeyFrom(idempotencyKey, reference)
    const mine = new Set(await applications.referencesInSight(references, scope))
    const theirs = to ? new Set(await applications.referencesInSight(references, to.scope)) : mine
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
      ...given.map((each): AuditEvent => {
        const detail = { kind: each.kind, officerId: toId }
        return { ...by, personId: each.personId, action: 'assessment-allocated', detail }
      }),
      ...tasks.map(({ id, personId }): AuditEvent => {
        return {
          ...by,
          personId,
          action: toId === null ? 'task-handed-back' : 'task-given',
          detail: { task: id, to: toId },
        }
      }),
    )
    return {
      applications: moving.length,
      assessments: given.length,
      tasks: tasks.length,
      questions: questions.toColleague,
      referrals: referrals.toColleague + referrals.toTeam,
      left: { applications: inScope.length - moving.length, questions: questions.left, referrals: referrals.left },
    }
  })
}
