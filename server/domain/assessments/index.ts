export {
  assessmentKinds,
  assessmentsFor,
  assessmentStates,
  hasGuidedInterview,
  stateWhere,
  type Assessment,
  type AssessmentKind,
  type AssessmentState,
  type ClockFacts,
  type ClockSettings,
  type DoneAssessment,
} from './clock'
export { custodyBeganAfter, type Custody, type NewReception } from './custody'
export { share, waysToShare, type OfficerWithLoad, type WayToShare } from './share'
export {
  assessedPathways,
  isPastItsDay,
  needsWithoutAction,
  pathwaysLeft,
  planFrom,
  plannedActions,
  planStages,
  responsibles,
  type AssessedPathway,
  type PathwayPlan,
  type PlanEntry,
  type PlannedAction,
  type PlannedNeed,
  type PlanStage,
  type ResponsibleFor,
} from './resettlement-plan'
export { allocatedKinds, assessmentsOfTeam, isAllocatedKind, type AssessmentTeam } from './whose'
