import type {
  Allocation,
  AssessmentCounts,
  AssessmentKey,
  AuditEvent,
  Database,
  OwedAssessments,
  Person,
  PersonWithAssessments,
  AccessScope,
  StaffMember,
  StoredAssessment,
} from '../../database'
import {
  assessmentsFor,
  isAllocatedKind,
  pathwaysLeft,
  planFrom,
  planStages,
  stateWhere,
  type Assessment,
  type AssessmentKind,
  type DoneAssessment,
} from '../../domain/assessments'
import type { CalendarDay } from '../../domain/calendar'
import { scopeFor } from '../accounts/access-scopes'
import { routingFacts } from '../applications/routing/routing-facts'
import type { Caller, Context } from '../context'

export interface AssessmentCommand extends Caller {
  readonly staff: StaffMember
  readonly person: Person
  readonly kind: AssessmentKind
  readonly doneOn: CalendarDay
}

/** An assessment with its assigned officer and the person who completed it. */
export type PersonsAssessment = Assessment & Pick<StoredAssessment, 'officerId' | 'officerName' | 'doneByName'>

/** A person's assessments with their due dates and completion (assessment-clock.md). */
export function assessmentsOf(
  person: Person,
  stored: readonly StoredAssessment[],
  { today, routing }: Context,
): readonly PersonsAssessment[] {
  const facts = routingFacts(person, { id: '', topic: 'something-else', safetyConcern: false }, today)
  const byKind = new Map(stored.map(each => [each.kind, each]))
  const done = stored.flatMap(({ kind, doneOn }): DoneAssessment[] => (doneOn === null ? [] : [{ kind, doneOn }]))
  const settings = { policy: routing.defaultPolicy, extraBankHolidays: routing.extraBankHolidays }
  return assessmentsFor({ ...facts, custodyBegan: person.custodyBegan }, done, today, settings).map(assessment => {
    const { officerId = null, officerName = null, doneByName = null } = byKind.get(assessment.kind) ?? {}
    const state = stateWhere(assessment.state, person.whereabouts)
    return { ...assessment, state, officerId, officerName, doneByName }
  })
}

/** The batch size. */
const atOnce = 500

/** Whose assessments are counted or listed, and which kinds. */
interface OwedQuery {
  readonly staffId: number
  readonly scope: AccessScope
  readonly kinds: readonly AssessmentKind[]
}

/** An assessment that somebody has and that is overdue or due. */
export interface OwnAssessment {
  readonly person: Person
  readonly assessment: PersonsAssessment
}

/** More than anybody has at once. */
const mostOwn = 200

/**
 * Counts the assessments of each kind in each prison within a reader's scope, and reads the reader's own. Assessments not
 * yet computed for today are computed first; after the daily job those are only people whose facts have changed since.
 */
export async function readOwedAssessments(
  database: Database,
  context: Context,
  { staffId, scope, kinds }: OwedQuery,
): Promise<{ readonly counts: readonly AssessmentCounts[]; readonly own: readonly OwnAssessment[] }> {
  const { today } = context
  const count = () => database.assessments.counts(scope, { staffId, kinds }, today)
  let counted = await count()
  if (!counted.isWhole) {
    await workOutFor(database, context, scope)
    counted = await count()
  }
  const people = counted.owed.some(({ mine }) => mine > 0)
    ? await database.assessments.peopleOwedBy(scope, staffId, today, mostOwn)
    : []
  const own = people.flatMap(person =>
    assessmentsOf(person, person.assessments, context)
      .filter(({ state, officerId, kind }) => isOwed(state) && officerId === staffId && kinds.includes(kind))
      .map(assessment => ({ person, assessment })),
  )
  return { counts: counted.owed, own }
}

function isOwed(state: Assessment['state']): boolean {
  return state === 'overdue' || state === 'due'
}

/** Computes today's overdue and due assessments of people in scope, where they are not known yet. */
export async function workOutFor(database: Database, context: Context, scope: AccessScope): Promise<void> {
  // In batches, so that concurrent changes to a person never wait for the whole run.
  for (let count = atOnce; count === atOnce;) count = await workOut(database, context, { scope })
}

/** Computes overdue and due assessments of these people, which change with the day and with the settings. */
export async function workOutAssessments(
  database: Database,
  context: Context,
  personIds: readonly number[],
): Promise<void> {
  await workOut(database, context, { personIds })
}

/** @returns how many people's were computed */
function workOut(
  database: Database,
  context: Context,
  of: { readonly scope: AccessScope } | { readonly personIds: readonly number[] },
): Promise<number> {
  return database.transaction(async ({ assessments }) => {
    const ids = await assessments.holdStates(of, context.today, atOnce)
    if (ids.length === 0) return 0
    const owed = (await assessments.ofPeople(ids)).map((person): OwedAssessments => {
      const all = assessmentsOf(person, person.assessments, context)
      const whose = (wanted: 'overdue' | 'due') =>
        all.filter(({ state }) => state === wanted).map(({ kind, officerId }) => ({ kind, officerId }))
      return { personId: person.id, overdue: whose('overdue'), due: whose('due') }
    })
    await assessments.keepStates(owed, context.today)
    return ids.length
  })
}

/**
 * Records the date on which an assessment was completed.
 *
 * @param command.isElsewhere the findings are recorded in another system; ignored when the plan here covers every
 *   pathway
 * @returns `nothing-in-plan` when the findings of BCST2, the guided interview or the 12-week review are neither here
 *   nor elsewhere, since the assessment is complete only when every pathway is assessed (PF App 1 §3, PF App 2 §3)
 */
export function recordAssessment(
  database: Database,
  { now }: Context,
  command: AssessmentCommand & { readonly isElsewhere: boolean },
): Promise<'recorded' | 'recorded-before' | 'nothing-in-plan'> {
  const { staff, person, kind, doneOn, isElsewhere } = command
  return database.transaction(async transaction => {
    await transaction.people.lock(person.id)
    const stage = planStages.find(each => each === kind)
    const left = stage
      ? pathwaysLeft(planFrom(await transaction.plans.entries(person.id, person.custodyBegan)), stage)
      : []
    if (left.length > 0 && !isElsewhere) return 'nothing-in-plan'
    const done = { on: doneOn, by: staff.id, at: now }
    if (!(await transaction.assessments.recordDone(keyOf(command), done))) return 'recorded-before'
    const event = auditOf(command, 'assessment-recorded')
    await transaction.audit.record({ ...event, detail: { kind, doneOn, isElsewhere: left.length > 0 } })
    return 'recorded'
  })
}

/** Undoes a mistaken record. @returns false when that date is no longer recorded */
export function takeBackAssessment(
  database: Database,
  _context: Context,
  command: AssessmentCommand,
): Promise<boolean> {
  return database.transaction(async transaction => {
    const isTaken = await transaction.assessments.takeBack(keyOf(command), command.doneOn)
    if (isTaken) await transaction.audit.record(auditOf(command, 'assessment-taken-back'))
    return isTaken
  })
}

function keyOf({ person, kind }: AssessmentCommand): AssessmentKey {
  return { personId: person.id, kind, custodyBegan: person.custodyBegan }
}

function auditOf({ staff, person, kind, doneOn, fromAddress }: AssessmentCommand, action: string): AuditEvent {
  return { site: 'staff', staffId: staff.id, personId: person.id, action, detail: { kind, doneOn }, fromAddress }
}

/** The assignment of one person's BCST2 or guided interview. */
export interface Share {
  readonly prisonNumber: string
  /** The assigned officer that the page showed. */
  readonly from: number | null
  readonly to: number | null
}

/**
 * Assigns the BCST2 or guided interview of people in one prison (PF App 3), in one transaction.
 *
 * @returns the number of assignments, and the people in the reader's scope left unchanged because they were assigned,
 *   assessed or moved since
 */
export function allocateAssessments(
  database: Database,
  context: Context,
  command: Caller & { readonly staff: StaffMember; readonly prisonId: string; readonly shares: readonly Share[] },
): Promise<{ readonly given: number; readonly changedMeanwhile: readonly Person[] }> {
  return database.transaction(async transaction => {
    // Lock the officers' accounts first, so that none ends before the assignments exist to be reassigned.
    await transaction.accounts.hold(command.shares.flatMap(({ to }) => to ?? []))
    const scope = scopeFor(command.staff)
    const found = await transaction.people.lockByNumbers(command.shares.map(({ prisonNumber }) => prisonNumber))
    // Whoever is out of scope is as unknown as a number that nobody has: the answer names those whom it returns.
    const people = found.filter(({ prisonId }) => scope.prisons.includes(prisonId))
    const stored = new Map(
      (await transaction.assessments.ofPeople(people.map(({ id }) => id))).map(each => [each.id, each]),
    )
    const known = await transaction.assessments.officers(command.prisonId, scope)
    const officers = new Set(known.map(({ id }) => id))
    const shares = new Map(command.shares.map(share => [share.prisonNumber, share]))
    const allocations: Allocation[] = []
    const changedMeanwhile: Person[] = []
    for (const person of people) {
      const share = shares.get(person.prisonNumber)!
      const entry = toAllocate(stored.get(person.id), context)
      const isAsShown = entry !== undefined && person.prisonId === command.prisonId && entry.officerId === share.from
      if (!isAsShown) changedMeanwhile.push(person)
      else if (share.to !== share.from && (share.to === null || officers.has(share.to))) {
        const { custodyBegan } = person
        allocations.push({ personId: person.id, kind: entry.kind, custodyBegan, officerId: share.to })
      }
    }
    await transaction.assessments.allocate(allocations)
    await transaction.audit.record(
      ...allocations.map(({ personId, kind, officerId }) => ({
        site: 'staff' as const,
        staffId: command.staff.id,
        personId,
        action: 'assessment-allocated',
        detail: { kind, officerId },
        fromAddress: command.fromAddress,
      })),
    )
    return { given: allocations.length, changedMeanwhile }
  })
}

/** The person's BCST2, or the guided interview in its place, unless it is completed. */
export function toAllocate(person: PersonWithAssessments | undefined, context: Context): PersonsAssessment | undefined {
  if (!person) return undefined
  return assessmentsOf(person, person.assessments, context).find(
    ({ kind, doneOn }) => isAllocatedKind(kind) && doneOn === null,
  )
}
