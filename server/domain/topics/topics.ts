import type { ChapterId } from '../content/chapters'
import type { Action } from '../routing/actions'

export const pathways = [
  'accommodation',
  'finance-benefit-debt',
  'employment-training-education',
  'personal-wellbeing',
  'personal-social-health',
  'release-plan',
] as const
export type Pathway = (typeof pathways)[number]

export const topicClasses = [
  'immediate',
  'plan',
  'practical',
  'pom',
  'com',
  'crs',
  'confidential',
  'information',
] as const
export type TopicClass = (typeof topicClasses)[number]

/** The commissioned rehabilitative services that a referral can go to (PF 2.10). */
export type CommissionedService = 'accommodation' | 'finance' | 'mentoring' | 'womens'

export interface TopicEntry {
  readonly pathway: Pathway
  readonly class: TopicClass
  /** The form that a person fills in; the form's own rules say when it sends this topic. */
  readonly form: string
  /** The chapter of the booklet that says more, and whose local services staff are shown. */
  readonly chapter: ChapterId
  readonly crs?: CommissionedService
  /** Actions that apply to this topic whoever it is for, or (first CRS contact) whoever is out of area. */
  readonly actions?: readonly Action[]
  /** Reply templates for this topic, offered before those for every topic. */
  readonly readyWords: readonly string[]
}

/**
 * Every topic an application can be about, in the order they are offered (routing.md, Topics). Whatever else the
 * service knows by topic is derived from this table, or fails to compile until it names each topic.
 */
export const topicTable = {
  'keep-or-end-tenancy': {
    pathway: 'accommodation',
    class: 'immediate',
    form: 'keep-or-end-tenancy',
    chapter: 'a-place-to-live',
    crs: 'accommodation',
    actions: ['arrange-first-crs-contact'],
    readyWords: ['council', 'landlord'],
  },
  'somewhere-to-live': {
    pathway: 'accommodation',
    class: 'plan',
    form: 'somewhere-to-live',
    chapter: 'a-place-to-live',
    crs: 'accommodation',
    actions: ['arrange-first-crs-contact'],
    readyWords: ['council', 'place-to-stay'],
  },
  'tag-address': {
    pathway: 'accommodation',
    class: 'pom',
    form: 'tag-address',
    chapter: 'a-place-to-live',
    actions: ['consider-cas2'],
    readyWords: ['address-checked'],
  },
  'emergency-accommodation': {
    pathway: 'accommodation',
    class: 'com',
    form: 'somewhere-to-live',
    chapter: 'a-place-to-live',
    readyWords: ['council', 'place-to-stay'],
  },
  'debts-and-bills': {
    pathway: 'finance-benefit-debt',
    class: 'immediate',
    form: 'debts-and-bills',
    chapter: 'money-and-benefits',
    crs: 'finance',
    actions: ['consider-finance-crs', 'arrange-first-crs-contact', 'refer-to-prison-banking'],
    readyWords: ['money-adviser'],
  },
  'benefits-now': {
    pathway: 'finance-benefit-debt',
    class: 'immediate',
    form: 'universal-credit',
    chapter: 'money-and-benefits',
    actions: ['refer-to-dwp-work-coach'],
    readyWords: ['work-coach'],
  },
  'universal-credit': {
    pathway: 'finance-benefit-debt',
    class: 'practical',
    form: 'universal-credit',
    chapter: 'money-and-benefits',
    actions: ['refer-to-dwp-work-coach'],
    readyWords: ['work-coach'],
  },
  'bank-account': {
    pathway: 'finance-benefit-debt',
    class: 'practical',
    form: 'bank-account',
    chapter: 'money-and-benefits',
    actions: ['refer-to-prison-banking'],
    readyWords: ['bank-asked', 'bank-needs-id'],
  },
  'identity-documents': {
    pathway: 'finance-benefit-debt',
    class: 'practical',
    form: 'identity-documents',
    chapter: 'everyday-life',
    actions: ['refer-to-prison-banking'],
    readyWords: ['id-asked'],
  },
  'keep-my-job': {
    pathway: 'employment-training-education',
    class: 'immediate',
    form: 'job-or-training',
    chapter: 'work-and-learning',
    actions: ['signpost-to-work-services'],
    readyWords: ['work-adviser'],
  },
  'job-or-training': {
    pathway: 'employment-training-education',
    class: 'plan',
    form: 'job-or-training',
    chapter: 'work-and-learning',
    actions: ['signpost-to-work-services'],
    readyWords: ['work-adviser'],
  },
  mentor: {
    pathway: 'personal-wellbeing',
    class: 'crs',
    form: 'mentor',
    chapter: 'family-and-friends',
    crs: 'mentoring',
    actions: ['arrange-first-crs-contact'],
    readyWords: ['service-asked'],
  },
  'womens-services': {
    pathway: 'personal-wellbeing',
    class: 'crs',
    form: 'womens-services',
    chapter: 'women',
    crs: 'womens',
    actions: ['arrange-first-crs-contact'],
    readyWords: ['service-asked', 'somebody-will-see-you'],
  },
  'something-private': {
    pathway: 'personal-wellbeing',
    class: 'confidential',
    form: 'something-private',
    chapter: 'staying-safe',
    readyWords: ['somebody-will-see-you'],
  },
  'mental-health': {
    pathway: 'personal-wellbeing',
    class: 'immediate',
    form: 'mental-health',
    chapter: 'feeling-ok',
    actions: ['signpost-to-healthcare-for-mental-health'],
    readyWords: ['somebody-will-see-you'],
  },
  'thinking-and-behaviour': {
    pathway: 'personal-wellbeing',
    class: 'plan',
    form: 'thinking-and-behaviour',
    chapter: 'feeling-ok',
    readyWords: ['service-asked', 'somebody-will-see-you'],
  },
  'family-and-children': {
    pathway: 'personal-wellbeing',
    class: 'information',
    form: 'family-and-children',
    chapter: 'family-and-friends',
    readyWords: ['family-worker'],
  },
  'gp-and-health': {
    pathway: 'personal-social-health',
    class: 'practical',
    form: 'gp-and-health',
    chapter: 'health',
    actions: ['signpost-to-healthcare-for-gp'],
    readyWords: ['healthcare'],
  },
  'drugs-and-alcohol': {
    pathway: 'personal-social-health',
    class: 'practical',
    form: 'drugs-and-alcohol',
    chapter: 'drugs-and-alcohol',
    actions: ['liaise-with-substance-misuse-team'],
    readyWords: ['somebody-will-see-you'],
  },
  'social-care': {
    pathway: 'personal-social-health',
    class: 'plan',
    form: 'social-care',
    chapter: 'disabled-and-older-people',
    actions: ['liaise-with-local-authority-social-care'],
    readyWords: ['somebody-will-see-you'],
  },
  'care-leaver': {
    pathway: 'personal-social-health',
    class: 'plan',
    form: 'care-leaver',
    chapter: 'care-leavers',
    readyWords: ['service-asked', 'somebody-will-see-you'],
  },
  'outside-service': {
    pathway: 'personal-social-health',
    class: 'plan',
    form: 'something-else',
    chapter: 'everyday-life',
    actions: ['arrange-first-crs-contact'],
    readyWords: ['call-booked'],
  },
  veteran: {
    pathway: 'personal-social-health',
    class: 'information',
    form: 'veteran',
    chapter: 'veterans',
    readyWords: ['service-asked'],
  },
  immigration: {
    pathway: 'personal-social-health',
    class: 'information',
    form: 'immigration',
    chapter: 'not-a-british-citizen',
    readyWords: ['free-legal-advice'],
  },
  'licence-and-supervision': {
    pathway: 'release-plan',
    class: 'com',
    form: 'release-plan',
    chapter: 'probation-and-licence',
    readyWords: ['probation-worker'],
  },
  'my-com': {
    pathway: 'release-plan',
    class: 'com',
    form: 'release-plan',
    chapter: 'probation-and-licence',
    readyWords: ['probation-worker'],
  },
  parole: {
    pathway: 'release-plan',
    class: 'com',
    form: 'release-plan',
    chapter: 'probation-and-licence',
    readyWords: ['free-legal-advice', 'probation-worker'],
  },
  'court-release': {
    pathway: 'release-plan',
    class: 'information',
    form: 'court-release',
    chapter: 'remand-and-court',
    readyWords: ['free-legal-advice', 'probation-worker'],
  },
  'release-dates': {
    pathway: 'release-plan',
    class: 'pom',
    form: 'release-plan',
    chapter: 'probation-and-licence',
    readyWords: ['probation-worker', 'release-date'],
  },
  'referral-progress': {
    pathway: 'release-plan',
    class: 'information',
    form: 'something-else',
    chapter: 'everyday-life',
    readyWords: ['probation-worker'],
  },
  'something-else': {
    pathway: 'release-plan',
    class: 'information',
    form: 'something-else',
    chapter: 'everyday-life',
    readyWords: [],
  },
} as const satisfies Record<string, TopicEntry>

export type Topic = keyof typeof topicTable

/** The forms of docs/policy/forms.md that send an application, each called by its main topic. */
export type FormId = (typeof topicTable)[Topic]['form']

/** The reply templates that belong to topics. */
export type TopicReadyWords = (typeof topicTable)[Topic]['readyWords'][number]

export const topics = Object.keys(topicTable) as readonly Topic[]

/** Whether a name is that of a topic. */
export function isTopic(id: string): id is Topic {
  return Object.hasOwn(topicTable, id)
}

/** All that is declared about a topic. */
export function topicEntry(topic: Topic): TopicEntry {
  return topicTable[topic]
}
