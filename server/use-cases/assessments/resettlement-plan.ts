import type { Database, NewPlanEntry, Person, StaffMember, StoredAssessment } from '../../database'
import {
  hasGuidedInterview,
  pathwaysLeft,
  planFrom,
  type PathwayPlan,
  type AssessedPathway,
  type PlanStage,
} from '../../domain/assessments'
import type { CalendarDay } from '../../domain/calendar'
import { routingFacts } from '../applications/routing/routing-facts'
import type { Caller, Context } from '../context'
import { idempotencyKeyFrom } from '../idempotency-key'
import { consultComOn, type ComConsulted } from '../work/enquiries'

/** A plan entry for one pathway; stage and owner are derived from the person. */
export type PlanWords = NewPlanEntry extends infer Entry
  ? Entry extends NewPlanEntry
    ? Omit<Entry, 'stage' | 'pathway'>
    : never
  : never

export interface PlanCommand extends Caller {
  readonly staff: StaffMember
  readonly person: Person
  /** Generated with the page, so that a double click or a retry writes once. */
  readonly idempotencyKey: string
}

/** The current stage: BCST2 or the guided interview, then the 12-week review once that is completed. */
export function planStageOf(person: Person, stored: readonly StoredAssessment[], today: CalendarDay): PlanStage {
  const facts = routingFacts(person, { id: '', topic: 'something-else', safetyConcern: false }, today)
  const first = hasGuidedInterview(facts) ? 'guided-interview' : 'bcst2'
  const isDone = stored.some(({ kind, doneOn }) => kind === first && doneOn !== null)
  return isDone ? 'twelve-week-review' : first
}

export type PlanResult = 'written' | 'changed'

/**
 * Writes needs, actions or their results for one pathway (PF App 1 §3, PF App 2 §3), in one transaction.
 *
 * @returns `changed` when a referenced need or action is no longer open
 */
export function writeInPlan(
  database: Database,
  { now, today }: Context,
  command: PlanCommand & { readonly pathway: AssessedPathway; readonly words: readonly PlanWords[] },
): Promise<PlanResult> {
  const { person, staff, pathway, idempotencyKey } = command
  return database.transaction(async transaction => {
    await transaction.people.lock(person.id)
    if (await transaction.plans.isWritten(idempotencyKey)) return 'written'
    const [stored, entries] = await Promise.all([
      transaction.assessments.ofPerson(person.id),
      transaction.plans.entries(person.id, person.custodyBegan),
    ])
    const part = planFrom(entries).find(each => each.pathway === pathway)
    const open = new Set([
      ...(part?.needs ?? []).filter(({ isMet }) => !isMet).map(({ id }) => `need-met ${id}`),
      ...(part?.actions ?? [])
        .filter(({ state }) => state === 'to-do')
        .flatMap(({ id }) => [`action-done ${id}`, `action-dropped ${id}`]),
    ])
    if (command.words.some(entry => 'about' in entry && !open.has(`${entry.kind} ${entry.about}`))) return 'changed'
    const stage = planStageOf(person, stored, today)
    await transaction.plans.write(
      command.words.map(entry => ({ ...entry, stage, pathway })),
      { personId: person.id, custodyBegan: person.custodyBegan, staffId: staff.id, at: now, idempotencyKey },
    )
    await transaction.audit.record({
      site: 'staff',
      staffId: staff.id,
      personId: person.id,
      action: 'plan-written',
      detail: { stage, pathway, kinds: command.words.map(({ kind }) => kind) },
      fromAddress: command.fromAddress,
    })
    return 'written'
  })
}

/** Not complete while a pathway has no entry; complete, with the COM asked or to be told of the needs where some were found. */
export type PlanCompleted = 'not-complete' | 'complete' | ComConsulted

/**
 * Completes BCST2, the guided interview or the 12-week review. BCST2 and the guided interview put the needs that they
 * found to the COM (PF 3.8: under the direction of the COM).
 *
 * @param command.stage the stage that the page showed; it may have been completed since
 * @param command.describe says in words what is put to the COM
 */
export function completePlan(
  database: Database,
  context: Context,
  command: Omit<PlanCommand, 'idempotencyKey'> & {
    readonly stage: PlanStage
    readonly describe: (plan: readonly PathwayPlan[]) => string
  },
): Promise<PlanCompleted> {
  const { now, today } = context
  const { person, staff, stage } = command
  const { custodyBegan } = person
  return database.transaction(async transaction => {
    await transaction.people.lock(person.id)
    const plan = planFrom(await transaction.plans.entries(person.id, custodyBegan))
    if (pathwaysLeft(plan, stage).length > 0) return 'not-complete'
    const done = { on: today, by: staff.id, at: now }
    let consulted: PlanCompleted = 'complete'
    if (await transaction.assessments.recordDone({ personId: person.id, kind: stage, custodyBegan }, done)) {
      await transaction.audit.record({
        site: 'staff',
        staffId: staff.id,
        personId: person.id,
        action: 'assessment-recorded',
        detail: { kind: stage, doneOn: today },
        fromAddress: command.fromAddress,
      })
      const withNeeds = plan.filter(({ needs }) => needs.some(({ isMet }) => !isMet))
      if (withNeeds.length > 0 && stage !== 'twelve-week-review') {
        const words = command.describe(plan)
        const idempotencyKey = idempotencyKeyFrom('consult-com-on', person.id, stage, custodyBegan)
        const pathways = withNeeds.map(({ pathway }) => pathway)
        const asked = { person, staff, stage, pathways, words, idempotencyKey }
        consulted = await consultComOn(transaction, context, asked)
      }
    }
    return consulted
  })
}
