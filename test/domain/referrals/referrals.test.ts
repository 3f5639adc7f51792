import fc from 'fast-check'
import { calendarDay, isWorkingDay } from '../../../server/domain/calendar'
import {
  chaseDay,
  consentMissingFor,
  isEnded,
  nextStates,
  referralKinds,
  referralKindsFor,
  referralStates,
  type ReferralState,
} from '../../../server/domain/referrals'
import { dayBetween } from '../day-arbitrary'

const anyKind = fc.constantFrom(...referralKinds)

it('comes to an end whichever way it goes, and nothing follows an end', () => {
  fc.assert(
    fc.property(anyKind, fc.array(fc.nat(9), { minLength: 10, maxLength: 10 }), (kind, choices) => {
      let state: ReferralState | null = null
      for (const choice of choices) {
        const next = nextStates(kind, state)
        if (next.length === 0) break
        state = next[choice % next.length]!
      }
      expect(state !== null && isEnded(state)).toBe(true)
      expect(nextStates(kind, state)).toEqual([])
    }),
  )
})

it('can be stopped at any time once it has begun', () => {
  for (const kind of referralKinds) {
    for (const state of nextStates(kind, null)) expect(nextStates(kind, state)).toContain('stopped')
  }
})

it.each(['crs-accommodation', 'crs-finance', 'crs-mentoring', 'crs-womens'] as const)(
  '%s is asked of the COM, or recorded once the COM has made it',
  kind => expect(nextStates(kind, null)).toEqual(['asked-com', 'sent']),
)

it('passes nothing on without the person’s yes', () => {
  expect(consentMissingFor('duty-to-refer', 'sent', new Set())).toEqual(['council-housing', 'housing-contact'])
  expect(consentMissingFor('duty-to-refer', 'sent', new Set(['council-housing', 'housing-contact']))).toEqual([])
  expect(consentMissingFor('crs-mentoring', 'asked-com', new Set())).toEqual([])
  expect(consentMissingFor('crs-mentoring', 'sent', new Set(['dwp']))).toEqual(['mentor-service'])
})

it('offers women’s services to women alone', () => {
  expect(referralKindsFor('women')).toContain('crs-womens')
  expect(referralKindsFor('men')).not.toContain('crs-womens')
})

it('is asked after on a working day, and not once it has ended', () => {
  const days = dayBetween(calendarDay('2026-01-01'), calendarDay('2028-12-31'))
  fc.assert(
    fc.property(anyKind, fc.constantFrom(...referralStates), days, (kind, state, today) => {
      const day = chaseDay(kind, state, today, new Set())
      if (isEnded(state)) expect(day).toBeNull()
      else expect(day! > today && isWorkingDay(day!)).toBe(true)
    }),
  )
})
