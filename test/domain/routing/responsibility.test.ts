import fc from 'fast-check'
import { addDays, calendarDay, type CalendarDay } from '../../../server/domain/calendar'
import {
  explainResponsibility,
  parseFacts,
  policyNames,
  responsibilityFor,
  type Person,
  type Responsibility,
} from '../../../server/domain/routing'
import { personWith } from './example-facts'
import { anyFacts, nearbyDay } from './facts-arbitrary'

const day = calendarDay
const today = day('2026-11-23')
const parole = { outcome: null, comReviewCompleted: false, mappaLevel: null, nextReviewDate: null } as const
const refused = { ...parole, outcome: 'no-release', comReviewCompleted: true } as const

type Expected = readonly [
  responsible: Responsibility['responsible'],
  comAllocatedFrom: string | null,
  comResponsibleFrom: string | null,
  reason: Responsibility['reason'],
]

const rows: readonly (readonly [row: number, name: string, person: Partial<Person>, expected: Expected])[] = [
  [0, 'an override', { responsibilityOverride: 'COM' }, ['COM', null, null, 'override']],
  [
    0,
    'an override after recall',
    { responsibilityOverride: 'POM', custodyStatus: 'recalled' },
    ['POM', null, null, 'override'],
  ],
  [1, 'remand', { custodyStatus: 'remand', responsibilityOverride: 'COM' }, ['none', null, null, 'unsentenced']],
  [1, 'convicted', { custodyStatus: 'convicted-unsentenced' }, ['none', null, null, 'unsentenced']],
  [
    1,
    'immigration',
    { custodyStatus: 'immigration', responsibilityOverride: 'COM' },
    ['none', null, null, 'unsentenced'],
  ],
  [2, 'a civil case', { custodyStatus: 'civil', responsibilityOverride: 'COM' }, ['POM', null, null, 'civil']],
  [3, 'a recall', { custodyStatus: 'recalled', sentence: 'determinate' }, ['COM', null, null, 'recall']],
  [3, 'a recall, sentence not known', { custodyStatus: 'recalled' }, ['COM', null, null, 'recall']],
  [
    4,
    'an indeterminate recall',
    { custodyStatus: 'recalled', sentence: 'indeterminate' },
    ['COM', null, null, 'recall'],
  ],
  [
    4,
    'an indeterminate recall, review deferred',
    { custodyStatus: 'recalled', sentence: 'indeterminate', parole: { ...parole, outcome: 'deferred' } },
    ['COM', null, null, 'recall'],
  ],
  [
    5,
    'ten months left on the day of the sentence',
    { sentence: 'determinate', sentencedOn: day('2026-10-31'), releaseDate: day('2027-08-31'), earlyAllocation: true },
    ['COM', '2026-10-31', '2026-10-31', 'short-sentence'],
  ],
  [
    5,
    'a short sentence that has not begun',
    { sentence: 'determinate', sentencedOn: day('2027-01-31'), releaseDate: day('2027-02-01') },
    ['COM', '2027-01-31', '2027-01-31', 'short-sentence'],
  ],
  [
    5,
    'ten months by the end of a shorter month',
    { sentence: 'determinate', sentencedOn: day('2026-04-30'), releaseDate: day('2027-02-28') },
    ['COM', '2026-04-30', '2026-04-30', 'short-sentence'],
  ],
  [
    5,
    'a short sentence with parole',
    { sentence: 'determinate-parole', sentencedOn: day('2026-10-31'), releaseDate: day('2027-08-31') },
    ['COM', '2026-10-31', '2026-10-31', 'short-sentence'],
  ],
  [
    11,
    'a day more than ten months',
    { sentence: 'determinate', sentencedOn: day('2026-10-31'), releaseDate: day('2027-09-01') },
    ['POM', '2027-01-17', '2027-01-17', 'standard-determinate'],
  ],
  [
    7,
    'early allocation, sentence not known',
    { earlyAllocation: true, releaseDate: day('2028-02-23') },
    ['COM', '2026-11-23', '2026-11-23', 'early-allocation'],
  ],
  [
    7,
    'early allocation, a day before',
    { earlyAllocation: true, releaseDate: day('2028-02-24'), sentence: 'indeterminate' },
    ['POM', '2026-11-24', '2026-11-24', 'early-allocation'],
  ],
  [
    7,
    'early allocation, with parole eligibility years before release',
    {
      earlyAllocation: true,
      sentence: 'determinate-parole',
      paroleEligibilityDate: day('2027-06-01'),
      releaseDate: day('2030-11-01'),
    },
    ['COM', '2026-03-01', '2026-03-01', 'early-allocation'],
  ],
  [
    7,
    'early allocation of an indeterminate sentence, by the tariff',
    { earlyAllocation: true, sentence: 'indeterminate', tariffExpiryDate: day('2028-02-24') },
    ['POM', '2026-11-24', '2026-11-24', 'early-allocation'],
  ],
  [
    7,
    'early allocation, open conditions before handover',
    {
      earlyAllocation: true,
      sentence: 'indeterminate',
      tariffExpiryDate: day('2028-06-01'),
      openConditionsSince: day('2026-01-01'),
    },
    ['POM', '2026-01-01', '2027-03-01', 'early-allocation'],
  ],
  [
    7,
    'early allocation after parole was refused and reviewed',
    {
      earlyAllocation: true,
      sentence: 'indeterminate',
      tariffExpiryDate: day('2020-01-01'),
      openConditionsSince: day('2026-01-01'),
      parole: { ...refused, nextReviewDate: day('2028-02-24') },
    },
    ['POM', null, '2026-11-24', 'early-allocation'],
  ],
  [
    7,
    'early allocation no later than after a refusal, which is not moved to the day of the sentence',
    {
      earlyAllocation: true,
      sentence: 'indeterminate',
      sentencedOn: day('2027-06-01'),
      parole: { ...refused, nextReviewDate: day('2027-09-01') },
    },
    ['POM', null, '2027-01-01', 'early-allocation'],
  ],
  [
    9,
    'early allocation without a day to count from',
    { earlyAllocation: true, sentence: 'indeterminate', paroleEligibilityDate: day('2027-01-01') },
    ['POM', null, null, 'indeterminate'],
  ],
  [
    6,
    'early allocation in the parole window',
    {
      earlyAllocation: true,
      sentence: 'indeterminate',
      releaseDate: day('2030-01-01'),
      parole: { ...parole, outcome: 'release' },
    },
    ['COM', null, null, 'parole-window'],
  ],
  [
    7,
    'early allocation, not before the sentence',
    { earlyAllocation: true, releaseDate: day('2027-12-01'), sentencedOn: day('2026-11-24') },
    ['POM', '2026-11-24', '2026-11-24', 'early-allocation'],
  ],
  [
    11,
    'no early allocation',
    { sentence: 'determinate', releaseDate: day('2025-08-31') },
    ['COM', '2025-01-16', '2025-01-16', 'standard-determinate'],
  ],
  [
    8,
    'parole refused and reviewed, next review not known',
    { sentence: 'indeterminate', parole: refused, openConditionsSince: day('2020-01-01') },
    ['POM', null, null, 'parole-refused'],
  ],
  [
    8,
    'parole refused and reviewed, never moved to the day of the sentence',
    {
      sentence: 'indeterminate',
      sentencedOn: day('2026-12-01'),
      parole: { ...refused, mappaLevel: 1, nextReviewDate: day('2027-07-23') },
    },
    ['COM', null, '2026-11-23', 'parole-refused'],
  ],
  [
    8,
    'recalled, parole refused and reviewed',
    {
      custodyStatus: 'recalled',
      sentence: 'indeterminate',
      parole: { ...refused, mappaLevel: 0, nextReviewDate: day('2027-07-24') },
    },
    ['POM', null, '2026-11-24', 'parole-refused'],
  ],
  [
    6,
    'parole refused, managed at MAPPA level 2',
    { sentence: 'indeterminate', parole: { ...refused, mappaLevel: 2, nextReviewDate: day('2030-01-01') } },
    ['COM', null, null, 'parole-window'],
  ],
  [
    6,
    'parole refused, managed at MAPPA level 3',
    { sentence: 'indeterminate', parole: { ...refused, mappaLevel: 3 } },
    ['COM', null, null, 'parole-window'],
  ],
  [
    6,
    'recalled, parole refused and not reviewed',
    {
      custodyStatus: 'recalled',
      sentence: 'indeterminate',
      earlyAllocation: true,
      releaseDate: day('2030-01-01'),
      parole: { ...refused, comReviewCompleted: false },
    },
    ['COM', null, null, 'parole-window'],
  ],
  [
    6,
    'parole deferred',
    { sentence: 'indeterminate', parole: { ...parole, outcome: 'deferred' } },
    ['COM', null, null, 'parole-window'],
  ],
  [
    6,
    'release directed',
    { sentence: 'indeterminate', parole: { ...parole, outcome: 'release' } },
    ['COM', null, null, 'parole-window'],
  ],
  [
    9,
    'before tariff',
    { sentence: 'indeterminate', tariffExpiryDate: day('2027-07-24') },
    ['POM', '2026-11-24', '2026-11-24', 'indeterminate'],
  ],
  [
    9,
    'eight months before tariff',
    { sentence: 'indeterminate', tariffExpiryDate: day('2027-07-23'), parole },
    ['COM', '2026-11-23', '2026-11-23', 'indeterminate'],
  ],
  [9, 'tariff not known', { sentence: 'indeterminate' }, ['POM', null, null, 'indeterminate']],
  [
    9,
    'open conditions, tariff not known',
    { sentence: 'indeterminate', openConditionsSince: day('2026-01-01') },
    ['POM', '2026-01-01', null, 'indeterminate'],
  ],
  [
    9,
    'open conditions before handover',
    { sentence: 'indeterminate', tariffExpiryDate: day('2028-01-01'), openConditionsSince: day('2027-04-30') },
    ['POM', '2027-04-30', '2027-05-01', 'indeterminate'],
  ],
  [
    9,
    'open conditions on the day of handover',
    { sentence: 'indeterminate', tariffExpiryDate: day('2028-01-01'), openConditionsSince: day('2027-05-01') },
    ['POM', '2027-05-01', '2027-05-01', 'indeterminate'],
  ],
  [
    9,
    'open conditions before a handover moved to the day of the sentence',
    {
      sentence: 'indeterminate',
      sentencedOn: day('2026-06-01'),
      tariffExpiryDate: day('2026-07-01'),
      openConditionsSince: day('2026-05-31'),
    },
    ['COM', '2026-05-31', '2026-06-01', 'indeterminate'],
  ],
  [
    10,
    'eight months before parole eligibility',
    { sentence: 'determinate-parole', paroleEligibilityDate: day('2027-07-23'), releaseDate: day('2040-01-01') },
    ['COM', '2026-11-23', '2026-11-23', 'determinate-parole'],
  ],
  [
    10,
    'a day earlier',
    { sentence: 'determinate-parole', paroleEligibilityDate: day('2027-07-24') },
    ['POM', '2026-11-24', '2026-11-24', 'determinate-parole'],
  ],
  [
    10,
    'parole eligibility not known',
    { sentence: 'determinate-parole', sentencedOn: day('2026-01-01') },
    ['POM', null, null, 'determinate-parole'],
  ],
  [
    11,
    'seven months and fifteen days before release',
    { sentence: 'determinate', releaseDate: day('2027-07-08') },
    ['COM', '2026-11-23', '2026-11-23', 'standard-determinate'],
  ],
  [
    11,
    'a day earlier',
    { sentence: 'determinate', releaseDate: day('2027-07-09') },
    ['POM', '2026-11-24', '2026-11-24', 'standard-determinate'],
  ],
  [12, 'no release date', { sentence: 'determinate' }, ['POM', null, null, 'dates-not-known']],
  [12, 'no sentence', { releaseDate: day('2026-12-01') }, ['POM', null, null, 'dates-not-known']],
]

test.each(rows)('row %d: %s', (row, _, person, [responsible, comAllocatedFrom, comResponsibleFrom, reason]) => {
  const explained = explainResponsibility(personWith(person), today, 'framework-2022')
  expect(explained.row).toBe(row)
  expect(explained.responsibility).toEqual({ responsible, comAllocatedFrom, comResponsibleFrom, reason })
  expect(explained.because).toMatch(/^\S.* \(.+\)$/)
})

test('covers every row above', () => {
  expect(new Set(rows.map(([row]) => row)).size).toBe(13)
})

test.each([
  ['early-allocation', { earlyAllocation: true, releaseDate: day('2028-08-31') }, '2027-05-31', '2027-05-31'],
  [
    'parole-refused',
    { sentence: 'indeterminate', parole: { ...refused, nextReviewDate: day('2028-10-31') } },
    '2028-02-29',
    '2027-10-31',
  ],
  ['indeterminate', { sentence: 'indeterminate', tariffExpiryDate: day('2028-10-31') }, '2028-02-29', '2027-10-31'],
  [
    'determinate-parole',
    { sentence: 'determinate-parole', paroleEligibilityDate: day('2028-10-31') },
    '2028-02-29',
    '2027-10-31',
  ],
  ['standard-determinate', { sentence: 'determinate', releaseDate: day('2028-08-31') }, '2028-01-16', '2027-12-17'],
] as const)('takes the handover of %s from the policy', (reason, person, framework, practice) => {
  expect(responsibilityFor(personWith(person), today, 'framework-2022')).toMatchObject({
    reason,
    comResponsibleFrom: framework,
  })
  expect(responsibilityFor(personWith(person), today, 'practice-2023')).toMatchObject({
    reason,
    comResponsibleFrom: practice,
  })
})

test('names the day and the paragraph in the reason', () => {
  const released = personWith({ sentence: 'determinate', releaseDate: day('2027-12-01') })
  expect(explainResponsibility(released, today, 'framework-2022').because).toBe(
    'The sentence is a standard determinate one, so the POM is responsible until the COM takes over on 16 April 2027 (PF 3.8; Letter beyond Day 1, 3)',
  )
  expect(explainResponsibility(released, day('2027-04-16'), 'practice-2023').because).toBe(
    'The sentence is a standard determinate one, so the COM is responsible from 18 March 2027 (PF 3.8; Letter beyond Day 1, 3; practice since 2023)',
  )
})

const anchors = ['releaseDate', 'paroleEligibilityDate', 'tariffExpiryDate'] as const

function expectNoEarlierHandover(person: Person, later: Person, on: CalendarDay) {
  for (const policy of policyNames) {
    const before = responsibilityFor(person, on, policy).comResponsibleFrom
    const after = responsibilityFor(later, on, policy).comResponsibleFrom
    // A parole sentence that a later release makes no short one any more needs a parole date to go by.
    const isUnknown = later.sentence === 'determinate-parole' && later.paroleEligibilityDate === null && after === null
    if (before !== null && !isUnknown) expect(after !== null && after >= before).toBe(true)
  }
}

test('never gives the COM a later day for early allocation', () => {
  fc.assert(
    fc.property(anyFacts, fc.constantFrom(...policyNames), ({ person, today: on }, policy) => {
      const usual = responsibilityFor({ ...person, earlyAllocation: false }, on, policy)
      const early = responsibilityFor({ ...person, earlyAllocation: true }, on, policy)
      if (usual.responsible === 'COM') expect(early.responsible).toBe('COM')
      if (usual.comResponsibleFrom === null) return
      expect(early.comResponsibleFrom).not.toBeNull()
      expect(early.comResponsibleFrom! <= usual.comResponsibleFrom).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

test('never brings the handover forward for a later date', () => {
  fc.assert(
    fc.property(anyFacts, fc.constantFrom(...anchors), nearbyDay, fc.nat(900), (facts, anchor, from, days) => {
      const person = { ...facts.person, [anchor]: from }
      expectNoEarlierHandover(person, { ...person, [anchor]: addDays(from, days) }, facts.today)
    }),
  )
})

test('never brings the handover forward for a later review', () => {
  fc.assert(
    fc.property(anyFacts, nearbyDay, fc.nat(900), (facts, from, days) => {
      const held: Person = {
        ...facts.person,
        custodyStatus: 'sentenced',
        sentence: 'indeterminate',
        earlyAllocation: false,
      }
      const withReview = (nextReviewDate: CalendarDay): Person => ({ ...held, parole: { ...refused, nextReviewDate } })
      expectNoEarlierHandover(withReview(from), withReview(addDays(from, days)), facts.today)
    }),
  )
})

test('keeps the COM responsible by date on later days', () => {
  fc.assert(
    fc.property(anyFacts, fc.nat(2000), ({ person, today: on }, days) => {
      const now = responsibilityFor(person, on, 'framework-2022')
      const later = responsibilityFor(person, addDays(on, days), 'framework-2022')
      if (now.responsible === 'COM') expect(later.responsible).toBe('COM')
      expect(later.comResponsibleFrom).toBe(now.comResponsibleFrom)
    }),
  )
})

test('moves no date for risk or estate', () => {
  fc.assert(
    fc.property(anyFacts, anyFacts, ({ person, today: on }, other) => {
      const { estate, riskOfSeriousHarm, homeRegion, comAllocated, pomAllocated } = other.person
      const changed = { ...person, estate, riskOfSeriousHarm, homeRegion, comAllocated, pomAllocated }
      expect(responsibilityFor(changed, on, 'practice-2023')).toEqual(responsibilityFor(person, on, 'practice-2023'))
    }),
  )
})

test('handles the first and last days of the calendar', () => {
  for (const edge of ['1900-01-01', '2199-12-31']) {
    const parsed = parseFacts({
      today: edge,
      topic: 'mentor',
      person: {
        estate: 'men',
        custodyStatus: 'sentenced',
        sentence: 'determinate',
        releaseDate: edge,
        sentencedOn: edge,
      },
      prison: { region: 'london' },
    })
    if (!parsed.ok) throw new Error(parsed.error.field)
    expect(responsibilityFor(parsed.facts.person, parsed.facts.today, 'practice-2023').comResponsibleFrom).toBe(edge)
  }
  expect(
    responsibilityFor(personWith({ sentence: 'determinate', releaseDate: day('1900-01-01') }), today, 'practice-2023'),
  ).toMatchObject({ responsible: 'COM', comResponsibleFrom: '1899-04-17' })
})
