import type { CalendarDay } from '../calendar'
import { deriveFacts, type DerivedFacts } from './derived-facts'
import type { Facts, Person } from './facts'
import type { PolicyName } from './policy-sets'
import { explainResponsibility, type ExplainedResponsibility } from './responsibility'
import type { RoutingSettings } from './settings'
import { topicEntry, type Topic, type TopicClass } from '../topics'

/** All inputs of the decision rules in one flat object, so that a rule reads like its row in routing.md. */
export interface Situation extends DerivedFacts {
  readonly today: CalendarDay
  readonly topic: Topic
  readonly topicClass: TopicClass
  readonly safetyConcern: boolean
  readonly person: Person
  readonly policy: PolicyName
  readonly explainedResponsibility: ExplainedResponsibility
  readonly comResponsible: boolean
  readonly settings: RoutingSettings
}

/** Combines the facts with their derived facts and the responsibility for the person. */
export function situationOf(facts: Facts, settings: RoutingSettings): Situation {
  const { today, topic, safetyConcern, person } = facts
  const policy = facts.policy ?? settings.defaultPolicy
  const explainedResponsibility = explainResponsibility(person, today, policy)
  return {
    ...deriveFacts(facts, policy),
    today,
    topic,
    topicClass: classOf(topic, settings),
    safetyConcern,
    person,
    policy,
    explainedResponsibility,
    comResponsible: explainedResponsibility.responsibility.responsible === 'COM',
    settings,
  }
}

function classOf(topic: Topic, { classes }: RoutingSettings): TopicClass {
  return topic === 'mental-health' || topic === 'keep-my-job' ? classes[topic] : topicEntry(topic).class
}
