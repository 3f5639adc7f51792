import type { CalendarDay } from '../calendar'
import { topicEntry, type Topic, type TopicClass } from '../topics'
import { among } from './among'
import {
  isCareLeaverUnder25,
  isManagedByCommunityCit,
  isShortSentence,
  isUnsentenced,
  leavingDay,
  mayHaveFunction,
  type DerivedFacts,
} from './derived-facts'
import type { Facts, Person } from './facts'
import type { PolicyName } from './policy-sets'
import { explainResponsibility, type ExplainedResponsibility } from './responsibility'
import type { RoutingSettings } from './settings'

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

/**
 * Combines the facts with their derived facts (routing.md, Derived facts) and the responsibility for the person. One
 * literal makes the object: spreading another into it takes longer than all the rules.
 */
export function situationOf(facts: Facts, settings: RoutingSettings): Situation {
  const { today, topic, safetyConcern, person, prison } = facts
  const { estate, homeRegion } = person
  const policy = facts.policy ?? settings.defaultPolicy
  const explainedResponsibility = explainResponsibility(person, today, policy)
  const shortSentence = isShortSentence(person, policy)
  return {
    today,
    topic,
    topicClass: classOf(topic, settings),
    safetyConcern,
    person,
    policy,
    explainedResponsibility,
    comResponsible: explainedResponsibility.responsibility.responsible === 'COM',
    settings,
    unsentenced: isUnsentenced(person),
    outOfArea: homeRegion !== null && homeRegion !== prison.region,
    highRisk: among(person.riskOfSeriousHarm, 'high', 'very-high'),
    shortSentence,
    ssf: shortSentence && estate === 'men',
    corre: estate === 'men' && homeRegion === 'wales',
    crsAccommodation: topicEntry(topic).crs === 'accommodation',
    custodyCit: prison.region === 'yorkshire-and-the-humber' && mayHaveFunction(prison, 'reception'),
    firstContact: mayHaveFunction(prison, 'resettlement'),
    communityCit: isManagedByCommunityCit(person),
    under25: isCareLeaverUnder25(person, today),
    leaving: leavingDay(person, today),
  }
}

function classOf(topic: Topic, { classes }: RoutingSettings): TopicClass {
  return topic === 'mental-health' || topic === 'keep-my-job' ? classes[topic] : topicEntry(topic).class
}
