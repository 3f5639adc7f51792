import { among } from './among'
import { cite } from './cite'
import type { Situation } from './situation'

export const destinations = ['PRT', 'COM'] as const
export type Destination = (typeof destinations)[number]

export const destinationRules = [
  'U1',
  'C1',
  'I1',
  'G1',
  'P1',
  'H1',
  'H2',
  'H3',
  'H4',
  'A1',
  'D1',
  'D2',
  'D3',
  'D4',
  'D5',
  'D6',
] as const
export type DestinationRule = (typeof destinationRules)[number]

export const teams = [
  'womens-pre-release-team',
  'custody-community-integration-team',
  'pre-release-team',
  'community-integration-team',
  'short-sentence-function',
  'community-offender-manager',
] as const
export type Team = (typeof teams)[number]

interface DestinationRow {
  readonly rule: DestinationRule
  readonly when: (situation: Situation) => boolean
  readonly destination: Destination
  readonly because: string
}

/** The first matching row decides (routing.md, Decision: destination). */
const rows: readonly DestinationRow[] = [
  {
    rule: 'U1',
    when: ({ unsentenced }) => unsentenced,
    destination: 'PRT',
    because: cite(
      'The person is not sentenced, and the Pre-release Team helps everyone on entry to custody',
      'PF 3.5',
      'PF 3.6',
      'PF App 1 §1',
      'PF App 1 §2',
    ),
  },
  {
    rule: 'C1',
    when: ({ topicClass }) => topicClass === 'confidential',
    destination: 'PRT',
    because: cite(
      'What is told in confidence stays with the Pre-release Team',
      'PSI 5.25',
      'PSI 5.31',
      'PF App 1 §3 Personal wellbeing',
    ),
  },
  {
    rule: 'I1',
    when: ({ topicClass, topic }) => topicClass === 'immediate' && !among(topic, 'mental-health', 'keep-my-job'),
    destination: 'PRT',
    because: cite(
      'The need is immediate, and the Pre-release Team meets immediate needs whatever the risk and home area',
      'PF 3.6',
      'PF App 1 §1',
    ),
  },
  {
    rule: 'I1',
    when: ({ topicClass }) => topicClass === 'immediate',
    destination: 'PRT',
    because: cite(
      'The need is immediate, and the Pre-release Team meets immediate needs',
      'PF 3.6',
      'PF App 1 §1',
      'PSI 5.2',
      'service default',
    ),
  },
  {
    rule: 'G1',
    when: ({ topicClass }) => among(topicClass, 'information', 'pom'),
    destination: 'PRT',
    because: cite(
      'The Pre-release Team carries messages between the person and those who know the answer',
      'PF App 1 §1',
      'PF App 3',
      'OMiC',
    ),
  },
  {
    rule: 'P1',
    when: ({ topicClass }) => topicClass === 'practical',
    destination: 'PRT',
    because: cite(
      'Only people in the prison can do this, so the Pre-release Team acts on it whatever the risk',
      'PF App 1 §3',
      'PF 3.6',
    ),
  },
  {
    rule: 'H1',
    when: ({ comResponsible, topicClass }) => !comResponsible && topicClass === 'com',
    destination: 'PRT',
    because: cite(
      'The COM is not responsible yet, so the Pre-release Team passes the matter on',
      'PF 3.8',
      'OMiC roles',
    ),
  },
  {
    rule: 'H2',
    when: ({ comResponsible, topicClass }) => !comResponsible && topicClass === 'crs',
    destination: 'PRT',
    because: cite(
      'Only a responsible COM, or the Pre-release Team for them, refers to these services, and the COM is not responsible yet',
      'PF 3.17',
      'PF 3.21',
    ),
  },
  {
    rule: 'H3',
    when: ({ comResponsible, topicClass, highRisk, person }) =>
      !comResponsible && topicClass === 'plan' && highRisk && person.comAllocated,
    destination: 'COM',
    because: cite('The risk is high, and the allocated COM is the point of contact before handover', 'PF 3.8'),
  },
  {
    rule: 'H4',
    when: ({ comResponsible, topicClass }) => !comResponsible && topicClass === 'plan',
    destination: 'PRT',
    because: cite('The COM is not responsible yet, so the Pre-release Team acts on the application', 'PF App 1 §3'),
  },
  {
    rule: 'A1',
    when: ({ comResponsible, person }) => comResponsible && !person.comAllocated,
    destination: 'PRT',
    because: cite(
      'The COM is responsible but none is allocated, so the Pre-release Team helps and asks for one',
      'PF 3.6',
      'PF App 3',
    ),
  },
  {
    rule: 'D1',
    when: ({ topicClass }) => topicClass === 'com',
    destination: 'COM',
    because: cite('The COM is responsible, and this is for the COM to decide', 'PF 3.8', 'PF 3.27'),
  },
  {
    rule: 'D2',
    when: ({ topicClass, custodyCit }) => topicClass === 'crs' && custodyCit,
    destination: 'PRT',
    because: cite(
      'The COM is responsible, and in Yorkshire and the Humber the team in the prison completes referrals for the COM',
      'PF 3.10',
    ),
  },
  {
    rule: 'D3',
    when: ({ topicClass }) => topicClass === 'crs',
    destination: 'COM',
    because: cite('The responsible COM makes the referral', 'PF 3.21', 'PF 3.22', 'PF App 1 §1'),
  },
  {
    rule: 'D4',
    when: ({ topicClass, highRisk }) => topicClass === 'plan' && highRisk,
    destination: 'COM',
    because: cite('The risk is high, so preparing for release is the responsible COM’s', 'PF 3.8', 'PF App 1 §1'),
  },
  {
    rule: 'D5',
    when: ({ topicClass, person }) => topicClass === 'plan' && among(person.riskOfSeriousHarm, 'low', 'medium'),
    destination: 'PRT',
    because: cite(
      'The COM is responsible and the risk is low or medium, so the Pre-release Team helps',
      'PF App 1 §1',
      'PF App 1 §3',
    ),
  },
  {
    rule: 'D6',
    when: ({ topicClass, person }) => topicClass === 'plan' && person.riskOfSeriousHarm === null,
    destination: 'PRT',
    because: cite('The COM is responsible and the risk is not known, so the Pre-release Team helps', 'PF App 1 §3'),
  },
]

/**
 * The one reason for which a decision names its destination, with its citation: that of its rule.
 *
 * @param decision as it was stored, perhaps with the words of an earlier version
 */
export function reasonOf({ rule, because }: { readonly rule: DestinationRule; readonly because: readonly string[] }) {
  const ofRule = rows.filter(row => row.rule === rule)
  return (ofRule.find(row => because.includes(row.because)) ?? ofRule[0]!).because
}

interface TeamRow {
  readonly destination: Destination
  readonly when: (situation: Situation) => boolean
  readonly team: Team
  readonly because: string | null
}

/** The first matching row of the destination determines the team. */
const teamRows: readonly TeamRow[] = [
  {
    destination: 'PRT',
    when: ({ person }) => person.estate === 'women',
    team: 'womens-pre-release-team',
    because: cite('In the women’s estate that is the women’s Pre-release Team', 'PF 3.16', 'PF App 2'),
  },
  {
    destination: 'PRT',
    when: ({ custodyCit }) => custodyCit,
    team: 'custody-community-integration-team',
    because: cite(
      'In a prison in Yorkshire and the Humber that is the Community Integration Team in the prison',
      'PF 3.10',
    ),
  },
  { destination: 'PRT', when: () => true, team: 'pre-release-team', because: null },
  {
    destination: 'COM',
    when: ({ communityCit }) => communityCit,
    team: 'community-integration-team',
    because: cite(
      'For this sentence and home region that is the Community Integration Team in the community',
      'PF 3.10',
    ),
  },
  {
    destination: 'COM',
    when: ({ ssf }) => ssf,
    team: 'short-sentence-function',
    because: cite('For a short sentence that is the Short Sentence Function', 'PF 3.13'),
  },
  { destination: 'COM', when: () => true, team: 'community-offender-manager', because: null },
]

/** The matching rule and the destination it leads to. */
export interface Route {
  readonly rule: DestinationRule
  readonly destination: Destination
  readonly team: Team
  readonly because: readonly string[]
}

/** The destination of an application: always exactly one (routing.md, Decision: destination). */
export function routeOf(situation: Situation): Route {
  const row = rows.find(({ when }) => when(situation))
  if (row === undefined) throw new Error('No rule of destination fits')
  const { rule, destination } = row
  const teamRow = teamRowFor(situation, destination)
  return {
    rule,
    destination,
    team: teamRow.team,
    because: teamRow.because === null ? [row.because] : [row.because, teamRow.because],
  }
}

function teamRowFor(situation: Situation, destination: Destination): (typeof teamRows)[number] {
  const row = teamRows.find(candidate => candidate.destination === destination && candidate.when(situation))
  if (row === undefined) throw new Error(`No team of the ${destination} fits`)
  return row
}

/** The team for an application that staff sent to a destination which the rules did not choose. */
export function teamAt(situation: Situation, destination: Destination): Team {
  return teamRowFor(situation, destination).team
}
