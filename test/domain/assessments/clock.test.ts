import fc from 'fast-check'
import { assessmentsFor, type AssessmentKind, type DoneAssessment } from '../../../server/domain/assessments'
import { addDays, addWorkingDays, calendarDay, isWorkingDay, type CalendarDay } from '../../../server/domain/calendar'
import type { Person, Region } from '../../../server/domain/routing'
import { dayBetween } from '../day-arbitrary'
import { personWith } from '../routing/example-facts'
import { anyFacts } from '../routing/facts-arbitrary'

const day = calendarDay
const settings = { policy: 'framework-2022', extraBankHolidays: new Set<CalendarDay>() } as const

interface Context {
  readonly began?: string
  readonly today?: string
  readonly region?: Region
  readonly done?: readonly DoneAssessment[]
}

function clock(
  known: Partial<Person>,
  { began = '2026-11-02', today = '2026-11-23', region = 'london', done = [] }: Context = {},
) {
  const facts = { person: personWith(known), prison: { region, functions: null }, custodyBegan: day(began) }
  return new Map(assessmentsFor(facts, done, day(today), settings).map(each => [each.kind, each]))
}

describe('after reception', () => {
  it('requires BCST1 within 72 hours', () => {
    expect(clock({}).get('bcst1')).toMatchObject({ due: '2026-11-05', state: 'overdue' })
  })

  it('requires BCST2 within five working days of the completed BCST1, and waits for that', () => {
    expect(clock({}).get('bcst2')).toMatchObject({ due: null, state: 'waits' })
    const done: DoneAssessment[] = [{ kind: 'bcst1', doneOn: day('2026-11-20') }]
    expect(clock({}, { done }).get('bcst2')).toMatchObject({ due: '2026-11-27', state: 'to-come' })
  })

  it('skips bank holidays', () => {
    const done: DoneAssessment[] = [{ kind: 'bcst1', doneOn: day('2026-12-23') }]
    expect(clock({}, { done }).get('bcst2')?.due).toBe('2027-01-04')
  })

  it.each([
    ['a man from Wales in Wales', { homeRegion: 'wales' }, 'wales', true],
    ['a man from Wales in England', { homeRegion: 'wales' }, 'london', false],
    ['a man from England in Wales', { homeRegion: 'london' }, 'wales', false],
    ['a woman from Wales', { homeRegion: 'wales', estate: 'women' }, 'wales', false],
    ['on remand without a COM', { homeRegion: 'wales', custodyStatus: 'remand' }, 'wales', false],
    ['on remand with a COM', { homeRegion: 'wales', custodyStatus: 'remand', comAllocated: true }, 'wales', true],
  ] as const)('%s: guided interview or BCST2', (_who, known, region, guided) => {
    const found = clock(known, { region })
    expect([found.has('guided-interview'), found.has('bcst2')]).toEqual([guided, !guided])
  })
})

describe('before release', () => {
  const leaves = { releaseDate: day('2027-03-31'), riskOfSeriousHarm: 'low' } as const

  it('requires the 12-week review 84 days before release, only for low and medium risk', () => {
    expect(clock(leaves).get('twelve-week-review')?.due).toBe('2027-01-06')
    expect(clock({ ...leaves, riskOfSeriousHarm: 'medium' }).has('twelve-week-review')).toBe(true)
    for (const riskOfSeriousHarm of ['high', 'very-high', null] as const) {
      expect(clock({ ...leaves, riskOfSeriousHarm }).has('twelve-week-review')).toBe(false)
    }
  })

  it('makes the 12-week review due on the first day in custody when its due day is earlier', () => {
    expect(clock({ ...leaves, releaseDate: day('2026-12-01') }).get('twelve-week-review')?.due).toBe('2026-11-02')
  })

  it('requires the meeting one calendar month before release', () => {
    expect(clock(leaves).get('one-month-meeting')?.due).toBe('2027-02-28')
  })

  it('makes handover due on the day on which the COM becomes responsible', () => {
    const found = clock({ sentence: 'determinate', releaseDate: day('2027-10-29'), sentenceMonths: 60 })
    expect(found.get('handover')?.due).toBe('2027-03-14')
  })

  it('requires no handover for a short sentence that starts with the COM', () => {
    const short = { sentence: 'determinate', sentencedOn: day('2026-11-02'), releaseDate: day('2027-02-01') } as const
    expect(clock(short).has('handover')).toBe(false)
  })

  it('requires the release plan check 56 days before parole eligibility, then before the next review', () => {
    const parole = { outcome: null, comReviewCompleted: false, mappaLevel: null, nextReviewDate: day('2028-05-01') }
    const ahead = { sentence: 'determinate-parole', paroleEligibilityDate: day('2027-05-01'), parole } as const
    expect(clock(ahead).get('release-plan-check')?.due).toBe('2027-03-06')
    const over = { ...ahead, paroleEligibilityDate: day('2026-05-01') }
    expect(clock(over).get('release-plan-check')?.due).toBe('2028-03-06')
  })
})

describe('the state of an assessment', () => {
  it.each([
    ['2026-11-05', '2026-11-05', 'done'],
    ['2026-11-06', '2026-11-05', 'done-late'],
  ])('is given when completed on %s and due on %s', (doneOn, due, state) => {
    const done: DoneAssessment[] = [{ kind: 'bcst1', doneOn: day(doneOn) }]
    expect(clock({}, { done }).get('bcst1')).toMatchObject({ due, doneOn, state })
  })

  it.each([
    ['2026-11-05', 'due'],
    ['2026-11-04', 'due'],
    ['2026-11-03', 'to-come'],
    ['2026-11-06', 'overdue'],
  ])('is given when open on %s', (today, state) => {
    expect(clock({}, { today }).get('bcst1')?.state).toBe(state)
  })

  it('is consistent for any person', () => {
    const anyDone = fc.uniqueArray(
      fc.record({
        kind: fc.constantFrom<AssessmentKind>('bcst1', 'bcst2', 'handover', 'twelve-week-review'),
        doneOn: dayBetween(day('2024-01-01'), day('2029-12-31')),
      }),
      { selector: ({ kind }) => kind },
    )
    fc.assert(
      fc.property(anyFacts, anyDone, fc.nat(400), ({ person, prison, today }, done, daysAgo) => {
        const custodyBegan = addDays(today, -daysAgo)
        const found = assessmentsFor({ person, prison, custodyBegan }, done, today, settings)
        const kinds = found.map(({ kind }) => kind)
        expect(kinds[0]).toBe('bcst1')
        expect(kinds.filter(kind => kind === 'bcst2' || kind === 'guided-interview')).toHaveLength(1)
        for (const { kind, due, doneOn, state } of found) {
          expect(doneOn).toBe(done.find(each => each.kind === kind)?.doneOn ?? null)
          expect(state === 'done' || state === 'done-late').toBe(doneOn !== null)
          if (state === 'overdue') expect(due! < today).toBe(true)
          if (state === 'due') expect(due! >= today && due! <= addWorkingDays(today, 1)).toBe(true)
          if (kind === 'bcst2' && due !== null) expect(isWorkingDay(due)).toBe(true)
        }
      }),
    )
  })
})
