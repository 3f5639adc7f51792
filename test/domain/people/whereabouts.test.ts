import { calendarDay } from '../../../server/domain/calendar'
import {
  allWhereabouts,
  canGo,
  canHaveHappened,
  expectedLeaving,
  whereaboutsThat,
  type LeavingDays,
} from '../../../server/domain/people/whereabouts'

const today = calendarDay('2026-11-23')
const person: LeavingDays = { whereabouts: 'in-prison', releaseDate: null, tagDate: null, stillHereOn: null }
const day = (text: string | null) => text && calendarDay(text)

it.each([
  ['nobody knows a day', null, null, null, null],
  ['the release date is to come', '2026-11-24', null, null, null],
  ['the release date is today', '2026-11-23', null, null, { on: '2026-11-23', way: 'release-date' }],
  ['the day on tag has come', '2027-05-01', '2026-11-20', null, { on: '2026-11-20', way: 'tag' }],
  ['both have come, the tag first', '2026-11-22', '2026-11-20', null, { on: '2026-11-20', way: 'tag' }],
  ['they did not go on tag', '2027-05-01', '2026-11-20', '2026-11-20', null],
  ['they were still here yesterday', '2026-11-20', null, '2026-11-22', { on: '2026-11-23', way: 'release-date' }],
  ['they are still here today', '2026-11-20', null, '2026-11-23', null],
] as const)('asks who has left when %s', (_when, releaseDate, tagDate, stillHereOn, expected) => {
  const facts = { releaseDate: day(releaseDate), tagDate: day(tagDate), stillHereOn: day(stillHereOn) }
  expect(expectedLeaving({ ...person, ...facts } as LeavingDays, today)).toEqual(expected)
})

it('asks about people at hospital and at court, and not about those at large or gone', () => {
  const asked = allWhereabouts.filter(
    whereabouts => expectedLeaving({ ...person, whereabouts, releaseDate: today }, today) !== null,
  )
  expect(asked).toEqual(['in-prison', 'hospital', 'court'])
})

it('stops assessments at hospital and at large, and sign-in at large', () => {
  expect(whereaboutsThat('isAssessed')).toEqual(['in-prison', 'court'])
  expect(whereaboutsThat('canSignIn')).toEqual(['in-prison', 'hospital', 'court'])
  expect(whereaboutsThat('isListed')).toEqual(['in-prison', 'hospital', 'court', 'at-large'])
})

it('leads nowhere from having left, and from everywhere else to any other place', () => {
  expect(allWhereabouts.filter(to => canGo('left', to))).toEqual([])
  expect(allWhereabouts.filter(to => canGo('at-large', to))).toEqual(['in-prison', 'hospital', 'court', 'left'])
})

it('records no day to come, and none before custody or the last record', () => {
  const known = { custodyBegan: calendarDay('2026-03-02'), whereaboutsSince: calendarDay('2026-11-10') }
  expect(canHaveHappened(calendarDay('2026-11-10'), known, today)).toBe(true)
  for (const each of ['2026-11-24', '2026-11-09']) expect(canHaveHappened(calendarDay(each), known, today)).toBe(false)
  const fresh = { ...known, whereaboutsSince: null }
  expect(canHaveHappened(calendarDay('2026-03-01'), fresh, today)).toBe(false)
})
