import fc from 'fast-check'
import { addDays, calendarDay } from '../../../server/domain/calendar'
import {
  decide,
  decidingFacts,
  moversBetween,
  nextMove,
  reasonOf,
  whatWouldChange,
  type Facts,
  type FactChange,
} from '../../../server/domain/routing'
import { factsWith } from './example-facts'
import { anyFacts } from './facts-arbitrary'

const day = calendarDay

/** A man with four and a half years, low risk and a COM, who asks about something that the plan for release covers. */
const plan = (changes: Partial<Facts['person']> = {}) =>
  factsWith({
    today: day('2026-11-30'),
    topic: 'somewhere-to-live',
    policy: 'practice-2023',
    person: {
      sentence: 'determinate',
      sentencedOn: day('2024-06-03'),
      releaseDate: day('2027-09-09'),
      riskOfSeriousHarm: 'medium',
      comAllocated: true,
      ...changes,
    },
  })

/** The facts with a change, as often as it names more than one. */
function changed(facts: Facts, change: FactChange): Facts[] {
  if ('values' in change) {
    return change.values.map(value => ({ ...facts, person: { ...facts.person, [change.fact]: value } }))
  }
  const step = change.moves === 'earlier' ? -1 : 1
  return [0, 1, 40, 200]
    .map(days => addDays(change.day, step * days))
    .filter(each => each >= facts.today)
    .map(each => ({ ...facts, person: { ...facts.person, [change.fact]: each } }))
}

test('what would change it is what the decision does with that fact, and the day before changes nothing', () => {
  fc.assert(
    fc.property(anyFacts, facts => {
      const now = decide(facts)
      for (const { change, to } of whatWouldChange(facts)) {
        const [first, ...others] = changed(facts, change)
        const then = decide(first!)
        expect(then).toMatchObject(to)
        expect([then.destination, then.team]).not.toEqual([now.destination, now.team])
        for (const each of others) expect(decide(each).destination).toBe(to.destination)
        if (!('values' in change)) {
          const short = addDays(change.day, change.moves === 'earlier' ? 1 : -1)
          const just = decide({ ...facts, person: { ...facts.person, [change.fact]: short } })
          if (short >= facts.today) expect(just).toMatchObject({ destination: now.destination, team: now.team })
        }
      }
    }),
    { numRuns: 60 },
  )
})

test('the next move is the first day on which the decision differs', () => {
  fc.assert(
    fc.property(anyFacts, fc.nat(1_000), (facts, days) => {
      const now = decide(facts)
      const next = nextMove(facts)
      if (next !== null)
        expect(decide({ ...facts, today: next.day })).toMatchObject({ team: next.team, rule: next.rule })
      const before = addDays(facts.today, days)
      if (next === null || before < next.day) {
        expect(decide({ ...facts, today: before })).toMatchObject({ destination: now.destination, team: now.team })
      }
    }),
    { numRuns: 60 },
  )
})

test('names the high risk, the earlier release and the day of handover of a plan for release', () => {
  const facts = plan({ riskOfSeriousHarm: 'high' })
  expect(decide(facts)).toMatchObject({ rule: 'H3', destination: 'COM' })
  expect(whatWouldChange(plan())).toEqual([
    {
      change: { fact: 'riskOfSeriousHarm', values: ['high', 'very-high'] },
      to: { destination: 'COM', team: 'community-offender-manager', rule: 'H3' },
    },
  ])
  expect(nextMove(plan())).toBeNull()
  const com = factsWith({ ...plan(), topic: 'my-com' })
  expect(nextMove(com)).toMatchObject({ day: '2026-12-26', destination: 'COM', rule: 'D1' })
  expect(whatWouldChange(com)).toContainEqual({
    change: { fact: 'releaseDate', moves: 'earlier', day: '2027-08-14' },
    to: { destination: 'COM', team: 'community-offender-manager', rule: 'D1' },
  })
})

test('marks the known facts that decided, and no other', () => {
  fc.assert(
    fc.property(anyFacts, facts => {
      for (const fact of decidingFacts(facts)) {
        if (fact !== 'prison') expect(facts.person[fact]).not.toBeNull()
      }
    }),
    { numRuns: 100 },
  )
  expect([...decidingFacts(plan())].sort()).toEqual([
    'custodyStatus',
    'prison',
    'releaseDate',
    'riskOfSeriousHarm',
    'sentencedOn',
  ])
})

test('names the fact that moved it, or the day', () => {
  const before = plan({ riskOfSeriousHarm: 'very-high', releaseDate: day('2027-09-21') })
  const after = plan({ riskOfSeriousHarm: 'medium', releaseDate: day('2027-09-09') })
  expect(moversBetween(before, after)).toEqual(['riskOfSeriousHarm'])
  const com = factsWith({ ...plan(), topic: 'my-com' })
  expect(moversBetween(com, { ...com, today: day('2026-12-26') })).toEqual(['today'])
  expect(moversBetween(com, { ...com, person: { ...com.person, careExperienced: true } })).toEqual([])
})

test('gives the reason of the rule that decided', () => {
  fc.assert(
    fc.property(anyFacts, facts => {
      const decision = decide(facts)
      expect(decision.because).toContain(reasonOf(decision))
    }),
    { numRuns: 300 },
  )
  expect(reasonOf({ rule: 'H4', because: ['Words of an earlier version'] })).toMatch(/^The COM is not responsible yet/)
})
