import { calendarDay } from '../../../server/domain/calendar'
import { actions, copies, decide, type Action, type Copy } from '../../../server/domain/routing'
import { topics } from '../../../server/domain/topics'
import { factsWith, withCom, withPom } from './example-facts'

type ExampleFacts = Parameters<typeof factsWith>[0]

const day = calendarDay
const yorkshire = { region: 'yorkshire-and-the-humber' } as const
const short = {
  ...withPom,
  sentence: 'determinate',
  sentencedOn: day('2026-11-01'),
  releaseDate: day('2027-06-01'),
  riskOfSeriousHarm: 'low',
} as const
const lowRisk = { ...withCom, riskOfSeriousHarm: 'low' } as const
const youngCareLeaver = { careExperienced: true, dateOfBirth: day('2001-11-24') } as const

const recipients: readonly (readonly [name: string, facts: ExampleFacts, copyTo: readonly Copy[]])[] = [
  ['nobody about a question', { topic: 'immigration', person: withCom }, []],
  ['prison safety and the POM of a concern', { safetyConcern: true, person: withCom }, ['pom', 'prison-safety']],
  [
    'the duty POM and the COM of a concern where there is no POM',
    { safetyConcern: true, person: { ...withCom, pomAllocated: false } },
    ['com', 'duty-pom', 'prison-safety'],
  ],
  [
    'both POMs of a concern before sentence',
    { safetyConcern: true, person: { custodyStatus: 'remand', pomAllocated: true } },
    ['duty-pom', 'pom', 'prison-safety'],
  ],
  ['the COM before sentence', { person: { custodyStatus: 'remand', comAllocated: true } }, ['com']],
  ['the POM of an application sent to the COM', { topic: 'release-dates', person: withCom }, ['pom']],
  [
    'the duty POM of an application sent to the COM where there is no POM',
    { topic: 'my-com', person: { comAllocated: true } },
    ['duty-pom'],
  ],
  ['the POM before handover', { topic: 'mentor', person: withPom }, ['pom']],
  [
    'the Pre-release Team of high risk before handover',
    { topic: 'social-care', person: { ...withPom, riskOfSeriousHarm: 'high' } },
    ['pom', 'prt'],
  ],
  ['the COM of immediate needs', { topic: 'keep-my-job', person: withCom }, ['com']],
  ['the COM out of area', { topic: 'immigration', person: { ...withCom, homeRegion: 'wales' } }, ['com']],
  ['the COM of low risk', { topic: 'bank-account', person: lowRisk }, ['com']],
  ['the POM of what only the prison can do, before handover', { topic: 'bank-account', person: withPom }, ['pom']],
  [
    'the POM and the COM of it at high risk',
    { topic: 'bank-account', person: { ...withPom, riskOfSeriousHarm: 'high' } },
    ['com', 'pom'],
  ],
  [
    'the Pre-release Team of a concern that goes to the COM',
    { topic: 'my-com', safetyConcern: true, person: withCom },
    ['pom', 'prison-safety', 'prt'],
  ],
  ['the COM of a referral by the team in the prison', { topic: 'mentor', person: lowRisk, prison: yorkshire }, ['com']],
  ['the Pre-release Team of a referral', { topic: 'mentor', person: lowRisk }, ['prt']],
  ['the Pre-release Team of an emergency', { topic: 'emergency-accommodation', person: lowRisk }, ['prt']],
  ['nobody about a licence', { topic: 'licence-and-supervision', person: lowRisk }, []],
  ['the Short Sentence Function', { topic: 'bank-account', person: short }, ['com', 'short-sentence-function']],
  [
    'the Community Integration Team instead of the Short Sentence Function',
    {
      topic: 'bank-account',
      person: { ...short, homeRegion: 'yorkshire-and-the-humber', sentenceMonths: 12 },
      prison: yorkshire,
    },
    ['com', 'community-integration-team'],
  ],
  ['the team that holds it only once', { topic: 'my-com', person: short }, []],
  [
    'the CORRE Hub',
    { topic: 'mentor', person: { ...lowRisk, homeRegion: 'wales' }, prison: { region: 'wales' } },
    ['corre-hub', 'prt'],
  ],
  ['the POM of a care leaver under 25', { person: { ...withCom, ...youngCareLeaver } }, ['pom']],
  ['nobody of a care leaver of 25', { person: { ...withCom, ...youngCareLeaver, dateOfBirth: day('2001-11-23') } }, []],
]

test.each(recipients)('copies to %s', (_, caseFacts, copyTo) => {
  expect(decide(factsWith(caseFacts)).copyTo).toEqual(copyTo)
})

test('covers every recipient above', () => {
  expect(new Set(recipients.flatMap(([, , copyTo]) => copyTo))).toEqual(new Set(copies))
})

describe('a confidential application', () => {
  const copiesFor = (person: ExampleFacts['person'], safetyConcern: boolean) =>
    decide(
      factsWith({
        topic: 'something-private',
        safetyConcern,
        person: { ...short, ...youngCareLeaver, homeRegion: 'yorkshire-and-the-humber', sentenceMonths: 6, ...person },
      }),
    ).copyTo

  test('is copied to nobody', () => {
    expect(copiesFor({}, false)).toEqual([])
    expect(copiesFor({ custodyStatus: 'remand' }, false)).toEqual([])
    expect(copiesFor({ pomAllocated: false }, false)).toEqual([])
  })

  test('is copied for a safety concern only to those who keep people safe', () => {
    expect(copiesFor({}, true)).toEqual(['pom', 'prison-safety'])
    expect(copiesFor({ custodyStatus: 'remand' }, true)).toEqual(['duty-pom', 'pom', 'prison-safety'])
    expect(copiesFor({ pomAllocated: false }, true)).toEqual(['com', 'duty-pom', 'prison-safety'])
    expect(copiesFor({ pomAllocated: false, comAllocated: false }, true)).toEqual(['duty-pom', 'prison-safety'])
  })
})

const todo: readonly (readonly [name: string, facts: ExampleFacts, expected: readonly Action[]])[] = [
  ['nothing about a question', { topic: 'something-else', person: withCom }, []],
  ['a safety concern', { safetyConcern: true, person: withCom }, ['consider-acct']],
  [
    'in confidence',
    { topic: 'something-private', person: { ...withCom, estate: 'women' } },
    ['ask-consent-before-sharing', 'consult-com', 'offer-womens-safety-worker'],
  ],
  ['in confidence, men', { topic: 'something-private' }, ['ask-consent-before-sharing']],
  ['no COM', { topic: 'something-else', person: { custodyStatus: 'recalled' } }, ['chase-com-allocation']],
  ['a matter for the COM before handover', { topic: 'my-com', person: withPom }, ['pass-to-pom']],
  ['a mentor before handover', { topic: 'mentor', person: withPom }, ['refer-after-handover']],
  [
    'a home before handover',
    { topic: 'somewhere-to-live', person: { ...withPom, riskOfSeriousHarm: 'low', homeRegion: 'london' } },
    ['consult-com', 'identify-duty-to-refer', 'refer-after-handover'],
  ],
  [
    'a home, with the home area not known',
    { topic: 'somewhere-to-live', person: lowRisk },
    ['com-makes-crs-referral', 'confirm-home-area', 'consult-com'],
  ],
  [
    'a home before sentence',
    { topic: 'somewhere-to-live', person: { custodyStatus: 'immigration', homeRegion: 'london' } },
    ['consider-accommodation-crs', 'identify-duty-to-refer'],
  ],
  [
    'a home before handover, high risk',
    { topic: 'somewhere-to-live', person: { ...withPom, riskOfSeriousHarm: 'high', homeRegion: 'london' } },
    ['identify-duty-to-refer', 'refer-after-handover'],
  ],
  ['risk not known', { topic: 'thinking-and-behaviour', person: withCom }, ['check-risk', 'consult-com']],
  [
    'before sentence',
    { topic: 'thinking-and-behaviour', person: { custodyStatus: 'remand' } },
    ['plan-for-court-release'],
  ],
  ['a civil case', { topic: 'thinking-and-behaviour', person: { custodyStatus: 'civil' } }, []],
  ['a mentor', { topic: 'mentor', person: withCom }, ['com-makes-crs-referral']],
  [
    'a mentor, high risk',
    { topic: 'mentor', person: { ...withCom, riskOfSeriousHarm: 'high' } },
    ['com-makes-crs-referral', 'record-agreed-tasks-on-ndelius'],
  ],
  [
    'a mentor in Yorkshire from Wales',
    { topic: 'mentor', person: { ...withCom, homeRegion: 'wales' }, prison: yorkshire },
    ['arrange-first-crs-contact', 'custody-team-makes-crs-referral'],
  ],
  [
    'a mentor in Wales',
    { topic: 'mentor', person: { ...withCom, homeRegion: 'wales' }, prison: { region: 'wales' } },
    ['refer-through-corre-hub'],
  ],
  [
    'women’s services in Wales',
    {
      topic: 'womens-services',
      person: { ...withCom, estate: 'women', homeRegion: 'wales' },
      prison: { region: 'wales' },
    },
    ['com-makes-crs-referral', 'single-womens-referral'],
  ],
  [
    'a tenancy, short sentence',
    { topic: 'keep-or-end-tenancy', person: short },
    ['com-makes-crs-referral', 'consult-com', 'one-referral-for-now-and-release'],
  ],
  [
    'a tenancy, short sentence, no COM',
    { topic: 'keep-or-end-tenancy', person: { ...short, comAllocated: false } },
    ['chase-com-allocation'],
  ],
  [
    'a tenancy, women, in Yorkshire',
    { topic: 'keep-or-end-tenancy', person: { ...lowRisk, estate: 'women' }, prison: yorkshire },
    ['consult-com', 'custody-team-makes-crs-referral', 'single-womens-referral'],
  ],
  [
    'a tenancy before handover',
    { topic: 'keep-or-end-tenancy', person: withPom },
    ['consider-accommodation-crs', 'consult-com'],
  ],
  [
    'a tenancy before sentence',
    { topic: 'keep-or-end-tenancy', person: { custodyStatus: 'remand' } },
    ['consider-accommodation-crs'],
  ],
  [
    'a home, high risk',
    { topic: 'somewhere-to-live', person: { ...withCom, riskOfSeriousHarm: 'high', homeRegion: 'london' } },
    ['com-makes-crs-referral', 'identify-duty-to-refer', 'record-agreed-tasks-on-ndelius'],
  ],
  [
    'a home in Wales, women',
    {
      topic: 'somewhere-to-live',
      person: { ...lowRisk, estate: 'women', homeRegion: 'wales' },
      prison: { region: 'wales' },
    },
    ['com-makes-crs-referral', 'complete-application-for-assistance', 'consult-com', 'single-womens-referral'],
  ],
  [
    'a mentor before sentence',
    { topic: 'mentor', person: { custodyStatus: 'civil' } },
    ['explain-crs-needs-a-sentence'],
  ],
  [
    'an emergency',
    { topic: 'emergency-accommodation', person: { ...lowRisk, homeRegion: 'london' } },
    ['identify-duty-to-refer', 'refer-to-cas'],
  ],
  [
    'an emergency, women',
    { topic: 'emergency-accommodation', person: { ...lowRisk, estate: 'women', homeRegion: 'london' } },
    ['complete-duty-to-refer', 'refer-to-cas'],
  ],
  [
    'an emergency in Wales, no COM',
    { topic: 'emergency-accommodation', person: { custodyStatus: 'recalled', homeRegion: 'wales' } },
    ['ask-duty-probation-for-cas', 'chase-com-allocation', 'identify-application-for-assistance'],
  ],
  [
    'an emergency before handover',
    { topic: 'emergency-accommodation', person: { ...withPom, homeRegion: 'london' } },
    ['ask-duty-probation-for-cas', 'identify-duty-to-refer'],
  ],
  [
    'an emergency before sentence',
    { topic: 'emergency-accommodation', person: { custodyStatus: 'remand', homeRegion: 'london' } },
    ['identify-duty-to-refer', 'plan-for-court-release', 'refer-to-local-accommodation'],
  ],
  ['tag', { topic: 'tag-address', person: withCom }, ['consider-cas2', 'pass-to-pom']],
  ['debts', { topic: 'debts-and-bills' }, ['consider-finance-crs', 'refer-to-prison-banking']],
  [
    'debts out of area',
    { topic: 'debts-and-bills', person: { homeRegion: 'wales' } },
    ['arrange-first-crs-contact', 'consider-finance-crs', 'refer-to-prison-banking'],
  ],
  [
    'debts out of area, in a prison without a resettlement function',
    { topic: 'debts-and-bills', person: { homeRegion: 'wales' }, prison: { functions: ['training'] } },
    ['consider-finance-crs', 'refer-to-prison-banking'],
  ],
  ['benefits', { topic: 'benefits-now' }, ['refer-to-dwp-work-coach']],
  ['work', { topic: 'keep-my-job' }, ['signpost-to-work-services']],
  ['feeling low', { topic: 'mental-health' }, ['signpost-to-healthcare-for-mental-health']],
  ['a doctor', { topic: 'gp-and-health', person: lowRisk }, ['signpost-to-healthcare-for-gp']],
  ['the armed forces', { topic: 'veteran' }, ['signpost-to-veterans-officer']],
  [
    'drugs, high risk',
    { topic: 'drugs-and-alcohol', person: { ...withCom, riskOfSeriousHarm: 'high' } },
    ['consult-com', 'liaise-with-substance-misuse-team'],
  ],
  [
    'drugs on remand',
    { topic: 'drugs-and-alcohol', person: { custodyStatus: 'remand' } },
    ['liaise-with-substance-misuse-team', 'plan-for-court-release'],
  ],
  ['immigration', { topic: 'immigration' }, ['signpost-to-immigration-advice']],
  ['drugs, low risk', { topic: 'drugs-and-alcohol', person: lowRisk }, ['liaise-with-substance-misuse-team']],
  [
    'social care',
    { topic: 'social-care', person: lowRisk },
    ['consult-com', 'liaise-with-local-authority-social-care'],
  ],
  ['care', { topic: 'care-leaver', person: lowRisk }, ['consult-com', 'liaise-with-leaving-care-team']],
  ['a care leaver under 25', { person: youngCareLeaver }, ['liaise-with-leaving-care-team']],
  ['court', { topic: 'court-release', person: { custodyStatus: 'civil' } }, ['plan-for-court-release']],
]

test.each(todo)('gives the actions: %s', (_, caseFacts, expected) => {
  expect(decide(factsWith(caseFacts)).actions).toEqual(expected)
})

test('covers every action above', () => {
  expect(new Set(todo.flatMap(([, , expected]) => expected))).toEqual(new Set(actions))
})

test('decides every topic for somebody without known facts', () => {
  for (const topic of topics) {
    expect(decide(factsWith({ topic, person: { estate: 'women' } })).because.length).toBeGreaterThan(2)
  }
})
