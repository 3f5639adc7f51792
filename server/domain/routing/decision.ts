import type { CalendarDay } from '../calendar'
import { actionsFor, type Action } from './actions'
import { cite } from './cite'
import { routeOf, teamAt, type Destination, type DestinationRule, type Team } from './destination'
import type { Facts } from './facts'
import type { PolicyName } from './policy-sets'
import { replyFor, type Priority } from './reply'
import type { Responsibility } from './responsibility'
import { defaultRoutingSettings, type RoutingSettings } from './settings'
import { situationOf } from './situation'
import { toldOf, type Copy } from './told'

/** Who gets an application, and why (routing.md, Output). */
export interface Decision {
  readonly id: string | null
  readonly policy: PolicyName
  readonly responsibility: Responsibility
  readonly destination: Destination
  readonly team: Team
  readonly rule: DestinationRule
  /** Each reason in plain words, ending with its citation in round brackets; for people, in no fixed order. */
  readonly because: readonly string[]
  /** Who is told beside the destination, sorted. */
  readonly copyTo: readonly Copy[]
  /** What there is to do, sorted. */
  readonly actions: readonly Action[]
  /** Only the team that holds it, and people it is expressly shared with, may see that it exists. */
  readonly restricted: boolean
  readonly priority: Priority
  readonly respondBy: CalendarDay
}

const restrictedBecause = cite(
  'This was told in confidence, so only the team that holds it may see that it exists',
  'PSI 5.25',
)

/**
 * Decides who gets an application, who else is told, what there is to do and by when. The same facts and settings
 * always give the same decision; no clock, no storage.
 *
 * @param facts everything known, as parseFacts gives it
 * @param settings the installation's own; a policy set that the facts name goes before its default
 * @returns a deeply frozen decision (routing.md)
 */
export function decide(facts: Facts, settings: RoutingSettings = defaultRoutingSettings): Decision {
  const situation = situationOf(facts, settings)
  const route = routeOf(situation)
  const applied = actionsFor(situation, route)
  const actions = applied.map(({ value }) => value)
  const told = toldOf(situation, route, new Set(actions))
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
      ...told.map(({ because }) => because),
      ...applied.map(({ because }) => because),
      ...(restricted ? [restrictedBecause] : []),
      reply.because,
    ]),
    copyTo: Object.freeze(told.map(({ value }) => value).sort()),
    actions: Object.freeze(actions.sort()),
    restricted,
    priority: reply.priority,
    respondBy: reply.respondBy,
  })
}

/** The team within a destination that staff choose themselves (routing.md, Decision: destination, team). */
export function teamFor(
  facts: Facts,
  destination: Destination,
  settings: RoutingSettings = defaultRoutingSettings,
): Team {
  return teamAt(situationOf(facts, settings), destination)
}
