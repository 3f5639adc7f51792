import type { CalendarDay } from '../calendar'
import { pathways, type Pathway } from '../topics'

/** The pathways assessed in BCST2 (PF App 1 §3, PF App 2 §3); the release plan is not one of them. */
export const assessedPathways = pathways.filter((pathway): pathway is AssessedPathway => pathway !== 'release-plan')
export type AssessedPathway = Exclude<Pathway, 'release-plan'>

export const planStages = ['bcst2', 'guided-interview', 'twelve-week-review'] as const
/** The assessment that an entry belongs to. */
export type PlanStage = (typeof planStages)[number]

export const responsibles = ['prison', 'probation', 'both'] as const
/** The person responsible for an action. */
export type ResponsibleFor = (typeof responsibles)[number]

/** One entry in a plan. Entries are immutable: the result of a need or an action is a new entry that refers to it. */
export type PlanEntry = { readonly id: number; readonly stage: PlanStage; readonly pathway: AssessedPathway } & (
  | { readonly kind: 'need'; readonly text: string }
  /** Information from the person's applications, confirmed with them. */
  | { readonly kind: 'told'; readonly text: string }
  | {
      readonly kind: 'action'
      readonly text: string
      readonly responsible: ResponsibleFor
      readonly due: CalendarDay | null
    }
  /** No need was found, or nothing has changed since the last stage. */
  | { readonly kind: 'no-need' | 'up-to-date' }
  | { readonly kind: 'need-met' | 'action-done' | 'action-dropped'; readonly about: number }
)

export interface PlannedNeed {
  readonly id: number
  readonly text: string
  readonly isMet: boolean
}

export interface PlannedAction {
  readonly id: number
  readonly text: string
  readonly responsible: ResponsibleFor
  readonly due: CalendarDay | null
  readonly state: 'to-do' | 'done' | 'dropped'
}

export interface PathwayPlan {
  readonly pathway: AssessedPathway
  readonly needs: readonly PlannedNeed[]
  readonly actions: readonly PlannedAction[]
  /** The information that the person gave and confirmed, without duplicates. */
  readonly told: readonly string[]
  /** The stages with an entry of any kind for this pathway. */
  readonly saidIn: ReadonlySet<PlanStage>
}

/**
 * Builds the current plan from its entries, with one part per pathway in the policy's order.
 *
 * @param entries those of one person's time in custody, oldest first
 */
export function planFrom(entries: readonly PlanEntry[]): readonly PathwayPlan[] {
  return assessedPathways.map(pathway => {
    const own = entries.filter(entry => entry.pathway === pathway)
    const hasEntry = (kind: PlanEntry['kind'], id: number) =>
      own.some(entry => entry.kind === kind && 'about' in entry && entry.about === id)
    return {
      pathway,
      needs: own.flatMap(entry =>
        entry.kind === 'need' ? [{ id: entry.id, text: entry.text, isMet: hasEntry('need-met', entry.id) }] : [],
      ),
      actions: own.flatMap(entry => {
        if (entry.kind !== 'action') return []
        const { id, text, responsible, due } = entry
        const state = hasEntry('action-done', id) ? 'done' : hasEntry('action-dropped', id) ? 'dropped' : 'to-do'
        return [{ id, text, responsible, due, state } as const]
      }),
      told: [...new Set(own.flatMap(entry => (entry.kind === 'told' ? [entry.text] : [])))],
      saidIn: new Set(own.filter(({ kind }) => kind !== 'told').map(({ stage }) => stage)),
    }
  })
}

/** The actions of a plan, each with its pathway, in the policy's order of pathways. */
export function plannedActions(
  plan: readonly PathwayPlan[],
): readonly (PlannedAction & Pick<PathwayPlan, 'pathway'>)[] {
  return plan.flatMap(({ pathway, actions }) => actions.map(action => ({ ...action, pathway })))
}

/** Needs that are not met, of pathways in which nothing is planned that is still to do. */
export function needsWithoutAction(
  plan: readonly PathwayPlan[],
): readonly (PlannedNeed & Pick<PathwayPlan, 'pathway'>)[] {
  return plan
    .filter(({ actions }) => !actions.some(({ state }) => state === 'to-do'))
    .flatMap(({ pathway, needs }) => needs.filter(({ isMet }) => !isMet).map(need => ({ ...need, pathway })))
}

/** Whether an open action was due before today. */
export function isPastItsDay({ state, due }: PlannedAction, today: CalendarDay): boolean {
  return state === 'to-do' && due !== null && due < today
}

/** The pathways without an entry in a stage; the stage is complete when there are none (PF App 1 §3). */
export function pathwaysLeft(plan: readonly PathwayPlan[], stage: PlanStage): readonly AssessedPathway[] {
  return plan.filter(({ saidIn }) => !saidIn.has(stage)).map(({ pathway }) => pathway)
}
