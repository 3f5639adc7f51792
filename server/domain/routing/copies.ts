import type { Action } from './actions'
import { cite } from './cite'
import type { DestinationRule, Route } from './destination'
import { memoizeChoice } from './memoize-choice'
import type { Situation } from './situation'

export const copies = [
  'prison-safety',
  'duty-pom',
  'pom',
  'com',
  'prt',
  'short-sentence-function',
  'community-integration-team',
  'corre-hub',
] as const
export type Copy = (typeof copies)[number]

type Condition = (situation: Situation, route: Route, actions: readonly Action[]) => boolean

interface Alternative {
  readonly when: Condition
  /** Marks the one alternative of a † row that applies to information given in confidence. */
  readonly isSafetyConcern?: true
  readonly because: string
}

interface ToldRow {
  readonly value: Copy
  readonly provided: Condition
  readonly anyOf: readonly Alternative[]
}

const always: Condition = () => true

const byRule =
  (...rules: readonly DestinationRule[]): Condition =>
  (_situation, { rule }) =>
    rules.includes(rule)

const calledForBy =
  (action: Action): Condition =>
  (_situation, _route, actions) =>
    actions.includes(action)

/** All matching rows apply (routing.md, Decision: who else is told). */
const rows: readonly ToldRow[] = [
  {
    value: 'prison-safety',
    provided: always,
    anyOf: [
      {
        when: ({ safetyConcern }) => safetyConcern,
        isSafetyConcern: true,
        because: cite('There is a safety concern, so prison safety is to be told', 'PF 3.8'),
      },
    ],
  },
  {
    value: 'duty-pom',
    provided: always,
    anyOf: [
      {
        when: ({ safetyConcern, unsentenced, person }) => safetyConcern && (unsentenced || !person.pomAllocated),
        isSafetyConcern: true,
        because: cite('There is a safety concern, so the duty POM is to be told', 'PF App 1 §2'),
      },
      {
        when: ({ person }, _route, actions) => actions.includes('pass-to-pom') && !person.pomAllocated,
        because: cite('No POM is allocated, so the duty POM is to be told', 'PF App 1 §2', 'OMiC roles'),
      },
    ],
  },
  {
    value: 'pom',
    provided: ({ person }) => person.pomAllocated,
    anyOf: [
      {
        when: ({ safetyConcern }) => safetyConcern,
        isSafetyConcern: true,
        because: cite('There is a safety concern, so the POM is to be told', 'PF 3.8'),
      },
      {
        when: byRule('H1', 'H2', 'H3', 'H4'),
        because: cite('The COM is not responsible yet, so the POM is to be told', 'PF 3.8', 'PF App 1 §1'),
      },
      {
        when: ({ comResponsible }, { rule }) => rule === 'P1' && !comResponsible,
        because: cite('The COM is not responsible yet, so the POM is to be told', 'PF 3.8', 'PF App 1 §1'),
      },
      {
        when: ({ topicClass }) => topicClass === 'pom',
        because: cite('The POM deals with this, so the POM is to be told', 'OMiC roles'),
      },
      {
        when: ({ under25 }) => under25,
        because: cite(
          'The person has been in care and is under 25, so the POM is to be told',
          'OMiC, Individuals who have experienced care',
        ),
      },
    ],
  },
  {
    value: 'com',
    provided: ({ person }, { destination }) => destination === 'PRT' && person.comAllocated,
    anyOf: [
      {
        when: byRule('U1'),
        because: cite('The person has a COM already, who is to be told', 'PF App 1 §2'),
      },
      {
        when: byRule('D2'),
        because: cite('The team in the prison refers for the COM, who is to be told', 'PF 3.10'),
      },
      {
        when: byRule('D5', 'D6'),
        because: cite(
          'The Pre-release Team works with the responsible COM, who is to be told',
          'PF App 1 §1',
          'PF App 1 §3',
        ),
      },
      {
        when: ({ comResponsible, highRisk }, { rule }) => rule === 'P1' && (highRisk || comResponsible),
        because: cite('The Pre-release Team acts on this, so the COM is to be told', 'PF 3.8', 'PF App 1 §1'),
      },
      {
        when: ({ topicClass }) => topicClass === 'immediate',
        because: cite('The Pre-release Team follows up immediate needs with the COM, who is to be told', 'PF App 1 §1'),
      },
      {
        when: ({ outOfArea }) => outOfArea,
        because: cite('The prison is outside the person’s home region, so the COM is to be told', 'PF 3.7'),
      },
      {
        when: ({ safetyConcern, person }) => safetyConcern && !person.pomAllocated,
        isSafetyConcern: true,
        because: cite('There is a safety concern and no POM is allocated, so the COM is to be told', 'PF 3.8'),
      },
    ],
  },
  {
    value: 'prt',
    provided: (_situation, { destination }) => destination === 'COM',
    anyOf: [
      {
        when: ({ topic }, { rule }) => rule === 'D1' && topic === 'emergency-accommodation',
        because: cite(
          'The Pre-release Team supports access to emergency accommodation, so it is to be told',
          'PF App 1 §3',
        ),
      },
      {
        when: byRule('D3'),
        because: cite(
          'The Pre-release Team supports the COM’s referral, so it is to be told',
          'PF 3.21',
          'PF App 1 §1',
        ),
      },
      {
        when: byRule('H3', 'D4'),
        because: cite('The Pre-release Team’s support is open to everyone, so it is to be told', 'PF App 1 §1'),
      },
      {
        when: ({ safetyConcern }) => safetyConcern,
        because: cite('There is a safety concern, so the Pre-release Team in the prison is to be told', 'PF 3.8'),
      },
    ],
  },
  {
    value: 'short-sentence-function',
    provided: always,
    anyOf: [
      {
        when: ({ ssf, communityCit }, { team }) => ssf && !communityCit && team !== 'short-sentence-function',
        because: cite('The sentence is short, so the Short Sentence Function is to be told', 'PF 3.16'),
      },
    ],
  },
  {
    value: 'community-integration-team',
    provided: always,
    anyOf: [
      {
        when: ({ communityCit }, { team }) => communityCit && team !== 'community-integration-team',
        because: cite(
          'The Community Integration Team in the community manages the person, so it is to be told',
          'PF 3.10',
        ),
      },
    ],
  },
  {
    value: 'corre-hub',
    provided: always,
    anyOf: [
      {
        when: calledForBy('refer-through-corre-hub'),
        because: cite('The referral goes through the CORRE Hub, so it is to be told', 'PF 3.9'),
      },
    ],
  },
]

/** The recipients that are told, sorted, with the reason for each in the page's order. */
export interface Copies {
  readonly values: readonly Copy[]
  readonly because: readonly string[]
}

const choice = memoizeChoice(
  rows.flatMap(({ value, provided, anyOf }) => anyOf.map(alternative => ({ value, provided, ...alternative }))),
  copies =>
    Object.freeze<Copies>({
      values: Object.freeze(copies.map(({ value }) => value).sort()),
      because: copies.map(({ because }) => because),
    }),
)

/**
 * The recipients informed in addition to the destination (routing.md, Decision: who else is told). Of a recipient's
 * alternatives the first that applies is the reason. Information given in confidence is shared without consent only for
 * a safety concern.
 */
export function copiesFor(situation: Situation, route: Route, actions: readonly Action[]): Copies {
  const inConfidence = situation.topicClass === 'confidential'
  let last: Copy | null = null
  return choice(({ value, provided, when, isSafetyConcern }) => {
    const isTold =
      value !== last &&
      (isSafetyConcern || !inConfidence) &&
      provided(situation, route, actions) &&
      when(situation, route, actions)
    if (isTold) last = value
    return isTold
  })
}
