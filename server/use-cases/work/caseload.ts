import type { AuditEvent, Database, OwedByOfficer, Sight, StaffMember } from '../../database'
import { actKeyFrom } from '../idempotency-key'
import { whoIsAsBefore } from '../accounts/lock-accounts'
import { workOutFor } from '../assessments/assessments'
import type { Caller, Circumstances } from '../context'
import { handOverQuestions, handOverReferrals, type Receiver } from './reassign'

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
  circumstances: Circumstances,
  sight: Sight,
  withQuestions: boolean,
): Promise<ReadonlyMap<number | null, Load>> {
  const { today } = circumstances
  await workOutFor(database, circumstances, sight)
  const [applications, assessments, referrals, tasks, questions] = await Promise.all([
    database.queue.byColleague(sight, today),
    database.assessments.byOfficer(sight, today),
    database.referrals.byColleague(sight, today),
    database.agreedTasks.byColleague(sight, today),
    withQuestions ? database.bodyQuestions.byColleague(sight, today) : [],
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
  readonly sight: Sight
  /** Whose work moves. */
  readonly from: readonly number[]
  /** Who gets it; null for the team. */
  readonly to: Receiver | null
  /** Made with the page, so that a double click or a retry acts once. */
  readonly actKey: string
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
  { now }: Circumstances,
  { staff, sight, from, to, actKey, fromAddress }: Moving,
): Promise<Moved | undefined> {
  return database.transaction(async transaction => {
    const { accounts, agreedTasks, applications, assessments, audit } = transaction
    const actors = [staff, ...(to ? [to.member] : [])]
    if (!actors.every(await whoIsAsBefore(transaction, actors))) return undefined
    const givers = from.filter(id => id !== to?.member.id)
    await accounts.lockPeopleOf(givers)
    const toId = to?.member.id ?? null
    const prisons = sight.prisons.filter(each => to === null || to.member.prisons.includes(each))
    const there = { to: toId, prisons, within: prisons }
    const given = to === null || to.member.role === 'officer' ? await assessments.passOn(givers, there) : []
    const tasks = await agreedTasks.passOn(givers, { ...there, by: staff.id, at: now })
    const handOver = { from: givers, to, by: staff, within: { role: staff.role, sight }, at: now, fromAddress }
    const questions = await handOverQuestions(transaction, handOver)
    const referrals = await handOverReferrals(transaction, handOver)

    const claimed = await accounts.lockClaimed(givers)
    const references = claimed.map(({ reference }) => reference)
    const keyOf = (reference: string) => actKeyFrom(actKey, reference)
    const mine = new Set(await applications.referencesInSight(references, sight))
    const theirs = to ? new Set(await applications.referencesInSight(references, to.sight)) : mine
    const doneBefore = await applications.areDone(references.map(keyOf))
    const inSight = claimed.filter(({ reference }) => mine.has(reference) && !doneBefore.has(keyOf(reference)))
    const moving = inSight.filter(({ reference }) => theirs.has(reference))
    const kind = to === null ? 'handed-back' : 'assigned'
    await applications.shareOut(moving, toId, ({ reference, claimedBy }) => ({
      kind,
      at: now,
      staffId: staff.id,
      actKey: keyOf(reference),
      detail: { from: claimedBy, ...(to && { to: to.member.id, toName: to.member.name }) },
    }))
    const by = { site: 'staff', staffId: staff.id, fromAddress } as const
    await audit.record(
      ...moving.map(({ id, personId, claimedBy }): AuditEvent => {
        const detail = { from: claimedBy, to: toId }
        return { ...by, personId, applicationId: id, act: `application-${kind}`, detail }
      }),
      ...given.map((each): AuditEvent => {
        const detail = { kind: each.kind, officerId: toId }
        return { ...by, personId: each.personId, act: 'assessment-allocated', detail }
      }),
      ...tasks.map(({ id, personId }): AuditEvent => {
        return {
          ...by,
          personId,
          act: toId === null ? 'task-handed-back' : 'task-given',
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
      left: { applications: inSight.length - moving.length, questions: questions.left, referrals: referrals.left },
    }
  })
}
