import type { AssessmentKind } from './clock'

/** Who does assessments: the pre-release team, the COM, the POM, or others in the prison. */
export type AssessmentTeam = 'PRT' | 'COM' | 'POM' | 'prison'

/** Whose each assessment is (assessment-clock.md, whose). */
const teams: Readonly<Record<AssessmentKind, readonly AssessmentTeam[]>> = {
  bcst1: ['prison'],
  bcst2: ['PRT'],
  'guided-interview': ['PRT'],
  'twelve-week-review': ['PRT'],
  handover: ['POM', 'COM'],
  'one-month-meeting': ['COM'],
  'release-plan-check': ['PRT'],
}

/** The assessments that a team does: only those count as its work. */
export function assessmentsOfTeam(team: AssessmentTeam): readonly AssessmentKind[] {
  return (Object.keys(teams) as AssessmentKind[]).filter(kind => teams[kind].includes(team))
}

/** The assessments that are allocated to an officer by name: BCST2, or the guided interview in its place (PF App 3). */
export const allocatedKinds = ['bcst2', 'guided-interview'] as const satisfies readonly AssessmentKind[]

/** Whether an assessment is one that is allocated to an officer by name. */
export function isAllocatedKind(kind: AssessmentKind): boolean {
  return (allocatedKinds as readonly AssessmentKind[]).includes(kind)
}
