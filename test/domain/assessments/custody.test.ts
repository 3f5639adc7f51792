import { custodyBeganAfter } from '../../../server/domain/assessments'
import { calendarDay } from '../../../server/domain/calendar'

const before = {
  custodyBegan: calendarDay('2026-03-02'),
  prisonId: 'LEI',
  custodyStatus: 'sentenced',
  releaseDate: calendarDay('2027-02-01'),
  whereabouts: 'in-prison',
} as const
const moved = { prisonId: 'HLI', receptionDate: calendarDay('2026-11-20'), custodyStatus: 'sentenced' } as const

it('continues through a move between prisons', () => {
  expect(custodyBeganAfter(before, moved)).toBe('2026-03-02')
})

it.each([
  ['a recall', before, { ...moved, custodyStatus: 'recalled' }],
  ['a reception after release', { ...before, releaseDate: calendarDay('2026-10-01') }, moved],
  ['a reception after they left', { ...before, whereabouts: 'left' }, moved],
  ['another reception at the same prison', before, { ...moved, prisonId: 'LEI' }],
] as const)('starts again with %s', (_what, known, reception) => {
  expect(custodyBeganAfter(known, reception)).toBe('2026-11-20')
})

it('continues when somebody who was recalled is moved', () => {
  const recalled = { ...before, custodyStatus: 'recalled' } as const
  expect(custodyBeganAfter(recalled, { ...moved, custodyStatus: 'recalled' })).toBe('2026-03-02')
})
