import fc from 'fast-check'
import { calendarDay } from '../../../server/domain/calendar'
import {
  custodyStatuses,
  estates,
  mappaLevels,
  paroleOutcomes,
  policyNames,
  prisonFunctions,
  recallKinds,
  regions,
  responsibilityOverrides,
  risks,
  sentences,
  type Facts,
  type Parole,
  type Person,
} from '../../../server/domain/routing'
import { topics } from '../../../server/domain/topics'
import { dayBetween } from '../day-arbitrary'

/** Days close enough together for the rules' boundaries to be met often. */
export const nearbyDay = dayBetween(calendarDay('2024-01-01'), calendarDay('2029-12-31'))

const known = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 3 })

const parole: fc.Arbitrary<Parole> = fc.record({
  outcome: known(fc.constantFrom(...paroleOutcomes)),
  comReviewCompleted: fc.boolean(),
  mappaLevel: known(fc.constantFrom(...mappaLevels)),
  nextReviewDate: known(nearbyDay),
})

const person: fc.Arbitrary<Person> = fc.record({
  estate: fc.constantFrom(...estates),
  custodyStatus: fc.oneof(
    { weight: 2, arbitrary: fc.constant('sentenced' as const) },
    { weight: 3, arbitrary: fc.constantFrom(...custodyStatuses) },
  ),
  recall: known(fc.constantFrom(...recallKinds)),
  sentence: known(fc.constantFrom(...sentences)),
  sentencedOn: known(nearbyDay),
  sentenceMonths: known(fc.nat(240)),
  releaseDate: known(nearbyDay),
  leavesOn: known(nearbyDay),
  paroleEligibilityDate: known(nearbyDay),
  tariffExpiryDate: known(nearbyDay),
  openConditionsSince: known(nearbyDay),
  parole: known(parole),
  riskOfSeriousHarm: known(fc.constantFrom(...risks)),
  earlyAllocation: fc.boolean(),
  responsibilityOverride: fc.option(fc.constantFrom(...responsibilityOverrides), { nil: null, freq: 1 }),
  integratedOffenderManagement: fc.boolean(),
  careExperienced: fc.boolean(),
  dateOfBirth: known(dayBetween(calendarDay('1998-01-01'), calendarDay('2008-12-31'))),
  comAllocated: fc.boolean(),
  pomAllocated: fc.boolean(),
  homeRegion: known(fc.constantFrom(...regions)),
})

/** Facts of every kind that a case can hold. */
export const anyFacts: fc.Arbitrary<Facts> = fc
  .record({
    id: known(fc.string()),
    today: nearbyDay,
    topic: fc.constantFrom(...topics),
    safetyConcern: fc.boolean(),
    policy: known(fc.constantFrom(...policyNames)),
    person,
    prison: fc.record({
      region: fc.constantFrom(...regions),
      functions: known(fc.subarray([...prisonFunctions])),
    }),
  })
  .filter(({ topic, person: { estate } }) => topic !== 'womens-services' || estate === 'women')
