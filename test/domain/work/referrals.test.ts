import fc from 'fast-check'
import { calendarDay, isWorkingDay } from '../../../server/domain/calendar'
import {
  appointmentAbout,
  chaseDay,
  consentMissingFor,
  hasEnded,
  isUsual,
  nextStatuses,
  referralFor,
  referralKinds,
  referralKindsFor,
  referralStatuses,
  referralWork,
  type ReferralStatus,
} from '../../../server/domain/work/referrals'
import { canFollow } from '../../../server/domain/work/work'
import { dayBetween } from '../day-arbitrary'

const anyKind = fc.constantFrom(...referralKinds)

it('can end from every state, and nothing follows an end', () => {
  fc.assert(
    fc.property(anyKind, fc.array(fc.nat(9), { maxLength: 10 }), (kind, choices) => {
      let state: ReferralStatus | null = null
      for (const choice of choices) {
        const next = nextStatuses(kind, state)
        if (state !== null && hasEnded(state)) expect(next).toEqual([])
        else if (state !== null) expect(next.some(hasEnded)).toBe(true)
        if (next.length === 0) break
        state = next[choice % next.length]!
      }
    }),
  )
})

it('is attended or missed only after an appointment, and can then have another', () => {
  for (const kind of referralKinds) {
    const meets = appointmentAbout(kind) !== undefined
    expect(nextStatuses(kind, 'sent').includes('appointment')).toBe(meets)
    for (const state of referralStatuses) {
      const next = nextStatuses(kind, state)
      expect(next.includes('kept') && next.includes('missed')).toBe(state === 'appointment')
      if (state === 'appointment' || state === 'kept' || state === 'missed') {
        expect(next.includes('appointment')).toBe(meets)
      }
    }
  }
})

it('can be stopped at any time once it has started', () => {
  for (const kind of referralKinds) {
    for (const state of nextStatuses(kind, null)) expect(nextStatuses(kind, state)).toContain('stopped')
  }
})

it.each(['crs-accommodation', 'crs-finance', 'crs-mentoring', 'crs-womens'] as const)(
  '%s is requested from the COM, or recorded once the COM has made it',
  kind => expect(nextStatuses(kind, null)).toEqual(['asked-com', 'sent']),
)

it('shares nothing without the person’s consent', () => {
  expect(consentMissingFor('duty-to-refer', 'sent', new Set())).toEqual(['council-housing', 'housing-contact'])
  expect(consentMissingFor('duty-to-refer', 'sent', new Set(['council-housing', 'housing-contact']))).toEqual([])
  expect(consentMissingFor('crs-mentoring', 'asked-com', new Set())).toEqual([])
  expect(consentMissingFor('crs-mentoring', 'missed', new Set())).toEqual([])
  expect(consentMissingFor('crs-mentoring', 'appointment', new Set())).toEqual(['mentor-service'])
  expect(consentMissingFor('crs-mentoring', 'sent', new Set(['dwp']))).toEqual(['mentor-service'])
})

it('is the Welsh equivalent of England’s, for men through the CORRE hub', () => {
  const usual = (estate: 'men' | 'women', homeRegion: 'wales' | 'london' | null) =>
    referralKindsFor(estate).filter(kind => isUsual(kind, { estate, homeRegion }))
  for (const estate of ['men', 'women'] as const) {
    expect(usual(estate, 'wales')).toContain('application-for-assistance')
    expect(usual(estate, 'wales')).not.toContain('duty-to-refer')
    for (const elsewhere of ['london', null] as const) {
      expect(usual(estate, elsewhere)).toContain('duty-to-refer')
      expect(usual(estate, elsewhere)).not.toContain('corre-hub')
    }
  }
  expect(usual('men', 'wales')).toContain('corre-hub')
  expect(usual('men', 'wales')).not.toContain('crs-accommodation')
  expect(usual('women', 'wales')).toContain('crs-womens')
})

it.each([
  ['identify-duty-to-refer', 'somewhere-to-live', 'duty-to-refer'],
  ['com-makes-crs-referral', 'mentor', 'crs-mentoring'],
  ['custody-team-makes-crs-referral', 'keep-or-end-tenancy', 'crs-accommodation'],
  ['refer-through-corre-hub', 'somewhere-to-live', 'corre-hub'],
  ['consider-finance-crs', 'debts-and-bills', 'crs-finance'],
  ['consider-accommodation-crs', 'keep-or-end-tenancy', 'crs-accommodation'],
  ['consider-accommodation-crs', 'somewhere-to-live', 'crs-accommodation'],
  ['refer-to-cas', 'emergency-accommodation', 'cas'],
  ['consult-com', 'somewhere-to-live', null],
] as const)('%s on %s completes %s', (action, topic, kind) => expect(referralFor(action, topic)).toBe(kind))

it('to CAS is made by the COM at the team’s request', () => {
  expect(nextStatuses('cas', null)).toContain('asked-com')
})

it('offers women’s services only to women', () => {
  expect(referralKindsFor('women')).toContain('crs-womens')
  expect(referralKindsFor('men')).not.toContain('crs-womens')
})

it('is chased on a working day, after any appointment, and not once it has ended', () => {
  const days = dayBetween(calendarDay('2026-01-01'), calendarDay('2028-12-31'))
  fc.assert(
    fc.property(anyKind, fc.constantFrom(...referralStatuses), days, days, (kind, state, today, appointmentOn) => {
      const day = chaseDay(kind, state, state === 'appointment' ? appointmentOn : null, today, new Set())
      if (hasEnded(state)) expect(day).toBeNull()
      else expect(day! > today && isWorkingDay(day!)).toBe(true)
      if (state === 'appointment') expect(day! > appointmentOn).toBe(true)
    }),
  )
})

it('is taken over by a colleague, returned by its owner, and by nobody once it has ended', () => {
  const staff = fc.integer({ min: 1, max: 3 })
  const holder = fc.option(staff, { nil: null })
  fc.assert(
    fc.property(fc.constantFrom(...referralStatuses), holder, staff, (status, holderId, staffId) => {
      const can = {
        taken: !hasEnded(status) && holderId !== staffId,
        'handed-back': !hasEnded(status) && holderId === staffId,
      }
      for (const action of ['taken', 'handed-back'] as const) {
        expect(canFollow(referralWork, { status, holderId }, action, staffId)).toBe(can[action])
      }
    }),
  )
})
