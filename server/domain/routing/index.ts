export { actions, type Action } from './actions'
export { decide, teamFor, type Decision } from './decision'
export { isShortSentence, isUnsentenced, leavingDay, type DerivedFacts } from './derived-facts'
export {
  destinationRules,
  destinations,
  reasonOf,
  teams,
  type Destination,
  type DestinationRule,
  type Team,
} from './destination'
export * from './facts'
export { policyNames, policySets, type PolicyLength, type PolicyName, type PolicySet } from './policy-sets'
export { priorities, type Priority } from './reply'
export {
  explainResponsibility,
  responsibilityFor,
  responsibilityReasons,
  type ExplainedResponsibility,
  type Responsibility,
  type ResponsibilityReason,
  type Responsible,
} from './responsibility'
export { defaultRoutingSettings, type RoutingSettings } from './settings'
export { copies, type Copy } from './copies'
export {
  decidingFacts,
  moversBetween,
  nextMove,
  whatWouldChange,
  type DecidingFact,
  type FactChange,
  type Mover,
  type NextMove,
  type Place,
  type WouldChange,
} from './what-would-change'
