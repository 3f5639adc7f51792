import fc from 'fast-check'
import { calendarDay } from '../../../server/domain/calendar'
import { leavesOn, type WaysToLeave } from '../../../server/domain/people'
import { dayBetween } from '../day-arbitrary'

const day = calendarDay
const today = day('2026-11-23')
const nobodyKnows: WaysToLeave = {
  custodyStatus: 'sentenced',
  releaseDate: null,
  tagDate: null,
  paroleReleaseDate: null,
  reReleaseDate: null,
  earlyReleaseDate: null,
  courtReleaseDate: null,
  hearingDays: [],
}
const ways = [
  'releaseDate',
  'tagDate',
  'paroleReleaseDate',
  'reReleaseDate',
  'earlyReleaseDate',
  'courtReleaseDate',
] as const

describe('the day on which a person leaves', () => {
  it('is not known when no day is', () => {
    expect(leavesOn(nobodyKnows, today)).toBeNull()
  })

  it.each(ways)('is the %s, where that is the earliest', way => {
    const others = Object.fromEntries(ways.map(each => [each, day('2027-02-01')]))
    expect(leavesOn({ ...nobodyKnows, ...others, [way]: day('2027-01-31') }, today)).toBe('2027-01-31')
  })

  it('can be today, and is never a day that has passed', () => {
    expect(leavesOn({ ...nobodyKnows, tagDate: today }, today)).toBe(today)
    const tagPassed = { ...nobodyKnows, tagDate: day('2026-11-22'), releaseDate: day('2027-05-01') }
    expect(leavesOn(tagPassed, today)).toBe('2027-05-01')
    expect(leavesOn({ ...nobodyKnows, releaseDate: day('2026-11-22') }, today)).toBeNull()
  })

  it.each(['remand', 'convicted-unsentenced'] as const)('is the next court hearing for somebody %s', custodyStatus => {
    const hearingDays = [day('2026-11-02'), day('2026-12-02'), day('2026-12-20')]
    expect(leavesOn({ ...nobodyKnows, custodyStatus, hearingDays }, today)).toBe('2026-12-02')
  })

  it.each(['civil', 'immigration', 'sentenced', 'recalled'] as const)(
    'is never a court hearing for somebody %s',
    custodyStatus => {
      expect(leavesOn({ ...nobodyKnows, custodyStatus, hearingDays: [day('2026-12-02')] }, today)).toBeNull()
    },
  )

  it('is never later for one more way to leave', () => {
    const anyDay = fc.option(dayBetween(day('2026-10-01'), day('2027-03-01')), { nil: null })
    const known = fc.record(Object.fromEntries(ways.map(way => [way, anyDay])))
    fc.assert(
      fc.property(known, fc.constantFrom(...ways), (days, way) => {
        const person = { ...nobodyKnows, ...days }
        const [one, fewer] = [leavesOn(person, today), leavesOn({ ...person, [way]: null }, today)]
        if (fewer !== null) expect(one !== null && one <= fewer).toBe(true)
      }),
    )
  })
})
