import { calendarDay } from '../../../server/domain/calendar'
import { decide, destinationRules, teamFor, type DestinationRule, type Person } from '../../../server/domain/routing'
import { factsWith, withCom, withPom } from './example-facts'

type ExampleFacts = Omit<Parameters<typeof factsWith>[0], 'person'> & { readonly person: Partial<Person> }

const yorkshire = { region: 'yorkshire-and-the-humber' } as const

const rules: readonly (readonly [
  rule: DestinationRule,
  destination: 'PRT' | 'COM',
  name: string,
  facts: ExampleFacts,
])[] = [
  ['U1', 'PRT', 'remand', { topic: 'my-com', person: { custodyStatus: 'remand', comAllocated: true } }],
  ['U1', 'PRT', 'in confidence', { topic: 'something-private', person: { custodyStatus: 'convicted-unsentenced' } }],
  [
    'U1',
    'PRT',
    'civil, override',
    { topic: 'mentor', person: { custodyStatus: 'civil', responsibilityOverride: 'COM' } },
  ],
  [
    'C1',
    'PRT',
    'in confidence',
    { topic: 'something-private', person: { ...withCom, riskOfSeriousHarm: 'very-high' } },
  ],
  ['I1', 'PRT', 'high risk', { topic: 'keep-or-end-tenancy', person: { ...withCom, riskOfSeriousHarm: 'high' } }],
  ['I1', 'PRT', 'no COM', { topic: 'mental-health', person: { custodyStatus: 'recalled' } }],
  ['G1', 'PRT', 'information', { topic: 'referral-progress', person: withCom }],
  ['G1', 'PRT', 'for the POM', { topic: 'tag-address', person: withCom }],
  ['H1', 'PRT', 'before handover', { topic: 'parole', person: { ...withPom, riskOfSeriousHarm: 'high' } }],
  ['H2', 'PRT', 'before handover', { topic: 'mentor', person: withPom }],
  ['H3', 'COM', 'high risk', { topic: 'social-care', person: { ...withPom, riskOfSeriousHarm: 'high' } }],
  ['H3', 'COM', 'very high risk', { topic: 'social-care', person: { ...withPom, riskOfSeriousHarm: 'very-high' } }],
  ['H4', 'PRT', 'medium risk', { topic: 'social-care', person: { ...withPom, riskOfSeriousHarm: 'medium' } }],
  ['H4', 'PRT', 'high risk, no COM', { topic: 'social-care', person: { riskOfSeriousHarm: 'high' } }],
  ['A1', 'PRT', 'a matter for the COM', { topic: 'parole', person: { custodyStatus: 'recalled' } }],
  ['A1', 'PRT', 'a referral', { topic: 'mentor', person: { custodyStatus: 'recalled' }, prison: yorkshire }],
  ['P1', 'PRT', 'high risk', { topic: 'bank-account', person: { ...withCom, riskOfSeriousHarm: 'very-high' } }],
  ['P1', 'PRT', 'before handover', { topic: 'universal-credit', person: withPom }],
  ['P1', 'PRT', 'no COM', { topic: 'drugs-and-alcohol', person: { custodyStatus: 'recalled' } }],
  ['U1', 'PRT', 'held for immigration', { topic: 'gp-and-health', person: { custodyStatus: 'immigration' } }],
  [
    'A1',
    'PRT',
    'a plan',
    { topic: 'job-or-training', person: { custodyStatus: 'recalled', riskOfSeriousHarm: 'high' } },
  ],
  ['D1', 'COM', 'a matter for the COM', { topic: 'my-com', person: withCom }],
  ['D2', 'PRT', 'in Yorkshire', { topic: 'mentor', person: withCom, prison: yorkshire }],
  [
    'D3',
    'COM',
    'in Yorkshire, in a prison without a reception function',
    { topic: 'mentor', person: withCom, prison: { ...yorkshire, functions: ['training'] } },
  ],
  ['D3', 'COM', 'elsewhere', { topic: 'mentor', person: { ...withCom, homeRegion: 'yorkshire-and-the-humber' } }],
  ['D4', 'COM', 'high risk', { topic: 'job-or-training', person: { ...withCom, riskOfSeriousHarm: 'high' } }],
  ['D5', 'PRT', 'low risk', { topic: 'job-or-training', person: { ...withCom, riskOfSeriousHarm: 'low' } }],
  ['D5', 'PRT', 'medium risk', { topic: 'job-or-training', person: { ...withCom, riskOfSeriousHarm: 'medium' } }],
  ['D6', 'PRT', 'risk not known', { topic: 'job-or-training', person: withCom }],
]

test.each(rules)('%s sends to %s: %s', (rule, destination, _, caseFacts) => {
  expect(decide(factsWith(caseFacts))).toMatchObject({ rule, destination })
})

test('covers every rule above', () => {
  expect(new Set(rules.map(([rule]) => rule))).toEqual(new Set(destinationRules))
})

test('changes the destination on the day of handover', () => {
  const on = (today: string) =>
    decide(
      factsWith({
        today: calendarDay(today),
        topic: 'my-com',
        person: { ...withPom, sentence: 'determinate', releaseDate: calendarDay('2027-12-01') },
      }),
    )
  expect(on('2027-04-15')).toMatchObject({ rule: 'H1', responsibility: { responsible: 'POM' } })
  expect(on('2027-04-16')).toMatchObject({ rule: 'D1', responsibility: { responsible: 'COM' } })
})

const short = {
  ...withPom,
  sentence: 'determinate',
  sentencedOn: calendarDay('2026-11-01'),
  releaseDate: calendarDay('2027-06-01'),
} as const
const citPerson = { ...short, homeRegion: 'yorkshire-and-the-humber', sentenceMonths: 19 } as const

test.each([
  ['womens-pre-release-team', { person: { estate: 'women' }, prison: yorkshire }],
  ['custody-community-integration-team', { person: {}, prison: yorkshire }],
  ['custody-community-integration-team', { person: {}, prison: { ...yorkshire, functions: ['reception'] } }],
  ['pre-release-team', { person: {}, prison: { ...yorkshire, functions: [] } }],
  ['pre-release-team', { person: {} }],
  ['community-integration-team', { topic: 'my-com', person: citPerson }],
  ['community-integration-team', { topic: 'my-com', person: { ...citPerson, sentenceMonths: 0 } }],
  ['short-sentence-function', { topic: 'my-com', person: { ...citPerson, sentenceMonths: 20 } }],
  ['short-sentence-function', { topic: 'my-com', person: { ...citPerson, sentenceMonths: null } }],
  [
    'community-integration-team',
    { topic: 'my-com', person: { ...citPerson, sentenceMonths: null, integratedOffenderManagement: true } },
  ],
  ['community-offender-manager', { topic: 'my-com', person: { ...citPerson, custodyStatus: 'recalled' } }],
  ['short-sentence-function', { topic: 'my-com', person: short }],
  ['community-offender-manager', { topic: 'my-com', person: { ...short, estate: 'women' } }],
] as const)('selects the %s', (team, caseFacts) => {
  expect(decide(factsWith(caseFacts)).team).toBe(team)
})

test('routes an override to the team that the rules give for its destination', () => {
  const facts = factsWith({ topic: 'my-com', person: citPerson, prison: yorkshire })
  expect(teamFor(facts, 'COM')).toBe('community-integration-team')
  expect(teamFor(facts, 'PRT')).toBe('custody-community-integration-team')
})
