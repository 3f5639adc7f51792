import type { CalendarDay } from '../calendar'
import type { Action } from './actions'
import { cite } from './cite'
import { copiesFor, type Copy } from './copies'
import { routeOf, teamAt, type Destination, type DestinationRule, type Team } from './destination'
import type { Facts } from './facts'
import type { PolicyName } from './policy-sets'
import { replyFor, type Priority } from './reply'
import type { Responsibility } from './responsibility'
import { defaultRoutingSettings, type RoutingSettings } from './settings'
import { situationOf } from './situation'
import { actionsFor } from './what-to-do'

/** The destination of an application and the reasons for it (routing.md, Output). */
export interface Decision {
  readonly id: string | null
  readonly policy: PolicyName
  readonly responsibility: Responsibility
  readonly destination: Destination
  readonly team: Team
  readonly rule: DestinationRule
  /** Reasons in plain words, each ending with its citation in round brackets; for readers, in no fixed order. */
  readonly because: readonly string[]
  /** Teams informed in addition to the destination, sorted. */
  readonly copyTo: readonly Copy[]
  /** Actions to take, sorted. */
  readonly actions: readonly Action[]
  /** Only the owning team, and people it is expressly shared with, may see that it exists. */
  readonly restricted: boolean
  readonly priority: Priority
  readonly respondBy: CalendarDay
}

const restrictedBecause = cite(
  'This was told in confidence, so only the team that holds it may see that it exists',
  'PSI 5.25',
)

/**
 * Decides the destination of an application, who else is informed, the actions and the reply date. Pure: the same facts
 * and settings always give the same decision, without a clock or storage.
 *
 * @param facts as parseFacts returns them
 * @param settings the installation's settings; a policy set named in the facts takes precedence over its default
 * @returns a deeply frozen decision (routing.md)
 */
export function decide(facts: Facts, settings: RoutingSettings = defaultRoutingSettings): Decision {
  const situation = situationOf(facts, settings)
  const route = routeOf(situation)
  const actions = actionsFor(situation, route)
  const copies = copiesFor(situation, route, actions.values)
  const reply = replyFor(situation)
  const restricted = situation.topicClass === 'confidential'

  return Object.freeze<Decision>({
    id: facts.id,
    policy: situation.policy,
    responsibility: situation.explainedResponsibility.responsibility,
    destination: route.destination,
    team: route.team,
    rule: route.rule,
    because: Object.freeze([
      situation.explainedResponsibility.because,
      ...route.because,
      ...copies.because,
      ...actions.because,
      ...(restricted ? [restrictedBecause] : []),
      reply.because,
    ]),
    copyTo: copies.values,
    actions: actions.values,
    restricted,
    priority: reply.priority,
    respondBy: reply.respondBy,
  })
}

/** The team within a destination that staff chose themselves (routing.md, Decision: destination, team). */
export function teamFor(
  facts: Facts,
  destination: Destination,
  settings: RoutingSettings = defaultRoutingSettings,
): Team {
  return teamAt(situationOf(facts, settings), destination)
}
