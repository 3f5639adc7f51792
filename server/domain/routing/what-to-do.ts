import { topicEntry, topics, type Topic } from '../topics'
import type { Action } from './actions'
import { among } from './among'
import { cite } from './cite'
import type { Route } from './destination'
import { memoizeChoice } from './memoize-choice'
import type { Situation } from './situation'

type Condition = (situation: Situation, route: Route) => boolean

interface ActionRow {
  readonly value: Action
  /** The topics that it can apply to; absent for every topic. */
  readonly about?: (topic: Topic) => boolean
  /** Absent where it applies to those topics whoever it is for. */
  readonly when?: Condition
  readonly because: string
}

const accommodationReferralIsDue: Condition = ({ crsAccommodation, comResponsible, person }) =>
  crsAccommodation && comResponsible && person.comAllocated

const referralIsDue: Condition = (situation, route) =>
  route.rule === 'D3' || accommodationReferralIsDue(situation, route)

const custodyTeamRefers: Condition = (situation, route) =>
  route.rule === 'D2' || (accommodationReferralIsDue(situation, route) && situation.custodyCit)

const correHubRefers: Condition = (situation, route) =>
  !situation.custodyCit && situation.corre && referralIsDue(situation, route)

const comRefers: Condition = (situation, route) =>
  !situation.custodyCit && !situation.corre && referralIsDue(situation, route)

const someoneRefers: Condition = (situation, route) =>
  custodyTeamRefers(situation, route) || correHubRefers(situation, route) || comRefers(situation, route)

const comesFromEngland = ({ person: { homeRegion } }: Situation) => homeRegion !== null && homeRegion !== 'wales'

const about =
  (...some: readonly Topic[]) =>
  (topic: Topic) =>
    some.includes(topic)

const isAboutHavingNoHome = about('somewhere-to-live', 'emergency-accommodation')

const isAboutAccommodation = (topic: Topic) => topicEntry(topic).crs === 'accommodation'

/** The topic's declaration names this action. */
const declares = (action: Action) => (topic: Topic) => topicEntry(topic).actions?.includes(action) === true

/** All matching rows apply (routing.md, Decision: what to do). */
const rows: readonly ActionRow[] = [
  {
    value: 'consider-acct',
    when: ({ safetyConcern }) => safetyConcern,
    because: cite('There is a safety concern: consider opening an ACCT', 'PF 3.8'),
  },
  {
    value: 'ask-consent-before-sharing',
    when: ({ topicClass }) => topicClass === 'confidential',
    because: cite('This was told in confidence: ask the person before sharing it', 'PSI 5.25'),
  },
  {
    value: 'offer-womens-safety-worker',
    when: ({ topicClass, person }) => topicClass === 'confidential' && person.estate === 'women',
    because: cite('Offer the women’s safety worker', 'PF App 2 §3'),
  },
  {
    value: 'chase-com-allocation',
    when: ({ comResponsible, person }) => comResponsible && !person.comAllocated,
    because: cite('The COM is responsible but none is allocated: ask for one', 'PF App 3'),
  },
  {
    value: 'pass-to-pom',
    about: topic => topic !== 'emergency-accommodation',
    when: ({ topicClass }, { rule }) => rule === 'H1' || topicClass === 'pom',
    because: cite('The POM deals with this: pass it on', 'PF 3.8', 'OMiC roles'),
  },
  {
    value: 'refer-after-handover',
    when: ({ topic }, { rule }) => rule === 'H2' || (topic === 'somewhere-to-live' && among(rule, 'H3', 'H4')),
    because: cite('Referrals are taken after handover to the COM', 'Letter Day 1, 3a'),
  },
  {
    value: 'consult-com',
    when: ({ topicClass, highRisk, person }, { destination }) =>
      destination === 'PRT' &&
      person.comAllocated &&
      (among(topicClass, 'plan', 'confidential', 'immediate') || (topicClass === 'practical' && highRisk)),
    because: cite(
      'Consult the COM; in confidence only with the person’s consent, or without naming person and matter',
      'PF App 1 §1',
      'PF App 1 §3',
    ),
  },
  {
    value: 'check-risk',
    when: ({ topicClass, person }) =>
      topicClass === 'plan' &&
      among(person.custodyStatus, 'sentenced', 'recalled') &&
      person.riskOfSeriousHarm === null,
    because: cite('The risk of serious harm is not known: find out', 'PF 3.8'),
  },
  {
    value: 'custody-team-makes-crs-referral',
    when: custodyTeamRefers,
    because: cite('The Community Integration Team in the prison makes the referral for the COM', 'PF 3.10'),
  },
  {
    value: 'refer-through-corre-hub',
    when: correHubRefers,
    because: cite('The person’s home is in Wales, so the referral goes through the CORRE Hub', 'PF 3.9'),
  },
  {
    value: 'com-makes-crs-referral',
    when: comRefers,
    because: cite('The COM makes the referral', 'PF 3.21'),
  },
  {
    value: 'one-referral-for-now-and-release',
    about: isAboutAccommodation,
    when: (situation, route) => situation.shortSentence && someoneRefers(situation, route),
    because: cite('The sentence is short: one referral covers the needs of now and of release', 'PF 3.22'),
  },
  {
    value: 'single-womens-referral',
    when: (situation, route) => situation.person.estate === 'women' && someoneRefers(situation, route),
    because: cite('One referral covers everything the woman needs', 'PF 3.23'),
  },
  {
    value: 'consider-accommodation-crs',
    about: isAboutAccommodation,
    when: ({ unsentenced }) => unsentenced,
    because: cite(
      'Consider the accommodation service, where it helps people before sentence',
      'PF 2.10',
      'PF App 1 §2',
    ),
  },
  {
    value: 'consider-accommodation-crs',
    about: about('keep-or-end-tenancy'),
    when: ({ unsentenced, comResponsible }) => !unsentenced && !comResponsible,
    because: cite(
      'Consider the accommodation service: one referral at reception for immediate need',
      'PF 3.18',
      'PF 3.22',
    ),
  },
  {
    value: 'explain-crs-needs-a-sentence',
    about: about('mentor'),
    when: ({ unsentenced }) => unsentenced,
    because: cite('Mentors are for people who are sentenced: explain that', 'PF 2.10'),
  },
  {
    value: 'consider-finance-crs',
    about: declares('consider-finance-crs'),
    because: cite('Consider the finance, benefit and debt service', 'PF 2.10', 'PF 3.17'),
  },
  {
    value: 'record-agreed-tasks-on-ndelius',
    when: ({ highRisk }, { rule }) => rule === 'D4' || (rule === 'D3' && highRisk),
    because: cite('The risk is high: record on nDelius what the COM and the Pre-release Team agree', 'PF 3.8'),
  },
  {
    value: 'identify-duty-to-refer',
    about: isAboutHavingNoHome,
    when: situation => comesFromEngland(situation) && situation.person.estate === 'men',
    because: cite('Identify the need for a Duty to Refer, and which council', 'PF App 1 §3'),
  },
  {
    value: 'complete-duty-to-refer',
    about: isAboutHavingNoHome,
    when: situation => comesFromEngland(situation) && situation.person.estate === 'women',
    because: cite('Complete the Duty to Refer to the council', 'PF App 2 §3'),
  },
  {
    value: 'confirm-home-area',
    about: isAboutHavingNoHome,
    when: ({ person }) => person.homeRegion === null,
    because: cite('The home area is not known: confirm where the person is connected to', 'PF App 1 §3'),
  },
  {
    value: 'identify-application-for-assistance',
    about: isAboutHavingNoHome,
    when: ({ person }) => person.homeRegion === 'wales' && person.estate === 'men',
    because: cite('Identify the need for an Application for Assistance, and which council in Wales', 'PF App 1 §3'),
  },
  {
    value: 'complete-application-for-assistance',
    about: isAboutHavingNoHome,
    when: ({ person }) => person.homeRegion === 'wales' && person.estate === 'women',
    because: cite('Complete the Application for Assistance to the council in Wales', 'PF App 2 §3'),
  },
  {
    value: 'refer-to-cas',
    about: about('emergency-accommodation'),
    when: (_situation, { destination }) => destination === 'COM',
    because: cite('The COM refers to the Community Accommodation Service', 'PF 3.27'),
  },
  {
    value: 'ask-duty-probation-for-cas',
    about: about('emergency-accommodation'),
    when: (_situation, { rule }) => among(rule, 'A1', 'H1'),
    because: cite(
      'No COM can do it yet: ask the duty probation officer to refer to the Community Accommodation Service',
      'PF 3.27',
    ),
  },
  {
    value: 'consider-cas2',
    about: declares('consider-cas2'),
    because: cite('Consider CAS2, for people on bail or released on tag', 'PF 3.27'),
  },
  {
    value: 'refer-to-local-accommodation',
    about: about('emergency-accommodation'),
    when: ({ unsentenced }) => unsentenced,
    because: cite('The court may let the person go: refer to local accommodation providers', 'PF App 1 §2'),
  },
  {
    value: 'arrange-first-crs-contact',
    about: declares('arrange-first-crs-contact'),
    when: ({ outOfArea, firstContact }) => outOfArea && firstContact,
    because: cite(
      'The prison is outside the person’s home region: arrange the first contact with the service there',
      'PF 3.7',
      'PF 3.19',
      'PF App 1 §2',
    ),
  },
  {
    value: 'refer-to-dwp-work-coach',
    about: declares('refer-to-dwp-work-coach'),
    because: cite('Refer to the DWP work coach in the prison', 'PF App 1 §1', 'PF App 1 §3'),
  },
  {
    value: 'signpost-to-work-services',
    about: declares('signpost-to-work-services'),
    because: cite('Signpost to the work, training and education services in the prison', 'PF App 1 §3'),
  },
  {
    value: 'refer-to-prison-banking',
    about: declares('refer-to-prison-banking'),
    because: cite('Refer to the prison banking administrator', 'PF App 1 §3'),
  },
  {
    value: 'signpost-to-healthcare-for-gp',
    about: declares('signpost-to-healthcare-for-gp'),
    because: cite('Signpost to healthcare, to register with a GP', 'PF App 1 §3'),
  },
  {
    value: 'signpost-to-healthcare-for-mental-health',
    about: declares('signpost-to-healthcare-for-mental-health'),
    because: cite('Signpost to healthcare, for mental health', 'PF App 1 §1', 'PF App 1 §3'),
  },
  {
    value: 'signpost-to-immigration-advice',
    about: about('immigration'),
    when: ({ settings }) => settings.signpostToImmigrationAdvice,
    because: cite('Signpost to immigration advice', 'service default'),
  },
  {
    value: 'signpost-to-veterans-officer',
    about: about('veteran'),
    when: ({ settings }) => settings.signpostToVeteransOfficer,
    because: cite('Signpost to the veterans officer', 'service default'),
  },
  {
    value: 'liaise-with-substance-misuse-team',
    about: declares('liaise-with-substance-misuse-team'),
    because: cite('Liaise with the substance misuse team', 'PF App 1 §2', 'PF 3.16'),
  },
  {
    value: 'liaise-with-local-authority-social-care',
    about: declares('liaise-with-local-authority-social-care'),
    because: cite('Liaise with the council’s social care team', 'PF App 1 §3'),
  },
  {
    value: 'liaise-with-leaving-care-team',
    when: ({ topic, under25 }) => topic === 'care-leaver' || under25,
    because: cite('Liaise with the council’s leaving care team', 'PF App 1 §3'),
  },
  {
    value: 'plan-for-court-release',
    when: ({ topic, topicClass, person }) =>
      topic === 'court-release' ||
      (among(person.custodyStatus, 'remand', 'convicted-unsentenced') && among(topicClass, 'plan', 'practical', 'com')),
    because: cite('The court may let the person go: have a plan ready before the hearing', 'PF App 1 §2'),
  },
]

/** The actions that apply, sorted, with the reason for each in the page's order. */
export interface AppliedActions {
  readonly values: readonly Action[]
  readonly because: readonly string[]
}

/** Chooses among the rows that can apply to each topic: an application asks a third of them. */
const choices = Object.fromEntries(
  topics.map(topic => {
    const ofTopic = rows.filter(row => row.about === undefined || row.about(topic))
    return [
      topic,
      memoizeChoice(ofTopic, applied =>
        Object.freeze<AppliedActions>({
          values: Object.freeze(applied.map(({ value }) => value).sort()),
          because: applied.map(({ because }) => because),
        }),
      ),
    ]
  }),
) as Readonly<Record<Topic, (applies: (row: ActionRow) => boolean) => AppliedActions>>

/** The actions for an application (routing.md, Decision: what to do). */
export function actionsFor(situation: Situation, route: Route): AppliedActions {
  return choices[situation.topic](({ when }) => when === undefined || when(situation, route))
}
