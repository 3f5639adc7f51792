import { topicEntry } from '../topics'
import type { Action } from './actions'
import { among } from './among'
import { cite } from './cite'
import type { Route } from './destination'
import type { Situation } from './situation'

type Condition = (situation: Situation, route: Route) => boolean

interface ActionRow {
  readonly value: Action
  readonly when: Condition
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

const needsSomewhereToLive: Condition = ({ topic }) => among(topic, 'somewhere-to-live', 'emergency-accommodation')

const comesFromEngland = ({ person: { homeRegion } }: Situation) => homeRegion !== null && homeRegion !== 'wales'

/** The topic's declaration names this action. */
const declaredFor =
  (action: Action): Condition =>
  ({ topic }) =>
    topicEntry(topic).actions?.includes(action) === true

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
    when: ({ topicClass, topic }, { rule }) =>
      (rule === 'H1' && topic !== 'emergency-accommodation') || topicClass === 'pom',
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
    when: (situation, route) =>
      situation.shortSentence && situation.crsAccommodation && someoneRefers(situation, route),
    because: cite('The sentence is short: one referral covers the needs of now and of release', 'PF 3.22'),
  },
  {
    value: 'single-womens-referral',
    when: (situation, route) => situation.person.estate === 'women' && someoneRefers(situation, route),
    because: cite('One referral covers everything the woman needs', 'PF 3.23'),
  },
  {
    value: 'consider-accommodation-crs',
    when: ({ crsAccommodation, unsentenced }) => crsAccommodation && unsentenced,
    because: cite(
      'Consider the accommodation service, where it helps people before sentence',
      'PF 2.10',
      'PF App 1 §2',
    ),
  },
  {
    value: 'consider-accommodation-crs',
    when: ({ topic, unsentenced, comResponsible }) =>
      topic === 'keep-or-end-tenancy' && !unsentenced && !comResponsible,
    because: cite(
      'Consider the accommodation service: one referral at reception for immediate need',
      'PF 3.18',
      'PF 3.22',
    ),
  },
  {
    value: 'explain-crs-needs-a-sentence',
    when: ({ unsentenced, topic }) => unsentenced && topic === 'mentor',
    because: cite('Mentors are for people who are sentenced: explain that', 'PF 2.10'),
  },
  {
    value: 'consider-finance-crs',
    when: declaredFor('consider-finance-crs'),
    because: cite('Consider the finance, benefit and debt service', 'PF 2.10', 'PF 3.17'),
  },
  {
    value: 'record-agreed-tasks-on-ndelius',
    when: ({ highRisk }, { rule }) => rule === 'D4' || (rule === 'D3' && highRisk),
    because: cite('The risk is high: record on nDelius what the COM and the Pre-release Team agree', 'PF 3.8'),
  },
  {
    value: 'identify-duty-to-refer',
    when: (situation, route) =>
      needsSomewhereToLive(situation, route) && comesFromEngland(situation) && situation.person.estate === 'men',
    because: cite('Identify the need for a Duty to Refer, and which council', 'PF App 1 §3'),
  },
  {
    value: 'complete-duty-to-refer',
    when: (situation, route) =>
      needsSomewhereToLive(situation, route) && comesFromEngland(situation) && situation.person.estate === 'women',
    because: cite('Complete the Duty to Refer to the council', 'PF App 2 §3'),
  },
  {
    value: 'confirm-home-area',
    when: (situation, route) => needsSomewhereToLive(situation, route) && situation.person.homeRegion === null,
    because: cite('The home area is not known: confirm where the person is connected to', 'PF App 1 §3'),
  },
  {
    value: 'identify-application-for-assistance',
    when: (situation, route) =>
      needsSomewhereToLive(situation, route) &&
      situation.person.homeRegion === 'wales' &&
      situation.person.estate === 'men',
    because: cite('Identify the need for an Application for Assistance, and which council in Wales', 'PF App 1 §3'),
  },
  {
    value: 'complete-application-for-assistance',
    when: (situation, route) =>
      needsSomewhereToLive(situation, route) &&
      situation.person.homeRegion === 'wales' &&
      situation.person.estate === 'women',
    because: cite('Complete the Application for Assistance to the council in Wales', 'PF App 2 §3'),
  },
  {
    value: 'refer-to-cas',
    when: ({ topic }, { destination }) => topic === 'emergency-accommodation' && destination === 'COM',
    because: cite('The COM refers to the Community Accommodation Service', 'PF 3.27'),
  },
  {
    value: 'ask-duty-probation-for-cas',
    when: ({ topic }, { rule }) => topic === 'emergency-accommodation' && among(rule, 'A1', 'H1'),
    because: cite(
      'No COM can do it yet: ask the duty probation officer to refer to the Community Accommodation Service',
      'PF 3.27',
    ),
  },
  {
    value: 'consider-cas2',
    when: declaredFor('consider-cas2'),
    because: cite('Consider CAS2, for people on bail or released on tag', 'PF 3.27'),
  },
  {
    value: 'refer-to-local-accommodation',
    when: ({ topic, unsentenced }) => topic === 'emergency-accommodation' && unsentenced,
    because: cite('The court may let the person go: refer to local accommodation providers', 'PF App 1 §2'),
  },
  {
    value: 'arrange-first-crs-contact',
    when: (situation, route) =>
      situation.outOfArea && situation.firstContact && declaredFor('arrange-first-crs-contact')(situation, route),
    because: cite(
      'The prison is outside the person’s home region: arrange the first contact with the service there',
      'PF 3.7',
      'PF 3.19',
      'PF App 1 §2',
    ),
  },
  {
    value: 'refer-to-dwp-work-coach',
    when: declaredFor('refer-to-dwp-work-coach'),
    because: cite('Refer to the DWP work coach in the prison', 'PF App 1 §1', 'PF App 1 §3'),
  },
  {
    value: 'signpost-to-work-services',
    when: declaredFor('signpost-to-work-services'),
    because: cite('Signpost to the work, training and education services in the prison', 'PF App 1 §3'),
  },
  {
    value: 'refer-to-prison-banking',
    when: declaredFor('refer-to-prison-banking'),
    because: cite('Refer to the prison banking administrator', 'PF App 1 §3'),
  },
  {
    value: 'signpost-to-healthcare-for-gp',
    when: declaredFor('signpost-to-healthcare-for-gp'),
    because: cite('Signpost to healthcare, to register with a GP', 'PF App 1 §3'),
  },
  {
    value: 'signpost-to-healthcare-for-mental-health',
    when: declaredFor('signpost-to-healthcare-for-mental-health'),
    because: cite('Signpost to healthcare, for mental health', 'PF App 1 §1', 'PF App 1 §3'),
  },
  {
    value: 'signpost-to-immigration-advice',
    when: ({ topic, settings }) => topic === 'immigration' && settings.signpostToImmigrationAdvice,
    because: cite('Signpost to immigration advice', 'service default'),
  },
  {
    value: 'signpost-to-veterans-officer',
    when: ({ topic, settings }) => topic === 'veteran' && settings.signpostToVeteransOfficer,
    because: cite('Signpost to the veterans officer', 'service default'),
  },
  {
    value: 'liaise-with-substance-misuse-team',
    when: declaredFor('liaise-with-substance-misuse-team'),
    because: cite('Liaise with the substance misuse team', 'PF App 1 §2', 'PF 3.16'),
  },
  {
    value: 'liaise-with-local-authority-social-care',
    when: declaredFor('liaise-with-local-authority-social-care'),
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

export interface AppliedAction {
  readonly value: Action
  readonly because: string
}

/** The actions for an application, in the page's order (routing.md, Decision: what to do). */
export function actionsFor(situation: Situation, route: Route): readonly AppliedAction[] {
  return rows.filter(({ when }) => when(situation, route))
}
