import fc from 'fast-check'
import { addDays, calendarDay, isWorkingDay, workingDayOnOrAfter } from '../../../server/domain/calendar'
import {
  actions,
  copies,
  decide,
  defaultRoutingSettings,
  destinationRules,
  destinations,
  leavingDay,
  teams,
} from '../../../server/domain/routing'
import { situationOf } from '../../../server/domain/routing/situation'
import { topicEntry } from '../../../server/domain/topics'
import { factsWith, withCom } from './example-facts'
import { anyFacts, nearbyDay } from './facts-arbitrary'

const day = calendarDay
const thorough = { numRuns: 1000 }

describe('a decision for any facts', () => {
  test('has exactly one destination, with its team and rule', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const { destination, team, rule } = decide(facts)
        expect(destinations).toContain(destination)
        expect(teams).toContain(team)
        expect(destinationRules).toContain(rule)
        const isInPrison = teams.indexOf(team) < teams.indexOf('community-integration-team')
        expect(isInPrison).toBe(destination === 'PRT')
      }),
      thorough,
    )
  })

  test('never has a POM make a referral: a responsible COM does, or the prison’s team for them', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const decision = decide(facts)
        const referrals = decision.actions.filter(action =>
          ['com-makes-crs-referral', 'custody-team-makes-crs-referral', 'refer-through-corre-hub'].includes(action),
        )
        expect(referrals.length).toBeLessThan(2)
        if (referrals.length > 0) {
          expect(decision.responsibility.responsible).toBe('COM')
          expect(facts.person.comAllocated).toBe(true)
        }
      }),
      thorough,
    )
  })

  test('never sends somebody who is not sentenced to the COM', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const decision = decide(facts)
        if (['remand', 'convicted-unsentenced', 'civil', 'immigration'].includes(facts.person.custodyStatus)) {
          expect(decision).toMatchObject({ destination: 'PRT', rule: 'U1' })
          expect(decision.responsibility.responsible).not.toBe('COM')
        }
      }),
      thorough,
    )
  })

  test('restricts confidential topics and shares them only for a safety concern', () => {
    fc.assert(
      fc.property(anyFacts, fc.boolean(), (facts, safetyConcern) => {
        const decision = decide({ ...facts, topic: 'something-private', safetyConcern })
        expect(decision.restricted).toBe(true)
        expect(decision.destination).toBe('PRT')
        expect(decision.actions).toContain('ask-consent-before-sharing')
        if (!safetyConcern) expect(decision.copyTo).toEqual([])
        for (const copy of decision.copyTo) expect(['com', 'duty-pom', 'pom', 'prison-safety']).toContain(copy)
      }),
      thorough,
    )
  })

  test('restricts nothing else', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        expect(decide(facts).restricted).toBe(topicEntry(facts.topic).class === 'confidential')
      }),
    )
  })

  test('is copied to prison safety exactly for a safety concern, which is urgent', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const decision = decide(facts)
        if (facts.safetyConcern) expect(decision.priority).toBe('urgent')
        else if (facts.topic !== 'emergency-accommodation') expect(decision.priority).not.toBe('urgent')
        expect(decision.copyTo.includes('prison-safety')).toBe(facts.safetyConcern)
        expect(decision.actions.includes('consider-acct')).toBe(facts.safetyConcern)
      }),
      thorough,
    )
  })

  test('has sorted sets of known values that never include the destination', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const decision = decide(facts)
        expect(decision.copyTo).toEqual([...new Set(decision.copyTo)].sort())
        expect(decision.actions).toEqual([...new Set(decision.actions)].sort())
        for (const copy of decision.copyTo) expect(copies).toContain(copy)
        for (const action of decision.actions) expect(actions).toContain(action)
        expect(decision.copyTo).not.toContain(decision.destination.toLowerCase())
        expect(decision.copyTo).not.toContain(decision.team)
      }),
      thorough,
    )
  })

  test('promises a reply on a working day that is not in the past', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const { respondBy, priority } = decide(facts)
        expect(isWorkingDay(respondBy)).toBe(true)
        expect(respondBy >= facts.today).toBe(true)
        const isLeaving = leavingDay(facts.person, facts.today) !== null
        if (priority !== 'urgent' && !isLeaving) expect(respondBy > facts.today).toBe(true)
      }),
    )
  })

  test('is answered before the person leaves, where a working day is left', () => {
    const leavingSoon = fc.record({ facts: anyFacts, inDays: fc.nat(12), byRelease: fc.boolean() })
    fc.assert(
      fc.property(leavingSoon, ({ facts, inDays, byRelease }) => {
        const leaves = addDays(facts.today, inDays)
        const person = byRelease
          ? { ...facts.person, leavesOn: null, releaseDate: leaves }
          : { ...facts.person, leavesOn: leaves }
        const { respondBy } = decide({ ...facts, person })
        const daysLeft = Array.from({ length: inDays }, (_, days) => addDays(facts.today, days))
        if (daysLeft.some(left => isWorkingDay(left))) expect(respondBy < leaves).toBe(true)
        else expect(respondBy).toBe(workingDayOnOrAfter(facts.today))
      }),
      thorough,
    )
  })

  test('gives the same handover whatever the day of leaving', () => {
    fc.assert(
      fc.property(anyFacts, nearbyDay, (facts, leavesOn) => {
        const person = { ...facts.person, leavesOn }
        expect(decide({ ...facts, person }).responsibility).toEqual(decide(facts).responsibility)
      }),
    )
  })

  test('has a reason for everything that applied, each ending with its citation', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const { because, copyTo, actions: todo, restricted } = decide(facts)
        expect(because.length).toBeGreaterThanOrEqual(3 + copyTo.length + todo.length + Number(restricted))
        for (const reason of because) expect(reason).toMatch(/^\S.* \([^()]+\)$/)
      }),
    )
  })

  test('is always the same for the same facts, and does not change them', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const before = JSON.stringify(facts)
        expect(decide(facts)).toEqual(decide(JSON.parse(before) as typeof facts))
        expect(JSON.stringify(facts)).toBe(before)
      }),
    )
  })

  test('is frozen', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const decision = decide(facts)
        for (const part of [decision, decision.responsibility, decision.because, decision.copyTo, decision.actions]) {
          expect(Object.isFrozen(part)).toBe(true)
        }
      }),
    )
  })
})

test('serialises a decision in the order of routing.md', () => {
  expect(JSON.stringify(decide(factsWith({ id: 'case-1', person: withCom })))).toMatch(
    /^\{"id":"case-1","policy":.*"responsibility":\{"responsible":.*"comAllocatedFrom":.*"comResponsibleFrom":.*"reason":.*\},"destination":.*"team":.*"rule":.*"because":.*"copyTo":.*"actions":.*"restricted":.*"priority":.*"respondBy":.*\}$/,
  )
})

describe('priority and reply', () => {
  const on = (today: string, caseFacts: Parameters<typeof factsWith>[0] = {}) =>
    decide(factsWith({ today: day(today), ...caseFacts }))

  test.each([
    ['2026-11-22', 'standard', '2026-11-30'],
    ['2026-11-27', 'soon', '2026-11-25'],
    ['2026-12-07', 'soon', '2026-11-25'],
    ['2026-12-08', 'standard', '2026-11-30'],
  ])('released on %s, an application of 23 November is %s and due %s', (releaseDate, priority, respondBy) => {
    expect(on('2026-11-23', { person: { releaseDate: day(releaseDate) } })).toMatchObject({ priority, respondBy })
  })

  test.each([
    ['2026-11-23', null, 'soon', '2026-11-23'],
    ['2026-11-24', null, 'soon', '2026-11-23'],
    ['2026-11-25', null, 'soon', '2026-11-24'],
    ['2026-11-26', null, 'soon', '2026-11-25'],
    ['2026-11-22', '2026-11-25', 'soon', '2026-11-24'],
    ['2029-05-26', '2026-11-25', 'soon', '2026-11-24'],
    ['2026-11-25', '2026-11-20', 'soon', '2026-11-24'],
    ['2026-11-25', '2026-12-20', 'standard', '2026-11-30'],
  ] as const)(
    'with release on %s and leaving on %s, an application of 23 November is %s and due %s',
    (releaseDate, leavesOn, priority, respondBy) => {
      const person = { releaseDate: day(releaseDate), leavesOn: leavesOn && day(leavesOn) }
      expect(on('2026-11-23', { person })).toMatchObject({ priority, respondBy })
    },
  )

  test('answers on Friday somebody who leaves on Monday, and on the day itself somebody who leaves before Monday', () => {
    const leaves = (leavesOn: string) => ({ person: { leavesOn: day(leavesOn) } })
    expect(on('2026-11-27', leaves('2026-11-30')).respondBy).toBe('2026-11-27')
    expect(on('2026-11-28', leaves('2026-11-30')).respondBy).toBe('2026-11-30')
  })

  test.each([
    ['2026-11-22', 'soon', '2026-11-25'],
    ['2026-11-23', 'urgent', '2026-11-23'],
    ['2026-11-26', 'urgent', '2026-11-23'],
    ['2026-11-27', 'soon', '2026-11-25'],
  ])('nowhere to stay on %s is %s and due %s', (leavesOn, priority, respondBy) => {
    const person = { leavesOn: day(leavesOn), releaseDate: null }
    expect(on('2026-11-23', { topic: 'emergency-accommodation', person })).toMatchObject({ priority, respondBy })
  })

  test.each(['keep-my-job', 'something-private', 'emergency-accommodation'] as const)('%s is soon', topic => {
    expect(on('2026-11-23', { topic })).toMatchObject({ priority: 'soon', respondBy: '2026-11-25' })
  })

  test.each([
    ['2026-11-28', '2026-11-30'],
    ['2026-11-30', '2026-11-30'],
    ['2026-12-25', '2026-12-29'],
  ])('a safety concern of %s is due %s', (today, respondBy) => {
    expect(on(today, { safetyConcern: true })).toMatchObject({ priority: 'urgent', respondBy })
  })

  test('skips Christmas', () => {
    expect(on('2026-12-24').respondBy).toBe('2027-01-05')
  })
})

describe('settings', () => {
  test('prefer the policy of the case to that of the installation', () => {
    const settings = { ...defaultRoutingSettings, defaultPolicy: 'practice-2023' } as const
    expect(decide(factsWith({})).policy).toBe('framework-2022')
    expect(decide(factsWith({}), settings).policy).toBe('practice-2023')
    expect(decide(factsWith({ policy: 'framework-2022' }), settings).policy).toBe('framework-2022')
  })

  test('move the reply by proclaimed holidays and reply times', () => {
    const settings = {
      ...defaultRoutingSettings,
      extraBankHolidays: new Set([day('2026-11-24')]),
      replyWithinWorkingDays: { soon: 1, standard: 3 },
      soonBeforeLeavingDays: 7,
    }
    expect(decide(factsWith({}), settings).respondBy).toBe('2026-11-27')
    expect(decide(factsWith({ topic: 'keep-my-job' }), settings).respondBy).toBe('2026-11-25')
    expect(decide(factsWith({ person: { releaseDate: day('2026-12-01') } }), settings).priority).toBe('standard')
  })

  test('can choose what the policy leaves open', () => {
    const settings = {
      ...defaultRoutingSettings,
      classes: { 'mental-health': 'plan', 'keep-my-job': 'immediate' },
      signpostToImmigrationAdvice: false,
      signpostToVeteransOfficer: false,
    } as const
    expect(decide(factsWith({ topic: 'mental-health', person: withCom }), settings).rule).toBe('D6')
    expect(decide(factsWith({ topic: 'veteran' }), settings).actions).toEqual([])
    expect(decide(factsWith({ topic: 'immigration' }), settings).actions).toEqual([])
  })
})

test('derives facts as in routing.md', () => {
  const facts = factsWith({
    topic: 'somewhere-to-live',
    person: {
      sentence: 'determinate',
      sentencedOn: day('2026-11-01'),
      releaseDate: day('2027-09-01'),
      riskOfSeriousHarm: 'high',
      careExperienced: true,
      dateOfBirth: day('2030-01-01'),
      homeRegion: 'wales',
    },
  })
  expect(situationOf(facts, defaultRoutingSettings)).toMatchObject({
    unsentenced: false,
    outOfArea: true,
    highRisk: true,
    shortSentence: true,
    ssf: true,
    corre: true,
    crsAccommodation: true,
    custodyCit: false,
    communityCit: false,
    firstContact: true,
    leaving: '2027-09-01',
    under25: true,
  })
})
