export const pathways = [
  'accommodation',
  'finance-benefit-debt',
  'employment-training-education',
  'personal-wellbeing',
  'personal-social-health',
  'release-plan',
] as const
export type Pathway = (typeof pathways)[number]

export const topicClasses = ['immediate', 'plan', 'pom', 'com', 'crs', 'confidential', 'information'] as const
export type TopicClass = (typeof topicClasses)[number]

export interface TopicEntry {
  readonly pathway: Pathway
  readonly class: TopicClass
}

/** All topics of applications, in display order (routing.md, Topics). */
export const topicTable = {
  'keep-or-end-tenancy': { pathway: 'accommodation', class: 'immediate' },
  'somewhere-to-live': { pathway: 'accommodation', class: 'plan' },
  'tag-address': { pathway: 'accommodation', class: 'pom' },
  'emergency-accommodation': { pathway: 'accommodation', class: 'com' },
  'debts-and-bills': { pathway: 'finance-benefit-debt', class: 'immediate' },
  'benefits-now': { pathway: 'finance-benefit-debt', class: 'immediate' },
  'universal-credit': { pathway: 'finance-benefit-debt', class: 'plan' },
  'bank-account': { pathway: 'finance-benefit-debt', class: 'plan' },
  'identity-documents': { pathway: 'finance-benefit-debt', class: 'plan' },
  'keep-my-job': { pathway: 'employment-training-education', class: 'immediate' },
  'job-or-training': { pathway: 'employment-training-education', class: 'plan' },
  mentor: { pathway: 'personal-wellbeing', class: 'crs' },
  'womens-services': { pathway: 'personal-wellbeing', class: 'crs' },
  'something-private': { pathway: 'personal-wellbeing', class: 'confidential' },
  'mental-health': { pathway: 'personal-wellbeing', class: 'immediate' },
  'thinking-and-behaviour': { pathway: 'personal-wellbeing', class: 'plan' },
  'family-and-children': { pathway: 'personal-wellbeing', class: 'information' },
  'gp-and-health': { pathway: 'personal-social-health', class: 'plan' },
  'drugs-and-alcohol': { pathway: 'personal-social-health', class: 'plan' },
  'social-care': { pathway: 'personal-social-health', class: 'plan' },
  'care-leaver': { pathway: 'personal-social-health', class: 'plan' },
  'outside-service': { pathway: 'personal-social-health', class: 'plan' },
  veteran: { pathway: 'personal-social-health', class: 'information' },
  immigration: { pathway: 'personal-social-health', class: 'information' },
  'licence-and-supervision': { pathway: 'release-plan', class: 'com' },
  'my-com': { pathway: 'release-plan', class: 'com' },
  parole: { pathway: 'release-plan', class: 'com' },
  'court-release': { pathway: 'release-plan', class: 'information' },
  'release-dates': { pathway: 'release-plan', class: 'pom' },
  'referral-progress': { pathway: 'release-plan', class: 'information' },
  'something-else': { pathway: 'release-plan', class: 'information' },
} as const satisfies Record<string, TopicEntry>

export type Topic = keyof typeof topicTable

export const topics = Object.keys(topicTable) as readonly Topic[]

/** The pathway and class of a topic (routing.md, Topics). */
export function topicEntry(topic: Topic): TopicEntry {
  return topicTable[topic]
}
